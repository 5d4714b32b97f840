import { z } from 'zod';
import { SIZES } from '#reference/index.ts';

/**
 * The format of a check as a file (docs/authoring-checks.md). German is written in the file itself; a translation is
 * a second file with the same ids, `<id>.en.yaml`, `<id>.leicht.yaml`. The order of the keys here is the order in
 * which they are written (yaml.ts).
 */
const id = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, 'an id has 2 to 60 lower-case letters, digits and hyphens');
const line = z.string().trim().min(3).max(300);
const paragraph = z.string().trim().min(10).max(1200);
const question = line.regex(/\?$/, 'a question ends with a question mark');
const industry = z.string().regex(/^[A-U]$/, 'an industry is a section of WZ 2008, a letter from A to U');

const CONDITION_NEEDS = ['none', 'some', 'urgent'] as const;

const conditionSchema = z
  .strictObject({
    industries: z.array(industry).min(1).optional().describe('Sections of WZ 2008'),
    sizes: z.array(z.enum(SIZES)).min(1).optional(),
    theme: z
      .strictObject({ id, need: z.array(z.enum(CONDITION_NEEDS)).min(1) })
      .optional()
      .describe('Only if this other theme came out so'),
  })
  .refine((only) => only.industries ?? only.sizes ?? only.theme, 'a condition names an industry, a size or a theme');

const variantSchema = z
  .strictObject({
    industries: z.array(industry).min(1).optional(),
    sizes: z.array(z.enum(SIZES)).min(1).optional(),
    question: question.optional(),
    practice: z.array(paragraph).min(2).max(4).optional(),
    measures: z.array(line).min(1).max(8).optional(),
  })
  .refine((variant) => variant.industries ?? variant.sizes, 'a variant names for which industries or sizes it is')
  .refine((variant) => variant.question ?? variant.practice ?? variant.measures, 'a variant says something else than the rest');

const replaces = z.array(id).min(1).optional().describe('Ids of an earlier version whose place it takes');

const checkpointSchema = z.strictObject({
  id,
  code: z.string().trim().min(1).max(20).optional().describe('How the network calls it, as A-3.1'),
  title: line,
  question,
  practice: z.array(paragraph).min(2).max(4).describe('Good practice in two to four concrete sentences'),
  why: paragraph.describe('Why it matters, in a sentence or two'),
  measures: z.array(line).min(1).max(8).describe('Proposals for measures that a company can take over'),
  topics: z.array(id).min(1).max(6).describe('Ids from topics.yaml'),
  replaces,
  only: conditionSchema.optional().describe('Asked of these companies only'),
  variants: z.array(variantSchema).min(1).max(12).optional().describe('Other words for a trade or a size'),
});

const themeSchema = z.strictObject({
  id,
  title: line,
  intro: paragraph,
  replaces,
  only: conditionSchema.optional(),
  checkpoints: z.array(checkpointSchema).min(4).max(6),
});

export const checkFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id,
    version: z.number().int().min(1).max(9999),
    adopted: z
      .strictObject({ on: z.iso.date(), by: line })
      .optional()
      .describe('When and by which body it was adopted; without it the check is on trial and no declaration can be made on it'),
    title: line,
    summary: paragraph,
    audience: paragraph,
    minutes: z.number().int().min(5).max(240).describe('How long it takes, in minutes'),
    declaration: z.strictObject({
      measures: z.number().int().min(1).max(100).describe('Planned measures that a self-declaration asks for'),
      months: z.number().int().min(1).max(120).describe('How long a self-declaration is valid'),
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

/** What is not translated yet stays German; `check translations` says what that is. */
const translatedCheckpoint = z.strictObject({
  title: line.optional(),
  question: question.optional(),
  practice: z.array(paragraph).min(2).max(4).optional(),
  why: paragraph.optional(),
  measures: z.array(line).min(1).max(8).optional(),
  variants: z
    .array(z.strictObject({ question: question.optional(), practice: z.array(paragraph).optional(), measures: z.array(line).optional() }))
    .optional(),
});

export const translationFileSchema = z.strictObject({
  $schema: z.string().optional(),
  title: line.optional(),
  summary: paragraph.optional(),
  audience: paragraph.optional(),
  themes: z.record(id, z.strictObject({ title: line.optional(), intro: paragraph.optional() })).default({}),
  checkpoints: z.record(id, translatedCheckpoint).default({}),
});

/** Languages beside German: English, and German that is easy to read. */
export const LANGUAGES = ['en', 'leicht'] as const;
export type Language = (typeof LANGUAGES)[number];

export type CheckFile = z.output<typeof checkFileSchema>;
export type CheckpointFile = CheckFile['themes'][number]['checkpoints'][number];
export type Condition = z.output<typeof conditionSchema>;
export type TranslationFile = z.output<typeof translationFileSchema>;
export type Translations = Partial<Record<Language, TranslationFile | undefined>>;
