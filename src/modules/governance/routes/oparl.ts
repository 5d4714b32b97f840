import { Hono } from 'hono';
import type { Ctx, Env } from '#platform/http/context.ts';
import { createOparl, isPublicAgenda, type ListQuery, listPage, type OparlObject } from '../oparl.ts';
import { existing } from '../service/context.ts';
import type { GovernanceService } from '../service/index.ts';
import { listBodies, listMemberships } from '../store/bodies.ts';
import { listPersons } from '../store/persons.ts';
import { listMeetings, type Meeting, meetingById } from '../store/meetings.ts';
import { publicPaper, publicWords } from '../service/public-words.ts';
import { listPapers, type Paper, paperById } from '../store/papers.ts';
import { idParam } from './params.ts';

const MOST_ON_A_PAGE = 100;

class BadQuery extends Error {}

function queryOf(c: Ctx): ListQuery {
  const time = (name: string) => {
    const text = c.req.query(name);
    if (text === undefined || text === '') return undefined;
    const value = Date.parse(text);
    if (Number.isNaN(value)) throw new BadQuery(name);
    return new Date(value);
  };
  const number = (name: string, fallback: number, most: number) => {
    const text = c.req.query(name);
    if (text === undefined || text === '') return fallback;
    if (!/^\d{1,6}$/.test(text) || Number(text) < 1) throw new BadQuery(name);
    return Math.min(most, Number(text));
  };
  return {
    page: number('page', 1, 100_000),
    limit: number('limit', MOST_ON_A_PAGE, MOST_ON_A_PAGE),
    createdSince: time('created_since'),
    createdUntil: time('created_until'),
    modifiedSince: time('modified_since'),
    modifiedUntil: time('modified_until'),
  };
}

/** /api/oparl: what is public of bodies, meetings and papers, as OParl 1.1 */
export function oparlRoutes({ context }: GovernanceService) {
  const { db, config, now } = context;
  const oparl = createOparl(config.publicUrl);

  async function publicPersons() {
    return (await listPersons(db)).filter((person) => person.kind === 'person' && person.public_since !== null);
  }
  async function publicMemberships() {
    const ids = new Set((await publicPersons()).map((person) => person.id));
    return (await listMemberships(db)).filter((row) => row.person_id === null || ids.has(row.person_id));
  }
  async function meetings(): Promise<Meeting[]> {
    const all: Meeting[] = [];
    for (const row of await listMeetings(db)) {
      const meeting = await meetingById(db, row.id);
      if (meeting) all.push(meeting);
    }
    return all;
  }
  async function papers(): Promise<Paper[]> {
    const all: Paper[] = [];
    const words = await publicWords(db);
    for (const row of await listPapers(db)) {
      const paper = await paperById(db, row.id);
      if (paper) all.push(publicPaper(paper, words));
    }
    return all;
  }
  const paperAt = async (c: Ctx) => publicPaper(existing(await paperById(db, idParam(c, 'id'))), await publicWords(db));
  async function showMeeting(meeting: Meeting): Promise<OparlObject> {
    const bodies = await listBodies(db);
    return oparl.meeting(
      meeting,
      bodies.find((body) => body.id === meeting.body_id)?.name ?? '',
      new Set((await publicPersons()).map((person) => person.id)),
    );
  }

  /** Every list of objects, by its name in the address. */
  const lists: Record<string, (c: Ctx) => Promise<OparlObject[]>> = {
    bodies: async () => [oparl.body(now())],
    organizations: async () => {
      const memberships = await publicMemberships();
      return (await listBodies(db)).map((body) => oparl.organization(body, memberships));
    },
    persons: async () => {
      const memberships = await publicMemberships();
      return (await publicPersons()).map((person) => oparl.person(person, memberships));
    },
    memberships: async () => (await publicMemberships()).map((row) => oparl.membership(row)),
    meetings: async (c) => {
      const wanted = c.req.query('organization');
      return Promise.all((await meetings()).filter((meeting) => wanted === undefined || meeting.body_id === wanted).map(showMeeting));
    },
    agendaitems: async () =>
      (await meetings()).filter(isPublicAgenda).flatMap((meeting) => meeting.items.map((item) => oparl.agendaItem(item, meeting))),
    papers: async () => (await papers()).map((paper) => oparl.paper(paper)),
    consultations: async () => (await papers()).flatMap((paper) => paper.consultations.map((row) => oparl.consultation(row))),
    files: async () => [
      ...(await papers()).flatMap((paper) => oparl.paperFile(paper) ?? []),
      ...(await meetings()).flatMap((meeting) => oparl.protocolFile(meeting) ?? []),
    ],
    locations: async () => (await meetings()).flatMap((meeting) => oparl.location(meeting) ?? []),
    legislativeterms: async () => [],
  };
  const SINGLE: Record<string, string> = {
    organization: 'organizations',
    person: 'persons',
    membership: 'memberships',
    agendaitem: 'agendaitems',
    consultation: 'consultations',
    file: 'files',
    location: 'locations',
  };

  const json = (c: Ctx, value: unknown, status: 200 | 400 = 200) => c.json(value as never, status, { 'access-control-allow-origin': '*' });

  const app = new Hono<Env>()
    .get('/api/oparl', (c) => json(c, oparl.system(now())))
    .get('/api/oparl/body/netzwerk', (c) => json(c, oparl.body(now())));
  for (const [name, objects] of Object.entries(lists)) {
    app.get(`/api/oparl/${name}`, async (c) => {
      let query: ListQuery;
      try {
        query = queryOf(c);
      } catch (error) {
        if (error instanceof BadQuery)
          return json(c, { error: `The parameter ${error.message} is not valid.`, parameter: error.message }, 400);
        throw error;
      }
      const address = (page: number) => {
        const url = new URL(`${config.publicUrl}/api/oparl/${name}`);
        for (const [key, value] of Object.entries(c.req.query())) if (key !== 'page') url.searchParams.set(key, value);
        url.searchParams.set('page', String(page));
        return url.toString();
      };
      return json(c, listPage(await objects(c), query, address));
    });
  }
  app.get('/api/oparl/meeting/:id', async (c) => json(c, await showMeeting(existing(await meetingById(db, idParam(c, 'id'))))));
  app.get('/api/oparl/paper/:id', async (c) => json(c, oparl.paper(await paperAt(c))));
  app.get('/api/oparl/file/:id/text', async (c) => c.text(existing((await paperAt(c)).versions.at(-1)).text));
  for (const [kind, list] of Object.entries(SINGLE)) {
    app.get(`/api/oparl/${kind}/:id`, async (c) => {
      const id = oparl.at(kind, idParam(c, 'id'));
      return json(c, existing((await (lists[list]?.(c) ?? Promise.resolve([]))).find((object) => object.id === id)));
    });
  }
  return app;
}
