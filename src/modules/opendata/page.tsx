import { renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Dataset } from './dcat.ts';
import type { Examples } from './examples.ts';
import { INTERFACE_GROUPS, interfacesOf } from './interfaces.ts';
import type { OpenDataParts } from './routes.tsx';
import { openDataTexts } from './texts.ts';

export const DATASETS: (Omit<Dataset, 'title' | 'description'> & { id: 'directory' | 'topics' | 'checks' | 'bodies' })[] = [
  {
    id: 'directory',
    keywords: ['Beratung', 'Mittelstand', 'KMU', 'HSDS'],
    distributions: [
      {
        path: '/api/hsds/services?full=true',
        title: 'HSDS 3.0, seitenweise',
        media: 'application/json',
        format: 'JSON',
        conformsTo: 'https://docs.openreferral.org/en/3.0/',
      },
      {
        path: '/api/hsds/services?full=true&format=ndjson',
        title: 'HSDS 3.0, alles auf einmal',
        media: 'application/x-ndjson',
        format: 'JSON',
        conformsTo: 'https://docs.openreferral.org/en/3.0/',
      },
    ],
  },
  {
    id: 'topics',
    keywords: ['Thesaurus', 'SKOS'],
    distributions: [
      {
        path: '/api/topics',
        title: 'SKOS',
        media: 'application/ld+json',
        format: 'JSON_LD',
        conformsTo: 'http://www.w3.org/2004/02/skos/core',
      },
    ],
  },
  {
    id: 'checks',
    keywords: ['Selbstbewertung', 'Qualitätsstandard'],
    distributions: [{ path: '/api/checks', title: 'JSON', media: 'application/json', format: 'JSON' }],
  },
  {
    id: 'bodies',
    keywords: ['Sitzungen', 'OParl'],
    distributions: [
      { path: '/api/oparl', title: 'OParl 1.1', media: 'application/json', format: 'JSON', conformsTo: 'https://schema.oparl.org/1.1/' },
    ],
  },
];

/** /daten: what is open, by data set and address by address, and the search for other sites. */
export function openDataPage(c: Ctx, { config, publicUrl }: Pick<OpenDataParts, 'config' | 'publicUrl'>, examples: Examples): Response {
  const locale = c.get('locale');
  const t = openDataTexts(locale);
  const snippet = `<script src="${publicUrl}/einbetten.js" defer></script>\n<transferwerk-suche></transferwerk-suche>`;
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    thing: { '@type': 'DataCatalog', name: t.title, description: t.lead, license: config.licence.uri },
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <p>{t.licence(config.licence.name)}</p>
        {DATASETS.map(({ id, distributions }) => (
          <section key={id}>
            <h2>{t.datasets[id][0]}</h2>
            <p>{t.datasets[id][1]}</p>
            <ul class="plain-list link-list">
              {distributions.map(({ path, title }) => (
                <li key={path}>
                  <a href={path}>{title}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <ul class="plain-list link-list">
          <li>
            <a href="/daten.jsonld">{t.catalogue}</a>
          </li>
          <li>
            <a href="/neues.atom">{t.feed}</a>
          </li>
        </ul>
        <h2>{t.interfaces}</h2>
        <p>{t.interfacesLead}</p>
        {INTERFACE_GROUPS.map((group) => (
          <section key={group} aria-labelledby={`schnittstellen-${group}`}>
            <h3 id={`schnittstellen-${group}`}>{t.groups[group]}</h3>
            <ul class="plain-list link-list">
              {interfacesOf(group, examples).map(({ route, href }) => (
                <li key={route}>
                  <a href={href}>{route}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <h2>{t.embed}</h2>
        <p>{t.embedText}</p>
        <pre class="code" tabIndex={0}>
          <code>{snippet}</code>
        </pre>
        <p>{t.embedOptions}</p>
      </>
    ),
  });
}
