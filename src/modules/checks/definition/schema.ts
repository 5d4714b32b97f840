import { z } from 'zod';

/**
 * The format of a check as a file (docs/authoring-checks.md). German is written in the file itself; a translation is
 * a second file with the same ids, `<id>.en.yaml`.
 */
const id = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, 'an id has 2 to 60 lower-case letters, digits and hyphens');
const line = z.string().trim().min(3).max(300);
const paragraph = z.string().trim().min(10).max(1200);

const checkpointSchema = z.strictObject({
  id,
  title: line,
  question: line.regex(/\?$/, 'a question ends with a question mark'),
  practice: z.array(paragraph).min(2).max(4).describe('Good practice in two to four concrete sentences'),
  why: paragraph.describe('Why it matters, in a sentence or two'),
  measures: z.array(line).min(1).max(8).describe('Proposals for measures that a company can take over'),
  topics: z.array(id).min(1).max(6).describe('Ids from topics.yaml'),
});

const themeSchema = z.strictObject({ id, title: line, intro: paragraph, checkpoints: z.array(checkpointSchema).min(4).max(6) });

export const checkFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id,
    version: z.number().int().min(1),
    title: line,
    summary: paragraph,
    audience: paragraph,
    minutes: z.number().int().min(5).max(240).describe('How long it takes, in minutes'),
    declaration: z.strictObject({
      measures: z.number().int().min(1).describe('Planned measures that a self-declaration asks for'),
      months: z.number().int().min(1).describe('How long a self-declaration is valid'),
    }),
    themes: z.array(themeSchema).min(1).max(20),
  })
  .superRefine((file, context) => {
    const seen = new Set<string>();
    const once = (name: string, path: (string | number)[]) => {
      if (seen.has(name)) context.addIssue({ code: 'custom', path, message: `the id "${name}" is used twice` });
      seen.add(name);
    };
    file.themes.forEach((theme, t) => {
      once(`theme ${theme.id}`, ['themes', t, 'id']);
      theme.checkpoints.forEach((checkpoint, c) => once(checkpoint.id, ['themes', t, 'checkpoints', c, 'id']));
    });
  });

const translatedCheckpoint = z.strictObject({
  title: line,
  question: line.regex(/\?$/, 'a question ends with a question mark'),
  practice: z.array(paragraph).min(2).max(4),
  why: paragraph,
  measures: z.array(line).min(1).max(8),
});

export const translationFileSchema = z.strictObject({
  $schema: z.string().optional(),
  title: line,
  summary: paragraph,
  audience: paragraph,
  themes: z.record(id, z.strictObject({ title: line, intro: paragraph })),
  checkpoints: z.record(id, translatedCheckpoint),
});

export type CheckFile = z.output<typeof checkFileSchema>;
export type TranslationFile = z.output<typeof translationFileSchema>;
