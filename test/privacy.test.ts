import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { auditTrail, verifyAudit } from '../src/platform/audit/index.ts';
import { DAY } from '../src/platform/clock.ts';
import { newId } from '../src/platform/ids.ts';
import { storedMails } from '../src/platform/mail/index.ts';
import { insertPerson, listPersons } from '../src/modules/governance/index.ts';
import { carryOut } from '../src/modules/privacy/rules.ts';
import { testApplication } from './support/application.ts';

const application = await testApplication({ DEMO: 'off' });
const { as, get, post, services, clock, config, privacy } = application;
const { db } = services;

const count = async (query: ReturnType<typeof sql<{ n: number }>>) => (await query.execute(db)).rows[0]?.n ?? 0;

/** A company that has used everything: checks with a plan, requests in all states, colleagues, notices. */
async function busyCompany() {
  await sql`delete from platform.rate_limit`.execute(db); // more requests than one company sends
  const person = await as();
  await person.post('/konto/profil', { name: 'Inge Inhaberin', locale: 'de' });
  const company = (await person.post('/betrieb/neu', { name: 'Tischlerei am Bach', place: '24103 Kiel' })).headers.get('location') ?? '';
  const started = await post('/checks/attractive-employer/start', {});
  const sheet = (started.headers.get('location') ?? '').replace(/\/thema\/1$/, '');
  await post(`${sheet}/plan`, { text: 'Werkstatt aufräumen', responsible: 'Inge', due: '2027-01-15', control: 'Foto' });
  await person.post(`${company}/holen`, { link: `${config.publicUrl}${sheet}` });
  const requests: string[] = [];
  for (const message of ['Offen', 'Angenommen', 'Abgeschlossen']) {
    const sent = await post('/anfrage', {
      message,
      contact: 'Inge Inhaberin',
      email: person.email.toUpperCase(),
      company: 'Tischlerei am Bach',
      place: '24103',
      consent: 'ja',
    });
    const path = sent.headers.get('location') ?? '';
    requests.push(path);
    await person.post(`${company}/holen`, { link: `${config.publicUrl}${path}` });
  }
  const office = await as(['office']);
  const rows = await sql<{
    id: string;
    message: string;
  }>`select id, message from requests.request where lower(email) = ${person.email}`.execute(db);
  const idOf = (message: string) => rows.rows.find((row) => row.message === message)?.id ?? '';
  for (const message of ['Angenommen', 'Abgeschlossen'])
    await office.post(`/geschaeftsstelle/anfragen/${idOf(message)}`, { answer: 'accept', word: 'Gern, Frau Inhaberin.' });
  await office.post(`/geschaeftsstelle/anfragen/${idOf('Abgeschlossen')}`, { answer: 'close', word: 'Frau Inhaberin ist zufrieden.' });
  await actAs(SYSTEM, () =>
    insertPerson(db, {
      id: newId(),
      kind: 'person',
      name: `Inge ${person.id.slice(-4)}`,
      organisation: null,
      email: person.email,
      public_since: clock.now(),
      demo: false,
      created_at: clock.now(),
      updated_at: clock.now(),
    }),
  );
  await services.jobs.drain();
  return { person, company, sheet, requests, idOf };
}

describe('taking the data along', () => {
  it('as JSON: everything, of nobody else', async () => {
    const { person } = await busyCompany();
    const stranger = await busyCompany();
    const answer = await person.get('/konto/daten.json');
    expect(answer.headers.get('content-disposition')).toContain('meine-daten.json');
    const text = await answer.text();
    const data = JSON.parse(text) as Record<string, Record<string, unknown>[]>;
    expect(Object.keys(data)).toEqual(
      expect.arrayContaining(['account', 'roles', 'sessions', 'companies', 'assessments', 'requests', 'bodies', 'audit']),
    );
    expect(data['requests']).toHaveLength(3);
    expect(JSON.stringify(data['assessments'])).toContain('Werkstatt aufräumen');
    expect(text).not.toContain(stranger.person.email);
    expect(text).not.toMatch(/argon2|"token"/);
  });

  it('as a PDF to read', async () => {
    const { person } = await busyCompany();
    const answer = await person.get('/konto/daten.pdf');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.length).toBeGreaterThan(5000);
  });

  it('shows the consents with date and version of the text', async () => {
    const { person } = await busyCompany();
    expect(await (await person.get('/konto/daten')).text()).toContain('Weitergabe einer Anfrage, Text in Fassung 1, am 23. November 2026');
  });
});

describe('deletion', () => {
  it('needs a word, says before and after what becomes of everything, and is complete', async () => {
    const { person, sheet, requests, idOf } = await busyCompany();
    const page = await (await person.get('/konto/daten')).text();
    expect(page).toContain('Laufende Anfragen: bleibt, weil jemand daran arbeitet');
    expect((await get(sheet)).status).toBe(200); // the page has only asked
    expect((await person.post('/konto/daten/loeschen', { wort: 'ja' })).status).toBe(422);
    const done = await person.post('/konto/daten/loeschen', { wort: 'Löschen' });
    const outcome = await done.text();
    for (const word of [
      'Konto, Anmeldungen, Passkeys, Aufgaben, Mitteilungen: gelöscht',
      'Betrieb im Konto: gelöscht',
      'Checks und Maßnahmenpläne im Konto: gelöscht',
      'Abgeschlossene Anfragen (2): anonymisiert',
      'Laufende Anfragen: bleibt, weil jemand daran arbeitet und Sie erreichen können muss; danach wird sie anonymisiert, spätestens bis 23. November 2027',
      'Name in Gremien und Protokollen: bleibt, weil Protokolle Beschlüsse nachweisen',
    ])
      expect(outcome).toContain(word);
    expect((await person.get('/konto')).status).toBe(303);
    expect([404, 410]).toContain((await get(sheet)).status);
    expect(await count(sql<{ n: number }>`select count(*)::int as n from accounts."user" where id = ${person.id}`)).toBe(0);
    const kept = await sql<{
      id: string;
      email: string;
      forget_on: string;
    }>`select id, email, forget_on from requests.request where lower(email) = ${person.email}`.execute(db);
    expect(kept.rows.map((row) => row.id)).toEqual([idOf('Angenommen')]);
    expect((await storedMails(db, 1000)).filter((mail) => mail.to.toLowerCase() === person.email)).toEqual([]);
    expect((await listPersons(db)).some((each) => each.email === person.email)).toBe(false);
    expect(await (await get(requests[2] ?? '')).text()).not.toContain('Frau Inhaberin');
    expect((await auditTrail(db, { actor: person.id }, 100)).length).toBeGreaterThan(0); // ids only, and unbroken
    expect((await verifyAudit(db)).ok).toBe(true);
    const office = await as(['office']);
    expect(await (await office.get('/geschaeftsstelle/datenschutz')).text()).toContain('Betrieb im Konto: gelöscht');
    expect(await (await office.get(`/geschaeftsstelle/verlauf?person=${person.id}`)).text()).toContain('gelöschtes Konto');
  });

  it('colleagues keep the company', async () => {
    const { person, company, sheet } = await busyCompany();
    const colleague = await as(['company', company.split('/').at(-1) ?? '']);
    await person.post('/konto/daten/loeschen', { wort: 'löschen' });
    expect((await colleague.get(company)).status).toBe(200);
    expect((await get(sheet)).status).toBe(200);
  });

  it('the last administrator has to appoint another one first', async () => {
    const administrator = await as(['administrator']);
    await sql`delete from accounts."grant" where role = 'administrator' and user_id <> ${administrator.id}`.execute(db);
    expect((await administrator.post('/konto/daten/loeschen', { wort: 'löschen' })).status).toBe(422);
    expect((await administrator.get('/konto')).status).toBe(200);
  });
});

describe('retention', () => {
  const run = () => actAs(SYSTEM, () => privacy.run(), clock);
  const result = async (rule: string) => (await run()).find((each) => each.rule === rule)?.count;

  it('does what content/privacy.yaml says, once, and reports it', async () => {
    const { idOf } = await busyCompany();
    await services.jobs.drain();
    await run();
    expect(
      await count(sql<{ n: number }>`select count(*)::int as n from requests.request where id = ${idOf('Abgeschlossen')} and email <> ''`),
    ).toBe(1);
    clock.advance(91 * DAY);
    const mails = await count(
      sql<{ n: number }>`select count(*)::int as n from platform.mail where created_at < ${new Date(clock.now().getTime() - 90 * DAY)}`,
    );
    expect(mails).toBeGreaterThan(0);
    expect(await result('mails')).toBe(mails);
    expect(await result('mails')).toBe(0);
    clock.advance(300 * DAY);
    const results = await run();
    expect(results.find((each) => each.rule === 'requests')?.count).toBeGreaterThan(0);
    const row =
      await sql<object>`select email, contact, message, company, phone from requests.request where id = ${idOf('Abgeschlossen')}`.execute(
        db,
      );
    expect(row.rows[0]).toEqual({ email: '', contact: '', message: '', company: '', phone: '' });
    const steps = await sql<{ word: string }>`select word from requests.step where request_id = ${idOf('Abgeschlossen')}`.execute(db);
    expect(steps.rows.every((step) => step.word === '')).toBe(true);
    const office = await as(['office']);
    expect(await (await office.get('/geschaeftsstelle/datenschutz')).text()).toContain('requests: ');
  });

  it('a check in an account is kept, one without is not', async () => {
    const { sheet } = await busyCompany();
    const started = await post('/checks/attractive-employer/start', {});
    const loose = (started.headers.get('location') ?? '').replace(/\/thema\/1$/, '');
    clock.advance(80 * DAY);
    const subjects = await sql<{ subject: string }>`select subject from companies.claim where kind = 'assessment'`.execute(db);
    for (const { subject } of subjects.rows) await application.checks.keep(subject);
    clock.advance(20 * DAY);
    await run();
    expect(
      (await sql`select 1 from checks.assessment where id in (select subject from companies.claim)`.execute(db)).rows.length,
    ).toBeGreaterThan(0);
    expect([404, 410]).toContain((await get(loose)).status);
    expect([200, 410]).toContain((await get(sheet)).status);
  });

  it('accounts with a task stay, idle ones without go', async () => {
    const idle = await as();
    const busy = await as(['office']);
    const long = new Date(clock.now().getTime() - 1100 * DAY);
    await sql`update accounts."user" set "updatedAt" = ${long} where id in (${idle.id}, ${busy.id})`.execute(db);
    await sql`update accounts.session set "updatedAt" = ${long} where "userId" in (${idle.id}, ${busy.id})`.execute(db);
    expect(await result('accounts')).toBeGreaterThan(0);
    const left = await sql<{ id: string }>`select id from accounts."user" where id in (${idle.id}, ${busy.id})`.execute(db);
    expect(left.rows.map((row) => row.id)).toEqual([busy.id]);
  });

  it('one rule that fails does not keep the others from running', async () => {
    const faults: unknown[] = [];
    const fine = async () => 1;
    const names = privacy.processings.flatMap(({ retention }) => ('rule' in retention ? [retention.rule] : []));
    const rules = Object.fromEntries(names.map((rule) => [rule, fine]));
    const broken = { ...rules, requests: async () => Promise.reject(new Error('kaputt')) } as never;
    const results = await carryOut(broken, privacy.processings, clock.now(), (fault) => faults.push(fault));
    expect(faults).toHaveLength(1);
    expect(results.find((each) => each.rule === 'requests')?.failed).toBe(true);
    expect(results.filter((each) => each.count === 1)).toHaveLength(names.length - 1);
  });

  it('the page of all processing is made from the same file', async () => {
    const page = await (await get('/verarbeitungen')).text();
    for (const each of privacy.processings) expect(page).toContain(each.retention.text.replaceAll('"', '&quot;'));
  });
});
