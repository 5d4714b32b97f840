import { createWriteStream, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { argument, type Command, Refusal, UsageError } from '#platform/cli.ts';
import { fileTexts } from '#platform/files/texts.ts';
import { LARGEST_SHEET } from './file.ts';
import { countRows, type PlannedRow } from './model.ts';
import type { SheetsService } from './service.ts';
import { sheetsTexts } from './texts.ts';

interface Context {
  sheets(): Promise<SheetsService>;
  /** Works off what an import has queued: the index. */
  settle(): Promise<void>;
}

const t = sheetsTexts('en');

function kindOf(service: SheetsService, name: string): string {
  if (!service.kinds.some((kind) => kind.name === name))
    throw new UsageError(`<kind> is one of ${service.kinds.map((kind) => kind.name).join(', ')}.`);
  return name;
}

/** "12: changed Kammer Nord; E-Mail: alt@… → neu@…" */
function rowLine({ row, action, title, changes, choices }: PlannedRow): string {
  const cells =
    action === 'change'
      ? changes.map(({ column, before, after }) => `; ${column}: ${before || t.nothingThere} → ${after || t.nothingThere}`)
      : [];
  const open = action === 'ask' ? [`; ${t.asksTitle} ${choices.map((choice) => choice.label || t.isNew).join(' | ')}`] : [];
  return `${row}: ${t.actions[action]} ${title}${[...cells, ...open].join('')}`;
}

/** `import`, `import undo`, `export`, `template` */
export const sheetsCommands: Command<Context>[] = [
  {
    name: 'import undo',
    summary: 'Takes the last import back, by its id.',
    usage: '<id>',
    options: {},
    async run({ args, output, context }) {
      const service = await context.sheets();
      const done = await service.undo(argument(args, 0, 'id'));
      if (!done.ok) throw new Refusal(done.fault === 'notLast' ? t.notLast : t.touched(done.fault.changed.join(', ')));
      await context.settle();
      output.out(done.value.length > 0 ? t.stayed(done.value.join(', ')) : t.undone);
    },
  },
  {
    name: 'import',
    summary: 'Reads organisations, consultants, offers, members or events from XLSX or CSV.',
    usage: '<kind> <file> [--apply] [--json]',
    help: 'Without --apply it only says what would happen, row by row. One wrong cell, and nothing is written.',
    options: { apply: { type: 'boolean' }, json: { type: 'boolean' } },
    async run({ args, values, output, context }) {
      const service = await context.sheets();
      const kind = kindOf(service, argument(args, 0, 'kind'));
      const path = argument(args, 1, 'file');
      const stats = statSync(path, { throwIfNoEntry: false });
      if (!stats?.isFile()) throw new Refusal(`There is no file ${path}.`);
      if (stats.size > LARGEST_SHEET) throw new Refusal(t.faults.tooLarge);
      const read = await service.preview(kind, readFileSync(path), basename(path));
      if (!read.ok) throw new Refusal({ ...fileTexts('en'), ...t.faults }[read.fault]);
      const { plan, id } = await service.open(read.value);
      const counts = countRows(plan);
      if (values['json']) output.out(JSON.stringify({ id, counts, plan }, null, 2));
      else {
        output.out(t.counts(counts));
        for (const fault of [...plan.faults, ...plan.rows.flatMap((row) => row.faults)]) output.out(`${fault.cell}: ${fault.message}`);
        for (const row of plan.rows) output.out(rowLine(row));
      }
      if (!values['apply']) return;
      const done = await service.apply(id);
      if (!done.ok) throw new Refusal(counts.ask > 0 ? `${t.asksLead} Answer on the page of the import.` : 'Nothing was imported.');
      await context.settle();
      if (!values['json']) output.out(`Imported. Undo with: import undo ${id}`);
    },
  },
  {
    name: 'export',
    summary: 'Writes everything of one kind to a file.',
    usage: '<kind> <file.xlsx|file.csv>',
    options: {},
    async run({ args, output, context }) {
      const service = await context.sheets();
      const kind = argument(args, 0, 'kind');
      const path = argument(args, 1, 'file');
      const known = [...service.kinds, ...service.exports].map((each) => each.name);
      if (!known.includes(kind)) throw new UsageError(`<kind> is one of ${known.join(', ')}.`);
      const format = path.endsWith('.xlsx') ? 'xlsx' : 'csv';
      await pipeline(await service.export(kind, format), createWriteStream(path));
      output.out(path);
    },
  },
  {
    name: 'template',
    summary: 'Writes an empty table for an import.',
    usage: '<kind> <file.xlsx|file.csv>',
    options: {},
    async run({ args, output, context }) {
      const service = await context.sheets();
      const kind = kindOf(service, argument(args, 0, 'kind'));
      const path = argument(args, 1, 'file');
      await pipeline(service.template(kind, path.endsWith('.xlsx') ? 'xlsx' : 'csv'), createWriteStream(path));
      output.out(path);
    },
  },
];
