import { formatDay, formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { type Place, sectionOf, sizeLabel } from '#reference/index.ts';
import { offersTexts } from '#modules/offers/index.ts';
import { type Candidate, type DocumentKind, type Found, HELPING_KINDS, type Search, type UnderstoodTopic } from '#modules/search/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { MatchingConfig } from './config.ts';
import type { Signal } from './criteria.ts';
import { inOrder, isBroad, isReachable, pilotsFirst, score, type Scored, spread } from './model.ts';
import type { Need, Reason } from './need.ts';
import { matchingTexts } from './texts.ts';

export interface MatchQuery {
  text: string;
  /** Topics that are already known, from a check or a click. */
  topics: string[];
  place: Place | undefined;
  industry: string | undefined;
  /** Size class of the company. */
  size?: string | undefined;
  kinds: readonly DocumentKind[] | undefined;
  online: boolean;
  onSite: boolean;
  free: boolean;
  language: string | undefined;
  /** `YYYY-MM-DD` */
  today: string;
}

/** How far the search had to go. */
export type Widened = { kind: 'radius'; km: number } | { kind: 'country' } | { kind: 'related'; topics: string[] } | { kind: 'field' };

export interface MatchResult {
  understood: UnderstoodTopic[];
  hits: Scored[];
  widened: Widened[];
}

/** So many hits are enough not to widen. */
const ENOUGH = 5;
const RADII = [50, 100, Number.POSITIVE_INFINITY];
const CANDIDATES = 120;
/** So many are ranked and shown; where there are more, the page says that these are the best. */
export const MOST_HITS = 60;
/** What related topics of the need are worth when it has to be widened. */
const RELATED = 0.5;

export interface Matching {
  match(query: MatchQuery): Promise<MatchResult>;
}

/** What is known of people besides their entries: their load and what came of it. */
export type Signals = (ids: readonly string[]) => Promise<ReadonlyMap<string, Signal>>;

export interface MatchingServiceParts {
  search: Search;
  topics: Topics;
  config: MatchingConfig;
  signals: Signals;
}

const isSomewhere = (found: Found): found is Candidate =>
  found.lat !== null && found.lon !== null && (HELPING_KINDS as readonly DocumentKind[]).includes(found.kind);

/** Finds offers and people for a need: nearest and best fitting first, and never a dead end where there is anything. */
export function createMatching({ search, topics, config, signals }: MatchingServiceParts): Matching {
  const searchFor = async (query: MatchQuery, need: Need): Promise<Scored[]> => {
    const found = await search.find(
      {
        topics: need.topics,
        lexemes: need.lexemes,
        near: query.place,
        kinds: query.kinds ?? HELPING_KINDS,
        offerKinds: undefined,
        online: query.online,
        onSite: query.onSite,
        free: query.free,
        language: query.language,
        today: query.today,
        bodies: [],
      },
      CANDIDATES,
    );
    const candidates = found.filter(isSomewhere);
    const known = await signals(candidates.filter(({ kind }) => kind !== 'offer').map(({ id }) => id));
    return candidates.map((candidate) => score(candidate, { need, topics, signal: known.get(candidate.id), today: query.today }, config));
  };

  /** The smallest radius with enough hits. */
  const within = (scored: Scored[], query: MatchQuery): { hits: Scored[]; widened: Widened[] } => {
    if (!query.place) return { hits: scored, widened: [] };
    for (const radius of RADII) {
      const hits = scored.filter((hit) => isReachable(hit.candidate, radius));
      const near = hits.filter((hit) => (hit.candidate.distance_km ?? 0) <= radius);
      if (near.length < ENOUGH && radius !== Number.POSITIVE_INFINITY) continue;
      const widened: Widened[] =
        radius === RADII[0] ? [] : radius === Number.POSITIVE_INFINITY ? [{ kind: 'country' }] : [{ kind: 'radius', km: radius }];
      return { hits: hits.length > 0 || radius !== Number.POSITIVE_INFINITY ? hits : scored, widened };
    }
    return { hits: scored, widened: [] };
  };

  return {
    async match(query) {
      const said = await search.understand(query.text);
      const understood = said.topics;
      const known = query.topics.filter((id) => topics.get(id)).map((id, rank) => ({ id, weight: 1 - rank * 0.08, phrase: '' }));
      const need: Need = {
        topics: [...known, ...understood],
        lexemes: said.lexemes,
        stems: said.stems,
        industry: query.industry,
        size: query.size,
        language: query.language,
      };
      if (need.topics.length === 0 && need.lexemes.length === 0) {
        const everything = await searchFor(query, need);
        return { understood, hits: inOrder(within(everything, query).hits, query.today, config).slice(0, MOST_HITS), widened: [] };
      }
      let scored = await searchFor(query, need);
      const widenedTopics: Widened[] = [];
      if (scored.length < ENOUGH && need.topics.length > 0) {
        const related = [...new Set(need.topics.flatMap(({ id }) => topics.get(id)?.related ?? []))].filter(
          (id) => !need.topics.some((topic) => topic.id === id),
        );
        if (related.length > 0) {
          need.topics.push(...related.map((id) => ({ id, weight: RELATED, phrase: '' })));
          scored = await searchFor(query, need);
          widenedTopics.push({ kind: 'related', topics: related });
        }
      }
      if (scored.length === 0) {
        scored = await searchFor(
          { ...query, kinds: ['pilot'], free: false, online: false, onSite: false, language: undefined },
          { ...need, topics: [], lexemes: [] },
        );
        if (scored.length > 0) widenedTopics.push({ kind: 'field' });
      }
      const { hits, widened } = within(scored, query);
      const ordered = spread(inOrder(hits, query.today, config), 2, 12);
      const led = isBroad(need, topics, config) ? pilotsFirst(ordered) : ordered;
      return { understood, hits: led.slice(0, MOST_HITS), widened: [...widenedTopics, ...widened] };
    },
  };
}

/** A reason in the reader's words. */
export function reasonText(reason: Reason, topics: Topics, locale: Locale): string {
  const t = matchingTexts(locale).reasons;
  switch (reason.kind) {
    case 'topic': {
      const label = topics.label(reason.topic, locale);
      return t.topic(label, reason.phrase === label ? '' : reason.phrase);
    }
    case 'related':
      return t.related(topics.label(reason.topic, locale), topics.label(reason.to, locale));
    case 'words':
      return t.words(reason.words);
    case 'distance':
      return t.distance(reason.km);
    case 'inReach':
      return t.inReach(reason.km, reason.reach);
    case 'industry': {
      const section = sectionOf(reason.industry);
      return t.industry(section ? inLocale(section, locale) : reason.industry);
    }
    case 'accredited':
      return t.accredited(formatDay(reason.until, locale));
    case 'size':
      return t.size(sizeLabel(reason.size));
    case 'language':
      return t.language(offersTexts(locale).languageNames[reason.language] ?? reason.language);
    case 'full':
      return reason.until === null ? t.full : t.away(formatDay(reason.until, locale));
    case 'closed':
      return t.closed(reason.cases);
    case 'nationwide':
    case 'online':
    case 'free':
    case 'hasTime':
    case 'leads':
    case 'pilot':
      return t[reason.kind];
  }
}

/** In one sentence how far the search was widened; null where it was not. */
export function widenedText(widened: Widened[], topics: Topics, locale: Locale): string | null {
  const t = matchingTexts(locale).widened;
  const parts = widened.map((step) => {
    switch (step.kind) {
      case 'radius':
        return t.radius(step.km);
      case 'country':
        return t.country;
      case 'related':
        return t.related(
          formatList(
            step.topics.map((id) => topics.label(id, locale)),
            locale,
          ),
        );
      case 'field':
        return t.field;
    }
  });
  return parts.length === 0 ? null : parts.join(' ');
}
