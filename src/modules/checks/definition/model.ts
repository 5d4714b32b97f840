import type { Localised } from '#platform/i18n/index.ts';
import type { Size } from '#reference/index.ts';
import type { CheckFile, CheckpointFile, Condition, Translations } from './schema.ts';

/** A text that may also be there in German that is easy to read. */
export interface Text extends Localised {
  leicht?: string | undefined;
}

/** Other words for a trade or a size. */
export interface Variant {
  industries?: string[] | undefined;
  sizes?: Size[] | undefined;
  question?: Text | undefined;
  practice?: Text[] | undefined;
  measures?: Text[] | undefined;
}

export interface Checkpoint {
  id: string;
  theme: string;
  /** How the network calls it, as. */
  code?: string | undefined;
  title: Text;
  question: Text;
  /** What good practice looks like. */
  practice: Text[];
  why: Text;
  /** Proposals for measures. */
  measures: Text[];
  topics: string[];
  replaces?: string[] | undefined;
  only?: Condition | undefined;
  variants?: Variant[] | undefined;
}

export interface Theme {
  id: string;
  /** Its place in the check, from 1; stays where conditions leave other themes out. */
  number: number;
  title: Text;
  intro: Text;
  replaces?: string[] | undefined;
  only?: Condition | undefined;
  checkpoints: Checkpoint[];
}

/** A check as the network adopted it: immutable under its version. */
export interface CheckDefinition {
  id: string;
  version: number;
  /** SHA-256 over the German original and its rules (hash.ts); empty in examples. */
  hash: string;
  /** When and by whom it was adopted; without it the check is on trial. */
  adopted?: { on: string; by: string } | undefined;
  title: Text;
  summary: Text;
  audience: Text;
  minutes: number;
  declaration: { measures: number; months: number };
  themes: Theme[];
}

function textOf(de: string, pick: (language: 'en' | 'leicht') => string | undefined): Text {
  const [en, leicht] = [pick('en'), pick('leicht')];
  return { de, ...(en === undefined ? {} : { en }), ...(leicht === undefined ? {} : { leicht }) };
}

function pointOf(theme: string, file: CheckpointFile, translations: Translations): Checkpoint {
  const said = (language: 'en' | 'leicht') => translations[language]?.checkpoints[file.id];
  const list = (texts: string[], key: 'practice' | 'measures') =>
    texts.map((text, index) => textOf(text, (language) => said(language)?.[key]?.[index]));
  return {
    id: file.id,
    theme,
    ...(file.code === undefined ? {} : { code: file.code }),
    title: textOf(file.title, (language) => said(language)?.title),
    question: textOf(file.question, (language) => said(language)?.question),
    practice: list(file.practice, 'practice'),
    why: textOf(file.why, (language) => said(language)?.why),
    measures: list(file.measures, 'measures'),
    topics: file.topics,
    ...(file.replaces ? { replaces: file.replaces } : {}),
    ...(file.only ? { only: file.only } : {}),
    ...(file.variants ? { variants: file.variants.map((variant, index) => variantOf(variant, index, said)) } : {}),
  };
}

function variantOf(
  variant: NonNullable<CheckpointFile['variants']>[number],
  index: number,
  said: (language: 'en' | 'leicht') => NonNullable<Translations['en']>['checkpoints'][string] | undefined,
): Variant {
  const other = (language: 'en' | 'leicht') => said(language)?.variants?.[index];
  const list = (key: 'practice' | 'measures') =>
    variant[key]?.map((text, place) => textOf(text, (language) => other(language)?.[key]?.[place]));
  const [practice, measures] = [list('practice'), list('measures')];
  return {
    ...(variant.industries ? { industries: variant.industries } : {}),
    ...(variant.sizes ? { sizes: variant.sizes } : {}),
    ...(variant.question === undefined ? {} : { question: textOf(variant.question, (language) => other(language)?.question) }),
    ...(practice ? { practice } : {}),
    ...(measures ? { measures } : {}),
  };
}

/** Joins the German file with its translations; what is not translated stays German. */
export function createDefinition(file: CheckFile, translations: Translations = {}, hash = ''): CheckDefinition {
  const text = (key: 'title' | 'summary' | 'audience') => textOf(file[key], (language) => translations[language]?.[key]);
  return {
    id: file.id,
    version: file.version,
    hash,
    ...(file.adopted ? { adopted: file.adopted } : {}),
    title: text('title'),
    summary: text('summary'),
    audience: text('audience'),
    minutes: file.minutes,
    declaration: file.declaration,
    themes: file.themes.map((theme, index) => ({
      id: theme.id,
      number: index + 1,
      title: textOf(theme.title, (language) => translations[language]?.themes[theme.id]?.title),
      intro: textOf(theme.intro, (language) => translations[language]?.themes[theme.id]?.intro),
      ...(theme.replaces ? { replaces: theme.replaces } : {}),
      ...(theme.only ? { only: theme.only } : {}),
      checkpoints: theme.checkpoints.map((point) => pointOf(theme.id, point, translations)),
    })),
  };
}

export const checkpointsOf = (definition: CheckDefinition): Checkpoint[] => definition.themes.flatMap((theme) => theme.checkpoints);

/** Whether any text of it is there in German that is easy to read. */
export const hasPlainWords = (definition: CheckDefinition): boolean =>
  definition.title.leicht !== undefined || checkpointsOf(definition).some(({ question }) => question.leicht !== undefined);

const plainText = (text: Text): Text => (text.leicht === undefined ? text : { ...text, de: text.leicht });

/** The same check, its German easy to read wherever it was written so. */
export function inPlainWords(definition: CheckDefinition): CheckDefinition {
  const texts = (list: Text[]) => list.map(plainText);
  return {
    ...definition,
    title: plainText(definition.title),
    summary: plainText(definition.summary),
    audience: plainText(definition.audience),
    themes: definition.themes.map((theme) => ({
      ...theme,
      title: plainText(theme.title),
      intro: plainText(theme.intro),
      checkpoints: theme.checkpoints.map((point) => ({
        ...point,
        title: plainText(point.title),
        question: plainText(point.question),
        practice: texts(point.practice),
        why: plainText(point.why),
        measures: texts(point.measures),
      })),
    })),
  };
}
