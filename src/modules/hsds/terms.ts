import { namedId } from '#platform/named-id.ts';
import { SECTIONS, SIZES, sizeLabel } from '#reference/index.ts';
import { OFFER_KINDS, offersTexts } from '#modules/offers/index.ts';
import { ORGANISATION_KINDS, organisationsTexts } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';

/** The taxonomies by which offers are described: HSDS `taxonomy` and `taxonomy_term`. */
export interface Taxonomy {
  /** Its short name: part of the ids, and `taxonomy` of its terms. */
  code: TaxonomyCode;
  id: string;
  name: string;
  description: string;
}
export interface Term {
  id: string;
  taxonomy: Taxonomy;
  code: string;
  name: string;
  description: string;
  parent: string | undefined;
  uri: string | undefined;
}

const NAMES = {
  topics: ['Themen des Netzwerks', 'Wobei ein Angebot hilft; auch als SKOS unter /api/topics.'],
  kinds: ['Arten von Angeboten', 'Was für eine Art Angebot es ist.'],
  industries: [
    'Wirtschaftszweige (WZ 2008)',
    'Für welche Abschnitte der Klassifikation der Wirtschaftszweige, Ausgabe 2008, es gedacht ist.',
  ],
  sizes: ['Größenklassen', 'Für Betriebe mit wie vielen Beschäftigten es gedacht ist.'],
  'organisation-kinds': ['Arten von Organisationen', 'Was für eine Organisation es ist.'],
} as const;
export type TaxonomyCode = keyof typeof NAMES;

const taxonomyId = (code: TaxonomyCode): string => namedId(`taxonomy ${code}`);
const termId = (taxonomy: TaxonomyCode, code: string): string => namedId(`term ${taxonomy} ${code}`);

/** A taxonomy and one of its terms that every network has. */
export const EXAMPLE_TERMS = { taxonomy: taxonomyId('kinds'), term: termId('kinds', OFFER_KINDS[0]) } as const;

export interface Terms {
  taxonomies: readonly Taxonomy[];
  all: readonly Term[];
  byId: ReadonlyMap<string, Term>;
  of(taxonomy: TaxonomyCode, code: string): Term | undefined;
}

/** All terms of all taxonomies; the same on every machine. */
export function createTerms(topics: Topics, publicUrl: string): Terms {
  const taxonomies = Object.entries(NAMES).map(([code, [name, description]]): Taxonomy => {
    const known = code as TaxonomyCode;
    return { code: known, id: taxonomyId(known), name, description };
  });
  const taxonomyOf = (code: TaxonomyCode) => taxonomies.find((each) => each.code === code) as Taxonomy;
  const term = (taxonomy: TaxonomyCode, code: string, name: string, parent?: string, uri?: string): Term => ({
    id: termId(taxonomy, code),
    taxonomy: taxonomyOf(taxonomy),
    code,
    name,
    description: name,
    parent: parent === undefined ? undefined : termId(taxonomy, parent),
    uri,
  });
  const all = [
    ...topics.fields.map((field) => term('topics', field.id, field.de, undefined, `${publicUrl}/themen/${field.id}`)),
    ...topics.all.map((topic) => term('topics', topic.id, topic.de, topic.field, `${publicUrl}/themen/${topic.id}`)),
    ...OFFER_KINDS.map((kind) => term('kinds', kind, offersTexts('de').kinds[kind])),
    ...SECTIONS.map((section) => term('industries', section.code, section.de)),
    ...SIZES.map((size) => term('sizes', size, `${sizeLabel(size)} Beschäftigte`)),
    ...ORGANISATION_KINDS.map((kind) => term('organisation-kinds', kind, organisationsTexts('de').kinds[kind])),
  ];
  const byId = new Map(all.map((each) => [each.id, each]));
  return { taxonomies, all, byId, of: (taxonomy, code) => byId.get(termId(taxonomy, code)) };
}
