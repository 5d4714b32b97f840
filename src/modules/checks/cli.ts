import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argument, type Command, Refusal } from '#platform/cli.ts';
import { ContentError } from '#platform/content.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Db } from '#platform/database/index.ts';
import { fromExchange, toExchange } from './definition/exchange.ts';
import { missingIn, textsIn } from './definition/faults.ts';
import type { Checks, CheckSource } from './definition/load.ts';
import { LANGUAGES } from './definition/schema.ts';
import { fileName, writeCheck, writeTranslation } from './definition/yaml.ts';
import { checkpointsOf, type CheckDefinition } from './definition/model.ts';
import { evaluate, parseAnswers, type Ratings } from './model.ts';
import { readFunnel } from './store/figures.ts';

interface Context {
  checks(): Checks;
  sources(): CheckSource[];
  database(): Promise<Db>;
}

/** The answer of `check evaluate --json`. */
function evaluationReport(definition: CheckDefinition, ratings: Ratings) {
  const evaluation = evaluate(definition, ratings);
  const title = (id: string) => definition.themes.find((theme) => theme.id === id)?.title.de ?? id;
  return {
    complete: evaluation.complete,
    themes: evaluation.themes.map((theme) => ({ id: theme.id, title: title(theme.id), need: theme.need, counts: theme.counts })),
    urgent: evaluation.urgent.map((point) => ({
      checkpoint: point.id,
      theme: point.theme,
      title: point.title.de,
      measures: point.measures.map((measure) => inLocale(measure, 'de')),
    })),
  };
}

function readAnswers(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Refusal(`${file}: ${error instanceof SyntaxError ? `not JSON (${error.message})` : 'cannot be read'}`);
  }
}

function findCheck(checks: Checks, id: string): CheckDefinition {
  const definition = checks.get(id);
  if (!definition) throw new Refusal(`There is no check "${id}". Known are: ${[...checks.keys()].join(', ')}.`);
  return definition;
}

/** `check list`, `check evaluate`, `check validate`, `check figures` */
export const checkCommands: Command<Context>[] = [
  {
    name: 'check list',
    summary: 'Lists the checks.',
    usage: '[--json]',
    options: { json: { type: 'boolean' } },
    run({ values, output, context }) {
      const rows = [...context.checks().values()].map((definition) => ({
        id: definition.id,
        version: definition.version,
        title: definition.title.de,
        themes: definition.themes.length,
        checkpoints: checkpointsOf(definition).length,
      }));
      output.out(
        values['json']
          ? JSON.stringify(rows, null, 2)
          : rows.map((row) => `${row.id} (v${row.version}): ${row.title}, ${row.checkpoints} check points`).join('\n'),
      );
    },
  },
  {
    name: 'check evaluate',
    summary: 'Evaluates answers: need by theme, urgent points with proposals.',
    usage: '<check-id> <answers.json> [--json]',
    help: 'The file holds { "ratings": { "<checkpoint-id>": "none" | "some" | "urgent" | "notApplicable" } }.',
    options: { json: { type: 'boolean' } },
    run({ args, values, output, context }) {
      const definition = findCheck(context.checks(), argument(args, 0, 'check-id'));
      const ratings = parseAnswers(definition, readAnswers(argument(args, 1, 'answers.json')));
      if (!ratings.ok) throw new Refusal(ratings.fault.join('\n'));
      const report = evaluationReport(definition, ratings.value);
      if (values['json']) return output.out(JSON.stringify(report, null, 2));
      const themes = report.themes.map((theme) => `${theme.need.padEnd(8)}${theme.title}`);
      const urgent = report.urgent.map((point) => `! ${point.title}\n${point.measures.map((measure) => `    - ${measure}`).join('\n')}`);
      output.out([...themes, '', ...urgent].join('\n'));
    },
  },
  {
    name: 'check validate',
    summary: 'Checks all files of content/checks and names faults with file and line.',
    usage: '',
    run({ output, context }) {
      try {
        output.out(`${context.checks().size} checks are in order.`);
      } catch (error) {
        if (error instanceof ContentError) throw new Refusal(error.message);
        throw error;
      }
    },
  },
  {
    name: 'check translations',
    summary: 'What of each check is not yet there in English and in easy-to-read German.',
    usage: '[--json]',
    options: { json: { type: 'boolean' } },
    run({ values, output, context }) {
      const rows = context.sources().flatMap(({ file, translations }) =>
        LANGUAGES.map((language) => ({
          check: file.id,
          language,
          texts: textsIn(file),
          missing: missingIn(file, translations, language).map(({ what }) => what),
        })),
      );
      if (values['json']) return output.out(JSON.stringify(rows, null, 2));
      const said = rows.map(({ check, language, texts, missing }) => `${check} (${language}): ${missing.length} of ${texts} texts missing`);
      output.out(said.join('\n'));
    },
  },
  {
    name: 'check export',
    summary: 'Prints a check with its translations as JSON for other programs.',
    usage: '<check-id>',
    run({ args, output, context }) {
      const id = argument(args, 0, 'check-id');
      const source = context.sources().find(({ file }) => file.id === id);
      if (!source) throw new Refusal(`There is no check "${id}".`);
      output.out(JSON.stringify(toExchange(source), null, 2));
    },
  },
  {
    name: 'check import',
    summary: 'Writes the YAML files of a check from such a JSON into a folder.',
    usage: '<file.json> <folder>',
    run({ args, output }) {
      const read = fromExchange(readAnswers(argument(args, 0, 'file.json')));
      if (!read.ok) throw new Refusal(read.fault.join('\n'));
      const folder = argument(args, 1, 'folder');
      const { file, translations } = read.value;
      writeFileSync(join(folder, fileName(file.id)), writeCheck(file));
      for (const language of LANGUAGES) {
        const other = translations[language];
        if (other) writeFileSync(join(folder, fileName(file.id, language)), writeTranslation(file, other));
      }
      output.out(`${file.id} is written.`);
    },
  },
  {
    name: 'check figures',
    summary: 'How many got how far, by check and month, without knowing who.',
    usage: '[--json]',
    options: { json: { type: 'boolean' } },
    async run({ values, output, context }) {
      const rows = await readFunnel(await context.database());
      output.out(
        values['json']
          ? JSON.stringify(rows, null, 2)
          : rows
              .map(
                (row) => `${row.month.slice(0, 7)} ${row.checkId} ${row.stage}${row.accompanied ? ' (accompanied)' : ''}: ${row.reached}`,
              )
              .join('\n'),
      );
    },
  },
];
