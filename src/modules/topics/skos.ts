import type { Topics } from './model.ts';

const labels = (values: { de: readonly string[]; en: readonly string[] }) => [
  ...values.de.map((value) => ({ '@language': 'de', '@value': value })),
  ...values.en.map((value) => ({ '@language': 'en', '@value': value })),
];

/** A label is of one kind (SKOS S13): what a topic is called, or also called, is not hidden as well. */
const without = (values: readonly string[], ...known: (readonly string[])[]): string[] => {
  const all = new Set(known.flat());
  return [...new Set(values)].filter((value) => !all.has(value));
};

/** The vocabulary as a SKOS concept scheme in JSON-LD; concepts are addressed by the pages that show them. */
export function toSkos(topics: Topics, publicUrl: string) {
  const scheme = `${publicUrl}/themen`;
  const address = (id: string) => `${scheme}/${id}`;
  const concepts = topics.fields.flatMap((field) => [
    {
      '@id': address(field.id),
      '@type': 'skos:Concept',
      'skos:prefLabel': labels({ de: [field.de], en: [field.en] }),
      'skos:topConceptOf': { '@id': scheme },
      'skos:inScheme': { '@id': scheme },
      'skos:narrower': field.topics.map((topic) => ({ '@id': address(topic.id) })),
    },
    ...field.topics.map((topic) => ({
      '@id': address(topic.id),
      '@type': 'skos:Concept',
      'skos:prefLabel': labels({ de: [topic.de], en: [topic.en] }),
      'skos:altLabel': labels({ de: without(topic.alt.de, [topic.de]), en: without(topic.alt.en, [topic.en]) }),
      'skos:hiddenLabel': labels({ de: without(topic.says, [topic.de], topic.alt.de), en: [] }),
      'skos:broader': { '@id': address(field.id) },
      'skos:related': topic.related.map((id) => ({ '@id': address(id) })),
      'skos:inScheme': { '@id': scheme },
      'tw:aim': topic.aims,
    })),
  ]);
  return {
    '@context': { skos: 'http://www.w3.org/2004/02/skos/core#', dct: 'http://purl.org/dc/terms/', tw: `${publicUrl}/themen#` },
    '@graph': [
      {
        '@id': scheme,
        '@type': 'skos:ConceptScheme',
        'dct:title': labels({ de: ['Themen des Netzwerks'], en: ['Topics of the network'] }),
        'skos:hasTopConcept': topics.fields.map((field) => ({ '@id': address(field.id) })),
      },
      ...concepts,
    ],
  };
}

/** One concept or the scheme alone, by its address; undefined where the vocabulary has none. */
export function skosOf(topics: Topics, publicUrl: string, path: string) {
  const { '@graph': graph, ...rest } = toSkos(topics, publicUrl);
  const found = graph.find((each) => each['@id'] === `${publicUrl}${path}`);
  return found && { ...rest, ...found };
}
