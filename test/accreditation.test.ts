import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { validUntil } from '../src/modules/declarations/index.ts';
import { newId } from '../src/platform/ids.ts';
import { testApplication } from './support/application.ts';
import { decisionOf } from './support/decisions.ts';
import { startCampaign } from './support/mailing.ts';
import { MANY_CONSULTANTS } from './support/people.ts';

const application = await testApplication({ DEMO: 'on' });
const { get, as, clock, accreditation, qualification, services, database } = application;
const { db } = services;
const today = () => clock.now().toISOString().slice(0, 10);
const day = (days: number) => new Date(clock.now().getTime() + days * DAY).toISOString().slice(0, 10);

interface Person {
  id: string;
  slug: string;
  topics: string[];
  town: string;
  accredited_until: string | null;
}
const people = (
  await sql<Person>`select id, slug, topics, town, accredited_until from consultants.consultant where kind = 'consultant' and not online order by id limit 20`.execute(
    db,
  )
).rows;
const personNow = async (id: string) => (await sql<Person>`select * from consultants.consultant where id = ${id}`.execute(db)).rows[0];

/** Everything the scheme asks for, but the charter. */
async function qualify(consultantId: string, userId: string): Promise<void> {
  const curriculum = qualification.curriculum('consultant');
  await qualification.recognition.certify(
    db,
    curriculum,
    { userId, name: 'Kim Beispiel', consultantId },
    newId(clock.now().getTime()),
    'learnt',
    [],
  );
  for (const days of [-100, -50]) {
    const exchange = newId(clock.now().getTime());
    await sql`insert into accreditation.exchange (id, title, topics, day, place, online, created_by, created_at)
      values (${exchange}, 'Austausch', '{}', ${day(days)}, 'Kiel', false, 'x', now())`.execute(db);
    await sql`insert into accreditation.participation values (${exchange}, ${consultantId}, 'Kim', now(), true)`.execute(db);
  }
  const request = newId(clock.now().getTime());
  await sql`insert into requests.request (id, created_at, locale, state, target_kind, target_id, target_title, receiver_name, receiver_email, waiting_since,
    company, contact, email, phone, place, message, share, consent_at, company_link, consent_version)
    values (${request}, now(), 'de', 'closed', 'consultant', ${consultantId}, 'Kim', 'Kim', 'k@x.example', now(), 'B', 'B', 'b@x.example', '', '', '', 'nothing', now(), gen_random_uuid(), '1')`.execute(
    db,
  );
  await sql`insert into requests.step (id, request_id, at, kind, who, word) values (gen_random_uuid(), ${request}, ${clock.now()}, 'closed', 'Kim', '')`.execute(
    db,
  );
}
const idIn = (page: string): string => /\/geschaeftsstelle\/akkreditierung\/([0-9a-f-]{36})/.exec(page)?.[1] ?? '';

describe('an application', () => {
  it('is handed in with evidence, checked, decided, published, reminded of, and ends', async () => {
    const [person] = people;
    if (!person) throw new Error('nobody');
    await sql`update consultants.consultant set accredited_until = null where id = ${person.id}`.execute(db);
    const consultant = await as(['consultant', person.id]);
    const office = await as(['office']);
    const base = `/beratungsprofil/${person.id}/akkreditierung`;
    const page = await (await consultant.get(base)).text();
    expect(page).toContain('Noch nicht akkreditiert.');
    expect(page).toContain('Gemeinsames Verständnis von Beratung (Fassung 1.0)');
    const evidence = { evidenceTitle: 'Nachweis von anderswo', evidence: '{"@context":["https://fremd.example"]}', note: '' };
    expect((await consultant.post(base, evidence)).status).toBe(303);
    expect(await (await consultant.get(base)).text()).toContain('kein Nachweis, den wir lesen können');
    expect(await (await consultant.post(base, evidence)).text()).toContain('Es liegt schon ein Antrag vor.');

    const desk = await (await office.get('/geschaeftsstelle/akkreditierung')).text();
    const review = `/geschaeftsstelle/akkreditierung/${idIn(desk)}`;
    expect(await (await office.post(`${review}/entscheidung`, { ergebnis: 'ja', note: '' })).text()).toContain(
      'Zuerst muss der Antrag geprüft werden.',
    );
    expect((await office.post(`${review}/pruefung`, { finding: '' })).status).toBe(422);
    await office.post(`${review}/pruefung`, { finding: 'Es fehlt einiges.' });
    const refused = await (await office.post(`${review}/entscheidung`, { ergebnis: 'ja', note: '' })).text();
    expect(refused).toContain('Es fehlt noch:');
    expect(refused).toContain('Dem gemeinsamen Verständnis von Beratung zugestimmt');
    expect((await office.post(`${review}/entscheidung`, { ergebnis: 'nein', note: ' ' })).status).toBe(422);
    await office.post(`${review}/entscheidung`, { ergebnis: 'nein', note: 'Bitte noch einmal mit Nachweisen.' });
    expect(await (await office.post(`${review}/entscheidung`, { ergebnis: 'nein', note: '' })).text()).toContain('schon entschieden');

    await qualify(person.id, consultant.id);
    await consultant.post(base, { 'charter-beratungsverstaendnis': 'ja', evidenceTitle: '', evidence: '', note: 'Jetzt ist alles da.' });
    const second = `/geschaeftsstelle/akkreditierung/${idIn(await (await office.get('/geschaeftsstelle/akkreditierung')).text())}`;
    await office.post(`${second}/pruefung`, { finding: 'Alles da.', recommends: 'ja' });
    expect((await office.post(`${second}/entscheidung`, { ergebnis: 'ja', note: '' })).status).toBe(303);
    expect((await personNow(person.id))?.accredited_until).toBe(day(730)); // two years, one of them with a leap day, until the day before
    expect(await (await get(`/beratung/${person.slug}`)).text()).toContain('bis');
    expect(await (await consultant.get('/konto/bildung')).text()).toContain('Akkreditierung als Berater:in (2027)');

    // Reminded at six, three and one months, once each; then it is over, and nobody is led there any more.
    const mine = async () =>
      Number(
        (await sql<{ n: number }>`select count(*) as n from accreditation.reminder where consultant_id = ${person.id}`.execute(db)).rows[0]
          ?.n,
      );
    const search = `/finden?thema=${person.topics[0] ?? ''}&ort=${encodeURIComponent(person.town)}&art=person`;
    await application.services.jobs.drain();
    expect(await (await get(search)).text()).toContain(`/beratung/${person.slug}`);
    for (const [days, expected] of [
      [540, 0],
      [20, 1],
      [90, 2],
      [60, 3],
      [1, 3],
    ] as const) {
      clock.advance(days * DAY);
      await accreditation.remind();
      await accreditation.remind();
      expect(await mine(), today()).toBe(expected);
    }
    clock.advance(30 * DAY);
    expect((await personNow(person.id))?.accredited_until ?? '').toMatch(/^2028/);
    expect(await (await consultant.get(base)).text()).toContain('abgelaufen');
    expect(await (await get(search)).text()).not.toContain(`/beratung/${person.slug}`);
  });

  it('that was refused can be objected to in time, then appealed; the appeal rests on a body', async () => {
    const person = people[1];
    if (!person) throw new Error('nobody');
    const consultant = await as(['consultant', person.id]);
    const office = await as(['office']);
    const base = `/beratungsprofil/${person.id}/akkreditierung`;
    const refuse = async () => {
      await consultant.post(base, { evidenceTitle: '', evidence: 'Zeugnis', note: '' });
      const review = `/geschaeftsstelle/akkreditierung/${idIn(await (await office.get('/geschaeftsstelle/akkreditierung')).text())}`;
      await office.post(`${review}/pruefung`, { finding: 'Fehlt.' });
      await office.post(`${review}/entscheidung`, { ergebnis: 'nein', note: 'Nein.' });
      return review;
    };
    const late = await refuse();
    clock.advance(31 * DAY);
    const object = (review: string, text: string) => {
      const id = review.split('/').at(-1) ?? '';
      return consultant.post(`${base}/${id}/widerspruch`, { [`text-${id}`]: text });
    };
    expect(await (await object(late, 'Zu spät')).text()).toContain('Die Frist für den Widerspruch ist vorbei.');
    const review = await refuse();
    expect((await object(review, '')).status).toBe(422);
    expect((await object(review, 'Bitte noch einmal ansehen')).status).toBe(303);
    expect(await (await object(review, 'Und noch einmal')).text()).toContain('wird noch bearbeitet');
    const answer = async (fields: Record<string, string>) => {
      const page = await (await office.get(review)).text();
      const path = /action="([^"]+\/widerspruch\/[^"]+)"/.exec(page)?.[1] ?? '';
      return office.post(path, fields);
    };
    await answer({ answer: 'Bleibt dabei.', ergebnis: 'nein' });
    expect((await object(review, 'Dann das Gremium')).status).toBe(303);
    expect(await (await answer({ answer: 'Stattgegeben.', ergebnis: 'ja' })).text()).toContain('beruht auf dem Beschluss eines Gremiums');
    const appeal = /\/widerspruch\/([0-9a-f-]{36})"/.exec(await (await office.get(review)).text())?.[1] ?? '';
    const other = await decisionOf(db, 'coordination', 'Check, Fassung 2.', clock.now());
    expect(await (await answer({ answer: 'Stattgegeben.', ergebnis: 'ja', agreement: other })).text()).toContain(
      'beruht auf dem Beschluss eines Gremiums',
    );
    const agreement = await decisionOf(db, 'coordination', 'Der Beschwerde wird stattgegeben.', clock.now(), `appeal:${appeal}`);
    // Upheld with something missing: a reason for each, and by other hands than those of the finding (findings/rooms R19).
    const uphold = { answer: 'Stattgegeben.', ergebnis: 'ja', agreement };
    expect(await (await answer(uphold)).text()).toContain('braucht jedes davon eine Begründung');
    const page = await (await office.get(review)).text();
    const reasons = Object.fromEntries([...page.matchAll(/name="(why-[^"]+)"/g)].map(([, name = '']) => [name, 'Anders nachgewiesen.']));
    expect(Object.keys(reasons).length).toBeGreaterThan(1);
    expect(await (await answer({ ...uphold, ...reasons })).text()).toContain('Wer den Befund geschrieben hat');
    expect((await personNow(person.id))?.accredited_until).not.toBe(validUntil(today(), 24));
    const colleague = await as(['office']);
    expect((await colleague.post(`${review}/widerspruch/${appeal}`, { ...uphold, ...reasons })).status).toBe(303);
    expect(await (await office.get(review)).text()).toContain('Anders nachgewiesen.');
    expect((await personNow(person.id))?.accredited_until).toBe(validUntil(today(), 24));
    expect(await (await object(review, 'Noch mehr')).text()).toContain('kein Widerspruch möglich');
  });
});

describe('exchange of experience', () => {
  it('is proposed by topic and place, attended, and counts', async () => {
    const person = people[2];
    if (!person) throw new Error('nobody');
    const host = await as(['networkCoordinator', newId(clock.now().getTime())]);
    const consultant = await as(['consultant', person.id]);
    const plan = {
      title: 'Was hilft beim Einstieg?',
      topics: person.topics[0] ?? '',
      day: day(5),
      hours: '16 Uhr',
      place: person.town,
      link: '',
    };
    expect(await (await host.get('/austausch')).text()).toContain(`name="topics" value="${plan.topics}"`);
    const made = (await host.post('/austausch', plan)).headers.get('location') ?? '';
    expect(await (await consultant.get('/austausch')).text()).toContain('Passt zu Ihren Themen');
    expect(await (await consultant.get(made)).text()).not.toMatch(/<dt[^>]*><\/dt>/);
    await consultant.post(`${made}/anmelden`, {});
    await consultant.post(`${made}/anmelden`, {});
    expect(await (await host.get(made)).text()).toContain('Eine Person nimmt teil.');
    expect(await (await host.post(`${made}/teilnahme`, { da: person.id })).text()).toContain('erst am Tag selbst');
    await consultant.post(`${made}/fragen`, { question: 'Gibt es Unterlagen?' });
    clock.advance(6 * DAY);
    await host.post(`${made}/teilnahme`, { da: person.id });
    await host.post(`${made}/notizen`, { notes: 'Drei Dinge, die geholfen haben.' });
    const page = await (await consultant.get(made)).text();
    for (const text of ['Sie waren dabei', 'Gibt es Unterlagen?', 'Drei Dinge']) expect(page).toContain(text);
    expect(await (await consultant.get(`/beratungsprofil/${person.id}/akkreditierung`)).text()).toContain('(1 von 2)');
    // It counts for accreditations: nobody else who may plan one writes down who was here.
    const other = await as(['networkCoordinator', newId(clock.now().getTime())]);
    expect(await (await other.get(made)).text()).not.toContain('/teilnahme');
    for (const step of ['teilnahme', 'notizen', 'absagen']) expect((await other.post(`${made}/${step}`, { notes: '' })).status).toBe(403);
    expect(await (await consultant.get(made)).text()).toContain('Drei Dinge');
  });
});

describe('a campaign', () => {
  it('asks everybody once, says what is missing, and counts what came of it', async () => {
    await sql`update consultants.consultant set accredited_until = '2020-01-01'`.execute(db);
    await database.pool.query(MANY_CONSULTANTS, [12, 10, '2031-12-31']);
    const office = await as(['office']);
    expect(
      (await office.post('/geschaeftsstelle/akkreditierung/kampagnen', { scheme: 'consultant-2027', deadline: '2020-01-01' })).status,
    ).toBe(422);
    const deadline = day(200);
    const { started } = await startCampaign(office, { scheme: 'consultant-2027', deadline });
    expect(started.status).toBe(303);
    expect(
      await (await office.post('/geschaeftsstelle/akkreditierung/kampagnen', { scheme: 'consultant-2027', deadline })).text(),
    ).toContain('schon eine Kampagne');
    await services.jobs.drain();
    const [first] = await accreditation.campaigns.list();
    expect(first).toMatchObject({ figures: { people: 12, told: 12, granted: 0, open: 12, lapsed: 0 }, delivery: { letters: 10 } });
    expect(first?.figures.missing).toContainEqual({ requirement: 'exchange', people: 12 });
    const shared = await sql<{
      body: string;
    }>`select body from platform.mail where campaign is not null and recipient = 'person1@beratung.example'`.execute(db);
    expect(shared.rows[0]?.body).toContain('Person 11');
    clock.advance(201 * DAY);
    const [late] = await accreditation.campaigns.list();
    expect(late?.figures).toMatchObject({ open: 0, lapsed: 12 });
    expect(await (await office.get('/geschaeftsstelle/akkreditierung')).text()).toContain('Was am häufigsten fehlt');
  });
});
