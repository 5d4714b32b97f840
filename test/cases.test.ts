import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { testApplication } from './support/application.ts';
import { mailTo, pathIn } from './support/mail.ts';

const application = await testApplication({ DEMO: 'on' });
const { get, post, as, clock, cases, services } = application;
const { db, jobs } = services;
const day = (days = 0) => new Date(clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
const people = (
  await sql<{
    id: string;
    slug: string;
    name: string;
    email: string;
  }>`select id, slug, name, email from consultants.consultant order by id limit 6`.execute(db)
).rows;

/** A company's request to somebody, taken up: the case, and everybody's way to it. */
async function takenUp(index: number, email: string, company = 'Tischlerei Muster') {
  const person = people[index];
  if (!person) throw new Error('nobody');
  const consultant = await as(['consultant', person.id]);
  const request = {
    an: `consultant:${person.slug}`,
    message: 'Wir finden keine Azubis und die Leute sind überlastet.',
    company,
    contact: 'Chefin',
    email,
    place: '24103',
    consent: 'ja',
  };
  expect((await post('/anfrage', request)).status).toBe(303);
  await jobs.drain();
  const inbox = pathIn((await mailTo(db, person.email))?.text, '/anfrage/an');
  expect((await post(inbox, { answer: 'accept', word: 'Gern.' })).status).toBe(303);
  await jobs.drain();
  const id = (await sql<{ id: string }>`select id from cases.case_file where email = ${email}`.execute(db)).rows[0]?.id ?? '';
  expect(await (await consultant.get('/faelle')).text()).toContain(`/faelle/${id}`);
  const link = pathIn(
    (
      await sql<{
        body: string;
      }>`select body from platform.mail where recipient = ${email} and subject = 'Ihr Anliegen ist angenommen'`.execute(db)
    ).rows[0]?.body,
    '/fall/',
  );
  return { person, consultant, base: `/faelle/${id}`, id, link };
}
type Person = Awaited<ReturnType<typeof as>>;

/** The story of a case: begun with one click without anything personal, published once agreed to, gone with the consent. */
async function toldAndTakenBack(id: string, base: string, link: string, consultant: Person) {
  expect(await (await consultant.get(base)).text()).toContain('Geschichte daraus machen');
  const stranger = await as(['consultant', people[5]?.id ?? '']);
  expect((await stranger.post(`/geschichtenwerkstatt/aus-fall/${id}`, {})).status).toBe(403);
  const story = (await consultant.post(`/geschichtenwerkstatt/aus-fall/${id}`, {})).headers.get('location') ?? '';
  expect((await consultant.post(`/geschichtenwerkstatt/aus-fall/${id}`, {})).headers.get('location')).toBe(story); // one per case
  const written = await application.stories.file(story.split('/').at(-1) ?? '');
  expect(JSON.stringify(written.row.content)).not.toMatch(/Tischlerei Muster|Chefin|betrieb\.example|Worum es geht/);
  expect(written.row.topics).toContain('finding-trainees');
  const { parts } = written.row.content;
  for (const part of ['start', 'tipping', 'way', 'result', 'takeaway'] as const)
    await consultant.post(`${story}/erzaehlen/${part}`, { text: `Zeile ${part}`, before: parts[part], weiter: '' });
  const facts = { title: 'Aus dem Fall', summary: 'Kurz', company: 'Tischlerei Muster', contact: 'Chefin', email: 'd@betrieb.example' };
  await consultant.post(`${story}/angaben`, { ...facts, topics: 'finding-trainees' });
  await consultant.post(`${story}/abgeben`, {});
  const office = await as(['office']);
  await office.post(`${story}/freigabe`, {});
  const own = /href="(\/geschichte\/[^"]+)"/.exec(await (await get(link)).text())?.[1] ?? '';
  const fassung = /name="fassung" value="([0-9a-f]+)"/.exec(await (await get(own)).text())?.[1] ?? '';
  await post(`${own}/freigeben`, { fassung, nennen: 'nein' });
  await office.post(`${story}/veroeffentlichen`, {});
  expect(await (await get('/geschichten/aus-dem-fall')).text()).toContain('Zeile takeaway');
  await post(`${link}/geschichte`, { zustimmung: 'nein' });
  expect((await get('/geschichten/aus-dem-fall')).status).toBe(404);
  expect(await (await get('/suche?text=Zeile')).text()).not.toContain('Aus dem Fall');
  // Nothing more comes of it but by a new consent.
  expect((await post(`${own}/wieder`, {})).status).toBe(422);
  expect((await office.post(`${story}/veroeffentlichen`, {})).status).toBe(422);
  await post(`${link}/geschichte`, { zustimmung: 'ja' });
  expect((await post(`${own}/wieder`, {})).status).toBe(303);
}

const session = (change: Record<string, string> = {}) => ({
  day: day(),
  minutes: '120',
  kind: 'talk',
  tookPart: 'Chefin, Meister',
  notes: 'Worum es geht.',
  ...change,
});

describe('a case', () => {
  it('opens with the request, and is seen by nobody but those in it', async () => {
    const { base, link, consultant, id } = await takenUp(0, 'a@betrieb.example');
    expect(await (await consultant.get(base)).text()).toContain('Erstes Gespräch');
    expect(await (await get(link)).text()).toContain('begleitet Sie');
    const stranger = await as(['consultant', people[5]?.id ?? '']);
    expect((await stranger.get(base)).status).toBe(403);
    expect((await stranger.post(`${base}/ziele`, { goal: 'x' })).status).toBe(403);
    expect((await get(base)).status).not.toBe(200);
    expect((await get('/fall/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
    // Opened once, however often the event is handled.
    const request =
      (await sql<{ request_id: string }>`select request_id from cases.case_file where id = ${id}`.execute(db)).rows[0]?.request_id ?? '';
    expect(await cases.openFor(request)).toBeUndefined();
    const topics = (await sql<{ topics: string[] }>`select topics from cases.case_file where id = ${id}`.execute(db)).rows[0]?.topics ?? [];
    expect(topics).toContain('finding-trainees');
  });

  it('goes from the first talk to the result, asks back what cannot be, and holds everything in its report', async () => {
    const { base, link, consultant } = await takenUp(1, 'b@betrieb.example');
    const see = async () => (await consultant.get(base)).text();
    await consultant.post(`${base}/programm`, { programme: 'coaching' });
    // A rule that changes afterwards does not reach this case: it keeps what it was begun under.
    const rules = application.content.programmes.all
      .find((each) => each.id === 'coaching')
      ?.versions.find((version) => version.id === 'inqa-coaching-2023');
    if (!rules?.money) throw new Error('no rules');
    Object.assign(rules.money, { dayRate: 1, days: 1 });
    expect(await (await consultant.post(`${base}/programm`, { programme: 'coaching' })).text()).toContain(
      'steht schon unter einem Programm',
    );
    expect(await (await consultant.post(`${base}/phase`, { phase: 'voucher' })).text()).toContain('Dafür fehlt noch etwas');
    expect((await consultant.post(`${base}/sitzungen`, session({ minutes: '', tookPart: '' }))).status).toBe(422);
    await consultant.post(`${base}/sitzungen`, session());
    expect((await consultant.post(`${base}/phase`, { phase: 'voucher' })).status).toBe(303);
    expect(await (await consultant.post(`${base}/phase`, { phase: 'initial' })).text()).toContain('Dafür fehlt noch etwas');
    expect(await (await consultant.post(`${base}/scheck`, { number: 'BS-1', issued: day(3) })).text()).toContain('Zukunft');
    expect(await (await consultant.post(`${base}/scheck`, { number: 'BS-1', issued: '2020-01-01' })).text()).toContain('schon abgelaufen');
    await consultant.post(`${base}/scheck`, { number: 'BS-2026-1', issued: day() });
    await consultant.post(`${base}/phase`, { phase: 'initial' });
    const funded = (change: Record<string, string> = {}) => consultant.post(`${base}/sitzungen`, session({ funded: 'ja', ...change }));
    expect(await (await funded({ day: day(-1) })).text()).toContain('Der Fall hat erst am');
    expect((await funded({ minutes: '240' })).status).toBe(303);
    expect(await (await funded({ minutes: '960', kind: 'workshop' })).text()).toContain('Höchstens 10 Std. an einem Tag');
    // Two hours of the first talk and four of the kick-off stand on this day.
    expect(await (await funded({ minutes: '300' })).text()).toContain('Mit dieser Sitzung wären es 11 Std.');
    expect((await funded({ minutes: '240', kind: 'workshop' })).status).toBe(303);
    await consultant.post(`${base}/ziele`, { goal: 'Zwei Auszubildende bis zum Sommer' });
    await consultant.post(`${base}/personen`, { person: 'Meister', side: 'staff' });
    expect(await see()).toContain('ein Ziel, dem der Betrieb zugestimmt hat');
    await post(`${link}/ziele`, {});
    const data = new FormData();
    for (const [name, value] of Object.entries({
      documentKind: 'documentation',
      documentName: 'Auftakt',
      documentText: 'Das Team hat drei Ideen.',
    }))
      data.set(name, value);
    data.set('datei', new File(['Protokoll'], 'protokoll.txt', { type: 'text/plain' }));
    const headers = { origin: application.config.publicUrl, host: new URL(application.config.publicUrl).host, cookie: consultant.cookie };
    await consultant.get(base); // signs in anew
    expect((await application.app.request(`${base}/unterlagen`, { method: 'POST', headers, body: data })).status).toBe(303);
    expect(await (await get(link)).text()).toContain('Das Team hat drei Ideen.');
    expect((await consultant.post(`${base}/phase`, { phase: 'innovation' })).status).toBe(303);

    // A deadline passes; everybody hears of it, once.
    clock.advance(121 * DAY);
    expect(await cases.followUp.daily()).toBeGreaterThan(0);
    expect(await cases.followUp.daily()).toBe(0);
    await jobs.drain();
    expect(await see()).toContain('Frist verpasst: Innovationsphase');
    expect((await mailTo(db, 'b@betrieb.example'))?.subject).toBe('Eine Frist ist verstrichen');
    expect(await (await consultant.get('/konto')).text()).toContain('Frist verpasst');

    expect(await (await funded({ day: day(-30) })).text()).toContain('Bitte schreiben Sie unten, warum');
    expect((await funded({ day: day(-30), reason: 'war krank', endsSprint: 'ja', kind: 'review' })).status).toBe(303);
    for (const ago of [-14, 0])
      expect((await funded({ day: day(ago), minutes: '600', endsSprint: 'ja', kind: 'review' })).status).toBe(303);
    for (let ago = -12; ago < -6; ago++) expect((await funded({ day: day(ago), minutes: '600', kind: 'workshop' })).status).toBe(303);
    expect(await (await funded({ day: day(-1), minutes: '600' })).text()).toContain('Das Budget reicht nur noch für 6 Stunden');
    await consultant.post(`${base}/phase`, { phase: 'learning' });
    clock.advance(100 * DAY);
    expect(await (await funded()).text()).toContain('Der Scheck ist am');
    expect(await see()).toContain('geförderte Stunden nach dem letzten Tag des Schecks');
    await consultant.post(`${base}/sitzungen`, session({ notes: 'Auswertung mit allen.' }));
    const report = new FormData();
    for (const [name, value] of Object.entries({
      documentKind: 'report',
      documentName: 'Abschlussbericht',
      documentText: 'Es hat sich gelohnt.',
    }))
      report.set(name, value);
    await consultant.get(base);
    await application.app.request(`${base}/unterlagen`, { method: 'POST', headers, body: report });
    await consultant.post(`${base}/phase`, { phase: 'closing' });
    expect(await (await consultant.post(`${base}/abrechnung`, { settled: day(1) })).text()).toContain('Zukunft');
    await consultant.post(`${base}/abrechnung`, { settled: day() });
    await consultant.post(`${base}/phase`, { phase: 'result-talk' });
    expect(await (await consultant.post(`${base}/sitzungen`, session())).text()).toContain('Dafür ist es noch zu früh');
    expect(await see()).toContain('Eine Sitzung dieser Phase lässt sich ab dem');
    expect(await see()).not.toContain(`action="${base}/sitzungen"`);
    clock.advance(180 * DAY);
    await consultant.post(`${base}/sitzungen`, session({ notes: 'Zwei Azubis sind da.' }));

    // Two people close it: the second hears who was first.
    const version = /name="version" value="(\d+)"/.exec(await see())?.[1] ?? '';
    const office = await as(['office']);
    expect((await consultant.post(`${base}/abschluss`, { result: 'yes', resultNote: 'Zwei Azubis gefunden.', version })).status).toBe(303);
    expect(await (await office.post(`${base}/abschluss`, { result: 'no', resultNote: 'Anders.', version })).text()).toContain(
      'schon abgeschlossen',
    );
    expect(await (await get(link)).text()).toContain('Zwei Azubis gefunden.');

    expect(await (await get(link)).text()).toContain('der Fall war schon abgeschlossen');

    const docx = Buffer.from(await (await consultant.get(`${base}/bericht.docx`)).arrayBuffer());
    const { default: mammoth } = await import('mammoth');
    const text = (await mammoth.extractRawText({ buffer: docx })).value;
    for (const part of [
      'BS-2026-1',
      'Zwei Auszubildende',
      'Das Team hat drei Ideen.',
      'war krank',
      'Frist verpasst',
      'Zwei Azubis sind da.',
      'Zwei Azubis gefunden.',
    ])
      expect(text).toContain(part);
    const pdf = new Uint8Array(await (await consultant.get(`${base}/bericht.pdf`)).arrayBuffer());
    const { extractText, getDocumentProxy } = await import('unpdf');
    const read = (await extractText(await getDocumentProxy(pdf), { mergePages: true })).text.replace(/\s+/g, ' ');
    for (const part of ['BS-2026-1', 'Zwei Auszubildende', 'Es hat sich gelohnt.', 'Frist verpasst']) expect(read).toContain(part);
    const { readSheet } = await import('read-excel-file/node');
    const rows = await readSheet(Buffer.from(await (await consultant.get(`${base}/rechnung.xlsx`)).arrayBuffer()));
    const sum = rows.find((row) => row[0] === 'Summe');
    expect(sum?.[7]).toBe(Math.round((4 + 4 + 2 + 20 + 60) * (1200 / 8) * 100) / 100);
    expect(rows.find((row) => String(row[0]).startsWith('Zuschuss'))?.[7]).toBe(Math.round(Number(sum?.[7]) * 80) / 100);
  });

  it('refuses more than ten hours on a day of one consultant, in all cases together, and two sent at the same moment', async () => {
    const [one, two] = [await takenUp(3, 'g@betrieb.example', 'Bäckerei Eins'), await takenUp(3, 'h@betrieb.example', 'Zimmerei Zwei')];
    const { consultant } = one;
    const enter = (base: string, minutes: string, on = day()) => consultant.post(`${base}/sitzungen`, session({ minutes, day: on }));
    expect((await enter(one.base, '360')).status).toBe(303);
    const said = await (await enter(two.base, '300')).text();
    for (const part of ['stehen schon 6 Std., davon 6 Std. im Fall Bäckerei Eins', 'wären es 11 Std.', 'höchstens 10 Std. an einem Tag'])
      expect(said).toContain(part);
    expect((await enter(two.base, '240')).status).toBe(303);
    // The case that the consultant has given away still fills the day, but its company is nobody's business any more.
    await sql`update cases.case_file set owner = ${people[0]?.id} where id = ${one.id}`.execute(db);
    const after = await (await enter(two.base, '5')).text();
    expect(after).toContain('in einem anderen Fall');
    expect(after).not.toContain('Bäckerei Eins');
    await sql`update cases.case_file set owner = ${people[3]?.id} where id = ${one.id}`.execute(db);

    clock.advance(DAY);
    const both = await Promise.all([enter(one.base, '360'), enter(two.base, '360')]);
    expect(both.map((answer) => answer.status).toSorted()).toEqual([303, 422]);
    clock.advance(DAY);
    const twice = await Promise.all([1, 2, 3, 4].map(() => enter(one.base, '360')));
    expect(twice.map((answer) => answer.status).toSorted()).toEqual([303, 422, 422, 422]);
    const { rows } = await sql<{ hours: number }>`select sum(minutes) / 60.0 as hours from cases.session
      where held_by = ${people[3]?.id} group by day`.execute(db);
    for (const { hours } of rows) expect(hours).toBeLessThanOrEqual(10);
  });

  it('closes a work phase before two weeks with a reason only, which page, report, invoice and trail hold', async () => {
    const { base, link, consultant, id } = await takenUp(1, 'i@betrieb.example');
    await consultant.post(`${base}/programm`, { programme: 'coaching' });
    await sql`update cases.case_file set phase = 'innovation', phase_since = ${day()}, voucher_issued = ${day()} where id = ${id}`.execute(
      db,
    );
    expect(await (await consultant.get(base)).text()).toContain('Diese Arbeitsphase läuft seit dem');
    const close = (change: Record<string, string> = {}) =>
      consultant.post(`${base}/sitzungen`, session({ funded: 'ja', endsSprint: 'ja', kind: 'review', ...change }));
    const asked = await (await close()).text();
    expect(asked).toContain('Bitte schreiben Sie hier, warum sie schon endet');
    expect(asked).toContain('Worum es geht.');
    expect(await (await close({ day: day(1), sprintReason: 'Messe' })).text()).toContain('liegt in der Zukunft');
    expect((await close({ sprintReason: 'Der Betrieb zieht um' })).status).toBe(303);
    clock.advance(13 * DAY);
    expect((await close()).status).toBe(422);
    expect(await (await close({ day: day(-13), sprintReason: 'x', minutes: '601' })).text()).toContain('ist zu lang');
    clock.advance(DAY);
    expect((await close()).status).toBe(303);
    expect(await (await close({ day: day(-1), sprintReason: 'x' })).text()).toContain('Vorher lässt sie sich nicht abschließen');

    const shown = 'kürzer als zwei Wochen. Grund: Der Betrieb zieht um';
    for (const page of [await consultant.get(base), await get(link)]) {
      const html = await page.text();
      expect(html).toContain(shown);
      expect(html).toContain('hat eine Arbeitsphase nach weniger als zwei Wochen abgeschlossen');
    }
    const { default: mammoth } = await import('mammoth');
    const docx = Buffer.from(await (await consultant.get(`${base}/bericht.docx`)).arrayBuffer());
    expect((await mammoth.extractRawText({ buffer: docx })).value).toContain(shown);
    const { readSheet } = await import('read-excel-file/node');
    const rows = await readSheet(Buffer.from(await (await consultant.get(`${base}/rechnung.xlsx`)).arrayBuffer()));
    expect(rows.some((row) => String(row[8]).includes(shown))).toBe(true);
    const trail = await sql<{
      details: object;
    }>`select details from platform.audit where action = 'case.closedEarly' and record = ${id}`.execute(db);
    expect(trail.rows).toEqual([{ details: { since: day(-14), day: day(-14) } }]);
    // Hours are settled after they were held, and none is added afterwards.
    const settle = (settled: string) => consultant.post(`${base}/abrechnung`, { settled });
    expect(await (await settle(day(-3))).text()).toContain('Die letzte geförderte Sitzung war am');
    expect((await settle(day())).status).toBe(303);
    expect(await (await close({ endsSprint: '' })).text()).toContain('abgerechnet. Danach zählt keine Stunde mehr');
  });

  it('is handed over without losing anything', async () => {
    const { base, link, consultant } = await takenUp(2, 'c@betrieb.example');
    const next = people[3];
    if (!next) throw new Error('nobody');
    await consultant.post(`${base}/ziele`, { goal: 'Weniger Krankenstand' });
    await consultant.post(`${base}/sitzungen`, session({ notes: 'Was war.' }));
    expect(await (await consultant.post(`${base}/weitergabe`, { to: 'gibt-es-nicht' })).text()).toContain('nichts gefunden');
    expect((await consultant.post(`${base}/weitergabe`, { to: next.name, word: 'Elternzeit' })).status).toBe(303);
    await jobs.drain();
    expect((await consultant.get(base)).status).toBe(403);
    const successor = await as(['consultant', next.id]);
    const page = await (await successor.get(base)).text();
    for (const part of ['Weniger Krankenstand', 'Was war.', 'Elternzeit']) expect(page).toContain(part);
    // The word is for whoever takes over: neither the company's page nor a letter to it holds it.
    expect(await (await get(link)).text()).not.toContain('Elternzeit');
    expect((await sql`select 1 from platform.mail where body like '%Elternzeit%'`.execute(db)).rows).toEqual([]);
    expect(await (await get(link)).text()).toContain(next.name);
    expect(await mailTo(db, next.email, '/anfrage/an')).toBeDefined();
  });

  it('ends with a request that is withdrawn, and follows one that was passed on and taken up again', async () => {
    const { link, consultant, base, id } = await takenUp(5, 'f@betrieb.example');
    await sql`update requests.request set owner = ${people[0]?.id}, receiver_name = 'Andere', state = 'accepted' where email = 'f@betrieb.example'`.execute(
      db,
    );
    const request = (await cases.file(id)).row.request_id;
    await cases.followRequest(request);
    expect((await consultant.get(base)).status).toBe(403);
    expect((await cases.file(id)).row).toMatchObject({ owner: people[0]?.id, owner_name: 'Andere', state: 'open' });
    await sql`update requests.request set state = 'withdrawn' where email = 'f@betrieb.example'`.execute(db);
    await cases.followRequest(request);
    expect((await cases.file(id)).row.state).toBe('ended');
    expect(await (await get(link)).text()).toContain('an anderer Stelle beendet');
  });

  it('rates, tells its story, and answers at 0, 6 and 18 months; figures only appear with enough of them', async () => {
    const { base, link, consultant, id } = await takenUp(4, 'd@betrieb.example');
    await consultant.post(`${base}/sitzungen`, session());
    await consultant.post(`${base}/ziele`, { goal: 'Ein Ziel' });
    await post(`${link}/ziele`, {});
    await consultant.post(`${base}/phase`, { phase: 'work' });
    await consultant.post(`${base}/sitzungen`, session());
    await consultant.post(`${base}/phase`, { phase: 'closing' });
    expect((await get(`${link}/bewertung`)).status).toBe(404); // not before the end
    await sql`insert into cases.document (id, case_id, phase, kind, name, text, type, added_by, added_at) values (gen_random_uuid(), ${id}, 'closing', 'report', 'B', 'B', '', 'x', now())`.execute(
      db,
    );
    const version = /name="version" value="(\d+)"/.exec(await (await consultant.get(base)).text())?.[1] ?? '';
    await consultant.post(`${base}/abschluss`, { result: 'partly', resultNote: 'Zum Teil.', version });
    const said = async () => {
      await cases.followUp.daily();
      await jobs.drain();
      return (
        await sql<{ subject: string }>`select subject from platform.mail where recipient = 'd@betrieb.example' order by created_at`.execute(
          db,
        )
      ).rows.map((row) => row.subject);
    };
    expect((await said()).filter((subject) => subject === 'Was hat sich geändert?').length).toBe(1);
    clock.advance(28 * DAY);
    expect(await said()).toContain('Wie war die Begleitung?');
    expect((await post(`${link}/bewertung`, { stars: '9', words: '' })).status).toBe(422);
    await post(`${link}/bewertung`, { stars: '5', words: 'Danke' });
    await post(`${link}/geschichte`, { zustimmung: 'ja' });
    expect(await (await get(link)).text()).toContain('stimmt zu, dass die Geschichte erzählt wird');
    await toldAndTakenBack(id, base, link, consultant);
    clock.advance(160 * DAY);
    expect((await said()).filter((subject) => subject === 'Was hat sich geändert?').length).toBe(2);
    const answers = { goals: '4', staff: '3', work: '4', recommend: '5', bogen: '' };
    expect((await post(`${link}/wirkung/7`, answers)).status).toBe(404);
    expect((await post(`${link}/wirkung/6`, { ...answers, goals: '' })).status).toBe(422);
    expect(
      await (await post(`${link}/wirkung/6`, { ...answers, bogen: 'http://localhost/bogen/gibt-es-nicht-aber-lang-genug' })).text(),
    ).toContain('kein Check zu finden');
    const started = (await post('/checks/healthy-work/start', {})).headers.get('location') ?? '';
    expect((await post(`${link}/wirkung/6`, { ...answers, bogen: `http://localhost${started}` })).status).toBe(303);

    const figure = async () => (await cases.followUp.effects()).programme.find((each) => each.months === 6);
    expect(await figure()).toMatchObject({ answers: undefined, means: {} });
    await sql`insert into cases.case_file (id, request_id, opened_at, locale, company, contact, email, place, owner_name, process, phase, phase_since, link_id, state)
      select gen_random_uuid(), gen_random_uuid(), now(), 'de', 'B', 'B', 'x@x.example', '', 'x', '[]', 'x', '2026-01-01', gen_random_uuid(), 'closed' from generate_series(1, 9)`.execute(
      db,
    );
    await sql`insert into cases.effect (case_id, months, answers, answered_at) select id, 6, '{"goals": 2, "staff": 2, "work": 2, "recommend": 2}', now() from cases.case_file where email = 'x@x.example'`.execute(
      db,
    );
    expect(await figure()).toMatchObject({ answers: 10, means: { goals: 2.2, recommend: 2.3 } });
  });
});

describe('nobody falls through', () => {
  it('a page shows what waits by age, how well it is looked after, and on Mondays everybody hears of it', async () => {
    const office = await as(['office']);
    const person = people[5];
    await post('/anfrage', {
      an: `consultant:${person?.slug}`,
      message: 'Wartet lange',
      company: 'Wartende GmbH',
      contact: 'C',
      email: 'e@betrieb.example',
      place: '24103',
      consent: 'ja',
    });
    clock.advance(7 * DAY);
    const page = await (await office.get('/geschaeftsstelle/betreuung')).text();
    expect(page).toContain('Wartende GmbH');
    expect(page).toMatch(/seit [45] Arbeitstagen/);
    expect(page).toContain('Güte der Betreuung');
    const consultant = await as(['consultant', person?.id ?? '']);
    expect(await (await consultant.get('/faelle')).text()).toContain('Wartende GmbH');
    expect((await consultant.get('/geschaeftsstelle/betreuung')).status).toBe(403);
    expect(await cases.followUp.weekly()).toBeGreaterThan(0);
    expect(await (await consultant.get('/konto')).text()).toContain('Das wartet: 1 Anfragen');
    const organisation =
      (await sql<{ id: string }>`select id from organisations.organisation order by id limit 1`.execute(db)).rows[0]?.id ?? '';
    const own = await as(['organisationCoordinator', organisation]);
    expect((await own.get(`/organisation/${organisation}/betreuung`)).status).toBe(200);
  });
});
