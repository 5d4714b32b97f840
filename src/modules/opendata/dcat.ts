import { localDay } from '#platform/clock.ts';
import type { OpenDataConfig } from './config.ts';

/** One dataset and the ways to it. */
export interface Dataset {
  id: string;
  title: string;
  description: string;
  keywords: string[];
  distributions: { path: string; title: string; media: string; format: string; conformsTo?: string }[];
}

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  dcatde: 'http://dcat-ap.de/def/dcatde/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};
const german = (text: string) => ({ '@language': 'de', '@value': text });
const THEMES = 'http://publications.europa.eu/resource/authority/data-theme/';
const FILE_TYPES = 'http://publications.europa.eu/resource/authority/file-type/';
const MEDIA = 'https://www.iana.org/assignments/media-types/';

/** The catalogue of open data after DCAT-AP.de 2.0 (JSON-LD). */
export function toDcat(datasets: readonly Dataset[], config: OpenDataConfig, publicUrl: string, modified: Date) {
  const publisher = { '@id': `${publicUrl}/daten#herausgeber`, '@type': 'foaf:Agent', 'foaf:name': german(config.publisher.name) };
  const contact = {
    '@id': `${publicUrl}/daten#kontakt`,
    '@type': 'vcard:Organization',
    'vcard:fn': config.publisher.name,
    'vcard:hasEmail': { '@id': `mailto:${config.publisher.email}` },
  };
  const licence = { '@id': config.licence.uri };
  const day = { '@type': 'xsd:date', '@value': localDay(modified) };
  const issued = { '@type': 'xsd:date', '@value': config.issued };
  const contributor = config.contributorID ? { 'dcatde:contributorID': { '@id': config.contributorID } } : {};
  const address = (id: string) => `${publicUrl}/daten#${id}`;
  return {
    '@context': CONTEXT,
    '@graph': [
      {
        '@id': `${publicUrl}/daten`,
        '@type': 'dcat:Catalog',
        'dct:title': german('Offene Daten des Netzwerks'),
        'dct:description': german('Verzeichnis, Themen, Checks und Gremien zum Weiterverwenden.'),
        'dct:publisher': { '@id': publisher['@id'] },
        'dct:language': { '@id': 'http://publications.europa.eu/resource/authority/language/DEU' },
        'dct:license': licence,
        'dct:issued': issued,
        'dct:modified': day,
        'foaf:homepage': { '@id': `${publicUrl}/daten` },
        'dcat:dataset': datasets.map(({ id }) => ({ '@id': address(id) })),
      },
      publisher,
      contact,
      ...datasets.flatMap((dataset) => [
        {
          '@id': address(dataset.id),
          '@type': 'dcat:Dataset',
          'dct:identifier': address(dataset.id),
          'dct:title': german(dataset.title),
          'dct:description': german(dataset.description),
          'dct:publisher': { '@id': publisher['@id'] },
          'dcat:contactPoint': { '@id': contact['@id'] },
          'dcat:keyword': dataset.keywords.map(german),
          'dcat:theme': config.themes.map((theme) => ({ '@id': THEMES + theme })),
          'dct:spatial': { '@id': 'http://dcat-ap.de/def/politicalGeocoding/stateKey/00' },
          'dcatde:politicalGeocodingLevelURI': { '@id': 'http://dcat-ap.de/def/politicalGeocoding/Level/federal' },
          ...contributor,
          'dcat:landingPage': { '@id': `${publicUrl}/daten` },
          'dct:issued': issued,
          'dct:modified': day,
          'dcat:distribution': dataset.distributions.map((_, index) => ({ '@id': address(`${dataset.id}-${index + 1}`) })),
        },
        ...dataset.distributions.map(({ path, title, media, format, conformsTo }, index) => ({
          '@id': address(`${dataset.id}-${index + 1}`),
          '@type': 'dcat:Distribution',
          'dct:title': german(title),
          'dcat:accessURL': { '@id': `${publicUrl}${path}` },
          'dcat:mediaType': { '@id': MEDIA + media },
          'dct:format': { '@id': FILE_TYPES + format },
          'dct:license': licence,
          'dct:issued': issued,
          'dct:modified': day,
          ...(conformsTo ? { 'dct:conformsTo': { '@id': conformsTo } } : {}),
        })),
      ]),
    ],
  };
}
