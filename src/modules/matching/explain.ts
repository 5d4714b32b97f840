import type { Db } from '#platform/database/index.ts';
import { distanceKm } from '#reference/index.ts';
import { type Consultant, consultantById, isAccredited } from '#modules/consultants/index.ts';
import { type Candidate, HELPING_KINDS, type Search } from '#modules/search/index.ts';
import { closeness, type Topics } from '#modules/topics/index.ts';
import { isFull } from './criteria.ts';
import type { MatchingConfig } from './config.ts';
import { type Line, score, type Scored } from './model.ts';
import type { Matching, MatchQuery, Signals } from './service.ts';

/** What keeps somebody from a kind of need. */
export type Hindrance =
  | { kind: 'notPublic' }
  | { kind: 'notAccredited' }
  | { kind: 'noTopic' }
  | { kind: 'onlyRelated' }
  | { kind: 'outOfReach'; km: number; reach: number }
  | { kind: 'language'; language: string }
  | { kind: 'full' }
  | { kind: 'othersFitBetter'; points: number };

export interface Standing {
  /** Place among the hits, from 1; undefined where they are not among them. */
  place: number | undefined;
  of: number;
  score: number;
  lines: Line[];
  hindrances: Hindrance[];
}

const candidateOf = (person: Consultant, query: MatchQuery): Candidate => {
  const { id, kind, slug, topics, industries, languages, online, free, reach_km, town, lat, lon, marked, demo } = person;
  return {
    id,
    kind,
    slug,
    topics,
    industries,
    languages,
    online,
    free,
    reach_km,
    town,
    lat,
    lon,
    marked,
    demo,
    offer_kind: null,
    path: `/beratung/${slug}`,
    title: person.name,
    summary: person.summary,
    organisation: '',
    sizes: [],
    on_site: true,
    accredited_until: isAccredited(person, query.today) ? person.accredited_until : null,
    changed_at: person.updated_at,
    distance_km: query.place ? distanceKm(query.place, person) : null,
    text: 0,
    met: [],
  };
};

export interface ExplainParts {
  db: Db;
  matching: Matching;
  search: Search;
  topics: Topics;
  config: MatchingConfig;
  signals: Signals;
}

/** Where somebody stands for a kind of need, and what kept them from standing higher. Undefined where there is nobody. */
export async function explain(
  { db, matching, topics, config, signals }: ExplainParts,
  query: MatchQuery,
  id: string,
): Promise<Standing | undefined> {
  const person = await consultantById(db, id);
  if (!person) return undefined;
  const people = { ...query, kinds: HELPING_KINDS.filter((kind) => kind !== 'offer') };
  const { hits } = await matching.match(people);
  const at = hits.findIndex(({ candidate }) => candidate.id === id);
  const signal = (await signals([id])).get(id);
  const known = query.topics.map((topic, rank) => ({ id: topic, weight: 1 - rank * 0.08, phrase: '' }));
  const need = {
    topics: known,
    lexemes: [],
    stems: new Set<string>(),
    industry: query.industry,
    size: query.size,
    language: query.language,
  };
  const candidate = candidateOf(person, query);
  const own: Scored = hits[at] ?? score(candidate, { need, topics, signal, today: query.today }, config);
  const best = Math.max(0, ...known.flatMap((wanted) => person.topics.map((offered) => closeness(topics, wanted.id, offered))));
  const last = hits.at(-1);
  const all: (Hindrance | false)[] = [
    person.state !== 'published' && { kind: 'notPublic' },
    !isAccredited(person, query.today) && { kind: 'notAccredited' },
    known.length > 0 && best === 0 && { kind: 'noTopic' },
    best > 0 && best < 1 && { kind: 'onlyRelated' },
    candidate.distance_km !== null &&
      !person.online &&
      candidate.distance_km > person.reach_km && { kind: 'outOfReach', km: Math.round(candidate.distance_km), reach: person.reach_km },
    query.language !== undefined && !person.languages.includes(query.language) && { kind: 'language', language: query.language },
    isFull(signal, query.today) && { kind: 'full' },
  ];
  const hindrances = all.filter((each) => each !== false);
  if (at < 0 && hindrances.length === 0 && last)
    hindrances.push({ kind: 'othersFitBetter', points: Math.max(0, Math.round((last.score - own.score) * 10) / 10) });
  return { place: at < 0 ? undefined : at + 1, of: hits.length, score: own.score, lines: own.lines, hindrances };
}
