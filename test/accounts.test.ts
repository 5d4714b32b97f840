import { TOTP } from 'otpauth';
import { sql } from 'kysely';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { audit, auditTrail, verifyAudit } from '../src/platform/audit/index.ts';
import { DAY, HOUR } from '../src/platform/clock.ts';
import { newId } from '../src/platform/ids.ts';
import { storedMails } from '../src/platform/mail/index.ts';
import { insertOrganisations } from '../src/modules/organisations/index.ts';
import { testApplication } from './support/application.ts';
import { cookiesOf } from './support/cookies.ts';
import { mailTo, pathIn } from './support/mail.ts';

const application = await testApplication({ DEMO: 'off' });
const { accounts, as, get, post, services, clock } = application;
const { db } = services;
const { owned } = application.database;

async function enterByMail(email: string, next?: string): Promise<{ answer: Response; cookie: string; path: string }> {
  await post('/anmelden', { email, ...(next ? { weiter: next } : {}) });
  const path = pathIn((await mailTo(db, email))?.text, '/anmelden/link/');
  const [base = '', query = ''] = path.split('?');
  const answer = await post(base, { weiter: new URLSearchParams(query).get('weiter') ?? '' });
  return { answer, cookie: cookiesOf(answer), path };
}

const organisationId = newId();
await actAs(SYSTEM, () =>
  insertOrganisations(db, [
    {
      id: organisationId,
      slug: 'probekammer',
      name: 'Probekammer',
      kind: 'chamber',
      description: 'Berät.',
      email: 'info@probekammer.example',
      website: null,
      postal_code: '24103',
      town: 'Kiel',
      district: '01002',
      lat: 54.3,
      lon: 10.1,
      since: null,
      demo: false,
      updated_at: clock.now(),
    },
  ]),
);

afterEach(() => vi.useRealTimers());

describe('signing in by link', () => {
  it('works once, leads where one wanted to go, and greets', async () => {
    const { answer, cookie, path } = await enterByMail('anna@person.example', '/konto/profil');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/konto/profil');
    expect((await get('/konto', { cookie })).status).toBe(200);
    expect((await post(path.split('?')[0] ?? '', {})).status).toBe(410);
  });

  it('a program that only opens the link does not use it up', async () => {
    await post('/anmelden', { email: 'scanner@person.example' });
    const path = pathIn((await mailTo(db, 'scanner@person.example'))?.text, '/anmelden/link/');
    expect((await get(path)).status).toBe(200);
    expect((await get(path)).status).toBe(200);
    expect((await post(path, {})).status).toBe(303);
  });

  it('leads to no other site', async () => {
    for (const next of ['https://boese.example', '//boese.example', '/\\boese.example', 'javascript:alert(1)']) {
      const { answer } = await enterByMail(`n${newId()}@person.example`, next);
      expect(answer.headers.get('location')).toBe('/konto');
    }
  });

  it('is over after ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await post('/anmelden', { email: 'spaet@person.example' });
    const path = pathIn((await mailTo(db, 'spaet@person.example'))?.text, '/anmelden/link/');
    vi.setSystemTime(Date.now() + 11 * 60_000);
    expect((await post(path, {})).status).toBe(410);
  });

  it('mails are text and HTML, and nothing in them is fetched', async () => {
    const mail = await mailTo(db, 'anna@person.example');
    expect(mail?.text).toContain('Er gilt 10 Minuten und nur einmal');
  });
});

describe('password', () => {
  it('is set after signing in by link, refused where it is common or personal, and works', async () => {
    const { cookie } = await enterByMail('paula.winter@person.example');
    const set = (neu: string) => post('/konto/sicherheit/passwort', { neu }, { cookie });
    expect(await (await set('kurz')).text()).toContain('mindestens zwölf Zeichen');
    expect(await (await set('passwordpassword')).text()).toContain('Liste der häufigsten');
    expect(await (await set('!!password123!!')).text()).toContain('Liste der häufigsten');
    expect(await (await set('paulawinter1')).text()).toContain('aus Ihrem Namen');
    expect((await set('ein Tisch hat vier Beine')).status).toBe(303);
    const entered = await post('/anmelden/passwort', { adresse: 'Paula.Winter@person.example', passwort: 'ein Tisch hat vier Beine' });
    expect(entered.status).toBe(303);
    expect((await get('/konto', { cookie: cookiesOf(entered) })).status).toBe(200);
  });

  it('is kept as Argon2id', async () => {
    const { rows } = await sql<{ password: string }>`select password from accounts.account where password is not null`.execute(db);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('changing it ends all other sessions', async () => {
    const first = await enterByMail('wechsel@person.example');
    const second = await enterByMail('wechsel@person.example');
    expect((await post('/konto/sicherheit/passwort', { neu: 'drei Boote auf dem Fluss' }, { cookie: second.cookie })).status).toBe(303);
    expect((await get('/konto', { cookie: first.cookie })).status).toBe(303);
    expect((await get('/konto', { cookie: second.cookie })).status).toBe(200);
  });
});

describe('second factor', () => {
  async function setUp(email: string) {
    const { cookie } = await enterByMail(email);
    const page = await post('/konto/sicherheit/zweiter-faktor', {}, { cookie });
    const html = await page.text();
    const secret = /private-link">([A-Z2-7 ]+)</.exec(html)?.[1]?.replaceAll(' ', '') ?? '';
    const codes = [...html.matchAll(/<li><code>([^<]+)<\/code>/g)].map((match) => match[1] ?? '');
    const totp = new TOTP({ secret, digits: 6, period: 30 });
    return { cookie, totp, codes };
  }

  it('is set up with a code of the app, and asked for at the next sign-in; the session gets a new token', async () => {
    const { cookie, totp, codes } = await setUp('zwei@person.example');
    expect(codes.length).toBeGreaterThanOrEqual(8);
    expect((await post('/anmelden/zweiter-faktor', { code: '000000' }, { cookie })).status).toBe(422);
    const done = await post('/anmelden/zweiter-faktor', { code: totp.generate() }, { cookie });
    expect(done.status).toBe(303);
    expect((await get('/konto', { cookie })).status).toBe(303); // the weaker session is over
    expect((await get('/konto', { cookie: cookiesOf(done) })).status).toBe(200);
  });

  it('a code counts once', async () => {
    const { cookie, totp } = await setUp('einmal@person.example');
    const code = totp.generate();
    const strong = cookiesOf(await post('/anmelden/zweiter-faktor', { code }, { cookie }));
    expect((await post('/konto/sicherheit/passwort', { neu: 'sechs Möwen am Hafen' }, { cookie: strong })).status).toBe(303);
    const begun = cookiesOf(await post('/anmelden/passwort', { adresse: 'einmal@person.example', passwort: 'sechs Möwen am Hafen' }));
    const replayed = await post('/anmelden/zweiter-faktor', { code }, { cookie: begun });
    expect(replayed.status).toBe(422);
    expect((await get('/konto', { cookie: cookiesOf(replayed) })).status).toBe(303);
  });

  it('a password alone leads to the second step; a recovery code works once', async () => {
    const { cookie, totp, codes } = await setUp('drei@person.example');
    const strong = cookiesOf(await post('/anmelden/zweiter-faktor', { code: totp.generate() }, { cookie }));
    expect((await post('/konto/sicherheit/passwort', { neu: 'vier Wolken über Kiel' }, { cookie: strong })).status).toBe(303);
    const begin = async () => {
      const answer = await post('/anmelden/passwort', { adresse: 'drei@person.example', passwort: 'vier Wolken über Kiel' });
      expect(answer.headers.get('location')).toBe('/anmelden/zweiter-faktor');
      expect((await get('/konto', { cookie: cookiesOf(answer) })).status).toBe(303);
      return cookiesOf(answer);
    };
    const [code = ''] = codes;
    const first = await post('/anmelden/zweiter-faktor', { code }, { cookie: await begin() });
    expect(first.status).toBe(303);
    expect((await get('/konto', { cookie: cookiesOf(first) })).status).toBe(200);
    expect((await post('/anmelden/zweiter-faktor', { code }, { cookie: await begin() })).status).toBe(422);
  });

  it('an administrator takes it away from whoever has lost everything: the way back', async () => {
    const { totp, cookie } = await setUp('verloren@person.example');
    await post('/anmelden/zweiter-faktor', { code: totp.generate() }, { cookie });
    const administrator = await as(['administrator']);
    const { rows } = await sql<{ id: string }>`select id from accounts."user" where email = 'verloren@person.example'`.execute(db);
    const id = rows[0]?.id ?? '';
    expect((await administrator.post(`/geschaeftsstelle/konten/${id}`, { was: 'zuruecksetzen' })).status).toBe(303);
    const again = await enterByMail('verloren@person.example');
    expect(await (await get('/konto/sicherheit', { cookie: again.cookie })).text()).toContain('Nicht eingerichtet');
  });
});

describe('sessions', () => {
  it('are listed, ended one by one and all at once', async () => {
    const first = await enterByMail('liste@person.example');
    const second = await enterByMail('liste@person.example');
    const page = await (await get('/konto/sicherheit', { cookie: second.cookie })).text();
    const [path = ''] = /\/konto\/sicherheit\/sitzungen\/[0-9a-f-]{36}\/beenden/.exec(page) ?? [];
    expect((await post(path, {}, { cookie: second.cookie })).status).toBe(303);
    expect((await get('/konto', { cookie: first.cookie })).status).toBe(303);
    const third = await enterByMail('liste@person.example');
    await post('/konto/sicherheit/sitzungen/beenden', {}, { cookie: third.cookie });
    expect((await get('/konto', { cookie: second.cookie })).status).toBe(303);
    expect((await get('/konto', { cookie: third.cookie })).status).toBe(200);
  });

  it.each([
    ['idle for two weeks', [] as const, 15 * DAY, 15 * DAY],
    ['used daily for sixty days', [] as const, 61 * DAY, 0],
    ['of the office, idle for two hours', [['office']] as const, 3 * HOUR, 3 * HOUR],
    ['of the office, twelve hours old', [['office']] as const, 13 * HOUR, 0],
  ])('%s is over', async (_, roles, age, idle) => {
    const person = await as(...(roles as unknown as ['office'][]));
    expect((await get('/konto', { cookie: person.cookie })).status).toBe(200);
    const now = clock.now().getTime();
    await sql`update accounts.session set "createdAt" = ${new Date(now - age)}, "updatedAt" = ${new Date(now - idle)} where "userId" = ${person.id}`.execute(
      db,
    );
    expect((await get('/konto', { cookie: person.cookie })).status).toBe(303);
  });

  it('signing out ends it on the server, not only in the browser', async () => {
    const { cookie } = await enterByMail('hinaus@person.example');
    await post('/abmelden', {}, { cookie });
    expect((await get('/konto', { cookie })).status).toBe(303);
  });

  it('a blocked account is out at once and cannot come in', async () => {
    const person = await as();
    const administrator = await as(['administrator']);
    await administrator.post(`/geschaeftsstelle/konten/${person.id}`, { was: 'sperren' });
    expect((await person.get('/konto')).status).toBe(303);
    const again = await enterByMail(person.email);
    expect((await get('/konto', { cookie: again.cookie })).status).toBe(303);
  });
});

describe('invitations and requests to join', () => {
  it('a coordinator invites, the invited takes the role, and only once', async () => {
    const coordinator = await as(['organisationCoordinator', organisationId]);
    const sent = await coordinator.post(`/mitarbeit/organisation/${organisationId}/einladen`, {
      email: 'Neu@person.example',
      role: 'organisationEditor',
    });
    expect(sent.status).toBe(303);
    const path = pathIn((await mailTo(db, 'neu@person.example'))?.text, '/einladung/');
    expect(await (await get(path)).text()).toContain('Probekammer');
    const { cookie } = await enterByMail('neu@person.example', path);
    expect((await post(path, { name: '' }, { cookie })).status).toBe(422);
    const accepted = await post(path, { name: 'Nele Neu' }, { cookie });
    expect(accepted.headers.get('location')).toBe(`/organisation/${organisationId}`);
    expect((await get(`/organisation/${organisationId}`, { cookie })).status).toBe(200);
    expect((await get(path)).status).toBe(410);
    expect((await post(path, { name: 'Jemand' }, { cookie })).status).toBe(410);
  });

  it('a stranger gets one letter, however often and with whatever name somebody presses', async () => {
    const coordinator = await as(['organisationCoordinator', organisationId]);
    const invite = (email: string) =>
      coordinator.post(`/mitarbeit/organisation/${organisationId}/einladen`, { email, role: 'organisationEditor' });
    const answers = [];
    for (let time = 0; time < 12; time++) answers.push((await invite('fremd@person.example')).status);
    expect(answers.filter((status) => status === 303)).toHaveLength(1);
    expect(await (await invite('fremd@person.example')).text()).toContain('ist schon eine Einladung unterwegs');
    await services.jobs.drain();
    const { rows } = await sql<{ n: number }>`select count(*)::int n from platform.mail where recipient = 'fremd@person.example'`.execute(
      db,
    );
    expect(rows[0]?.n).toBe(1);
    // Nor does a name carry an address into somebody's mailbox.
    const named = await coordinator.post('/konto/profil', { name: 'Gesperrt – https://boese.example/login', locale: 'de' });
    expect([named.status, (await named.text()).includes('Eine Internetadresse gehört nicht dazu')]).toEqual([422, true]);
    expect((await coordinator.post('/betrieb/neu', { name: 'Konto gesperrt www.boese.example', place: '' })).status).toBe(422);
  });

  it('a revoked invitation is over', async () => {
    const coordinator = await as(['organisationCoordinator', organisationId]);
    await coordinator.post(`/mitarbeit/organisation/${organisationId}/einladen`, {
      email: 'doch-nicht@person.example',
      role: 'organisationEditor',
    });
    const page = await (await coordinator.get(`/mitarbeit/organisation/${organisationId}`)).text();
    const [revoke = ''] = /\/mitarbeit\/organisation\/[0-9a-f-]{36}\/einladungen\/[0-9a-f-]{36}\/zuruecknehmen/.exec(page) ?? [];
    await coordinator.post(revoke, {});
    const path = pathIn((await mailTo(db, 'doch-nicht@person.example'))?.text, '/einladung/');
    expect((await get(path)).status).toBe(410);
  });

  it('whoever asks to join hears from the coordinator', async () => {
    const coordinator = await as(['organisationCoordinator', organisationId]);
    const person = await as();
    expect((await person.post(`/beitreten/organisation/${organisationId}`, { word: 'Ich berate hier seit 2020.' })).status).toBe(303);
    expect((await person.post(`/beitreten/organisation/${organisationId}`, { word: 'Noch einmal.' })).status).toBe(422);
    await services.jobs.drain();
    expect((await mailTo(db, coordinator.email))?.subject).toContain('möchte bei Probekammer mitarbeiten');
    const page = await (await coordinator.get(`/mitarbeit/organisation/${organisationId}`)).text();
    expect(page).toContain('Ich berate hier seit 2020.');
    const [decide = ''] = /\/mitarbeit\/organisation\/[0-9a-f-]{36}\/beitritt\/[0-9a-f-]{36}/.exec(page) ?? [];
    expect((await coordinator.post(decide, { entscheidung: 'ja' })).status).toBe(303);
    expect((await person.get(`/organisation/${organisationId}`)).status).toBe(200);
  });

  it('whoever gives up a role is told so where they may still be', async () => {
    const coordinator = await as(['organisationCoordinator', organisationId]);
    const { rows } = await sql<{ id: string }>`select id from accounts."grant" where user_id = ${coordinator.id}`.execute(db);
    const answer = await coordinator.post(`/mitarbeit/organisation/${organisationId}/rollen/${rows[0]?.id}/nehmen`, {});
    expect(answer.headers.get('location')).toBe('/konto');
    expect(answer.headers.get('set-cookie')).toContain('aufgegeben');
    expect((await coordinator.get('/konto')).status).toBe(200);
  });

  it('a role is given up or taken only after a question, and the way to it stands only where it is open', async () => {
    const [office, administrator] = [await as(['office']), await as(['administrator'])];
    const { rows } = await sql<{ id: string; user_id: string }>`select id, user_id from accounts."grant"
      where user_id = any(${[office.id, administrator.id]}::uuid[])`.execute(db);
    const grantOf = (person: { id: string }) => rows.find((row) => row.user_id === person.id)?.id;
    const rowOf = (html: string, person: { id: string }) =>
      html.split('id="rolle-').find((part) => part.startsWith(grantOf(person) ?? '')) ?? '';
    const [seen, all] = [
      await (await office.get('/geschaeftsstelle/mitarbeit')).text(),
      await (await administrator.get('/geschaeftsstelle/mitarbeit')).text(),
    ];
    expect(rowOf(seen, office)).toMatch(/<summary>Aufgabe abgeben …<\/summary>[\s\S]*Zurück kommen Sie nur/);
    expect(rowOf(seen, administrator)).not.toContain('/nehmen');
    expect(rowOf(all, office)).toMatch(/<summary>Aufgabe entziehen …<\/summary>[\s\S]*wird überall abgemeldet/);
  });

  it('whoever loses a role is out in every browser at once; the last administrator stays', async () => {
    const editor = await as(['organisationEditor', organisationId]);
    const coordinator = await as(['organisationCoordinator', organisationId]);
    const { rows } = await sql<{ id: string }>`select id from accounts."grant" where user_id = ${editor.id}`.execute(db);
    await coordinator.post(`/mitarbeit/organisation/${organisationId}/rollen/${rows[0]?.id}/nehmen`, {});
    expect((await editor.get(`/organisation/${organisationId}`)).status).toBe(303);
    await sql`delete from accounts."grant" where role = 'administrator'`.execute(db);
    const administrator = await as(['administrator']);
    const last = await sql<{ id: string }>`select id from accounts."grant" where role = 'administrator'`.execute(db);
    const answer = await administrator.post(`/geschaeftsstelle/mitarbeit/rollen/${last.rows[0]?.id}/nehmen`, {});
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('letzte Administrator');
  });
});

describe('notifications', () => {
  const tell = (userId: string, title: string) => accounts.notify.tell({ userId, kind: 'review', title, path: '/konto' });

  it('come at once, with a link that ends them with one POST (RFC 8058)', async () => {
    const person = await as();
    await tell(person.id, 'Eine Sache');
    await services.jobs.drain();
    const mail = (await storedMails(db, 50)).find((each) => each.to === person.email);
    expect(mail?.subject).toBe('Eine Sache');
    const row = await sql<{ unsubscribe: string }>`select unsubscribe from platform.mail where recipient = ${person.email}`.execute(db);
    const path = pathIn(row.rows[0]?.unsubscribe, '/abbestellen/');
    expect((await get(path)).status).toBe(200);
    // Mail programs send this without cookie and origin.
    const answer = await application.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(answer.status).toBe(200);
    await tell(person.id, 'Noch eine Sache');
    await services.jobs.drain();
    expect((await storedMails(db, 50)).filter((each) => each.to === person.email)).toHaveLength(1);
    expect(await (await person.get('/konto')).text()).toContain('Noch eine Sache'); // on the page it is there all the same
  });

  it('are bundled for whoever wants them daily', async () => {
    const person = await as();
    await person.post('/konto/mitteilungen', { review: 'daily' });
    await tell(person.id, 'Erstens');
    await services.jobs.drain();
    await tell(person.id, 'Zweitens');
    await tell(person.id, 'Drittens');
    await services.jobs.drain();
    const mails = async () => (await storedMails(db, 100)).filter((each) => each.to === person.email);
    expect(await mails()).toHaveLength(1); // the first begins the day
    clock.advance(DAY);
    await accounts.notify.sendDue();
    expect((await mails())[0]?.subject).toBe('2 Mitteilungen für Sie');
    expect((await mails())[0]?.text).toContain('Drittens');
  });
});

describe('what is logged', () => {
  it('every beginning of a session stands in the trail, with its way', async () => {
    const { cookie } = await enterByMail('spur@person.example');
    expect((await get('/konto', { cookie })).status).toBe(200);
    const [row] = (await auditTrail(db, {}, 5)).filter((each) => each.action === 'session.begun');
    expect(row?.details).toEqual({ method: 'link', twoFactors: false });
  });
});

describe('audit trail', () => {
  it('is unbroken, and a change in it is found', async () => {
    await audit(db, { action: 'probe.first', kind: 'probe', record: newId() }, { action: 'probe.second', kind: 'probe', record: newId() });
    const before = await verifyAudit(db);
    expect(before.ok).toBe(true);
    const [row] = await auditTrail(db, {}, 1);
    await expect(sql`update platform.audit set action = 'x'`.execute(db)).rejects.toThrow('permission denied');
    await expect(sql`delete from platform.audit`.execute(owned)).rejects.toThrow('append-only');
    // Whoever owns the database can take the trigger away, but not mend the chain unseen.
    await sql`alter table platform.audit disable trigger all`.execute(owned);
    await sql`update platform.audit set action = 'gefälscht' where position = ${row?.position}`.execute(owned);
    expect(await verifyAudit(db)).toMatchObject({ ok: false, reason: 'changed', position: row?.position });
    await sql`update platform.audit set action = 'probe.second' where position = ${row?.position}`.execute(owned);
    expect((await verifyAudit(db)).ok).toBe(true);
    await sql`delete from platform.audit where position = ${(row?.position ?? 0) - 1}`.execute(owned);
    expect(await verifyAudit(db)).toMatchObject({ ok: false, reason: 'gap' });
    await sql`alter table platform.audit enable trigger all`.execute(owned);
  });

  it('stays one chain when many write at once', async () => {
    await sql`alter table platform.audit disable trigger all`.execute(owned);
    await sql`delete from platform.audit`.execute(owned);
    await sql`alter table platform.audit enable trigger all`.execute(owned);
    await Promise.all(Array.from({ length: 40 }, (_, n) => audit(db, { action: `probe.${n}`, kind: 'probe', record: newId() })));
    expect(await verifyAudit(db)).toMatchObject({ ok: true, entries: 40 });
  });

  it('is written in the transaction of the change: what is undone is not in it', async () => {
    await expect(
      db.transaction().execute(async (trx) => {
        await audit(trx as never, { action: 'probe.undone', kind: 'probe', record: newId() });
        throw new Error('undo');
      }),
    ).rejects.toThrow('undo');
    expect((await auditTrail(db, {}, 100)).some((row) => row.action === 'probe.undone')).toBe(false);
  });

  it('is read by the office, per record and per person', async () => {
    const office = await as(['office']);
    await office.post('/konto/profil', { name: 'Olga Office', locale: 'de' });
    const page = await (await office.get(`/geschaeftsstelle/verlauf?person=${office.id}`)).text();
    expect(page).toContain('Konto: Name oder Sprache geändert');
    expect(page).toContain('Olga Office');
    expect(await (await office.get(`/geschaeftsstelle/verlauf?datensatz=${office.id}`)).text()).toContain('Aufgabe: gegeben');
  });
});
