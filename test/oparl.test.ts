/** OParl as a harvester uses it: fetch everything once, then follow `modified_since` (findings/clients F1). */
import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { newId } from '../src/platform/ids.ts';
import { insertMembership } from '../src/modules/governance/store/bodies.ts';
import { insertAttendance, removeMeetings, updateMeeting } from '../src/modules/governance/store/meetings.ts';
import { insertPerson, updatePerson } from '../src/modules/governance/store/persons.ts';
import { testApplication } from './support/application.ts';
import { ONE_BODY, ONE_MEETING } from './support/meeting.ts';

const { app, as, clock, config, get, governance, services } = await testApplication({ DEMO: 'off' });
const { db, pool } = services;
const { meetings, papers } = governance;
const office = await as(['office'], ['administrator']);
const body = await meetings.createBody({ ...ONE_BODY, name: 'AG Ernte' });

interface Listed {
  data: (Record<string, unknown> & { id: string; deleted?: true; created: string; modified: string })[];
  pagination: { totalElements: number; totalPages: number };
  links: { next?: string };
}
const json = async (path: string) => (await (await get(path)).json()) as Record<string, unknown> & { modified: string };
const list = async (name: string, query = '') => (await (await get(`/api/oparl/${name}${query}`)).json()) as Listed;
const at = (kind: string, id: string) => `${config.publicUrl}/api/oparl/${kind}/${id}`;
/** What a harvester hears of that has fetched everything until now and asks a minute later. */
async function harvest(name: string, change: () => Promise<unknown>): Promise<Listed['data']> {
  clock.advance(60_000);
  const since = clock.now().toISOString();
  clock.advance(60_000);
  await change();
  return (await list(name, `?modified_since=${since}`)).data;
}
const person = async (name: string, isPublic: boolean) => {
  const id = newId(clock.now().getTime());
  const at_ = { created_at: clock.now(), updated_at: clock.now() };
  await insertPerson(db, {
    id,
    kind: 'person',
    name,
    organisation: null,
    email: null,
    public_since: isPublic ? clock.now() : null,
    demo: false,
    ...at_,
  });
  return id;
};
const gone = (kind: string, id: string) => ({ id: at(kind, id), deleted: true });

describe('what is no longer public', () => {
  it('of a meeting that is called off: its items are marked as deleted, and it did not take place', async () => {
    const meeting = await meetings.plan(body, { ...ONE_MEETING, day: '2026-12-07', agenda: ['Eins', 'Zwei'], place: 'Saal' });
    const items = (await list('agendaitems')).data.filter((item) => item['meeting'] === at('meeting', meeting));
    expect(items).toHaveLength(2);
    const changed = await harvest('agendaitems', () => office.post(`/gremienarbeit/sitzungen/${meeting}/absagen`, {}));
    expect(changed.filter((item) => item.deleted).map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    for (const { id } of items) {
      const answer = await get(new URL(id).pathname);
      expect(answer.status).toBe(200);
      const object = (await answer.json()) as Record<string, unknown>;
      expect(Object.keys(object).toSorted()).toEqual(['created', 'deleted', 'id', 'modified', 'type']);
    }
    expect((await list('agendaitems')).data.filter(({ id }) => items.some((item) => item.id === id))).toEqual([]);
    expect(await json(`/api/oparl/meeting/${meeting}`)).toMatchObject({ meetingState: 'terminiert', cancelled: true });
  });

  it('of a meeting that took place until its minutes are published', async () => {
    const meeting = await meetings.plan(body, ONE_MEETING);
    const [item] = (await list('agendaitems')).data.filter((each) => each['meeting'] === at('meeting', meeting));
    expect(await harvest('agendaitems', () => meetings.begin(meeting))).toContainEqual(
      expect.objectContaining({ id: item?.id, deleted: true }),
    );
    const back = await harvest('agendaitems', async () =>
      updateMeeting(db, meeting, { minutes_state: 'published', updated_at: clock.now() }),
    );
    expect(back.find(({ id }) => id === item?.id)).toMatchObject({ name: 'Eins' });
    expect(await json(`/api/oparl/meeting/${meeting}`)).toMatchObject({
      meetingState: 'durchgeführt',
      resultsProtocol: { id: at('file', meeting) },
    });
  });

  it('of a person whose consent ends, with the seats and the meetings that named her', async () => {
    const id = await person('Ernestine Feld', true);
    const seat = newId();
    const stamps = { created_at: clock.now(), updated_at: clock.now() };
    await insertMembership(db, {
      id: seat,
      body_id: body,
      person_id: id,
      organisation: null,
      role: 'Vorsitz',
      from_day: '2026-01-01',
      to_day: null,
      ...stamps,
    });
    const meeting = await meetings.plan(body, { ...ONE_MEETING, day: '2026-12-14' });
    await insertAttendance(db, [
      { id: newId(), meeting_id: meeting, person_id: id, name: 'Ernestine Feld', organisation: null, role: null, status: 'present' },
    ]);
    const paper = await papers.create({ title: 'Felder', text: 'Ernestine Feld legt vor.', bodyId: body, topic: null, who: '' });
    expect(await json(`/api/oparl/meeting/${meeting}`)).toMatchObject({ participant: [at('person', id)] });
    clock.advance(60_000);
    const since = `?modified_since=${clock.now().toISOString()}`;
    clock.advance(60_000);
    await updatePerson(db, id, { public_since: null, updated_at: clock.now() });
    expect((await list('persons', since)).data).toEqual([expect.objectContaining(gone('person', id))]);
    expect((await list('memberships', since)).data).toEqual([expect.objectContaining(gone('membership', seat))]);
    expect((await list('organizations', since)).data.map((each) => [each.id, each['membership']])).toEqual([
      [at('organization', body), []],
    ]);
    expect((await list('meetings', since)).data).toMatchObject([{ id: at('meeting', meeting), participant: [] }]);
    // What named her is changed, too: it does not name her any more.
    expect((await list('files', since)).data.map((file) => file['text'])).toEqual(['[Teilnehmer:in] legt vor.']);
    expect((await list('papers', since)).data.map((each) => each.id)).toEqual([at('paper', paper)]);
    // Of whoever never agreed nothing is said, not even that they are gone.
    const never = await person('Nie Gesagt', false);
    expect((await get(`/api/oparl/person/${never}`)).status).toBe(404);
  });

  it('of a paper that is taken back, with its text and its way', async () => {
    const paper = await papers.create({ title: 'Zurück', text: 'Wörter', bodyId: body, topic: null, who: '' });
    await papers.refer(paper, { bodyId: body, question: 'Ja?', due: null, condition: '' });
    const { consultation } = (await json(`/api/oparl/paper/${paper}`)) as unknown as { consultation: { id: string }[] };
    expect((await get(`/api/oparl/file/${paper}/text`)).status).toBe(200);
    expect(await harvest('papers', () => papers.withdraw(paper))).toEqual([expect.objectContaining(gone('paper', paper))]);
    for (const address of [at('file', paper), consultation[0]?.id ?? ''])
      expect(await json(new URL(address).pathname), address).toMatchObject({ deleted: true });
    expect((await get(`/api/oparl/file/${paper}/text`)).status).toBe(404);
  });

  it('of a meeting that is taken away with all that hangs on it', async () => {
    const meeting = await meetings.plan(body, { ...ONE_MEETING, place: 'Halle' });
    await removeMeetings(db, [meeting]);
    for (const kind of ['meeting', 'location']) expect(await json(`/api/oparl/${kind}/${meeting}`)).toMatchObject({ deleted: true });
    const all = (await list('agendaitems', '?modified_since=2000-01-01T00:00:00Z')).data.filter((item) => item.deleted);
    expect(JSON.stringify(all)).not.toContain(meeting);
  });
});

describe('times', () => {
  it('of the system and the network stay from one request to the next', async () => {
    for (const path of ['/api/oparl', '/api/oparl/body/netzwerk']) {
      const first = await json(path);
      clock.advance(3_600_000);
      expect(await json(path), path).toEqual(first);
    }
    const { modified } = await json('/api/oparl/body/netzwerk');
    const later = new Date(Date.parse(modified) + 1).toISOString();
    expect((await list('bodies', `?modified_since=${later}`)).data).toEqual([]);
    expect((await list('bodies')).data).toHaveLength(1);
  });

  it('of a body move with its name, and its meetings, which bear it, with it', async () => {
    const id = await meetings.createBody({ ...ONE_BODY, name: 'AG Vorher' });
    const meeting = await meetings.plan(id, ONE_MEETING);
    const changed = await harvest('meetings', () => meetings.changeBody(id, { ...ONE_BODY, name: 'AG Nachher' }));
    expect(changed.find((each) => each.id === at('meeting', meeting))).toMatchObject({ name: 'AG Nachher' });
  });
});

it('paper, consultation, agenda item and meeting lead to each other', async () => {
  const paper = await papers.create({ title: 'Ringschluss', text: 'Text', bodyId: body, topic: null, who: '' });
  await papers.refer(paper, { bodyId: body, question: 'Ja?', due: null, condition: '' });
  const meeting = await meetings.plan(body, { ...ONE_MEETING, day: '2027-01-11', agenda: [] });
  await meetings.addItem(meeting, 'Ringschluss', null, paper);
  const [item] = (await list('agendaitems')).data.filter((each) => each['meeting'] === at('meeting', meeting));
  const consultation = await json(new URL(String(item?.['consultation'])).pathname);
  expect(consultation).toMatchObject({ agendaItem: item?.id, meeting: at('meeting', meeting), paper: at('paper', paper) });
  expect(await json(`/api/oparl/paper/${paper}`)).toMatchObject({ consultation: [consultation] });
  expect(await json(`/api/oparl/meeting/${meeting}`)).toMatchObject({ agendaItem: [item] });
  expect((await list('consultations', `?organization=${body}`)).data).toContainEqual(consultation);
  // Called off, nobody is led to what is not there.
  await meetings.cancel(meeting, undefined);
  const after = await json(new URL(String(item?.['consultation'])).pathname);
  expect([after['agendaItem'], after['meeting']]).toEqual([undefined, undefined]);
});

describe('a large network', () => {
  const MEETINGS = 300;
  const ITEMS = 3000;

  it('is listed page by page, each object once, with as many queries and rows as a page needs', async () => {
    const big = await meetings.createBody({ ...ONE_BODY, name: 'AG Groß' });
    await pool.query(
      `insert into governance.meeting (id, body_id, title, day, mode, place, link, condition, state, minutes_state, minute_taker, created_at, updated_at)
       select gen_random_uuid(), $1, '', date '2027-01-01' + n, 'online', '', '', '', 'planned', 'none', '', $2, $2 from generate_series(1, $3::int) n`,
      [big, clock.now(), MEETINGS],
    );
    await pool.query(
      `insert into governance.agenda_item (id, meeting_id, position, number, title, text, created_at, updated_at)
       select gen_random_uuid(), m.id, n, n::text, 'Punkt ' || n, '', $2, $2
       from (select id from governance.meeting where body_id = $1) m, generate_series(1, $3::int) n`,
      [big, clock.now(), ITEMS / MEETINGS],
    );
    const query = vi.spyOn(pg.Client.prototype, 'query');
    const seen = new Set<string>();
    let pages = 0;
    for (let next: string | undefined = '/api/oparl/agendaitems'; next; pages++) {
      const page = (await (await app.request(next)).json()) as Listed;
      for (const { id } of page.data) seen.add(id);
      next = page.links.next?.replace(config.publicUrl, '');
    }
    const rows = await Promise.all(
      query.mock.results.map(async ({ value }) => ((await value) as { rows?: unknown[] } | undefined)?.rows?.length ?? 0),
    );
    query.mockRestore();
    expect(seen.size).toBe((await list('agendaitems')).pagination.totalElements);
    expect(seen.size).toBeGreaterThanOrEqual(ITEMS);
    expect(rows.length / pages).toBeLessThan(8);
    expect(rows.reduce((sum, each) => sum + each, 0) / pages).toBeLessThan(310);
    const { data, pagination } = await list('meetings', `?organization=${big}&limit=7`);
    expect([data.length, pagination]).toMatchObject([7, { totalElements: MEETINGS, totalPages: Math.ceil(MEETINGS / 7) }]);
  });
});

it('an address that never was is unknown, in the words of programs; a wrong parameter is named', async () => {
  for (const path of ['meeting/x', `paper/${newId()}`, `file/${newId()}/text`]) {
    const answer = await get(`/api/oparl/${path}`);
    expect([answer.status, answer.headers.get('content-type')], path).toEqual([404, expect.stringContaining('json')]);
  }
  expect((await get('/api/oparl/meetings?organization=x')).status).toBe(400);
});
