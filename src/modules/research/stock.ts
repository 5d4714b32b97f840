/** What is there already of a result, over the whole stock. */
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Checks } from '#modules/checks/index.ts';
import type { Overlap, Relative } from '#modules/overlap/index.ts';
import type { Search } from '#modules/search/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Point, touched } from './model.ts';
import type { ResultRow } from './tables.ts';

const MOST_OFFERS = 6;
const MOST_OTHERS = 8;
const MOST_POINTS = 6;
const OTHER_KINDS = ['aid', 'check', 'story', 'decision', 'programme', 'news'] as const;

export interface PointLabel {
  id: string;
  label: string;
}
export interface Stock {
  offers: Relative[];
  others: { href: string; title: string; kind: (typeof OTHER_KINDS)[number]; summary: string }[];
  points: (PointLabel & { shared: string[] })[];
}

export interface StockParts {
  search: Search;
  overlap: Overlap;
  topics: Topics;
  checks: Checks;
}

/** All check points, by check/point. */
export const pointLabels = (checks: Checks, locale: Locale): PointLabel[] =>
  [...checks.values()].flatMap((check) =>
    check.themes.flatMap((theme) =>
      theme.checkpoints.map((point) => ({
        id: `${check.id}/${point.id}`,
        label: `${inLocale(check.title, locale)}: ${inLocale(point.title, locale)}`,
      })),
    ),
  );

export function createStock({ search, overlap, checks }: StockParts) {
  /** Points with their words; kept for as long as the checks are the same. */
  let kept: { of: Checks; size: number; points: Promise<Point[]> } | undefined;
  const fieldsOf = (title: string, text: string) => [
    { text: title, weight: 3 },
    { text, weight: 1 },
  ];
  function points(): Promise<Point[]> {
    if (kept?.of === checks && kept.size === checks.size) return kept.points;
    const all = [...checks.values()].flatMap((check) =>
      check.themes.flatMap((theme) => theme.checkpoints.map((point) => ({ check, point }))),
    );
    const read = Promise.all(
      all.map(async ({ check, point }) => ({
        id: `${check.id}/${point.id}`,
        topics: point.topics,
        lexemes: await search.lexemesOf(fieldsOf(point.title.de, [point.question, ...point.practice].map((text) => text.de).join('\n'))),
      })),
    );
    kept = { of: checks, size: checks.size, points: read };
    return read;
  }

  return async (result: ResultRow, today: string, locale: Locale): Promise<Stock> => {
    const { id, title, summary, body, topics } = result;
    const lexemes = await search.lexemesOf(fieldsOf(title, `${summary}\n${body}`));
    const rarity = await search.rarityOf(lexemes.keys());
    const telling = [...lexemes]
      .map(([lexeme, impact]) => ({ lexeme, weight: impact }))
      .toSorted((a, b) => b.weight * rarity(b.lexeme) - a.weight * rarity(a.lexeme));
    const query = {
      topics: topics.map((topic, rank) => ({ id: topic, weight: rank === 0 ? 1 : 0.6 })),
      lexemes: telling.slice(0, 14),
      near: undefined,
      kinds: OTHER_KINDS,
      offerKinds: undefined,
      online: false,
      onSite: false,
      free: false,
      language: undefined,
      today,
      bodies: [],
    };
    const subject = {
      id,
      title,
      summary,
      body,
      topics,
      form: undefined,
      industries: [],
      sizes: [],
      online: false,
      reach_km: null,
      place: undefined,
    };
    const [offers, others, all] = await Promise.all([
      overlap.relatives.of(subject, MOST_OFFERS),
      search.find(query, MOST_OTHERS),
      points(),
    ]);
    const labels = new Map(pointLabels(checks, locale).map((point) => [point.id, point.label]));
    return {
      offers,
      others: others.map(({ path: href, title: name, kind, summary: says }) => ({
        href,
        title: name,
        kind: kind as (typeof OTHER_KINDS)[number],
        summary: says,
      })),
      points: touched({ topics, lexemes }, all, rarity, MOST_POINTS).map(({ id: point, shared }) => ({
        id: point,
        label: labels.get(point) ?? point,
        shared,
      })),
    };
  };
}
