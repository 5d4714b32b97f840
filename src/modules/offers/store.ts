import type { Db } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { inPortions } from '#platform/rows.ts';
import { type Generated, sql } from 'kysely';
import { permit } from '#modules/accounts/index.ts';
import type { NewOffer, Offer, OfferKind } from './model.ts';

/** Tables of the schema `offers`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type OffersTables = {
  'offers.offer': Omit<NewOffer, 'sizes'> & {
    state: Generated<'published' | 'hidden'>;
    marked: Generated<boolean>;
    document_id: Generated<string | null>;
    sizes: Generated<string[]>;
  };
  'offers.document': DocumentRow;
  'offers.view': { organisation_id: string; subject: string; month: string; views: number };
};

export interface DocumentRow {
  id: string;
  organisation_id: string;
  name: string;
  size: number;
  bytes: Buffer;
  accessible: boolean;
  created_at: Date;
}

const tables = (db: Db) => db.withTables<OffersTables>();

/** Enters many at once: the demo network, an import. */
export async function insertOffers(db: Db, offers: readonly NewOffer[]): Promise<void> {
  permit('data.import');
  for (const rows of inPortions(offers)) await tables(db).insertInto('offers.offer').values(rows).execute();
}

export const offerBySlug = (db: Db, slug: string): Promise<Offer | undefined> =>
  tables(db).selectFrom('offers.offer').selectAll().where('slug', '=', slug).where('state', '=', 'published').executeTakeFirst();

/**
 * Published offers of some kinds on some topics that fit a company's industry and size, those on its first topic first;
 * what is free stands before what costs.
 */
export const offersOn = (
  db: Db,
  wish: { kinds: readonly OfferKind[]; topics: readonly string[]; industry: string | undefined; size: string | undefined },
  limit: number,
): Promise<Offer[]> =>
  tables(db)
    .selectFrom('offers.offer')
    .selectAll()
    .where('state', '=', 'published')
    .where('kind', 'in', [...wish.kinds])
    .where('topics', '&&', sql<string[]>`${[...wish.topics]}::text[]`)
    .where(sql<boolean>`(industries = '{}' or ${wish.industry ?? null}::text is null or ${wish.industry ?? null}::text = any(industries))`)
    .where(sql<boolean>`(sizes = '{}' or ${wish.size ?? null}::text is null or ${wish.size ?? null}::text = any(sizes))`)
    .orderBy(sql`topics[1] = ${wish.topics[0] ?? ''}`, 'desc')
    .orderBy(sql`industries <> '{}' or sizes <> '{}'`, 'desc')
    .orderBy('free', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();

/** What some organisations offer, what was changed last first. */
export const offersOfOrganisations = (db: Db, organisations: readonly string[], asked: Asked): Promise<Page<Offer>> => {
  const theirs = tables(db)
    .selectFrom('offers.offer')
    .selectAll()
    .where('organisation_id', '=', sql<string>`any(${[...organisations]}::uuid[])`)
    .where('state', '=', 'published');
  return pageOf(db, theirs.orderBy('updated_at', 'desc'), 'id', asked);
};

/** What an organisation offers, by title. */
export const offersOfOrganisation = (db: Db, organisationId: string, asked: Asked): Promise<Page<Offer>> => {
  const own = tables(db)
    .selectFrom('offers.offer')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'published');
  return pageOf(db, own.orderBy('title'), 'id', asked);
};

/** The next offers by id, for building an index in portions. */
export const offersAfter = (db: Db, id: string, limit: number): Promise<Offer[]> =>
  tables(db)
    .selectFrom('offers.offer')
    .selectAll()
    .where('id', '>', id)
    .where('state', '=', 'published')
    .orderBy('id')
    .limit(limit)
    .execute();

/** Takes the demo data away; returns what went. */
export async function removeDemoOffers(db: Db): Promise<string[]> {
  const rows = await tables(db).deleteFrom('offers.offer').where('demo', '=', true).returning('id').execute();
  return rows.map((row) => row.id);
}

/** An offer whatever its state: for those who answer for it. */
export const offerById = (db: Db, id: string): Promise<Offer | undefined> =>
  tables(db).selectFrom('offers.offer').selectAll().where('id', '=', id).executeTakeFirst();

/** Enters an offer, or replaces what is there of it; its address stays. */
export async function saveOffer(db: Db, offer: NewOffer & Pick<Offer, 'document_id'>): Promise<void> {
  permit('content.review');
  const { id: _, slug: __, organisation_id: ___, demo: ____, ...values } = offer;
  await tables(db)
    .insertInto('offers.offer')
    .values(offer)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...values, state: 'published', marked: false }))
    .execute();
}

export async function setOfferState(db: Db, id: string, state: Offer['state'], marked: boolean): Promise<void> {
  const known = await offerById(db, id);
  permit('offer.edit', { organisation: known?.organisation_id });
  await tables(db).updateTable('offers.offer').set({ state, marked }).where('id', '=', id).execute();
}

/** Offers by their ids, whatever their state. */
export async function offersByIds(db: Db, ids: readonly string[]): Promise<Offer[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom('offers.offer')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

/** Changes some fields and nothing else, whatever the state: what an import may do. */
export async function changeOffer(db: Db, id: string, values: Partial<Omit<NewOffer, 'id' | 'slug' | 'demo'>>): Promise<void> {
  permit('data.import');
  await tables(db).updateTable('offers.offer').set(values).where('id', '=', id).execute();
}

export async function removeOffers(db: Db, ids: readonly string[]): Promise<void> {
  permit('data.import');
  for (const portion of inPortions(ids)) await tables(db).deleteFrom('offers.offer').where('id', 'in', portion).execute();
}

/** The offers that were changed last, for a feed. */
export const newestOffers = (db: Db, limit: number): Promise<Offer[]> =>
  tables(db)
    .selectFrom('offers.offer')
    .selectAll()
    .where('state', '=', 'published')
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();

export interface OfferFilter {
  modifiedAfter?: Date | undefined;
  organisation?: string | undefined;
  /** Offers that have one of these. */
  topics?: readonly string[] | undefined;
  kinds?: readonly OfferKind[] | undefined;
  industries?: readonly string[] | undefined;
  sizes?: readonly string[] | undefined;
  ids?: readonly string[] | undefined;
}

/** The published offers that fit. */
function fitting(db: Db, { modifiedAfter, organisation, topics, kinds, industries, sizes, ids }: OfferFilter) {
  let select = tables(db).selectFrom('offers.offer').where('state', '=', 'published');
  if (modifiedAfter) select = select.where('updated_at', '>=', modifiedAfter);
  if (organisation) select = select.where('organisation_id', '=', organisation);
  if (topics) select = select.where('topics', '&&', sql<string[]>`${[...topics]}::text[]`);
  if (industries) select = select.where('industries', '&&', sql<string[]>`${[...industries]}::text[]`);
  if (sizes) select = select.where('sizes', '&&', sql<string[]>`${[...sizes]}::text[]`);
  if (kinds) select = select.where('kind', 'in', kinds.length > 0 ? [...kinds] : [null as never]);
  if (ids) select = select.where('id', '=', sql<string>`any(${[...ids]}::uuid[])`);
  return select;
}

/** One page of the published offers that fit, by id, and how many there are. */
export async function offersPage(db: Db, filter: OfferFilter, first: number, limit: number): Promise<{ offers: Offer[]; total: number }> {
  const select = fitting(db, filter);
  const { total } = await select.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const offers = await select.selectAll().orderBy('id').offset(first).limit(limit).execute();
  return { offers, total: Number(total) };
}

/** Where an offer is to be had: its place, and where it has it, the net. */
export type OfferAt = 'place' | 'virtual';

/** One page of where the published offers that fit are to be had, by offer, and how many such entries there are. */
export async function offersAtPage(
  db: Db,
  filter: OfferFilter,
  first: number,
  limit: number,
): Promise<{ entries: { offer: Offer; at: OfferAt }[]; total: number }> {
  const select = fitting(db, filter).innerJoin(sql<{ at: OfferAt }>`(values ('place'), ('virtual'))`.as<'at_'>(sql`at_ (at)`), (join) =>
    join.on(sql<boolean>`at_.at = 'place' or online`),
  );
  const { total } = await select.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const rows = await select.selectAll('offers.offer').select('at_.at').orderBy('id').orderBy('at_.at').offset(first).limit(limit).execute();
  return { entries: rows.map(({ at, ...offer }) => ({ offer, at })), total: Number(total) };
}

/** The published offer of which an id was made together with one of some words (`namedId`), if there is one. */
export async function offerOfNamedId(db: Db, words: readonly string[], id: string): Promise<Offer | undefined> {
  // All of the hash but the three digits that say what kind of UUID it is.
  const row = await sql<{ id: string }>`
    select offer.id from offers.offer offer, unnest(${[...words]}::text[]) word,
      encode(sha256(convert_to(word || ' ' || offer.id::text, 'UTF8')), 'hex') hash
    where offer.state = 'published'
      and left(hash, 12) || substr(hash, 14, 3) || substr(hash, 19, 14)
        = left(${id.replaceAll('-', '')}, 12) || substr(${id.replaceAll('-', '')}, 14, 3) || substr(${id.replaceAll('-', '')}, 19, 14)
    limit 1`.execute(db);
  return row.rows[0] && (await offersByIds(db, [row.rows[0].id]))[0];
}

/** Which of these organisations have an offer, whatever its state. */
export async function offeringOf(db: Db, organisations: readonly string[]): Promise<string[]> {
  const theirs = tables(db)
    .selectFrom('offers.offer')
    .select('organisation_id')
    .distinct()
    .where('organisation_id', '=', sql<string>`any(${[...organisations]}::uuid[])`);
  return (await theirs.execute()).map((row) => row.organisation_id);
}

/** Offers whatever their state, of one organisation or of all, after the last one that was read. */
export function everyOfferAfter(db: Db, after: string, limit: number, organisationId?: string): Promise<Offer[]> {
  const all = tables(db).selectFrom('offers.offer').selectAll().where('id', '>', after);
  const wanted = organisationId === undefined ? all : all.where('organisation_id', '=', organisationId);
  return wanted.orderBy('id').limit(limit).execute();
}

export async function insertOfferDocument(db: Db, document: DocumentRow): Promise<void> {
  permit('offer.edit', { organisation: document.organisation_id });
  await tables(db).insertInto('offers.document').values(document).execute();
}

export const offerDocument = (db: Db, id: string): Promise<DocumentRow | undefined> =>
  tables(db).selectFrom('offers.document').selectAll().where('id', '=', id).executeTakeFirst();

/** Takes all offers of an organisation out of the public: it has left. Returns their ids. */
export async function hideOffersOf(db: Db, organisationId: string): Promise<string[]> {
  permit('offer.edit', { organisation: organisationId });
  const rows = await tables(db)
    .updateTable('offers.offer')
    .set({ state: 'hidden' })
    .where('organisation_id', '=', organisationId)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Counts one more opening of a public page in a month (its first day). */
export async function countView(db: Db, organisationId: string, subject: string, month: string): Promise<void> {
  await tables(db)
    .insertInto('offers.view')
    .values({ organisation_id: organisationId, subject, month, views: 1 })
    .onConflict((conflict) => conflict.columns(['subject', 'month']).doUpdateSet({ views: sql<number>`view.views + 1` }))
    .execute();
}

/** Openings of the pages of some offers since a month. */
export async function viewsOfOffers(db: Db, offers: readonly string[], since: string): Promise<Map<string, number>> {
  if (offers.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('offers.view')
    .select(['subject', sql<number>`sum(views)::int`.as('views')])
    .where('subject', 'in', [...offers])
    .where('month', '>=', since)
    .groupBy('subject')
    .execute();
  return new Map(rows.map((row) => [row.subject, row.views]));
}

/** Openings of all pages of an organisation since a month, by month. */
export const viewsOf = (db: Db, organisationId: string, since: string): Promise<{ month: string; views: number }[]> =>
  tables(db)
    .selectFrom('offers.view')
    .select(['month', sql<number>`sum(views)::int`.as('views')])
    .where('organisation_id', '=', organisationId)
    .where('month', '>=', since)
    .groupBy('month')
    .orderBy('month')
    .execute();
