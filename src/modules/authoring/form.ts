/** Between the pages of the editor and the file of a check: every field there and back, without loss. */
import { z } from 'zod';
import { field, type FormInput, typed } from '#platform/forms/index.ts';
import { SIZES } from '#reference/index.ts';
import { LANGUAGES, type Language, type Translations } from '#modules/checks/index.ts';
import type { PointFile, ThemeFile } from './model.ts';
import type { CheckFile } from '#modules/checks/index.ts';

export const CONDITION_NEEDS = ['none', 'some', 'urgent'] as const;

const number = (most: number) => field.optionalInteger(1, most);
export const headForm = z.object({
  title: field.text(300),
  summary: field.text(1200),
  audience: field.text(1200),
  minutes: number(240),
  measures: number(100),
  months: number(120),
});

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const words = (text: string): string[] => text.split(/[,;\s]+/).filter((word) => word !== '');
const some = <Value>(values: Value[]): Value[] | undefined => (values.length > 0 ? values : undefined);
const clean = (text: string): string => text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\0', '').trim();
const textIn = (input: FormInput, name: string): string => clean(typed(input, name));
const optional = (key: string, value: unknown): Record<string, unknown> => (value === undefined || value === '' ? {} : { [key]: value });

type Said = Record<string, string | string[] | undefined>;

/** What is there of one language, as fields. */
const saidFields = (language: Language, said: object | undefined): FormInput =>
  Object.fromEntries(
    Object.entries((said ?? {}) as Said)
      .filter(([key]) => key !== 'variants')
      .map(([key, value]) => [`${language}_${key}`, [Array.isArray(value) ? value.join('\n') : (value ?? '')]]),
  );

/** What was typed of one language; nothing where all of it is empty. */
function saidIn(
  input: FormInput,
  language: Language,
  keys: readonly string[],
  listKeys: readonly string[],
): Record<string, unknown> | undefined {
  const said = Object.assign(
    {},
    ...keys.map((key) => {
      const text = textIn(input, `${language}_${key}`);
      return optional(key, listKeys.includes(key) ? some(lines(text)) : text);
    }),
  ) as Record<string, unknown>;
  return Object.keys(said).length > 0 ? said : undefined;
}

const conditionFields = (only: ThemeFile['only']): FormInput => ({
  nur_branchen: only?.industries ?? [],
  nur_groessen: only?.sizes ?? [],
  nur_thema: only?.theme ? [only.theme.id] : [],
  nur_bedarf: only?.theme?.need ?? [],
});

function conditionIn(input: FormInput): ThemeFile['only'] {
  const industries = some((input['nur_branchen'] ?? []).filter((code) => /^[A-U]$/.test(code)));
  const sizes = some((input['nur_groessen'] ?? []).filter((size) => (SIZES as readonly string[]).includes(size)));
  const theme = textIn(input, 'nur_thema');
  const need = (input['nur_bedarf'] ?? []).filter((each) => (CONDITION_NEEDS as readonly string[]).includes(each));
  const condition = {
    ...optional('industries', industries),
    ...optional('sizes', sizes),
    ...optional('theme', theme ? { id: theme, need } : undefined),
  };
  return Object.keys(condition).length > 0 ? (condition as ThemeFile['only']) : undefined;
}

export const headFields = (file: CheckFile, translations: Translations): FormInput => {
  const heads = LANGUAGES.map((language) => {
    const { title, summary, audience } = translations[language] ?? {};
    return saidFields(language, { title, summary, audience });
  });
  return Object.assign(
    {
      title: [file.title],
      summary: [file.summary],
      audience: [file.audience],
      minutes: [String(file.minutes)],
      measures: [String(file.declaration.measures)],
      months: [String(file.declaration.months)],
    },
    ...heads,
  ) as FormInput;
};

const blankTranslation = () => ({ $schema: '../schemas/check-translation.schema.json', themes: {}, checkpoints: {} });

/** Puts what a page says of each language into the translations; empty texts go away. */
function withSaid(
  translations: Translations,
  input: FormInput,
  keys: readonly string[],
  listKeys: readonly string[],
  put: (
    other: NonNullable<Translations['en']>,
    said: Record<string, unknown> | undefined,
    language: Language,
  ) => NonNullable<Translations['en']>,
): Translations {
  const result: Translations = { ...translations };
  for (const language of LANGUAGES) {
    const said = saidIn(input, language, keys, listKeys);
    const isSaid = Object.entries(input).some(
      ([name, values]) => name.startsWith(`${language}_`) && values.some((text) => text.trim() !== ''),
    );
    if (isSaid || translations[language]) result[language] = put(translations[language] ?? blankTranslation(), said, language);
  }
  return result;
}

export function headFrom(
  file: CheckFile,
  translations: Translations,
  input: FormInput,
  value: z.output<typeof headForm>,
): [CheckFile, Translations] {
  const next: CheckFile = {
    ...file,
    title: value.title,
    summary: clean(value.summary),
    audience: clean(value.audience),
    minutes: value.minutes ?? file.minutes,
    declaration: { measures: value.measures ?? file.declaration.measures, months: value.months ?? file.declaration.months },
  };
  const said = withSaid(translations, input, ['title', 'summary', 'audience'], [], (other, words_) => {
    const { title: _, summary: __, audience: ___, ...rest } = other;
    return { ...rest, ...words_ };
  });
  return [next, said];
}

export const themeFields = (theme: ThemeFile, translations: Translations): FormInput =>
  Object.assign(
    { title: [theme.title], intro: [theme.intro], replaces: [(theme.replaces ?? []).join(', ')], ...conditionFields(theme.only) },
    ...LANGUAGES.map((language) => saidFields(language, translations[language]?.themes[theme.id])),
  ) as FormInput;

/** A record with one entry put in or, where there is nothing to say, taken out. */
function entry<Value>(all: Record<string, Value>, id: string, value: Value | undefined): Record<string, Value> {
  const { [id]: _, ...rest } = all;
  return value === undefined ? rest : { ...all, [id]: value };
}

export function themeFrom(theme: ThemeFile, translations: Translations, input: FormInput): [ThemeFile, Translations] {
  const { replaces: _, only: __, ...rest } = theme;
  const next = {
    ...rest,
    title: textIn(input, 'title'),
    intro: textIn(input, 'intro'),
    ...optional('replaces', some(words(textIn(input, 'replaces')))),
    ...optional('only', conditionIn(input)),
  } as ThemeFile;
  return [
    next,
    withSaid(translations, input, ['title', 'intro'], [], (other, said) => ({ ...other, themes: entry(other.themes, theme.id, said) })),
  ];
}

type Variant = NonNullable<PointFile['variants']>[number];

const variantFields = (variants: PointFile['variants']): FormInput =>
  Object.assign(
    {},
    ...(variants ?? []).map((variant, index) => ({
      [`v${index}_branchen`]: variant.industries ?? [],
      [`v${index}_groessen`]: variant.sizes ?? [],
      [`v${index}_question`]: [variant.question ?? ''],
      [`v${index}_practice`]: [(variant.practice ?? []).join('\n')],
      [`v${index}_measures`]: [(variant.measures ?? []).join('\n')],
    })),
  ) as FormInput;

/** The variants that were filled in, each with its number in the form. */
function variantsIn(input: FormInput): { number: number; variant: Variant }[] {
  const variants = Array.from({ length: 12 }, (_, index): Variant => {
    const name = (key: string) => `v${index}_${key}`;
    return {
      ...optional('industries', some((input[name('branchen')] ?? []).filter((code) => /^[A-U]$/.test(code)))),
      ...optional('sizes', some((input[name('groessen')] ?? []).filter((size) => (SIZES as readonly string[]).includes(size)))),
      ...optional('question', textIn(input, name('question'))),
      ...optional('practice', some(lines(textIn(input, name('practice'))))),
      ...optional('measures', some(lines(textIn(input, name('measures'))))),
    } as Variant;
  });
  return variants.map((variant, number) => ({ number, variant })).filter(({ variant }) => Object.keys(variant).length > 0);
}

interface SaidVariant {
  question?: string;
  practice?: string[];
  measures?: string[];
}

/** What was typed of one language for some variants; nothing where all of it is empty. */
function saidVariants(input: FormInput, language: Language, numbers: readonly number[]): SaidVariant[] | undefined {
  const said = numbers.map((number): SaidVariant => {
    const name = (key: string) => `${language}_v${number}_${key}`;
    return {
      ...optional('question', textIn(input, name('question'))),
      ...optional('practice', some(lines(textIn(input, name('practice'))))),
      ...optional('measures', some(lines(textIn(input, name('measures'))))),
    };
  });
  const last = said.findLastIndex((each) => Object.keys(each).length > 0);
  return last < 0 ? undefined : said.slice(0, last + 1);
}

const saidVariantFields = (language: Language, said: readonly SaidVariant[] | undefined): FormInput =>
  Object.assign(
    {},
    ...(said ?? []).map(({ question, practice, measures }, number) => ({
      [`${language}_v${number}_question`]: [question ?? ''],
      [`${language}_v${number}_practice`]: [(practice ?? []).join('\n')],
      [`${language}_v${number}_measures`]: [(measures ?? []).join('\n')],
    })),
  ) as FormInput;

export const pointFields = (point: PointFile, translations: Translations): FormInput =>
  Object.assign(
    {
      title: [point.title],
      code: [point.code ?? ''],
      question: [point.question],
      practice: [point.practice.join('\n')],
      why: [point.why],
      measures: [point.measures.join('\n')],
      topics: [...point.topics],
      replaces: [(point.replaces ?? []).join(', ')],
      ...conditionFields(point.only),
      ...variantFields(point.variants),
    },
    ...LANGUAGES.flatMap((language) => {
      const said = translations[language]?.checkpoints[point.id];
      return [saidFields(language, said), saidVariantFields(language, said?.variants as SaidVariant[] | undefined)];
    }),
  ) as FormInput;

const POINT_KEYS = ['title', 'question', 'practice', 'why', 'measures'];

export function pointFrom(point: PointFile, translations: Translations, input: FormInput): [PointFile, Translations] {
  // Topics keep their order, because the first counts most; new ones come behind.
  const wished = (input['topics'] ?? []).filter((topic) => /^[a-z][a-z0-9-]{1,59}$/.test(topic));
  const topics = [...point.topics.filter((topic) => wished.includes(topic)), ...wished.filter((topic) => !point.topics.includes(topic))];
  const filled = variantsIn(input);
  const numbers = filled.map(({ number }) => number);
  const next = {
    id: point.id,
    ...optional('code', textIn(input, 'code')),
    title: textIn(input, 'title'),
    question: textIn(input, 'question'),
    practice: lines(textIn(input, 'practice')),
    why: textIn(input, 'why'),
    measures: lines(textIn(input, 'measures')),
    topics,
    ...optional('replaces', some(words(textIn(input, 'replaces')))),
    ...optional('only', conditionIn(input)),
    ...optional('variants', some(filled.map(({ variant }) => variant))),
  } as PointFile;
  const said = withSaid(translations, input, POINT_KEYS, ['practice', 'measures'], (other, words_, language) => {
    const all = { ...words_, ...optional('variants', saidVariants(input, language, numbers)) };
    return { ...other, checkpoints: entry(other.checkpoints, point.id, Object.keys(all).length > 0 ? all : undefined) };
  });
  return [next, said];
}
