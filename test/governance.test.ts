import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { newId } from '../src/platform/ids.ts';
import { fromRoot } from '../src/platform/root.ts';
import { storedMails } from '../src/platform/mail/index.ts';
import { duties, listAgreements } from '../src/modules/governance/store/agreements.ts';
import { insertMembership, listBodies } from '../src/modules/governance/store/bodies.ts';
import { listPersons, updatePerson } from '../src/modules/governance/store/persons.ts';
import { newPerson } from '../src/modules/governance/service/context.ts';
import { listMeetings, meetingById } from '../src/modules/governance/store/meetings.ts';
import { testApplication } from './support/application.ts';
import { lookAt } from './support/mailing.ts';
import { mailTo, pathIn } from './support/mail.ts';
import { ONE_BODY, ONE_MEETING } from './support/meeting.ts';

/** The module on the real database, from upload to publication: what a page would do, done through its routes. */
const { app, config, services, governance, clock, as } = await testApplication({ DEMO: 'off' });
const { get, post, cookie, email } = await as(['office']);
const { db } = services;
const desk = '/gremienarbeit';
const today = () => governance.context.today();

const MINUTES = `Protokoll der AG Erprobung
10. November 2026, 10:00 bis 12:00 Uhr, online

Anwesend: Anna Berg (IHK Nord), Bernd Krause (Beraterverband), Carla Voss
Protokoll: Carla Voss

1. Leitfaden
Anna Berg berichtet vom Stand. Frau Berg erstellt bis 27. November 2026 einen Entwurf. Krause dankt ihr.

2. Tagung
Beschluss: Die Tagung findet statt.
Bernd Krause reserviert bis 4. Dezember 2026 den Saal.
`;

async function upload(content: string | Buffer, name: string): Promise<Response> {
  const data = new FormData();
  data.set('datei', new File([typeof content === 'string' ? content : new Uint8Array(content)], name));
  return app.request(`${desk}/import`, {
    method: 'POST',
    body: data,
    headers: { origin: config.publicUrl, host: new URL(config.publicUrl).host, cookie },
  });
}

/** All fields of the first form of a page that posts to an address, as a browser would send them. */
function fieldsOf(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const decode = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (!name || (/type="checkbox"/.test(tag) && !/ checked/.test(tag)) || /type="file"/.test(tag)) continue;
    fields[name] = decode(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name, text] of html.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g))
    fields[name ?? ''] = decode((text ?? '').replace(/^\n/, ''));
  for (const [, name, options] of html.matchAll(/<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs))
    fields[name ?? ''] = /<option value="([^"]*)"[^>]* selected/.exec(options ?? '')?.[1] ?? '';
  return fields;
}

async function taken(): Promise<string> {
  const uploaded = await upload(MINUTES, 'protokoll.txt');
  const review = uploaded.headers.get('location') ?? '';
  // Each time the same minutes: meetings of one day, as far as the body is concerned.
  const answer = await post(review, { ...fieldsOf(await (await get(review)).text()), another: 'ja', do: 'take-0' });
  return (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';
}

describe('import', () => {
  it('enters nothing before it is taken over, and all of it then', async () => {
    const uploaded = await upload(MINUTES, 'protokoll.txt');
    expect(uploaded.status).toBe(303);
    const review = uploaded.headers.get('location') ?? '';
    expect(await listBodies(db)).toEqual([]);
    expect(await listAgreements(db, { today: today() })).toEqual([]);
    const page = await (await get(review)).text();
    expect(page).toContain('<mark>Anna Berg</mark>');
    const fields = fieldsOf(page);
    const wrong = await post(review, { ...fields, date: '10.11.2026', do: 'take-0' });
    expect(wrong.status).toBe(422);
    const again = { ...fieldsOf(await wrong.text()), date: fields['date'] ?? '', do: 'take-0' };
    const answer = await post(review, again);
    expect(answer.status).toBe(303);
    const meeting = await meetingById(db, (answer.headers.get('location') ?? '').split('/').at(-1) ?? '');
    expect(meeting).toMatchObject({
      day: '2026-11-10',
      start_time: '10:00',
      end_time: '12:00',
      mode: 'online',
      minutes_state: 'draft',
      minute_taker: 'Carla Voss',
    });
    expect(meeting?.attendance).toHaveLength(3);
    expect(meeting?.items.map((item) => item.title)).toEqual(['Leitfaden', 'Tagung']);
    const agreements = await listAgreements(db, { meetingId: meeting?.id, today: today() });
    expect(agreements.map(({ kind, due, responsible }) => [kind, due, responsible.map((who) => who.name)])).toEqual([
      ['task', '2026-11-27', ['Anna Berg']],
      ['task', '2026-12-04', ['Bernd Krause']],
      ['decision', null, []],
    ]);
    // A second time there is nothing to take: the page leads to what was made of it.
    expect((await post(review, { ...again, title: 'Noch einmal' })).status).toBe(303);
    expect(await listAgreements(db, { today: today() })).toHaveLength(3);
  });

  it('keeps a scan and says what to do', async () => {
    const { renderPdf } = await import('../src/platform/pdf.ts');
    const scan = await renderPdf('#set document(title: "x")\n#pdf.artifact(rect(width: 2cm, height: 2cm))', []);
    const answer = await upload(scan, 'scan.pdf');
    const address = answer.headers.get('location') ?? '';
    expect(await (await get(address)).text()).toContain('keinen Text');
    expect((await get(`${address}/datei`)).headers.get('content-type')).toBe('application/pdf');
  });

  it.each([
    ['nonsense', '%PDF-1.7 nonsense', 'x.pdf', 'beschädigt'],
    ['a picture', '\u0089PNG', 'x.png', 'Diese Art von Datei'],
  ])('%s is refused with a word', async (_, content, name, word) => {
    const answer = await upload(content, name);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(word);
  });

  it('50 MB are refused before they are read', async () => {
    const answer = await app.request(`${desk}/import`, {
      method: 'POST',
      body: new Uint8Array(50 * 1024 * 1024),
      headers: {
        origin: config.publicUrl,
        host: new URL(config.publicUrl).host,
        cookie,
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': String(50 * 1024 * 1024),
      },
    });
    expect(answer.status).toBe(413);
  });
});

describe('two people write at once', () => {
  it('the later save shows the conflict, and nothing is lost', async () => {
    const id = await taken();
    const meeting = await meetingById(db, id);
    const item = meeting?.items[0];
    const address = `${desk}/sitzungen/${id}/protokoll/${item?.id}`;
    expect((await post(address, { version: String(item?.version), title: item?.title ?? '', text: 'Fassung der ersten' })).status).toBe(
      303,
    );
    const conflict = await post(address, { version: String(item?.version), title: item?.title ?? '', text: 'Fassung des zweiten' });
    expect(conflict.status).toBe(422);
    const page = await conflict.text();
    expect(page).toContain('Fassung der ersten');
    expect(page).toContain('Fassung des zweiten');
    expect((await meetingById(db, id))?.items[0]?.text).toBe('Fassung der ersten');
    // In the background it is said by the status, and the same words twice are no conflict.
    const background = { accept: 'application/json' };
    expect((await post(address, { version: '1', title: item?.title ?? '', text: 'anders' }, background)).status).toBe(409);
    const same = await post(address, { version: '1', title: item?.title ?? '', text: 'Fassung der ersten' }, background);
    expect(await same.json()).toEqual({ version: 2 });
  });
});

/** Brings minutes to their approval, whatever state they are in. */
async function approve(id: string): Promise<void> {
  const { minutes_state: state } = (await meetingById(db, id)) ?? {};
  if (state === 'draft') await governance.meetings.become(id, 'circulated');
  if (state !== 'approved' && state !== 'published') await governance.meetings.become(id, 'approved', { reason: 'Alle waren da.' });
}

describe('minutes of a meeting that has not been', () => {
  it('are neither sent round nor published', async () => {
    const { meetings } = governance;
    const body = await meetings.createBody({ ...ONE_BODY, name: 'AG Morgen' });
    const id = await meetings.plan(body, ONE_MEETING);
    await meetings.change(id, { ...ONE_MEETING, day: '2027-03-01' });
    expect(await meetings.begin(id)).toEqual({ ok: false, fault: 'notYet' });
    await meetings.change(id, ONE_MEETING);
    expect(await meetings.begin(id)).toMatchObject({ ok: true });
    expect(await meetings.cancel(id, undefined)).toEqual({ ok: false, fault: 'isHeld' });
    await meetings.change(id, { ...ONE_MEETING, day: '2027-03-01' });
    const answer = await post(`${desk}/sitzungen/${id}/stand`, { to: 'circulated', until: '2027-03-20' });
    expect([answer.status, (await answer.text()).includes('Die Sitzung ist erst am 1. März 2027')]).toEqual([422, true]);
    expect((await meetingById(db, id))?.minutes_state).toBe('draft');
  });
});

describe('the way to the public', () => {
  it('circulates, hears objections, approves, publishes without a name that nobody allowed', async () => {
    const id = await taken();
    const base = `${desk}/sitzungen/${id}`;
    expect((await post(`${base}/stand`, { to: 'published' })).status).toBe(422);
    const anna = (await listPersons(db)).find((person) => person.name === 'Anna Berg');
    await updatePerson(db, anna?.id ?? '', { email: 'anna@ihk.example' });
    expect((await post(`${base}/stand`, { to: 'circulated', until: today() })).status).toBe(422);
    // Whom it goes to is said before and after: those who were there are no less than the members.
    const shown = await (await get(base)).text();
    const [, said = ''] = /Der Entwurf geht an (\d+|eine) Person/.exec(shown) ?? [];
    expect((await post(`${base}/stand`, { to: 'circulated', until: '2026-12-10' })).status).toBe(303);
    await services.jobs.drain();
    const told = (await storedMails(db, 200)).filter((mail) => mail.text.includes('/einspruch/')).length;
    expect(said).toBe(told === 1 ? 'eine' : String(told));
    // The letter holds one's own link: the whole draft, and an objection that nobody else can sign.
    const own = pathIn((await mailTo(db, 'anna@ihk.example', '/einspruch/'))?.text, '/einspruch/');
    const draft = await (await get(own)).text();
    for (const part of ['Bernd Krause', 'reserviert', '4. Dezember 2026', 'Ihr Einwand kommt von Anna Berg']) expect(draft).toContain(part);
    const about = /<option value="([^"]*Tagung findet statt[^"]*)"/.exec(draft)?.[1] ?? '';
    expect(about).not.toBe('');
    expect((await post(own, { who: 'Bernd Krause', about, text: 'Es war der 28.' })).status).toBe(303);
    const objection = (await meetingById(db, id))?.objections[0];
    expect(objection).toMatchObject({ who: 'Anna Berg', about, person_id: anna?.id });
    expect((await post(`${base}/stand`, { to: 'approved', reason: 'Eilig.' })).status).toBe(422);
    await post(`${base}/einwand/${objection?.id}`, { answer: 'Geändert.' });
    // While others may still object, approval needs a reason; the page says until when, and offers no plain button.
    const early = await post(`${base}/stand`, { to: 'approved' });
    expect([early.status, (await early.text()).includes('Einwände sind noch bis 10. Dezember 2026 möglich')]).toEqual([422, true]);
    const stale = await post(`${base}/stand`, { to: 'approved', reason: 'Alle waren da.', angesehen: 'etwas anderes' });
    const refused = await stale.text();
    expect([stale.status, />\s*Alle waren da\.<\/textarea>/.test(refused), /<details open/.test(refused)]).toEqual([422, true, true]);
    expect(await (await get(own)).text()).not.toContain('Die Frist für Einwände ist vorbei');
    // Whoever writes into a draft that lies before its readers does not do so unseen.
    const [first] = (await meetingById(db, id))?.items ?? [];
    expect(await (await get(own)).text()).not.toContain('Seit dem Verteilen geändert');
    await post(`${base}/protokoll/${first?.id}`, {
      version: String(first?.version),
      title: first?.title ?? '',
      text: `${first?.text} Alle stimmen zu.`,
    });
    const read = await (await get(own)).text();
    for (const words of ['Seit dem Verteilen geändert', 'Alle stimmen zu.']) expect(read).toContain(words);
    expect(await (await get(base)).text()).toContain('Verteilen Sie ihn neu');
    expect((await post(`${base}/stand`, { to: 'approved', reason: 'Alle haben im Termin zugestimmt.' })).status).toBe(303);
    expect(await (await get(base)).text()).toContain('Genehmigt, obwohl noch etwas offen war: Alle haben im Termin zugestimmt.');

    // What was approved stays as it was approved, by whichever form.
    const [item] = (await meetingById(db, id))?.items ?? [];
    const writing = {
      [`protokoll/${item?.id}`]: { version: String(item?.version), title: 'X', text: 'Später hinein' },
      anwesend: { newName: 'Nachträglich Da' },
      vereinbaren: { agreement: 'Später vereinbart', kind: 'task', item: '', responsible: '', due: '' },
      punkt: { itemTitle: 'Später', duration: '' },
      aendern: { day: '2026-11-11', startTime: '', endTime: '', mode: 'online', length: '', place: '', link: '', condition: '' },
    };
    for (const [step, fields] of Object.entries(writing)) {
      const answer = await post(`${base}/${step}`, fields);
      expect([step, answer.status, (await answer.text()).includes('bleibt, wie es genehmigt wurde')]).toEqual([step, 422, true]);
    }
    const kept = await meetingById(db, id);
    expect([kept?.items.length, kept?.items[0]?.text, kept?.day, kept?.attendance.length]).toEqual([2, item?.text, '2026-11-10', 3]);
    expect(await (await get(`${base}/protokoll`)).text()).not.toContain('<textarea');

    const carla = (await listPersons(db)).find((person) => person.name === 'Carla Voss');
    await updatePerson(db, carla?.id ?? '', { public_since: clock.now() });
    const fields = fieldsOf(await (await get(`${base}/oeffentlich`)).text());
    const named = await post(`${base}/oeffentlich`, { ...fields, text0: 'Frau Berg war dagegen.' });
    expect(named.status).toBe(422);
    expect(await named.text()).toContain('Anna Berg');
    // What may say something of somebody is marked, and nothing is kept before each is ticked.
    const sick = { ...fields, text0: 'Frau Zett aus Kiel ist erkrankt.' };
    const marked = await post(`${base}/oeffentlich`, sick);
    const html = await marked.text();
    expect(marked.status).toBe(422);
    expect(html).toContain('<mark>Frau Zett</mark>');
    expect(html).toContain('<mark>erkrankt</mark>');
    expect((await post(`${base}/stand`, { to: 'published' })).status).toBe(422);
    const ticks = [...html.matchAll(/name="geprueft" value="([^"]*)"/g)].map(([, key = '']) => key);
    expect(ticks.length).toBe(2);
    expect((await post(`${base}/oeffentlich`, { ...sick, geprueft: ticks[0] ?? '' })).status).toBe(422);
    expect((await post(`${base}/oeffentlich`, fields)).status).toBe(303);
    expect((await post(`${base}/stand`, { to: 'published' })).status).toBe(303);

    const page = await (await get(`/sitzungen/${id}`)).text();
    expect(page).not.toMatch(/Anna|Berg\b|Bernd|Krause/);
    expect(page).toContain('Carla Voss');
    expect(page).toContain('[IHK Nord]');
  });

  it('the minutes come as an accessible PDF and as a Word file', async () => {
    const id = await taken();
    const pdf = await get(`${desk}/sitzungen/${id}/protokoll.pdf`);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const docx = await get(`${desk}/sitzungen/${id}/protokoll.docx`);
    const { readDocument } = await import('../src/modules/governance/documents/read.ts');
    const read = await readDocument(Buffer.from(await docx.arrayBuffer()), 'x.docx');
    expect(read.ok && read.value.text).toContain('Frau Berg erstellt');
  });
});

describe('follow-up', () => {
  it('reminds once, bundled, in office hours; the answer by link counts', async () => {
    const anna = (await listPersons(db)).find((person) => person.name === 'Anna Berg');
    await updatePerson(db, anna?.id ?? '', { email: 'anna@ihk.example' });
    expect(await governance.followUp.remind()).toBe(1);
    expect(await governance.followUp.remind()).toBe(0);
    await services.jobs.drain();
    const mails = (await storedMails(db, 50)).filter((mail) => mail.to === 'anna@ihk.example' && mail.text.includes('/aufgaben/'));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('bis 27. November 2026');
    expect(mails[0]?.unsubscribe).toMatch(/\/aufgaben\/[\w-]+\/ende$/);
    const address = /\/aufgaben\/\S+/.exec(mails[0]?.text ?? '')?.[0] ?? '';
    const page = await (await get(address)).text();
    expect(page).toContain('Frau Berg erstellt');
    const own = await listAgreements(db, { personId: anna?.id, state: 'anyOpen', today: today() });
    const [first, second] = own;
    const answer = (id: string | undefined, fields: Record<string, string>) =>
      post(`${address}/v/${id}`, Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${name}-${id?.slice(-6)}`, value])));
    expect((await answer(first?.id, { reply: 'newDate' })).status).toBe(422);
    expect((await answer(first?.id, { reply: 'newDate', day: '2026-12-18' })).status).toBe(303);
    expect((await answer(second?.id, { reply: 'done', word: 'Fertig.' })).status).toBe(303);
    const after = await listAgreements(db, { personId: anna?.id, today: today() });
    expect(after.find((each) => each.id === first?.id)?.due).toBe('2026-12-18');
    expect(after.find((each) => each.id === second?.id)?.state).toBe('done');
    // Somebody else's agreement is not hers to answer.
    const foreign = (await listAgreements(db, { state: 'anyOpen', today: today() })).find((each) =>
      each.responsible.every((who) => who.name !== 'Anna Berg'),
    );
    expect((await answer(foreign?.id, { reply: 'done' })).status).toBe(404);
  });

  it('who wants no letters says so with one click, in the letter or on the page, and takes it back', async () => {
    const bernd = (await listPersons(db)).find((person) => person.name === 'Bernd Krause');
    await updatePerson(db, bernd?.id ?? '', { email: 'still@berater.example' });
    const base = `/aufgaben/${await governance.followUp.link(bernd?.id ?? '')}`;
    const duty = async () => (await duties(db, '2099-01-01')).some(({ personId }) => personId === bernd?.id);
    expect(await duty()).toBe(true);
    // As a mail program does it (RFC 8058): without a page, a key or a cookie.
    const stopped = await app.request(`${base}/ende`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(stopped.status).toBeLessThan(400);
    expect(await duty()).toBe(false);
    expect(await (await get(base)).text()).toContain('Sie bekommen keine Erinnerungen');
    expect((await get(`${base}/ende`)).headers.get('location')).toBe(`${base}#erinnerungen`);
    expect((await post(`${base}/erinnern`, {})).status).toBe(303);
    expect(await duty()).toBe(true);
  });

  it('says nothing at night, on Sundays and within a week', async () => {
    const bernd = (await listPersons(db)).find((person) => person.name === 'Bernd Krause');
    await updatePerson(db, bernd?.id ?? '', { email: 'bernd@berater.example' });
    clock.advance(5 * DAY + 3600_000 * 4); // Saturday
    expect(await governance.followUp.remind()).toBe(0);
    clock.advance(2 * DAY); // Monday: it is only five days before the day
    expect(await governance.followUp.remind()).toBeGreaterThan(0);
    expect(await governance.followUp.remind()).toBe(0);
  });

  it('a file hangs on an agreement and comes back as it was', async () => {
    const [agreement] = await listAgreements(db, { today: today() });
    await get(desk); // some days have passed: signed in anew
    const data = new FormData();
    data.set('datei', new File(['Angebot über 300 Euro'], 'angebot.xyz'));
    const headers = { origin: config.publicUrl, host: new URL(config.publicUrl).host, cookie };
    expect((await app.request(`${desk}/vereinbarungen/${agreement?.id}/datei`, { method: 'POST', body: data, headers })).status).toBe(303);
    const page = await (await get(`${desk}/vereinbarungen/${agreement?.id}`)).text();
    const address = new RegExp(`${desk}/import/[0-9a-f-]{36}/datei`).exec(page)?.[0] ?? '';
    expect(await (await get(address)).text()).toBe('Angebot über 300 Euro');
    expect((await get(address)).headers.get('content-type')).toBe('application/octet-stream');
  });

  it('an organisation sees by its link what its people have to do', async () => {
    const name = 'IHK Nord';
    const id = await newPerson(governance.context, db, { name, organisation: null, kind: 'organisation' });
    const anna = (await listPersons(db)).find((person) => person.name === 'Anna Berg');
    await updatePerson(db, anna?.id ?? '', { organisation: name });
    const tasks = async () => (await get(`/aufgaben/${await governance.followUp.link(id)}`)).text();
    expect(await tasks()).not.toContain('Frau Berg erstellt'); // of a body that it has nothing to do with
    const [{ body_id } = { body_id: '' }] = await listAgreements(db, { personId: anna?.id, today: today() });
    const day = today();
    const seat = { id: newId(), body_id, person_id: id, organisation: name, role: '', from_day: day, to_day: null };
    await insertMembership(db, { ...seat, created_at: clock.now(), updated_at: clock.now() });
    expect(await tasks()).toContain('Frau Berg erstellt');
  });

  it('a drop needs its reason, a decision can replace another', async () => {
    const [agreement] = await listAgreements(db, { state: 'anyOpen', today: today() });
    const fields = { text: agreement?.text ?? '', state: 'dropped', due: '', responsible: '', topic: '', replaces: '' };
    expect((await post(`${desk}/vereinbarungen/${agreement?.id}`, { ...fields, droppedWhy: '' })).status).toBe(422);
    expect((await post(`${desk}/vereinbarungen/${agreement?.id}`, { ...fields, droppedWhy: 'Erledigt sich' })).status).toBe(303);
    const [newer, older] = await listAgreements(db, { kind: 'decision', today: today() });
    await post(`${desk}/vereinbarungen/${newer?.id}`, {
      text: newer?.text ?? '',
      state: 'done',
      due: '',
      responsible: '',
      topic: 'Tagung',
      replaces: older?.id ?? '',
      droppedWhy: '',
    });
    for (const id of new Set([newer?.meeting_id ?? '', older?.meeting_id ?? ''])) await approve(id);
    const page = await (await get('/beschluesse')).text();
    expect(page).toContain('ersetzt');
    expect(await (await get('/beschluesse?thema=Tagung&gilt=ja')).text()).toContain('Ein Beschluss');
    expect(await (await get('/beschluesse?text=Nirgendwo')).text()).toContain('Kein Beschluss passt');
  });
});

describe('a paper travels', () => {
  it('through three bodies to a decision, by each body’s rule', async () => {
    const { meetings, papers } = governance;
    const body = (name: string, rule: 'consensus' | 'unanimous' | 'majority') =>
      meetings.createBody({ name, kind: 'other', mandate: '', parentId: null, rule });
    const [group, team, circle] = [
      await body('AG Weg', 'consensus'),
      await body('Team Weg', 'majority'),
      await body('Kreis Weg', 'unanimous'),
    ];
    const id = await papers.create({ title: 'Netzwerklotsen', text: 'Wir schlagen vor …', bodyId: group, topic: null, who: 'AG Weg' });
    await papers.refer(id, { bodyId: team, question: 'Träger klären', due: '2026-11-30', condition: '' });
    await papers.refer(id, { bodyId: circle, question: 'Entscheiden', due: '2026-12-15', condition: 'nur wenn das Team zustimmt' });
    const address = `${desk}/vorlagen/${id}`;
    const steps = async () =>
      (await services.pool.query('select id from governance.consultation where paper_id = $1 order by position', [id])).rows.map((row) =>
        String(row.id),
      );
    const [first, second] = await steps();
    const treat = (consultation: string | undefined, fields: Record<string, string>) =>
      post(`${address}/ergebnis`, {
        consultation: consultation ?? '',
        day: '2026-11-24',
        note: '',
        yes: '',
        no: '',
        abstain: '',
        ...fields,
      });
    const early = await treat(second, { result: 'decided' });
    expect(early.status).toBe(422);
    expect(await early.text()).toContain('Bedingung');
    expect(await (await treat(first, { result: 'supported', yes: '2', no: '5' })).text()).toContain('nicht angenommen');
    expect((await treat(first, { result: 'supported', yes: '5', no: '2' })).status).toBe(303);
    expect((await treat(second, { result: 'decided', yes: '8', no: '0', abstain: '1' })).status).toBe(303);
    const page = await (await get(`/vorlagen/${id}`)).text();
    expect(page).toContain('beschlossen');
    expect((await listAgreements(db, { bodyId: circle, kind: 'decision', today: today() })).map((each) => each.text)).toEqual([
      'Netzwerklotsen',
    ]);
  });
});

describe('the times of a meeting', () => {
  it('lie in order, when it is planned and when it is changed; an end does not stand alone', async () => {
    const { meetings } = governance;
    const body = await meetings.createBody({ ...ONE_BODY, name: 'AG Uhrzeit' });
    const id = await meetings.plan(body, ONE_MEETING);
    const fields = { day: '2027-03-01', mode: 'online', length: '', place: '', link: '', condition: '' };
    const tries = [
      ['15:00', '14:00', 'Das Ende liegt vor dem Beginn.'],
      ['14:00', '14:00', 'Das Ende liegt vor dem Beginn.'],
      ['', '14:00', 'Bitte füllen Sie dieses Feld aus.'],
    ] as const;
    for (const path of [`${desk}/sitzungen/${id}/aendern`, `${desk}/gremien/${body}/sitzung`])
      for (const [startTime, endTime, words] of tries) {
        const answer = await post(path, { ...fields, startTime, endTime, agenda: '', times: '', everyWeeks: '' });
        expect([path, startTime, answer.status, (await answer.text()).includes(words)]).toEqual([path, startTime, 422, true]);
      }
    expect((await meetingById(db, id))?.day).toBe(ONE_MEETING.day);
    expect((await post(`${desk}/sitzungen/${id}/aendern`, { ...fields, startTime: '9:00', endTime: '10.30' })).status).toBe(303);
    expect(await meetingById(db, id)).toMatchObject({ start_time: '09:00', end_time: '10:30' });
  });
});

describe('invitations', () => {
  it('carry a calendar file whose sequence grows, and a cancellation', async () => {
    const { meetings } = governance;
    const bodyId = await meetings.createBody({
      name: 'AG Einladung',
      kind: 'workingGroup',
      mandate: '',
      parentId: null,
      rule: 'consensus',
    });
    await meetings.addMember(bodyId, { name: 'Dora Kern', organisation: 'HWK', role: '', email: 'dora@hwk.example', from: '2026-01-01' });
    await insertMembership(db, {
      id: crypto.randomUUID().replace(/^(.{14})4/, '$17'),
      body_id: bodyId,
      person_id: null,
      organisation: 'Ohne Person',
      role: '',
      from_day: '2026-01-01',
      to_day: null,
      created_at: clock.now(),
      updated_at: clock.now(),
    });
    const id = await meetings.plan(bodyId, {
      day: '2027-01-12',
      startTime: '10:00',
      endTime: '11:00',
      mode: 'online',
      length: 'short',
      place: '',
      link: 'https://video.example/x',
      condition: '',
      times: 3,
      everyWeeks: 4,
      agenda: ['Begrüßung'],
    });
    expect((await services.pool.query('select count(*)::int as n from governance.meeting where body_id = $1', [bodyId])).rows[0].n).toBe(3);
    const page = `${desk}/sitzungen/${id}`;
    const looked = () => lookAt({ get }, page);
    // Whom it reaches and what it says is seen first; a sample goes to whoever asks.
    expect(await meetings.invite(id, undefined)).toEqual({ ok: false, fault: 'look' });
    const shown = await (await get(page)).text();
    for (const words of ['Dora', 'So kommt der Brief an', 'wir laden Sie zur Sitzung ein']) expect(shown).toContain(words);
    expect((await post(`${page}/probe`, {})).status).toBe(303);
    await services.jobs.drain();
    expect((await storedMails(db, 100)).filter((mail) => mail.subject.startsWith('Probe: Einladung')).map((mail) => mail.to)).toEqual([
      email,
    ]);
    const before = await looked();
    await meetings.addItem(id, 'Inzwischen dazu', null, null);
    expect(await meetings.invite(id, before)).toEqual({ ok: false, fault: 'changed' });
    const look = await looked();
    expect(await meetings.invite(id, look)).toEqual({ ok: true, value: 1 });
    // One look, one letter.
    expect(await meetings.invite(id, look)).toEqual({ ok: false, fault: 'changed' });
    await meetings.change(id, {
      day: '2027-01-13',
      startTime: '10:00',
      endTime: '11:00',
      mode: 'online',
      length: 'short',
      place: '',
      link: '',
      condition: '',
    });
    await meetings.invite(id, await looked());
    expect(await meetings.cancel(id, before)).toEqual({ ok: false, fault: 'changed' });
    await meetings.cancel(id, await looked());
    await services.jobs.drain();
    const sent = (await storedMails(db, 100)).filter((mail) => mail.to === 'dora@hwk.example').toReversed();
    const read = sent.map((mail) => {
      const calendar = new ICAL.Component(ICAL.parse(mail.calendar?.content ?? ''));
      return [calendar.getFirstPropertyValue('method'), calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('sequence')];
    });
    expect(read.map(([, sequence]) => sequence).toSorted()).toEqual([0, 1, 2]);
    expect(read.map(([method]) => method)).toContain('CANCEL');
    const feed = await get('/termine.ics');
    expect(feed.headers.get('content-type')).toContain('text/calendar');
    const text = await feed.text();
    expect(new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').length).toBeGreaterThanOrEqual(3);
    expect((await get('/termine.ics', { 'if-none-match': feed.headers.get('etag') ?? '' })).status).toBe(304);
  });

  it('the next agenda proposes what is open', async () => {
    const body = (await listBodies(db)).find((each) => each.name === 'AG Erprobung');
    const id = await governance.meetings.plan(body?.id ?? '', {
      day: '2027-02-01',
      startTime: '',
      endTime: '',
      mode: 'unknown',
      length: null,
      place: '',
      link: '',
      condition: '',
      times: 1,
      everyWeeks: 1,
      agenda: ['Neues'],
    });
    const meeting = await meetingById(db, id);
    expect(meeting?.items.map((item) => item.title)).toEqual(['Neues', 'Offene Vereinbarungen']);
    expect(meeting?.items[1]?.text).toContain('- ');
  });
});

const SCHEMAS = fromRoot('..', 'shared', 'standards', 'oparl-1.1', 'schema');

// The published schemas lie beside the repository: without them this test says that it did not run.
describe.skipIf(!existsSync(SCHEMAS))('OParl 1.1', () => {
  const ajv = new Ajv2020({ strict: false, unicodeRegExp: false, allErrors: true });
  ajv.addFormat('url', (text: string) => URL.canParse(text));
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)) && text.includes('T'));
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
  for (const word of ['references', 'backreference', 'cardinality', 'schema']) ajv.addKeyword(word);
  const validators = new Map(
    existsSync(SCHEMAS)
      ? readdirSync(SCHEMAS).map((file) => [file.replace('.json', ''), ajv.compile(JSON.parse(readFileSync(`${SCHEMAS}/${file}`, 'utf8')))])
      : [],
  );

  /** Validates an object and every object inside of it. */
  function check(object: unknown): void {
    if (Array.isArray(object)) {
      object.forEach(check);
      return;
    }
    if (typeof object !== 'object' || object === null) return;
    const type = /^https:\/\/schema\.oparl\.org\/1\.1\/(\w+)$/.exec(String((object as { type?: unknown }).type))?.[1];
    if (type) {
      const validate = validators.get(type);
      expect(validate?.(object), `${type}: ${JSON.stringify(validate?.errors)} ${JSON.stringify(object)}`).toBe(true);
    }
    Object.values(object).forEach(check);
  }

  it('every object of every list validates, and every address leads to it', async () => {
    const system = await (await get('/api/oparl')).json();
    check(system);
    const bodies = (await (await get(new URL(system.body).pathname)).json()) as { data: Record<string, string>[] };
    const body = bodies.data[0] ?? {};
    check(body);
    let seen = 0;
    for (const name of [
      'organization',
      'person',
      'meeting',
      'paper',
      'agendaItem',
      'consultation',
      'file',
      'locationList',
      'membership',
      'legislativeTermList',
    ]) {
      const list = (await (await get(new URL(String(body[name])).pathname)).json()) as {
        data: { id: string }[];
        pagination: { totalElements: number };
      };
      check(list.data);
      seen += list.data.length;
      for (const { id } of list.data.slice(0, 3)) expect(((await (await get(new URL(id).pathname)).json()) as { id: string }).id).toBe(id);
    }
    expect(seen).toBeGreaterThan(15);
  });

  it('shows persons only with consent', async () => {
    const persons = (await (await get('/api/oparl/persons')).json()) as { data: { name: string }[] };
    expect(persons.data.map((person) => person.name)).toEqual(['Carla Voss']);
    expect(JSON.stringify(await (await get('/api/oparl/meetings')).json())).not.toContain('Berg');
  });

  it('pages and filters', async () => {
    const first = (await (await get('/api/oparl/organizations?limit=2')).json()) as {
      data: unknown[];
      pagination: { totalPages: number };
      links: { next?: string };
    };
    expect(first.data).toHaveLength(2);
    expect(first.links.next).toContain('page=2');
    const none = (await (await get('/api/oparl/organizations?created_since=2099-01-01T00:00:00Z')).json()) as { data: unknown[] };
    expect(none.data).toEqual([]);
    expect((await get('/api/oparl/organizations?page=x')).status).toBe(400);
    expect((await get('/api/oparl/organizations?modified_until=gestern')).status).toBe(400);
  });
});

describe('whose work it is', () => {
  it('a secretary works for the own body only; a member reads its minutes; a stranger neither', async () => {
    const office = await as(['office']);
    const { meetings } = governance;
    const body = (name: string) => meetings.createBody({ ...ONE_BODY, name });
    const [mine, other] = [await body('AG Eigene'), await body('AG Andere')];
    const [own, foreign] = [await meetings.plan(mine, ONE_MEETING), await meetings.plan(other, ONE_MEETING)];
    await meetings.begin(own);
    await meetings.begin(foreign);
    const secretary = await as(['bodySecretary', mine]);
    expect((await secretary.get(`/gremienarbeit/sitzungen/${own}`)).status).toBe(200);
    expect((await secretary.get(`/gremienarbeit/sitzungen/${foreign}`)).status).toBe(403);
    expect((await secretary.post(`/gremienarbeit/sitzungen/${foreign}/absagen`, {})).status).toBe(403);
    // The people of the own body, and nobody else: their addresses are hers to keep.
    await meetings.addMember(mine, { name: 'Erna Eigen', organisation: '', role: 'Vorsitz', email: '', from: '2026-01-01' });
    await meetings.addMember(other, { name: 'Fritz Fremd', organisation: '', role: '', email: '', from: '2026-01-01' });
    const people = await (await secretary.get('/gremienarbeit/personen')).text();
    expect(people).toContain('Erna Eigen');
    expect(people).not.toContain('Fritz Fremd');
    const idOf = async (name: string) =>
      (await services.pool.query('select id from governance.person where name = $1', [name])).rows[0].id as string;
    const [own_, foreign_] = [await idOf('Erna Eigen'), await idOf('Fritz Fremd')];
    expect((await secretary.post(`/gremienarbeit/personen/${own_}`, { email: 'erna@gremium.example' })).status).toBe(303);
    expect(await (await secretary.get('/gremienarbeit/personen')).text()).toContain('erna@gremium.example');
    expect((await secretary.post(`/gremienarbeit/personen/${foreign_}`, { email: 'x@y.example' })).status).toBe(403);
    // A wrong address is named, and the one before stays.
    const wrong = await secretary.post(`/gremienarbeit/personen/${own_}`, { email: 'erna@' });
    expect([wrong.status, (await wrong.text()).includes('Die bisherige gilt weiter')]).toEqual([422, true]);
    expect(await (await secretary.get('/gremienarbeit/personen')).text()).toContain('erna@gremium.example');
    const desk_ = await (await secretary.get('/gremienarbeit')).text();
    expect(desk_).toContain('AG Eigene');
    expect(desk_).not.toContain('AG Andere');
    const uploaded = await upload(MINUTES, 'geheim.txt');
    expect((await secretary.get(uploaded.headers.get('location') ?? '')).status).toBe(404); // somebody else's draft
    const member = await as(['bodyMember', mine]);
    expect((await member.get(`/gremienarbeit/sitzungen/${own}/protokoll.pdf`)).status).toBe(200);
    expect((await member.get(`/gremienarbeit/sitzungen/${own}`)).status).toBe(403);
    expect((await member.get(`/gremienarbeit/sitzungen/${foreign}/protokoll.pdf`)).status).toBe(403);
    expect(await (await member.get('/gremienarbeit')).text()).not.toContain('Lesen und prüfen');
    const stranger = await as(['organisationCoordinator', mine]);
    expect((await stranger.get(`/gremienarbeit/sitzungen/${own}/protokoll.pdf`)).status).toBe(403);
    expect((await office.get(`/gremienarbeit/sitzungen/${foreign}`)).status).toBe(200);
  });
});

describe('wrong links', () => {
  it.each([
    '/gremienarbeit/sitzungen/x',
    '/aufgaben/AAAA',
    '/einspruch/AAAA',
    '/gremien/nirgends',
    '/sitzungen/x',
    '/vorlagen/x',
    '/api/oparl/meeting/x',
  ])('%s → 404', async (path) => {
    const office = await as(['office']);
    expect((await office.get(path)).status).toBe(404);
  });
});

describe('minutes that come to what is there', () => {
  it('go into the meeting that was planned for that day, and plan none that is planned', async () => {
    const { meetings } = governance;
    const bodyId = await meetings.createBody({ ...ONE_BODY, name: 'AG Angeschlossen' });
    const planned = await meetings.plan(bodyId, { ...ONE_MEETING, day: '2026-11-10', startTime: '10:00', agenda: ['Begrüßung'] });
    const next = await meetings.plan(bodyId, { ...ONE_MEETING, day: '2026-12-16' });
    const text = MINUTES.toString().replace(/AG [^\n]+/, 'AG Angeschlossen');
    const uploaded = await upload(Buffer.from(text), 'protokoll.txt');
    const review = uploaded.headers.get('location') ?? '';
    const take = async (path: string, more: Record<string, string> = {}) => {
      const read = fieldsOf(await (await get(path)).text());
      const everybody = Object.fromEntries(Object.keys(read).flatMap((name) => (/^p\d+_person$/.test(name) ? [[name, '']] : [])));
      const fields = { ...read, ...everybody, bodyId, date: '2026-11-10', ...more, do: 'take-0' };
      return post(path, {
        ...fields,
        n_count: '1',
        n0_keep: 'ja',
        n0_date: '2026-12-16',
        n0_start: '',
        n0_end: '',
        n0_mode: 'online',
        n0_place: '',
        n0_if: '',
      });
    };
    const taken = await take(review);
    expect(taken.headers.get('location')).toContain(planned);
    expect(await meetingById(db, planned)).toMatchObject({ state: 'held', minutes_state: 'draft' });
    const days = (await listMeetings(db, bodyId)).map((meeting) => [meeting.id, meeting.day]).toSorted();
    expect(days).toEqual(
      [
        [planned, '2026-11-10'],
        [next, '2026-12-16'],
      ].toSorted(),
    );
    // The same minutes again: asked first, whether they are of another meeting.
    const again = (await upload(Buffer.from(text), 'protokoll.txt')).headers.get('location') ?? '';
    const refused = await take(again);
    expect([refused.status, (await refused.text()).includes('schon ein Protokoll')]).toEqual([422, true]);
    expect((await take(again, { another: 'ja' })).status).toBe(303);
    expect(await listMeetings(db, bodyId)).toHaveLength(3);
  });
});
