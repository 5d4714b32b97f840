import type { Db } from '#platform/database/index.ts';
import { portions } from '#platform/pages.ts';
import { slugify } from '#platform/slug.ts';
import type { Places } from '#reference/index.ts';
import { insertStandings, removeTraces, renameStanding } from '#modules/editorial/index.ts';
import { changeOffer, everyOfferAfter, insertOffers, type Offer, reachOf, removeOffers } from '#modules/offers/index.ts';
import { allOrganisations } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { picked, without } from '../fields.ts';
import type { Known, SheetKind } from '../kind.ts';
import { mark } from '../plan.ts';
import { cellsOf, columns, type Key, NATIONWIDE, readOffer, type Values } from './offer-row.ts';
import { type ByName, byName, fold, organisationIn } from './words.ts';

/** So many are in memory at a time while a table is written. */
const AT_ONCE = 500;

/** Offers as a table. The same title of two organisations is two offers. */
export function offerSheet(topics: Topics, places: Places): SheetKind<Key, Values> {
  let organisations: ByName = new Map();
  const nameOf = (title: string, organisation: string) => `${title} (${organisation})`;
  const marksOf = (title: string, organisation: string) => ({ exact: [mark(title, organisation)], weak: [] });
  const bare = (values: Partial<Values>) => without(values, 'organisation');

  async function* everything(db: Db, organisation?: string): AsyncGenerator<Known[]> {
    const all = await allOrganisations(db);
    organisations = byName(all);
    const names = new Map(all.map((each) => [each.id, each.name]));
    for await (const rows of portions(AT_ONCE, (after, limit) => everyOfferAfter(db, after, limit, organisation)))
      yield rows.map((row) => {
        const owner = names.get(row.organisation_id) ?? '';
        const cells = cellsOf({ ...row, organisation: owner }, topics);
        return { id: row.id, label: nameOf(row.title, owner), ...marksOf(row.title, owner), cells, record: row };
      });
  }

  return {
    name: 'offers',
    title: 'Angebote',
    columns,
    indexed: 'offer',

    portions: everything,
    async known(db, organisation) {
      const all: Known[] = [];
      for await (const some of everything(db, organisation)) all.push(...some);
      return all;
    },

    read(row) {
      const read = readOffer(row, topics, places);
      const unknown = 'Diese Organisation steht nicht im Verzeichnis. Lesen Sie zuerst die Organisationen ein.';
      const organisation = organisationIn(row, 'organisation', organisations, unknown);
      const name = organisation?.name ?? '';
      return { title: nameOf(read.title, name), ...marksOf(read.title, name), values: { ...read, organisation: name } };
    },

    cellsOf: (values) => cellsOf(values, topics),
    before: (known, values) => picked(known as Offer, bare(values) as Partial<Offer>),
    refuses(known, values) {
      if (values.organisation !== undefined)
        return {
          key: 'organisation',
          message: 'Unter dieser Kennung gehört das Angebot einer anderen Organisation; das ändert keine Tabelle.',
        };
      // Somebody has to say where on the spot: nothing said is not the whole country.
      const { on_site, reach_km } = known.record as Offer;
      const isOnSite = values.on_site ?? on_site;
      const isUnsaid = 'reach_km' in values ? values.reach_km === undefined : !on_site && reach_km === null;
      return isOnSite && isUnsaid ? { key: 'reach', message: `Vor Ort, aber wo? Kilometer im Umkreis, oder „${NATIONWIDE}“.` } : undefined;
    },

    async add(trx, id, { organisation, reach_km: said, ...values }, now) {
      const [owner] = organisations.get(fold(organisation)) ?? [];
      if (!owner) throw new Error('an offer without its organisation: the plan has refused it');
      const reach_km = said === undefined ? reachOf({ onSite: values.on_site, km: undefined, isNationwide: false }, places, values) : said;
      await insertOffers(trx, [
        {
          ...values,
          reach_km,
          id,
          organisation_id: owner.id,
          slug: `${slugify(values.title)}-${id.slice(-6)}`,
          demo: false,
          updated_at: now,
        },
      ]);
      await insertStandings(trx, [
        {
          kind: 'offer',
          subject: id,
          owner_scope: 'organisation',
          owner: owner.id,
          title: values.title,
          state: 'published',
          confirmed_at: now,
          reminded_at: null,
        },
      ]);
      return [];
    },

    async change(trx, id, values, now) {
      const { reach_km, ...rest } = bare(values);
      await changeOffer(trx, id, { ...rest, ...(reach_km !== undefined && { reach_km }), updated_at: now });
      if (values.title !== undefined) await renameStanding(trx, 'offer', id, values.title);
      return [];
    },

    async remove(trx, ids) {
      await removeTraces(trx, 'offer', ids);
      await removeOffers(trx, ids);
    },

    inUse: () => Promise.resolve([]),
  };
}
