/** What everybody may read of what bodies do, and what approved minutes say for good (a third attack on findings/rooms R1). */
import { describe, expect, it } from 'vitest';
import { agreementById } from '../src/modules/governance/store/agreements.ts';
import { meetingById } from '../src/modules/governance/store/meetings.ts';
import { insertPerson } from '../src/modules/governance/store/persons.ts';
import { newId } from '../src/platform/ids.ts';
import { testApplication } from './support/application.ts';
import { ONE_BODY, ONE_MEETING } from './support/meeting.ts';
import { beatsOfAsync } from './support/effort.ts';

const application = await testApplication({ DEMO: 'off' });
const { clock, get, governance, services, search } = application;
const { db } = services;
const { meetings, papers } = governance;
const secretary = await (async () => {
  const body = await meetings.createBody({ ...ONE_BODY, name: 'AG Wort' });
  return { body, ...(await application.as(['bodySecretary', body])) };
})();

async function held(): Promise<string> {
  const id = await meetings.plan(secretary.body, ONE_MEETING);
  await meetings.begin(id);
  return id;
}
const agree = (meeting: string, kind: 'decision' | 'task', text: string, responsible: string[] = []) =>
  meetings.agree(meeting, { kind, text, responsible, due: null, itemNumber: '1', topic: null });
async function approve(id: string): Promise<void> {
  await meetings.become(id, 'circulated');
  expect(await meetings.become(id, 'approved', { reason: 'Alle waren da.' })).toMatchObject({ ok: true });
}
const person = (name: string) =>
  insertPerson(db, {
    id: newId(clock.now().getTime()),
    kind: 'person',
    name,
    organisation: 'HWK Probe',
    email: null,
    public_since: null,
    demo: false,
    created_at: clock.now(),
    updated_at: clock.now(),
  });
const text = async (path: string) => (await get(path)).text();

describe('a decision', () => {
  it('of a draft is nobody’s but the body’s; approved, it is everybody’s, without names and addresses', async () => {
    const meeting = await held();
    await agree(meeting, 'decision', 'Frau Klara Neumann (klara.neumann@example.org) leitet die Gruppe Morgenrot.');
    expect(await text('/beschluesse')).not.toContain('Morgenrot');
    await search.ensure();
    await services.jobs.drain();
    expect(await text('/suche?text=Morgenrot')).not.toContain('leitet die Gruppe');
    await approve(meeting);
    const page = await text('/beschluesse');
    expect(page).toContain('leitet die Gruppe Morgenrot');
    expect(page).not.toMatch(/Neumann|example\.org/);
  });

  it('that replaces another is shown without names there, too', async () => {
    await person('Ludmilla Geheimrat');
    const meeting = await held();
    const old = await agree(meeting, 'decision', 'Die alte Leitung bleibt.');
    const next = await agree(meeting, 'decision', 'Ludmilla Geheimrat übernimmt die Leitung.');
    await governance.followUp.change(next, {
      state: 'open',
      due: null,
      text: 'Ludmilla Geheimrat übernimmt die Leitung.',
      responsible: [],
      droppedWhy: '',
      topic: null,
      replaces: old,
    });
    await approve(meeting);
    const page = await text('/beschluesse');
    expect(page).toContain('Die alte Leitung bleibt.');
    expect(page).not.toContain('Geheimrat');
  });
});

describe('people whose names are no ordinary ones', () => {
  it.each(['Anna + Bernd', 'Anna (krank', 'Anna [x', 'A*b C?d', 'Anton zz(\\p{L}+)+!', 'x|(\\p{L}+\\s?)+!', '\\', 'Eva \\d+'])(
    '%s: the register stands, and quickly',
    async (name) => {
      await person(name);
      const meeting = await held();
      await agree(meeting, 'decision', `Beschlossen mit ${name} und A.zz${'a'.repeat(28)}.`);
      await approve(meeting);
      expect(await beatsOfAsync(async () => expect((await get('/beschluesse')).status).toBe(200))).toBeLessThan(150);
      expect((await secretary.get(`/gremienarbeit/sitzungen/${meeting}/oeffentlich`)).status).toBe(200);
    },
  );
});

describe('a task that is carried further as a paper', () => {
  it('is public without names, in every version, for programs too', async () => {
    const meeting = await held();
    const task = await agree(meeting, 'task', 'Ludmilla Geheimrat klärt die Kündigung von Herrn Zorn.');
    const { id } = await papers.createFrom(task, 'AG Wort');
    await papers.revise(id, 'Frau Zorn, 24103 Kiel, klärt es.', 'AG Wort');
    for (const path of [`/vorlagen/${id}`, `/api/oparl/paper/${id}`, `/api/oparl/file/${id}/text`, '/api/oparl/papers'])
      expect(await text(path), path).not.toMatch(/Geheimrat|Zorn|24103/);
    // Whoever works on it reads it whole.
    expect(await (await secretary.get(`/gremienarbeit/vorlagen/${id}`)).text()).toContain('Geheimrat');
  });
});

describe('what approved minutes say', () => {
  it('stays: the wording of an agreement is closed, and its day moves beside it', async () => {
    const meeting = await held();
    const id = await agree(meeting, 'task', 'Den Leitfaden schreiben.', ['Ada']);
    await approve(meeting);
    const fields = { state: 'open', topic: '', replaces: '', droppedWhy: '' };
    const path = `/gremienarbeit/vereinbarungen/${id}`;
    const refused = await secretary.post(path, { ...fields, text: 'Jette zahlt 1000 Euro.', due: '', responsible: 'Ada' });
    expect([refused.status, (await refused.text()).includes('genehmigten Protokoll')]).toEqual([422, true]);
    const moved = await secretary.post(path, { ...fields, text: 'Den Leitfaden schreiben.', due: '2027-05-05', responsible: 'Berta' });
    expect(moved.status).toBe(303);
    expect(await agreementById(db, id)).toMatchObject({ due: '2027-05-05', responsible: [{ name: 'Berta' }] });
    const minutes = await (await secretary.get(`/gremienarbeit/sitzungen/${meeting}`)).text();
    expect(minutes).toContain('Ada');
    expect(minutes).not.toMatch(/Berta|5\. Mai 2027/);
    expect(await (await secretary.get(path)).text()).toContain('Ada → Berta');
  });

  it('is decided once: an agreement made at the same moment is in them or refused', async () => {
    for (let round = 0; round < 4; round++) {
      const meeting = await held();
      await meetings.become(meeting, 'circulated');
      await Promise.allSettled([
        meetings.become(meeting, 'approved', { reason: 'Alle waren da.' }),
        ...[1, 2, 3].map((n) => agree(meeting, 'task', `Zugleich ${n}`)),
      ]);
      expect((await meetingById(db, meeting))?.minutes_state).toBe('approved');
      const late = await services.pool.query('select 1 from governance.agreement where meeting_id = $1 and minuted is null', [meeting]);
      expect(late.rowCount).toBe(0);
    }
  });

  it.each(['absagen', 'einladen', 'beginnen'])('is not undone by %s', async (step) => {
    const meeting = await held();
    await approve(meeting);
    const before = (await meetingById(db, meeting))?.state;
    expect((await secretary.post(`/gremienarbeit/sitzungen/${meeting}/${step}`, {})).status).toBe(422);
    expect((await meetingById(db, meeting))?.state).toBe(before);
  });
});

describe('what a body is', () => {
  it('says whoever founds bodies: a secretary does not make a strategy circle of it', async () => {
    expect((await secretary.get('/mittel')).status).toBe(403);
    const fields = { name: 'AG Wort', kind: 'strategy', rule: 'consensus', parentId: '', mandate: '' };
    expect((await secretary.post(`/gremienarbeit/gremien/${secretary.body}`, fields)).status).toBe(403);
    expect((await secretary.get('/mittel')).status).toBe(403);
    expect((await secretary.post(`/gremienarbeit/gremien/${secretary.body}`, { name: 'AG Wort', mandate: 'Worte wägen' })).status).toBe(
      303,
    );
  });
});
