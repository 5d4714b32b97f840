import { sql } from 'kysely';
import { ROLES, type Role, SCOPE_OF } from '../../../src/modules/accounts/index.ts';
import type { Grant, ScopeKind } from '../../../src/platform/actor.ts';
import type { Db } from '../../../src/platform/database/index.ts';
import type { testApplication } from '../application.ts';

export type App = Awaited<ReturnType<typeof testApplication>>;
export type Person = Awaited<ReturnType<App['as']>>;
export type People = Record<Role, Person>;
/** Whoever walks: somebody signed in with one role, or a visitor. */
export type Kind = Role | 'visitor';

export interface Named {
  id: string;
  slug: string;
  name: string;
}
export interface NamedPerson extends Named {
  email: string;
  town: string;
  topics: string[];
}

/** The places where the people of the walks are at home. */
export interface Places {
  organisation: Named;
  /** Another partner, for whatever needs two. */
  partner: Named;
  network: Named;
  /** The body in whose meetings things happen, and the one to which it refers. */
  body: Named;
  upperBody: Named;
  /** The body that sees pledges and the budget; the people of bodies belong to it too. */
  circle: Named;
  consultant: NamedPerson;
  /** Who takes part in what the consultant does. */
  colleague: NamedPerson;
  company: string;
}

async function one<Row>(db: Db, query: ReturnType<typeof sql<Row>>): Promise<Row> {
  const [row] = (await query.execute(db)).rows;
  if (!row) throw new Error('the demo network lacks something that the fixture needs');
  return row;
}

/** Places of the demo network that belong together: a partner with offers, a network that it belongs to, people near it. */
export async function choosePlaces({ services, as }: App): Promise<Places> {
  const { db } = services;
  const network = await one(db, sql<Named>`select id, slug, name from networks.network order by id limit 1`);
  const organisations = (
    await sql<Named>`select o.id, o.slug, o.name from organisations.organisation o join networks.member m on m.organisation_id = o.id
      where m.network_id = ${network.id} and o.state = 'published' order by o.id limit 2`.execute(db)
  ).rows;
  const [organisation, partner] = organisations;
  const people = (
    await sql<NamedPerson>`select id, slug, name, email, town, topics from consultants.consultant
      where kind = 'consultant' and state = 'published' and not online order by id limit 2`.execute(db)
  ).rows;
  const [consultant, colleague] = people;
  if (!organisation || !partner || !consultant || !colleague) throw new Error('no demo network');
  const body = await one(db, sql<Named>`select id, slug, name from governance.body where name = 'AG Transfer'`);
  const upperBody = await one(db, sql<Named>`select id, slug, name from governance.body where name = 'Koordinierungsteam'`);
  const circle = await one(db, sql<Named>`select id, slug, name from governance.body where kind = 'strategy' order by id limit 1`);
  const owner = await as();
  const made = await owner.post('/betrieb/neu', { name: 'Malerei Muster', place: '24103' });
  const company = (made.headers.get('location') ?? '').split('/').at(-1) ?? '';
  return { organisation, partner, network, body, upperBody, circle, consultant, colleague, company };
}

/** The id of the place at which somebody has a role; null where it is everywhere. */
function placeOf(places: Places, role: Role): string | null {
  const ids: Record<ScopeKind, string | null> = {
    platform: null,
    link: null,
    organisation: places.organisation.id,
    network: places.network.id,
    body: places.body.id,
    consultant: places.consultant.id,
    company: places.company,
  };
  return ids[SCOPE_OF[role]];
}

/** The roles of the person of a role: at their place; in bodies also at the circle that decides. */
export function grantsOf(places: Places, role: Role): Grant[] {
  const scope = SCOPE_OF[role];
  const own = { role, scope, id: placeOf(places, role) };
  return scope === 'body' ? [own, { ...own, id: places.circle.id }] : [own];
}

/** One person of each role, signed in, at the places of the fixture. */
export async function peopleOf(app: App, places: Places): Promise<People> {
  const people: Partial<Record<Role, Person>> = {};
  for (const role of ROLES) people[role] = await app.as(...grantsOf(places, role).map(({ id }): [Role, string | null] => [role, id]));
  return people as People;
}
