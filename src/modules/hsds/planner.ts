import type { Db } from '#platform/database/index.ts';
import { type NewOffer, type Offer, offersByIds } from '#modules/offers/index.ts';
import { type NewOrganisation, organisationsByIds } from '#modules/organisations/index.ts';
import { bandsOf, containment, type Search, shinglesOf, wordsOf } from '#modules/search/index.ts';
import type { Gathered } from './fetch/gathered.ts';
import { decide, offerHash, organisationHash, type Owner, type Plan } from './plan.ts';
import { type Reading, readOrganization, readService } from './read.ts';
import { recordsOf, type SourceRow, sourcesOf } from './store.ts';

const PORTION = 500;
const NEAR = 5;
/** Two texts that share so much of their word sequences are the same text. */
const SAME_TEXT = 0.9;

interface PlannerParts {
  db: Db;
  search: Search;
  reading: Reading;
  today(): string;
}

export type Planner = (source: Pick<SourceRow, 'id'> | undefined, gathered: Gathered) => Promise<Plan>;

/** Finds out what taking over a source would do; changes nothing. */
export function createPlanner({ db, search, reading, today }: PlannerParts): Planner {
  /** Whose an id is. */
  const ownerOf = (id: string, isThere: boolean, sourceId: string | undefined, records: ReadonlyMap<string, string>): Owner => {
    const from = records.get(id);
    if (from !== undefined && from === sourceId) return 'thisSource';
    return from !== undefined ? 'otherSource' : isThere ? 'ourselves' : 'nobody';
  };

  /** The same text is there already, from somebody else. */
  async function isThere(offer: NewOffer): Promise<Offer | undefined> {
    const shingles = shinglesOf(wordsOf([offer.title, offer.summary, offer.description].join('\n')));
    const near = await offersByIds(db, await search.nearCopies(bandsOf(shingles), ['offer'], NEAR));
    return near.find(
      (other) =>
        other.id !== offer.id &&
        other.town === offer.town &&
        containment(shingles, shinglesOf(wordsOf([other.title, other.summary, other.description].join('\n')))) >= SAME_TEXT,
    );
  }

  async function planOrganisations(gathered: Gathered, sourceId: string | undefined, plan: Plan): Promise<Map<string, NewOrganisation>> {
    const ids = gathered.organizations.map(({ id }) => id.toLowerCase());
    const known = await organisationsByIds(db, ids);
    const records = await sourcesOf(db, ids);
    const mine = new Map(sourceId ? (await recordsOf(db, sourceId)).map((row) => [`${row.kind} ${row.external_id}`, row]) : []);
    const usable = new Map<string, NewOrganisation>();
    for (const organization of gathered.organizations) {
      const id = organization.id.toLowerCase();
      const line = { what: 'organization' as const, id, title: organization.name };
      const read = readOrganization(organization, today(), reading);
      const there = known.get(id);
      // An organisation that is here needs nothing more to be referred to.
      if (typeof read === 'string') {
        plan.lines.push({ ...line, action: 'refused', refusal: read });
        continue;
      }
      const hash = organisationHash(read);
      const action = decide(
        ownerOf(id, there !== undefined, sourceId, records),
        there !== undefined && organisationHash(there) === hash,
        false,
      );
      plan.lines.push({ ...line, action, ...(action === 'refused' ? { refusal: 'foreignId' as const } : {}) });
      if (action === 'refused') continue;
      usable.set(id, read);
      if (action !== 'own') plan.hashes.set(`organization ${id}`, hash);
      if (action === 'new' || (action === 'changed' && mine.has(`organization ${id}`))) plan.organisations.push(read);
    }
    return usable;
  }

  async function planOffers(
    gathered: Gathered,
    sourceId: string | undefined,
    organisations: ReadonlyMap<string, NewOrganisation>,
    plan: Plan,
  ): Promise<void> {
    const records = sourceId ? await recordsOf(db, sourceId) : [];
    const gone = new Set(records.filter(({ kind, gone_at }) => kind === 'service' && gone_at !== null).map((row) => row.external_id));
    for (let at = 0; at < gathered.services.length; at += PORTION) {
      const portion = gathered.services.slice(at, at + PORTION);
      const ids = portion.map(({ id }) => id.toLowerCase());
      const known = new Map((await offersByIds(db, ids)).map((offer) => [offer.id, offer]));
      const owners = await sourcesOf(db, ids);
      for (const service of portion) {
        const id = service.id.toLowerCase();
        const line = { what: 'service' as const, id, title: service.name };
        const organisation = organisations.get((service.organization_id ?? service.organization?.id ?? '').toLowerCase());
        const read = await readService(service, organisation, reading);
        if (typeof read === 'string') {
          plan.lines.push({ ...line, action: 'refused', refusal: read });
          continue;
        }
        const there = known.get(id);
        const hash = offerHash(read);
        const action = decide(
          ownerOf(id, there !== undefined, sourceId, owners),
          there !== undefined && offerHash(there) === hash,
          gone.has(id),
        );
        if (action === 'refused') plan.lines.push({ ...line, action, refusal: 'foreignId' });
        else if (action !== 'own' && !organisation) plan.lines.push({ ...line, action: 'refused', refusal: 'noOwner' });
        else {
          const twin = action === 'new' ? await isThere(read) : undefined;
          if (twin) {
            plan.lines.push({ ...line, action: 'refused', refusal: 'thereAlready', detail: `/angebote/${twin.slug}` });
            continue;
          }
          plan.lines.push({ ...line, action });
          if (action !== 'own') plan.hashes.set(`service ${id}`, hash);
          if (action === 'new' || action === 'changed') plan.offers.push(there ? { ...read, slug: there.slug } : read);
        }
      }
    }
    const given = new Set(gathered.services.map(({ id }) => id.toLowerCase()));
    const vanished = records.filter(({ kind, gone_at, external_id }) => kind === 'service' && gone_at === null && !given.has(external_id));
    const titles = new Map(
      (
        await offersByIds(
          db,
          vanished.map((row) => row.external_id),
        )
      ).map((offer) => [offer.id, offer.title]),
    );
    for (const { external_id: id } of vanished) {
      plan.gone.push(id);
      plan.lines.push({ what: 'service', action: 'gone', id, title: titles.get(id) ?? id });
    }
  }

  return async (source, gathered) => {
    const made: Plan = { lines: [], offers: [], organisations: [], gone: [], hashes: new Map() };
    const organisations = await planOrganisations(gathered, source?.id, made);
    await planOffers(gathered, source?.id, organisations, made);
    for (const { what, id, fault } of gathered.invalid)
      made.lines.push({ what, action: 'refused', id, title: id, refusal: 'invalid', detail: fault });
    return made;
  };
}
