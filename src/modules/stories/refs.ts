import type { Db } from '#platform/database/index.ts';
import { isSlug } from '#platform/slug.ts';
import { consultantById, consultantBySlug } from '#modules/consultants/index.ts';
import { networkById, networkBySlug } from '#modules/networks/index.ts';
import { offerBySlug, offersByIds } from '#modules/offers/index.ts';
import { organisationById, organisationBySlug } from '#modules/organisations/index.ts';
import type { Ref, RefKind } from './model.ts';

export interface RefLink {
  ref: Ref;
  href: string;
  title: string;
}

interface Found {
  id: string;
  slug: string;
  title: string;
}

/** Where each kind has its page, and how it is found by address and by id. Nothing that is hidden is found. */
const KINDS: Record<
  RefKind,
  { base: string; bySlug(db: Db, slug: string): Promise<Found | undefined>; byId(db: Db, id: string): Promise<Found | undefined> }
> = {
  offer: {
    base: '/angebote',
    bySlug: (db, slug) => offerBySlug(db, slug),
    byId: async (db, id) => (await offersByIds(db, [id])).find((offer) => offer.state === 'published'),
  },
  consultant: {
    base: '/beratung',
    bySlug: async (db, slug) => shown(await consultantBySlug(db, slug)),
    byId: async (db, id) => shown(await consultantById(db, id)),
  },
  network: {
    base: '/vor-ort',
    bySlug: async (db, slug) => titled(await networkBySlug(db, slug)),
    byId: async (db, id) => titled(await networkById(db, id)),
  },
  organisation: {
    base: '/partner',
    bySlug: async (db, slug) => shown(await organisationBySlug(db, slug)),
    byId: async (db, id) => shown(await organisationById(db, id)),
  },
};

const titled = (row: { id: string; slug: string; name: string } | undefined): Found | undefined => row && { ...row, title: row.name };
const shown = (row: { id: string; slug: string; name: string; state: string } | undefined): Found | undefined =>
  row?.state === 'published' ? titled(row) : undefined;

/** The pages of what and who helped; what is no longer shown is left out. */
export async function linksOf(db: Db, refs: readonly Ref[]): Promise<RefLink[]> {
  const links = await Promise.all(
    refs.map(async (ref): Promise<RefLink[]> => {
      const found = await KINDS[ref.kind].byId(db, ref.id);
      return found ? [{ ref, href: `${KINDS[ref.kind].base}/${found.slug}`, title: found.title }] : [];
    }),
  );
  return links.flat();
}

/** Addresses of our pages, one per line, as what they lead to; `unknown`: the first line that leads nowhere. */
export async function readRefs(db: Db, text: string, most: number): Promise<{ refs: Ref[]; unknown: string | undefined }> {
  const refs: Ref[] = [];
  for (const line of text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean)
    .slice(0, most)) {
    const [, base, slug = ''] = /(?:^|\/\/[^/\s]+)(\/[a-z-]+)\/([a-z0-9-]+)\/?(?:[?#]\S*)?$/.exec(line) ?? [];
    const kind = (Object.keys(KINDS) as RefKind[]).find((each) => KINDS[each].base === base);
    const found = kind && isSlug(slug) ? await KINDS[kind].bySlug(db, slug) : undefined;
    if (!kind || !found) return { refs, unknown: line };
    if (!refs.some((ref) => ref.id === found.id)) refs.push({ kind, id: found.id });
  }
  return { refs, unknown: undefined };
}
