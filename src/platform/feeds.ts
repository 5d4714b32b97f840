import { localDay } from './clock.ts';
import type { VNode } from 'preact';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** One address of the sitemap, with the day it was last changed. */
export interface Address {
  path: string;
  changed?: Date | undefined;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** Elements by name: the renderer escapes all text, whatever stands in it. */
const xml = (root: VNode): string => DECLARATION + renderToString(root);

/** A sitemap (sitemaps.org, protocol 0.9). */
export const sitemap = (addresses: readonly Address[], publicUrl: string): string =>
  xml(
    h(
      'urlset',
      { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' },
      addresses.map(({ path, changed }) =>
        h('url', {}, h('loc', {}, `${publicUrl}${path}`), changed ? h('lastmod', {}, localDay(changed)) : null),
      ),
    ),
  );

/** The index of several sitemaps. */
export const sitemapIndex = (paths: readonly string[], publicUrl: string): string =>
  xml(
    h(
      'sitemapindex',
      { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' },
      paths.map((path) => h('sitemap', {}, h('loc', {}, `${publicUrl}${path}`))),
    ),
  );

export interface FeedEntry {
  id: string;
  title: string;
  summary: string;
  path: string;
  author: string;
  updated: Date;
}

export interface Feed {
  title: string;
  path: string;
  /** The page that shows the same to people. */
  page: string;
  publicUrl: string;
  language: 'de' | 'en';
}

/** Of a feed without an entry: its time may not move, or every reader fetches it again and again. */
const NEVER = new Date(0);

/** A feed (Atom, RFC 4287), the newest first. */
export function atom(entries: readonly FeedEntry[], feed: Feed): string {
  const self = `${feed.publicUrl}${feed.path}`;
  return xml(
    h(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.language },
      h('id', {}, self),
      h('title', {}, feed.title),
      h('updated', {}, (entries[0]?.updated ?? NEVER).toISOString()),
      h('link', { rel: 'self', href: self }),
      h('link', { rel: 'alternate', type: 'text/html', href: `${feed.publicUrl}${feed.page}` }),
      entries.map((entry) =>
        h(
          'entry',
          {},
          h('id', {}, `urn:uuid:${entry.id}`),
          h('title', {}, entry.title),
          h('updated', {}, entry.updated.toISOString()),
          h('link', { rel: 'alternate', href: `${feed.publicUrl}${entry.path}` }),
          h('author', {}, h('name', {}, entry.author)),
          h('summary', {}, entry.summary),
        ),
      ),
    ),
  );
}
