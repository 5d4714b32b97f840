/**
 * A network of the size that is meant: several hundred partners who have worked with it for years. What the full network
 * has one of (every kind of record, made by the product's own forms) is written again and again, with its own days,
 * places and people; so each record is as whole as a real one.
 */
import { sql } from 'kysely';
import { generateDemo } from '../../../src/demo/generate.ts';
import { standingsOf } from '../../../src/demo/load.ts';
import { insertConsultants } from '../../../src/modules/consultants/index.ts';
import { insertStandings } from '../../../src/modules/editorial/index.ts';
import { insertNetworks } from '../../../src/modules/networks/index.ts';
import { insertOffers } from '../../../src/modules/offers/index.ts';
import { insertOrganisations } from '../../../src/modules/organisations/index.ts';
import { places } from '../../../src/reference/index.ts';
import type { App } from '../../support/full-network/people.ts';
import type { Db } from '../../../src/platform/database/index.ts';

/** As many partners, people and offers as a demo network at this scale has, beside those of the small one. */
const SCALE = 35;

export async function morePartners({ services, content, search, clock }: App): Promise<void> {
  const { db } = services;
  const network = generateDemo({ seed: 2, scale: SCALE, topics: content.topics, places: places() });
  const named = <Row extends { slug: string }>(rows: Row[]) => rows.map((row) => ({ ...row, slug: `${row.slug}-b` }));
  await insertOrganisations(db, named(network.organisations));
  await insertOffers(db, named(network.offers));
  await insertConsultants(db, named(network.consultants));
  await insertStandings(db, standingsOf(network, clock.now()));
  await insertNetworks(db, named(network.networks), network.members, network.areas);
  await search.rebuild();
}

/** How many of each, as the issue on scale says; offers, partners and consultants come with the demo network at scale 35. */
const SIZE = {
  assessments: 100_000,
  requests: 50_000,
  openCases: 10_000,
  bodies: 40,
  meetings: 2000,
  agreements: 20_000,
  mails: 200_000,
  trail: 1_000_000,
} as const;

/** SQL that gives different values for each `n`: ids, days over the last three years, one of many. */
const PAST = 'now() - make_interval(days => (n * 37) % 1000, mins => n % 600)';
const record = (changes: Record<string, string>) =>
  Object.entries(changes)
    .map(([column, value]) => `'${column}', ${value}`)
    .join(', ');

/** Writes a record `count` times again. `changes`: columns that differ, as SQL over `n` and the record `r`. */
async function again(db: Db, table: string, from: string, count: number, changes: Record<string, string>): Promise<void> {
  const statement = `insert into ${table}
    select p.* from (${from}) r cross join generate_series(1, ${count}) n
    cross join lateral jsonb_populate_record(null::${table}, to_jsonb(r) || jsonb_build_object('id', gen_random_uuid(), ${record(changes)})) p`;
  await sql.raw(statement).execute(db);
}

/** Numbers what a query finds, so that any row finds one of them by its own number; gives the SQL that does. */
async function numbered(db: Db, name: string, query: string): Promise<string> {
  await sql
    .raw(`create temporary table ${name} (n integer generated always as identity (start 0 minvalue 0) primary key, value text)`)
    .execute(db);
  const { numAffectedRows } = await sql.raw(`insert into ${name} (value) ${query}`).execute(db);
  return `(select x.value from ${name} x where x.n = n.n % ${Number(numAffectedRows)})`;
}

/** Fills the rooms. As the owner of the tables: the application's role may not write the trail like this. */
export async function fillRooms(db: Db): Promise<void> {
  const organisation = await numbered(db, 'some_organisations', 'select id from organisations.organisation order by id');
  const offer = await numbered(db, 'some_offers', 'select id from offers.offer order by id');
  const place = await numbered(db, 'some_places', "select distinct place from requests.request where place <> ''");

  await again(db, 'checks.assessment', 'select * from checks.assessment limit 1', SIZE.assessments, {
    created_at: PAST,
    visited_at: `now() - make_interval(days => n % 80)`,
    previous: 'null',
  });
  await again(db, 'requests.request', "select * from requests.request where state = 'open' limit 1", SIZE.requests, {
    created_at: PAST,
    waiting_since: PAST,
    company: `'Betrieb ' || n`,
    email: `'betrieb' || n || '@firma.example'`,
    // Most are done; some thousand wait, as with an office that is behind.
    state: `(array['accepted', 'closed', 'closed', 'declined', 'withdrawn', 'closed', 'closed', 'closed', 'closed', 'open'])[1 + n % 10]`,
    owner_scope: `'organisation'`,
    owner: organisation,
    company_link: 'gen_random_uuid()',
    place: place,
  });
  await again(db, 'cases.case_file', "select * from cases.case_file where state = 'open' limit 1", SIZE.openCases, {
    request_id: 'gen_random_uuid()',
    opened_at: PAST,
    company: `'Betrieb ' || n`,
    email: `'betrieb' || n || '@firma.example'`,
    owner_scope: `'organisation'`,
    owner: organisation,
    link_id: 'gen_random_uuid()',
    phase_due: `(current_date + (n % 60) - 30)`,
  });
  await again(db, 'governance.body', "select * from governance.body where name = 'AG Transfer'", SIZE.bodies, {
    slug: `'koerperschaft-' || n`,
    name: `'Arbeitsgruppe ' || n`,
  });
  await sql
    .raw(
      `create temporary table meetings as select gen_random_uuid() as id, n from generate_series(1, ${SIZE.meetings}) n; create unique index on meetings (n); analyze meetings`,
    )
    .execute(db);
  const held = "select * from governance.meeting where state = 'held' and minutes_state = 'published' limit 1";
  const body = await numbered(db, 'some_bodies', 'select id from governance.body order by id');
  await again(db, 'governance.meeting', held, SIZE.meetings, {
    id: '(select id from meetings m where m.n = n.n)',
    body_id: body,
    title: `'Sitzung ' || n`,
    series_id: 'null',
    day: `(current_date - (n * 37) % 1000)`,
  });
  // A shuffled meeting for each: about ten agreements a meeting, each with somebody responsible.
  await sql
    .raw(
      `create temporary table agreements as select gen_random_uuid() as id, n from generate_series(1, ${SIZE.agreements}) n; create unique index on agreements (n); analyze agreements`,
    )
    .execute(db);
  const ofMeeting = (column: string) =>
    `(select m.${column} from governance.meeting m join meetings x on x.id = m.id where x.n = 1 + n.n % ${SIZE.meetings})`;
  await again(db, 'governance.agreement', 'select * from governance.agreement where meeting_id is not null limit 1', SIZE.agreements, {
    id: '(select id from agreements a where a.n = n.n)',
    meeting_id: ofMeeting('id'),
    body_id: ofMeeting('body_id'),
    text: `'Vereinbarung ' || n || ': die Vorlage wird bis zur nächsten Sitzung geprüft.'`,
    state: `(array['open', 'progress', 'done', 'done', 'dropped'])[1 + n % 5]`,
    agreed_on: ofMeeting('day'),
    due: `(current_date + (n % 400) - 300)`,
    paper_id: 'null',
    replaced_by: 'null',
  });
  await sql
    .raw(`insert into governance.responsible (agreement_id, position, person_id, name)
    select a.id, 0, p.id, p.name from agreements a
    join (select id, name, row_number() over (order by id) as at, count(*) over () as of from governance.person) p on p.at = 1 + a.n % p.of`)
    .execute(db);
  for (const table of ['governance.agenda_item', 'governance.attendance'])
    await again(db, table, `select * from ${table} limit 1`, SIZE.meetings * 5, {
      meeting_id: `(select id from meetings m where m.n = 1 + n.n % ${SIZE.meetings})`,
      ...(table.endsWith('item') ? { position: `n / ${SIZE.meetings}`, number: `(1 + n / ${SIZE.meetings})::text`, paper_id: 'null' } : {}),
    });
  await again(db, 'platform.mail', 'select * from platform.mail where sent_at is null limit 1', SIZE.mails, {
    recipient: `'mensch' || n % 5000 || '@firma.example'`,
    created_at: PAST,
    sent_at: `case when n % 100 = 0 then null else ${PAST} end`,
    failed_at: `case when n % 100 = 0 then ${PAST} else null end`,
    campaign: 'null',
  });
  await sql
    .raw(`insert into platform.audit (id, at, actor, actor_kind, action, kind, record, details, previous, hash)
    select gen_random_uuid(), ${PAST}, null, 'system', (array['offer.saved', 'meeting.saved', 'agreement.saved'])[1 + n % 3], (array['offer', 'meeting', 'agreement'])[1 + n % 3],
      case when n % 3 = 2 then (select id from agreements a where a.n = 1 + n.n % ${SIZE.agreements}) else ${offer}::uuid end,
      '{}', md5((n - 1)::text), md5(n::text)
    from generate_series(1, ${SIZE.trail}) n`)
    .execute(db);
  await sql.raw('vacuum analyze').execute(db);
}
