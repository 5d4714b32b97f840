import type { Localised } from '#platform/i18n/index.ts';
import type { CheckFile, TranslationFile } from './schema.ts';

export interface Checkpoint {
  id: string;
  theme: string;
  title: Localised;
  question: Localised;
  /** What good practice looks like. */
  practice: Localised[];
  why: Localised;
  /** Proposals for measures. */
  measures: Localised[];
  topics: string[];
}

export interface Theme {
  id: string;
  title: Localised;
  intro: Localised;
  checkpoints: Checkpoint[];
}

/** A check as the network adopted it: immutable under its version. */
export interface CheckDefinition {
  id: string;
  version: number;
  title: Localised;
  summary: Localised;
  audience: Localised;
  minutes: number;
  declaration: { measures: number; months: number };
  themes: Theme[];
}

const both = (de: string, en: string | undefined): Localised => (en === undefined ? { de } : { de, en });

/** Joins the German file with a translation; what is not translated stays German. */
export function createDefinition(file: CheckFile, english?: TranslationFile): CheckDefinition {
  return {
    id: file.id,
    version: file.version,
    title: both(file.title, english?.title),
    summary: both(file.summary, english?.summary),
    audience: both(file.audience, english?.audience),
    minutes: file.minutes,
    declaration: file.declaration,
    themes: file.themes.map((theme) => {
      const translated = english?.themes[theme.id];
      return {
        id: theme.id,
        title: both(theme.title, translated?.title),
        intro: both(theme.intro, translated?.intro),
        checkpoints: theme.checkpoints.map((point): Checkpoint => {
          const en = english?.checkpoints[point.id];
          return {
            id: point.id,
            theme: theme.id,
            title: both(point.title, en?.title),
            question: both(point.question, en?.question),
            practice: point.practice.map((text, i) => both(text, en?.practice[i])),
            why: both(point.why, en?.why),
            measures: point.measures.map((text, i) => both(text, en?.measures[i])),
            topics: point.topics,
          };
        }),
      };
    }),
  };
}

export const checkpointsOf = (definition: CheckDefinition): Checkpoint[] => definition.themes.flatMap((theme) => theme.checkpoints);

/** What is wrong between a check and the rest of the content: each fault as one sentence. */
export function contentFaults(file: CheckFile, english: TranslationFile | undefined, knownTopics: ReadonlySet<string>): string[] {
  const points = file.themes.flatMap((theme) => theme.checkpoints);
  const unknown = points.flatMap((point) =>
    point.topics.filter((topic) => !knownTopics.has(topic)).map((topic) => `check point "${point.id}": there is no topic "${topic}"`),
  );
  if (!english) return unknown;
  const strange = [
    ...Object.keys(english.themes).filter((id) => !file.themes.some((theme) => theme.id === id)),
    ...Object.keys(english.checkpoints).filter((id) => !points.some((point) => point.id === id)),
  ].map((id) => `the translation has "${id}", which the check has not`);
  const uneven = points
    .filter((point) => {
      const en = english.checkpoints[point.id];
      return en && (en.practice.length !== point.practice.length || en.measures.length !== point.measures.length);
    })
    .map((point) => `the translation of "${point.id}" has another number of sentences or measures`);
  return [...unknown, ...strange, ...uneven];
}
