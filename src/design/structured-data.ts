import { SITE_NAME } from './social.tsx';
import type { Ctx } from '../platform/http/context.ts';
import type { Crumb } from './page.tsx';

/** An object of schema.org, without context and address: the page adds them. */
export type Thing = { '@type': string } & Record<string, unknown>;

/** For a script element: no character in it can end the element or begin a comment. */
const harmless = (json: string): string =>
  json.replaceAll('<', String.raw`\u003c`).replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`);

/**
 * What a public page is about, in schema.org's words (JSON-LD): the page, the way to it, and the thing it shows. A data block:
 * no script policy applies to it, and nothing runs.
 */
export function structuredData(
  c: Ctx,
  page: { title: string; description?: string | undefined; crumbs?: Crumb[]; thing?: Thing | undefined },
): string {
  const base = c.get('site').publicUrl ?? new URL(c.req.url).origin;
  const url = `${base}${c.req.path}`;
  const crumbs = [...(page.crumbs ?? []), { href: c.req.path, label: page.title }];
  const graph = [
    {
      '@type': c.req.path === '/' ? 'WebSite' : 'WebPage',
      '@id': url,
      url,
      // Of the home page it is the name of the site, which search engines show above what they find.
      name: c.req.path === '/' ? SITE_NAME : page.title,
      ...(page.description ? { description: page.description } : {}),
      inLanguage: c.get('locale'),
      isAccessibleForFree: true,
      ...(c.req.path === '/'
        ? {
            potentialAction: {
              '@type': 'SearchAction',
              target: `${base}/suche?text={search_term_string}`,
              'query-input': 'required name=search_term_string',
            },
          }
        : {
            breadcrumb: {
              '@type': 'BreadcrumbList',
              itemListElement: crumbs.map(({ href, label }, index) => ({
                '@type': 'ListItem',
                position: index + 1,
                name: label,
                item: `${base}${href}`,
              })),
            },
          }),
      ...(page.thing ? { mainEntity: { '@id': `${url}#ding` } } : {}),
    },
    ...(page.thing ? [{ '@id': `${url}#ding`, url, ...page.thing }] : []),
  ];
  return harmless(JSON.stringify({ '@context': 'https://schema.org', '@graph': graph }));
}
