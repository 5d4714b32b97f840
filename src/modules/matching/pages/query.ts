import type { Page } from '#platform/lists.ts';
import { z } from 'zod';
import type { FormState } from '#design/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import { field } from '#platform/forms/index.ts';
import { type PlaceAnswer, type Places, SECTIONS } from '#reference/index.ts';
import type { Programmes } from '#modules/programmes/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Scored } from '../model.ts';
import type { Matching, MatchResult } from '../service.ts';

export const MOST_TOPICS = 8;
export const ON_PAGE = 20;
export const LANGUAGES = ['de', 'en', 'tr', 'pl', 'ru', 'ar', 'uk', 'ls'] as const;

export const findForm = z.object({
  text: field.text(500),
  ort: field.text(80),
  branche: field.optionalChoice(SECTIONS.map((section) => section.code)),
  groesse: field.text(10),
  art: field.optionalChoice(['alles', 'offer', 'person']),
  form: field.optionalChoice(['egal', 'online', 'vorort']),
  frei: field.checkbox(),
  sprache: field.optionalChoice(LANGUAGES),
  bogen: field.text(60),
});
/** What was asked for. */
export type Value = z.output<typeof findForm>;

export interface MatchingParts {
  db: Db;
  matching: Matching;
  topics: Topics;
  places: Places;
  clock: Clock;
  programmes: Programmes;
}

export const detailPath = ({ candidate }: Scored) =>
  candidate.kind === 'offer' ? `/angebote/${candidate.slug}` : `/beratung/${candidate.slug}`;

/** The address of this search with something changed; undefined takes a part away. */
export function searchPath(value: Value, topics: string[], change: Partial<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams();
  const set = (name: string, given: string | undefined) => {
    const chosen = name in change ? change[name] : given;
    if (chosen) query.set(name, chosen);
  };
  set('text', value.text);
  for (const topic of topics) query.append('thema', topic);
  set('ort', value.ort);
  set('branche', value.branche);
  set('groesse', value.groesse);
  set('art', value.art);
  set('form', value.form);
  set('frei', value.frei ? 'ja' : undefined);
  set('sprache', value.sprache);
  set('bogen', value.bogen);
  return `/finden?${query}`;
}

export function requestPath(hit: Scored, value: Value, topics: string[]): string {
  const query = new URLSearchParams({ an: `${hit.candidate.kind === 'offer' ? 'offer' : 'consultant'}:${hit.candidate.slug}` });
  if (value.text) query.set('text', value.text);
  if (value.ort) query.set('ort', value.ort);
  if (value.bogen) query.set('bogen', value.bogen);
  for (const topic of topics) query.append('thema', topic);
  return `/anfrage?${query}`;
}

/** All that the page shows. */
export interface View {
  state: FormState;
  value: Value;
  topicIds: string[];
  answer: PlaceAnswer | undefined;
  result: MatchResult | undefined;
  /** What of the hits is shown. */
  shown: Page<Scored>;
  /** Under which conditions the offers on this page may be used, by id. */
  conditions?: ReadonlyMap<string, string[]>;
}
