import { readFileSync } from 'node:fs';
import { marked } from 'marked';
import { parse } from 'yaml';
import { fromRoot } from '#platform/root.ts';
import type { Localised } from '#platform/i18n/index.ts';

export interface ContentPage {
  title: Localised;
  /** Trusted: written by whoever runs the installation, never by users. */
  html: string;
}

const pages = new Map<string, ContentPage>();

/** A page that the network authors as Markdown in content/pages. */
export function contentPage(name: string): ContentPage {
  const known = pages.get(name);
  if (known) return known;
  const [, head = '', body = ''] = readFileSync(fromRoot('content', 'pages', `${name}.md`), 'utf8').split(/^---$/m);
  const html = (marked.parse(body, { async: false }) as string)
    .replaceAll(
      '<table>',
      '<div class="table-scroll" tabindex="0" role="region" aria-label="Tabelle"><table class="kern-table kern-table--small">',
    )
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<th>', '<th scope="col">');
  const page = { title: (parse(head) as { title: Localised }).title, html };
  pages.set(name, page);
  return page;
}
