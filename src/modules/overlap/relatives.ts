import type { Db } from '#platform/database/index.ts';
import { type Offer, offersByIds } from '#modules/offers/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { bandsOf, commonPassages, type Search, shinglesOf, type TextField, wordsOf } from '#modules/search/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Comparison, compare, type Work } from './model.ts';

/** Something new, or something that is there, as it is compared with the stock. */
export interface Subject extends Pick<Work, 'form' | 'topics' | 'industries' | 'sizes' | 'online' | 'reach_km' | 'place'> {
  /** Its own id, so that it is not its own relative; undefined where it has none yet. */
  id: string | undefined;
  title: string;
  summary: string;
  body: string;
  /** The organisation that writes it; undefined where nobody does yet. */
  owner?: string | undefined;
}

/** Something that is there and what a new thing has in common with it. */
export interface Relative extends Comparison {
  offer: Offer;
  organisation: string;
  /** It is the same organisation's. */
  isOwn: boolean;
  sharedTopics: string[];
  /** Passages that stand in both, word for word. */
  passages: string[];
}

/** So many are compared in full: near copies, and what the search finds by topics and by the most telling words. */
const NEAR_COPIES = 25;
const FOUND = 40;
const TELLING = 14;
const TITLE = 3;
/** A passage that is worth showing has at least so many words. */
const PASSAGE = 6;
const PASSAGES = 3;

const fieldsOf = ({ title, summary, body }: Pick<Subject, 'title' | 'summary' | 'body'>): TextField[] => [
  { text: title, weight: TITLE },
  { text: summary, weight: 1 },
  { text: body, weight: 1 },
];
const textOf = ({ title, summary, body }: Pick<Subject, 'title' | 'summary' | 'body'>): string => [title, summary, body].join('\n');

/** A published offer as a subject. */
export const subjectOf = (offer: Offer): Subject => ({
  id: offer.id,
  title: offer.title,
  summary: offer.summary,
  body: offer.description,
  form: offer.kind,
  topics: offer.topics,
  industries: offer.industries,
  sizes: offer.sizes,
  online: offer.online,
  reach_km: offer.reach_km,
  place: offer,
});

export interface Relatives {
  /** What is there already of something, the most alike first. */
  of(subject: Subject, limit: number): Promise<Relative[]>;
}

/** Finds relatives over the whole stock of offers: a rough choice by the index, a full comparison of what it gives. */
export function createRelatives(db: Db, search: Search, topics: Topics): Relatives {
  async function workOf(subject: Subject): Promise<Work> {
    const { form, industries, sizes, online, reach_km, place } = subject;
    const lexemes = await search.lexemesOf(fieldsOf(subject));
    return {
      form,
      industries,
      sizes,
      online,
      reach_km,
      place,
      topics: subject.topics,
      lexemes,
      shingles: shinglesOf(wordsOf(textOf(subject))),
    };
  }

  async function candidates(work: Work, rarity: (lexeme: string) => number): Promise<string[]> {
    const telling = [...work.lexemes]
      .map(([lexeme, impact]) => ({ lexeme, weight: impact, value: impact * rarity(lexeme) }))
      .toSorted((a, b) => b.value - a.value)
      .slice(0, TELLING);
    const query = {
      topics: work.topics.map((id, rank) => ({ id, weight: rank === 0 ? 1 : 0.6 })),
      lexemes: telling.map(({ lexeme, weight }) => ({ lexeme, weight })),
      near: work.place,
      kinds: ['offer'] as const,
      offerKinds: undefined,
      online: false,
      onSite: false,
      free: false,
      language: undefined,
      today: '1900-01-01',
      bodies: [],
    };
    const [copies, found] = await Promise.all([
      search.nearCopies(bandsOf(work.shingles), ['offer'], NEAR_COPIES),
      search.find(query, FOUND),
    ]);
    return [...new Set([...copies, ...found.map(({ id }) => id)])];
  }

  return {
    async of(subject, limit) {
      const work = await workOf(subject);
      const ids = await candidates(work, await search.rarityOf(work.lexemes.keys()));
      const offers = (await offersByIds(db, ids)).filter((offer) => offer.state === 'published' && offer.id !== subject.id);
      const works = await Promise.all(offers.map((offer) => workOf(subjectOf(offer))));
      const rarity = await search.rarityOf([work, ...works].flatMap(({ lexemes }) => [...lexemes.keys()]));
      const compared = offers
        .map((offer, index) => ({ offer, comparison: compare(work, works[index] ?? work, rarity, topics) }))
        .filter(({ comparison }) => comparison.verdict !== 'none')
        .toSorted((a, b) => b.comparison.score - a.comparison.score || (a.offer.id < b.offer.id ? -1 : 1))
        .slice(0, limit);
      const organisations = await organisationsByIds(db, [...new Set(compared.map(({ offer }) => offer.organisation_id))]);
      return compared.map(({ offer, comparison }) => ({
        ...comparison,
        offer,
        isOwn: offer.organisation_id === subject.owner,
        organisation: organisations.get(offer.organisation_id)?.name ?? '',
        sharedTopics: subject.topics.filter((topic) => offer.topics.includes(topic)),
        passages: commonPassages(textOf(subject), textOf(subjectOf(offer)), PASSAGE, PASSAGES),
      }));
    },
  };
}
