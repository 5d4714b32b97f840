import type { Db } from '#platform/database/index.ts';
import { PLAIN_DOCUMENT, type SearchSource, type SourceDocument } from '#modules/search/index.ts';
import { publicWords } from './service/public-words.ts';
import { type Agreement, asMinuted, isSettled, listAgreements } from './store/agreements.ts';
import { bodyNames } from './store/bodies.ts';

const MOST_TITLE = 120;

const shortened = (text: string): string => (text.length <= MOST_TITLE ? text : `${text.slice(0, text.lastIndexOf(' ', MOST_TITLE))} …`);

function documentOf(agreement: Agreement, body: string, words: (text: string) => string): SourceDocument {
  const isPublic = agreement.kind === 'decision' && isSettled(agreement);
  // Names are taken out of what everybody may see, as in the register of decisions.
  const text = isPublic ? words(asMinuted(agreement).text) : agreement.text;
  return {
    ...PLAIN_DOCUMENT,
    id: agreement.id,
    kind: 'decision',
    slug: agreement.id,
    path: isPublic
      ? `/beschluesse?text=${encodeURIComponent(text.split(/\s+/).slice(0, 8).join(' '))}`
      : `/gremienarbeit/vereinbarungen/${agreement.id}`,
    title: shortened(text),
    summary: [body, agreement.topic].filter(Boolean).join(', '),
    organisation: body,
    town: '',
    lat: null,
    lon: null,
    changed_at: agreement.updated_at,
    audience: isPublic ? null : [agreement.body_id],
    demo: agreement.demo,
    body: text,
  };
}

/** Decisions for everybody, and what a body has agreed for those who work for it. */
export function decisionSource(db: Db, today: () => string): SearchSource {
  const all = async () => {
    const [agreements, words] = await Promise.all([listAgreements(db, { today: today() }), publicWords(db)]);
    const shown = agreements.filter((agreement) => agreement.state !== 'dropped');
    const bodies = await bodyNames(db, [...new Set(shown.map((agreement) => agreement.body_id))]);
    return shown
      .map((agreement) => documentOf(agreement, bodies.get(agreement.body_id) ?? '', words))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  };
  return {
    name: 'decision',
    kinds: ['decision'],
    isSmall: true,
    after: async (id, limit) => (await all()).filter((each) => each.id > id).slice(0, limit),
    one: async (id) => (await all()).find((each) => each.id === id),
  };
}
