/** What minutes agreed goes its way (findings/insiders B5, B9c, B11): to a paper through the bodies, to whoever helps. */
import { describe, expect, it } from 'vitest';
import { bodyNamed, titleOf } from '../src/modules/governance/model.ts';
import { testApplication } from './support/application.ts';
import { lookAt } from './support/mailing.ts';

const application = await testApplication();
const { as, get, post, services, governance } = application;
const { pool } = services;

const { rows: bodies } = await pool.query('select id, name from governance.body order by name');
const bodyId = (name: string): string => bodies.find((body: { name: string }) => body.name === name)?.id ?? '';
const { rows: agreements } = await pool.query(
  `select id, body_id, text from governance.agreement a where state in ('open', 'progress')
   and exists (select 1 from governance.responsible r where r.agreement_id = a.id and r.person_id is not null) order by id`,
);
const [agreement, second] = agreements as { id: string; body_id: string; text: string }[];

describe('an agreement that is to go further', () => {
  it('becomes a paper with its stations, date and condition by one click; both lead to each other; once', async () => {
    await pool.query('update governance.agreement set referred_to = $2, due = $3, condition = $4 where id = $1', [
      agreement?.id,
      ['KOORDINIERUNGSTEAM', 'Strategiekreis', 'Beirat Mond'],
      '2027-11-15',
      'nur wenn das Koordinierungsteam zustimmt',
    ]);
    const secretary = await as(['bodySecretary', agreement?.body_id ?? '']);
    const page = `/gremienarbeit/vereinbarungen/${agreement?.id}`;
    expect(await (await secretary.get(page)).text()).toContain('Als Vorlage weitertragen');
    const made = await secretary.post(`${page}/vorlage`, {});
    const paper = made.headers.get('location') ?? '';
    const html = await (await secretary.get(paper)).text();
    for (const part of [
      titleOf(agreement?.text ?? ''),
      'Koordinierungsteam',
      'Strategiekreis',
      '15. November 2027',
      'nur wenn das Koordinierungsteam zustimmt',
      'Beirat Mond',
      page,
    ])
      expect(html).toContain(part);
    const { rows } = await pool.query('select body_id, condition from governance.consultation where paper_id = $1 order by position', [
      /vorlagen\/([0-9a-f-]+)/.exec(paper)?.[1],
    ]);
    expect(rows).toEqual([
      { body_id: bodyId('Koordinierungsteam'), condition: '' },
      { body_id: bodyId('Strategiekreis'), condition: 'nur wenn das Koordinierungsteam zustimmt' },
    ]);
    expect(await (await secretary.get(page)).text()).toContain('Zur Vorlage');
    const again = await secretary.post(`${page}/vorlage`, {});
    expect(again.headers.get('location')).toBe(paper.split('?')[0]);
    const stranger = await as([
      'bodySecretary',
      bodyId('AG Beratungsqualität') === agreement?.body_id ? bodyId('Strategiekreis') : bodyId('AG Beratungsqualität'),
    ]);
    expect((await stranger.post(`${page}/vorlage`, {})).status).toBe(403);

    // A body that is asked answers for itself: it neither takes the paper back nor decides for another.
    const asked = await as(['bodySecretary', bodyId('Koordinierungsteam')]);
    const place = paper.split('?')[0] ?? '';
    const desk = await (await asked.get(place)).text();
    expect([desk.includes('/ergebnis'), desk.includes('/zurueckziehen')]).toEqual([true, false]);
    expect((await asked.post(`${place}/zurueckziehen`, {})).status).toBe(403);
    // Nor does it write another text into it, or send it where it has the last word.
    expect(desk).not.toContain('/fassung');
    expect((await asked.post(`${place}/fassung`, { text: 'Etwas ganz anderes.' })).status).toBe(403);
    const referral = { bodyId: bodyId('Koordinierungsteam'), question: 'Letztes Wort', due: '', condition: '' };
    expect((await asked.post(`${place}/verweisen`, referral)).status).toBe(403);
    const stations = await pool.query('select id, body_id from governance.consultation where paper_id = $1', [
      /vorlagen\/([0-9a-f-]+)/.exec(place)?.[1],
    ]);
    const other = stations.rows.find((row: { body_id: string }) => row.body_id === bodyId('Strategiekreis'));
    const result = { consultation: other?.id, result: 'rejected', day: '2027-11-01', yes: '', no: '', abstain: '', note: '' };
    expect((await asked.post(`${place}/ergebnis`, result)).status).toBe(403);
    expect((await secretary.post(`${place}/zurueckziehen`, {})).status).toBe(303);
    // What has ended stays so, whoever comes with what.
    const own = stations.rows.find((row: { body_id: string }) => row.body_id === bodyId('Koordinierungsteam'));
    expect((await asked.post(`${place}/ergebnis`, { ...result, consultation: own?.id, result: 'supported' })).status).toBe(422);
    for (const [step, fields] of [
      ['fassung', { text: 'Neu' }],
      ['verweisen', referral],
      ['zurueckziehen', {}],
    ] as const)
      expect((await secretary.post(`${place}/${step}`, fields)).status).toBe(422);
    const { rows: state } = await pool.query('select state from governance.paper where id = $1', [
      /vorlagen\/([0-9a-f-]+)/.exec(place)?.[1],
    ]);
    expect(state).toEqual([{ state: 'withdrawn' }]);
  });

  it.each([
    ['Koordinierungsteam', 'Koordinierungsteam'],
    ['das Koordinierungsteam', 'Koordinierungsteam'],
    ['STRATEGIEKREIS', 'Strategiekreis'],
    ['AG Transfer', 'AG Transfer'],
    ['Transfer', 'AG Transfer'],
    ['Vorstand', undefined],
    ['AG', undefined],
    ['', undefined],
  ])('means by „%s“ %s', (name, expected) => expect(bodyNamed(bodies as { name: string }[], name)?.name).toBe(expected));
});

describe('“I need support”', () => {
  it('asks what is needed, and stands on the desks of the office and of the body until somebody answers', async () => {
    const { rows } = await pool.query(
      'select person_id from governance.responsible where agreement_id = $1 and person_id is not null limit 1',
      [second?.id],
    );
    const tasks = `/aufgaben/${await governance.followUp.link(rows[0]?.person_id)}`;
    const html = await (await get(tasks)).text();
    const suffix = second?.id.slice(-6);
    // One click is one click: the answers are buttons, and only the one that needs words asks for them.
    expect(html).toMatch(new RegExp(`<button[^>]*name="reply-${suffix}"[^>]*value="done"`));
    expect(html).toContain('Was brauchen Sie?');
    const send = (fields: Record<string, string>) => post(`${tasks}/v/${second?.id}`, fields);
    const empty = await send({ [`reply-${suffix}`]: 'help', [`help-${suffix}`]: '' });
    expect([empty.status, (await empty.text()).includes('Bitte schreiben Sie, was Sie brauchen')]).toEqual([422, true]);
    expect((await send({ [`reply-${suffix}`]: 'help', [`help-${suffix}`]: 'Zwei Stunden Zeit und ein Muster.' })).status).toBe(303);
    const office = await as(['office']);
    const secretary = await as(['bodySecretary', second?.body_id ?? '']);
    const link = `/gremienarbeit/vereinbarungen/${second?.id}`;
    expect(await (await office.get('/geschaeftsstelle')).text()).toContain(link);
    expect(await (await secretary.get('/gremienarbeit')).text()).toContain(link);
    expect(await (await secretary.get('/gremienarbeit/vereinbarungen?stand=help')).text()).toContain(link);
    application.clock.advance(60_000);
    await secretary.post(`${link}/bemerkung`, { comment: 'Das Muster kommt morgen.' });
    expect(await (await office.get('/geschaeftsstelle')).text()).not.toContain(link);
  });
});

describe('an invitation to a meeting', () => {
  it('says before how many members it reaches, and who has no address', async () => {
    const body = bodyId('AG Transfer');
    const day = '2027-12-01';
    const id = '01a00000-0000-7000-8000-00000000abcd';
    await pool.query(
      `insert into governance.meeting (id, body_id, title, day, mode, place, link, condition, state, minutes_state, minute_taker, created_at, updated_at)
       values ($1, $2, '', $3, 'online', '', '', '', 'planned', 'none', '', now(), now())`,
      [id, body, day],
    );
    const { rows } = await pool.query(
      `select p.name, p.email from governance.membership m join governance.person p on p.id = m.person_id
       where m.body_id = $1 and (m.to_day is null or m.to_day >= $2)`,
      [body, application.clock.now().toISOString().slice(0, 10)],
    );
    const [without, ...others] = rows as { name: string }[];
    expect(others.length).toBeGreaterThan(0);
    await pool.query('update governance.person set email = null where name = $1', [without?.name]);
    const secretary = await as(['bodySecretary', body]);
    const page = `/gremienarbeit/sitzungen/${id}`;
    const html = await (await secretary.get(page)).text();
    const reached = rows.filter(({ name, email }) => email && name !== without?.name).length;
    expect(html).toContain(reached === 1 ? 'Die Einladung geht an ein Mitglied' : `Die Einladung geht an ${reached} Mitglieder`);
    expect(html).toMatch(new RegExp(`Ohne E-Mail-Adresse: [^.]*${without?.name}`));
    expect((await secretary.post(`${page}/einladen`, {})).status).toBe(422);
    expect((await secretary.post(`${page}/einladen`, { angesehen: await lookAt(secretary, page) })).status).toBe(303);
  });
});

describe('somebody of another body', () => {
  const [mine, theirs] = [bodyId('AG Beratungsqualität'), bodyId('Strategiekreis')];
  const idsOf = async (name: string) =>
    (await pool.query('select id, email from governance.person where name = $1 order by created_at', [name])).rows as {
      id: string;
      email: string | null;
    }[];

  it('is not taken by the name: whoever adds a member of that name adds somebody else', async () => {
    const { meetings } = governance;
    const member = { organisation: 'Kammer Süd', role: '', from: '2026-01-01' };
    await meetings.addMember(theirs, { ...member, name: 'Viola Fern', email: 'viola@kammer.example' });
    const [victim] = await idsOf('Viola Fern');
    const secretary = await as(['bodySecretary', mine]);
    const fields = { memberName: 'VIOLA FERN', organisation: '', role: '', email: 'dieb@boese.example', from: '2026-01-01' };
    expect((await secretary.post(`/gremienarbeit/gremien/${mine}/mitglied`, fields)).status).toBe(303);
    expect((await idsOf('Viola Fern'))[0]).toEqual({ id: victim?.id, email: 'viola@kammer.example' });
    expect((await secretary.post(`/gremienarbeit/personen/${victim?.id}/adresse`, {})).status).toBe(403);
    expect((await secretary.post(`/gremienarbeit/personen/${victim?.id}`, { email: 'dieb@boese.example', public: 'ja' })).status).toBe(403);
    expect((await secretary.get(`/gremienarbeit/personen?adresse=${victim?.id}`)).status).toBe(200);
    expect(await (await secretary.get(`/gremienarbeit/personen?adresse=${victim?.id}`)).text()).not.toContain('/aufgaben/');
  });

  it('who also works here keeps the address that the other body knows, and the link that opens its work', async () => {
    const { meetings } = governance;
    const shared = { name: 'Gerd Beides', organisation: 'Kammer Süd', role: '', email: 'gerd@kammer.example', from: '2026-01-01' };
    await meetings.addMember(theirs, shared);
    await meetings.addMember(mine, shared);
    const [person, ...more] = await idsOf('Gerd Beides');
    expect(more).toEqual([]); // the office knows that it is one person, by the address
    const secretary = await as(['bodySecretary', mine]);
    expect(await (await secretary.get('/gremienarbeit/personen')).text()).toContain('Wirkt auch in anderen Gremien mit.');
    for (const way of [`/gremienarbeit/personen/${person?.id}`, `/gremienarbeit/personen/${person?.id}/adresse`])
      expect((await secretary.post(way, { email: 'dieb@boese.example' })).status).toBe(403);
    const office = await as(['office']);
    expect((await office.post(`/gremienarbeit/personen/${person?.id}`, { email: 'gerd.neu@kammer.example' })).status).toBe(303);
  });
});
