import { readFileSync, statSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { argument, type Command, option, Refusal, UsageError } from '#platform/cli.ts';
import type { Result } from '#platform/result.ts';
import { gatherFile, type GatherFault, gatherUrl } from './fetch/gather.ts';
import type { Gathered } from './fetch/gathered.ts';
import { countsOf, type Hsds } from './service.ts';
import { hsdsTexts } from './texts.ts';

interface Context {
  hsds(): Promise<Hsds>;
  settle(): Promise<void>;
}

const LARGEST = 300 * 1024 * 1024;
const SHOWN = 20;

async function gather(from: string): Promise<Result<Gathered, GatherFault>> {
  if (/^[a-z]+:\/\//i.test(from)) return gatherUrl(from);
  const stats = statSync(from, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new Refusal(`There is no file ${from}.`);
  if (stats.size > LARGEST) throw new Refusal('The file is larger than 300 MB.');
  return gatherFile(new Uint8Array(readFileSync(from)));
}

/** `hsds export`, `hsds import` */
export const hsdsCommands: Command<Context>[] = [
  {
    name: 'hsds export',
    summary: 'Writes the whole directory as HSDS 3.0 tables (a zip of CSV files with datapackage.json).',
    usage: '<file.zip>',
    async run({ args, output, context }) {
      const path = argument(args, 0, 'file.zip');
      await writeFile(path, (await context.hsds()).exportTabular());
      output.out(`${path}: ${(await stat(path)).size} bytes.`);
    },
  },
  {
    name: 'hsds import',
    summary: 'Takes over offers from another HSDS 3.0 source: an https address, a zip of tables, JSON or JSON lines.',
    usage: '<address or file> --name <source> [--licence <text>] [--apply] [--force] [--json]',
    help: 'Without --apply nothing is changed: it says what would be. --force: even where the source has shrunk to less than half.',
    options: {
      name: { type: 'string' },
      licence: { type: 'string' },
      apply: { type: 'boolean' },
      force: { type: 'boolean' },
      json: { type: 'boolean' },
    },
    async run({ args, values, output, context }) {
      const from = argument(args, 0, 'address or file');
      const name = option(values, 'name')?.trim() ?? '';
      if (name === '' || name.length > 120) throw new UsageError('--name <source> is missing or longer than 120 characters.');
      const hsds = await context.hsds();
      const isUrl = /^[a-z]+:\/\//i.test(from);
      const source = await hsds.sourceNamed(name, isUrl ? from : null, option(values, 'licence')?.slice(0, 200) ?? basename(from));
      const gathered = await gather(from);
      const t = hsdsTexts('en');
      if (!gathered.ok) {
        await hsds.noteRefused(source, gathered.fault);
        throw new Refusal(`${t.faults[gathered.fault]} ${t.nothingChanged}`);
      }
      const applied = values['apply'] === true ? await hsds.apply(source, gathered.value, values['force'] === true) : undefined;
      if (applied && !applied.ok) throw new Refusal(t.faults[applied.fault]);
      const plan = applied?.value ?? (await hsds.plan(source, gathered.value));
      if (applied) await context.settle();
      const report = {
        applied: applied !== undefined,
        counts: countsOf(plan),
        lines: plan.lines.filter(({ action }) => action !== 'same' && action !== 'own'),
      };
      if (values['json']) return output.out(JSON.stringify(report, null, 2));
      const counts = Object.entries(report.counts).map(([action, count]) => `${count} ${t.actions[action as keyof typeof t.actions]}`);
      output.out(
        [
          counts.join(', ') || '–',
          ...report.lines
            .slice(0, SHOWN)
            .map((line) => `${t.actions[line.action]}: ${line.title}${line.refusal ? ` (${t.refusals[line.refusal]})` : ''}`),
          ...(report.lines.length > SHOWN ? [t.more(report.lines.length - SHOWN)] : []),
          report.applied ? t.done : t.previewLead,
        ].join('\n'),
      );
    },
  },
];
