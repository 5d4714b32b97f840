/** Who may change what signs in, tried as an attacker would who reads somebody's mailbox (findings/security 1, 4, 10 to 13, 15 to 17, 19). */
import { sql } from 'kysely';
import type { Role } from '../src/modules/accounts/model.ts';
import { insertGrant } from '../src/modules/accounts/store/people.ts';
import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { auditTrail } from '../src/platform/audit/index.ts';
import { runCommand } from '../src/platform/cli.ts';
import { newId } from '../src/platform/ids.ts';
import { storedMails } from '../src/platform/mail/index.ts';
import { accountsCommands } from '../src/modules/accounts/index.ts';
import { testApplication } from './support/application.ts';
import { cookiesOf } from './support/cookies.ts';
import { mailTo, pathIn } from './support/mail.ts';
import { softwarePasskey } from './support/passkey.ts';

const application = await testApplication({ DEMO: 'off' });
const { accounts, app, as, config, get, post, services } = application;
const { db } = services;

/** Signs in by the link of a mail, with nothing but the mailbox. */
async function enterByMail(email: string): Promise<string> {
  await sql`delete from platform.rate_limit`.execute(db);
  await post('/anmelden', { email });
  const path = pathIn((await mailTo(db, email, '/anmelden/link/'))?.text, '/anmelden/link/');
  return cookiesOf(await post(path.split('?')[0] ?? '', {}));
}

const json = (path: string, cookie: string, body: unknown) =>
  app.request(path, {
    method: 'POST',
    headers: { origin: config.publicUrl, host: new URL(config.publicUrl).host, 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });

async function addPasskey(cookie: string): Promise<{ begun: number; added: number }> {
  const key = softwarePasskey(new URL(config.publicUrl).origin);
  const begun = await json('/api/passkey/einrichten/beginn', cookie, {});
  const { challenge = 'AAAA' } = begun.status === 200 ? ((await begun.clone().json()) as { challenge: string }) : {};
  const both = [cookie, cookiesOf(begun)].filter(Boolean).join('; ');
  return { begun: begun.status, added: (await json('/api/passkey/einrichten', both, key.register(challenge))).status };
}

const secretIn = (html: string): TOTP => {
  const secret = /private-link">([A-Z2-7 ]+)</.exec(html)?.[1]?.replaceAll(' ', '') ?? '';
  return new TOTP({ secret, digits: 6, period: 30 });
};

/** An account with an authenticator, and the strong session in which it was set up. */
async function withTotp(email: string, password?: string) {
  const cookie = await enterByMail(email);
  if (password) await post('/konto/sicherheit/passwort', { neu: password }, { cookie });
  const page = await post('/konto/sicherheit/zweiter-faktor', password ? { kennwort: password } : {}, { cookie });
  const totp = secretIn(await page.text());
  const strong = cookiesOf(await post('/anmelden/zweiter-faktor', { code: totp.generate() }, { cookie }));
  const { rows } = await sql<{ id: string }>`select id from accounts."user" where email = ${email}`.execute(db);
  return { id: rows[0]?.id ?? '', totp, strong };
}

/** Somebody who holds the role already, with what they set up since. */
const holds = (id: string, role: Role) =>
  insertGrant(db, {
    id: newId(),
    user_id: id,
    role,
    scope: 'platform',
    scope_id: null,
    granted_by: null,
    granted_at: application.clock.now(),
  });
const grantAdministrator = (id: string) => holds(id, 'administrator');
const actionsOn = async (id: string) => (await auditTrail(db, { record: id }, 50)).map((row) => row.action);
const lettersTo = async (email: string) =>
  (await storedMails(db, 500)).filter((mail) => mail.to === email && mail.subject === 'An Ihrer Anmeldung wurde etwas geändert');

describe('with the mailbox of somebody who has a second factor', () => {
  it('nothing opens: no page of the account, no passkey, no new authenticator, no password, no codes', async () => {
    const { id } = await withTotp('chefin@netz.example');
    await grantAdministrator(id);
    const thief = await enterByMail('chefin@netz.example');
    for (const path of ['/geschaeftsstelle', '/konto', '/konto/sicherheit', '/konto/daten.json']) {
      const answer = await get(path, { cookie: thief });
      expect([path, answer.status, answer.headers.get('location')?.split('?')[0]]).toEqual([path, 303, '/anmelden/zweiter-faktor']);
    }
    expect(await addPasskey(thief)).toEqual({ begun: 403, added: 403 });
    for (const path of ['zweiter-faktor', 'zweiter-faktor/aus', 'wiederherstellung', 'passwort', 'passwort/entfernen'])
      expect([path, (await post(`/konto/sicherheit/${path}`, { neu: 'ein Tisch hat vier Beine' }, { cookie: thief })).status]).toEqual([
        path,
        403,
      ]);
    expect(await actionsOn(id)).not.toContain('account.passkeyAdded');
  });

  it('an ordinary account is as safe: its second factor counts on the way by link, too, and cannot be turned off', async () => {
    const { totp } = await withTotp('emil@betrieb.example');
    const thief = await enterByMail('emil@betrieb.example');
    expect((await get('/konto', { cookie: thief })).headers.get('location')).toContain('/anmelden/zweiter-faktor');
    expect((await post('/konto/sicherheit/zweiter-faktor/aus', {}, { cookie: thief })).status).toBe(403);
    // The owner shows the code and is in.
    await sql`delete from platform.rate_limit`.execute(db);
    const own = cookiesOf(await post('/anmelden/zweiter-faktor', { code: totp.generate() }, { cookie: thief }));
    expect((await get('/konto', { cookie: own })).status).toBe(200);
  });

  it('a strong session that has grown old asks for the second step anew', async () => {
    const { id, strong } = await withTotp('alt@netz.example');
    expect((await addPasskey(strong)).added).toBe(200);
    await sql`update accounts.session set "createdAt" = ${new Date(application.clock.now().getTime() - 20 * 60_000)} where "userId" = ${id}`.execute(
      db,
    );
    expect(await addPasskey(strong)).toEqual({ begun: 403, added: 403 });
    expect(await (await get('/konto/sicherheit', { cookie: strong })).text()).toContain('Zweiten Schritt zeigen');
  });
});

describe('the first second factor of a strong role', () => {
  it('is not opened by the mailbox, and the page says who opens it', async () => {
    const cookie = await enterByMail('neu@netz.example');
    const { rows } = await sql<{ id: string }>`select id from accounts."user" where email = 'neu@netz.example'`.execute(db);
    await grantAdministrator(rows[0]?.id ?? '');
    expect((await post('/konto/sicherheit/zweiter-faktor', {}, { cookie })).status).toBe(422);
    expect(await addPasskey(cookie)).toEqual({ begun: 403, added: 403 });
    expect((await post('/konto/sicherheit/passwort', { neu: 'ein Tisch hat vier Beine' }, { cookie })).status).toBe(422);
    expect(await (await get('/anmelden/zweiter-faktor', { cookie })).text()).toContain('Bitten Sie jemanden aus der Geschäftsstelle');
  });

  it('is opened by an invitation of somebody strong, for the session that takes it; whoever invited hears of it', async () => {
    const administrator = await as(['administrator']);
    await administrator.post('/geschaeftsstelle/mitarbeit/einladen', { email: 'olga@netz.example', role: 'office' });
    const path = pathIn((await mailTo(db, 'olga@netz.example', '/einladung/'))?.text, '/einladung/');
    const cookie = await enterByMail('olga@netz.example');
    const accepted = await post(path, { name: 'Olga Office' }, { cookie });
    expect(accepted.headers.get('location')).toBe('/geschaeftsstelle');
    // It is taken once: whoever reads the mailbox later does not set up a second factor with it.
    const thief = await enterByMail('olga@netz.example');
    expect((await post('/konto/sicherheit/zweiter-faktor', {}, { cookie: thief })).status).toBe(422);
    expect((await post(path, {}, { cookie: thief })).status).toBe(410);
    expect((await post('/konto/sicherheit/zweiter-faktor', {}, { cookie: thief })).status).toBe(422);
    expect(await addPasskey(thief)).toEqual({ begun: 403, added: 403 });
    const totp = secretIn(await (await post('/konto/sicherheit/zweiter-faktor', {}, { cookie })).text());
    const strong = cookiesOf(await post('/anmelden/zweiter-faktor', { code: totp.generate() }, { cookie }));
    expect((await get('/geschaeftsstelle', { cookie: strong })).status).toBe(200);
    expect((await get(path, { cookie: strong })).status).toBe(410);
    await services.jobs.drain();
    expect((await mailTo(db, administrator.email))?.subject).toContain('hat Ihre Einladung angenommen');
  });

  it('is no set-up that somebody began before the role came, neither by the app nor by a recovery code', async () => {
    const email = 'wartend@netz.example';
    const thief = await enterByMail(email);
    const page = await (await post('/konto/sicherheit/zweiter-faktor', {}, { cookie: thief })).text();
    const totp = secretIn(page);
    const recovery = /<li[^>]*>(?:<code[^>]*>)?([A-Za-z0-9]{4,}-[A-Za-z0-9]{4,})/.exec(page)?.[1] ?? '';
    expect(recovery).not.toBe('');
    const { rows } = await sql<{ id: string }>`select id from accounts."user" where email = ${email}`.execute(db);
    await grantAdministrator(rows[0]?.id ?? '');
    const later = await enterByMail(email);
    for (const cookie of [thief, later]) {
      for (const code of [recovery, totp.generate()]) {
        expect((await post('/anmelden/zweiter-faktor', { code }, { cookie })).status).toBe(422);
        expect((await get('/geschaeftsstelle/konten', { cookie })).status).not.toBe(200);
      }
    }
    expect(await actionsOn(rows[0]?.id ?? '')).not.toContain('account.secondFactorAdded');
  });

  it('that is a passkey counts on every way in: the mailbox opens, changes, ends and deletes nothing', async () => {
    const email = 'schluessel@netz.example';
    const owner = await enterByMail(email);
    // Somebody else began a set-up of an authenticator before: it is gone with the passkey.
    await post('/konto/sicherheit/zweiter-faktor', {}, { cookie: await enterByMail(email) });
    expect((await addPasskey(owner)).added).toBe(200);
    const { rows } = await sql<{
      id: string;
      n: number;
    }>`select id, (select count(*)::int from accounts."twoFactor" t where t."userId" = u.id) n
      from accounts."user" u where email = ${email}`.execute(db);
    expect(rows[0]?.n).toBe(0);
    await grantAdministrator(rows[0]?.id ?? '');
    const thief = await enterByMail(email);
    for (const path of ['/konto', '/konto/daten.json', '/konto/daten.pdf', '/konto/sicherheit']) {
      const answer = await get(path, { cookie: thief });
      expect([path, answer.status, answer.headers.get('location')?.startsWith('/anmelden/zweiter-faktor')]).toEqual([path, 303, true]);
    }
    expect(await (await get('/anmelden/zweiter-faktor', { cookie: thief })).text()).toContain('Zeigen Sie bitte Ihren Passkey');
    for (const path of ['/konto/profil', '/konto/sicherheit/sitzungen/beenden', '/konto/daten/loeschen'])
      expect([path, (await post(path, { name: 'Dieb', wort: 'löschen' }, { cookie: thief })).status]).toEqual([path, 403]);
    expect((await sql<{ n: number }>`select count(*)::int n from accounts."user" where email = ${email}`.execute(db)).rows[0]?.n).toBe(1);
  });

  it('is no key that was left with the mailbox before the role came: it goes, the owner sets up a new one and hears of it', async () => {
    const email = 'vorher@netz.example';
    const thief = await enterByMail(email);
    expect((await addPasskey(thief)).added).toBe(200);
    await post('/konto/sicherheit/passwort', { neu: 'ein Tisch hat vier Beine' }, { cookie: thief });
    const { rows } = await sql<{ id: string }>`select id from accounts."user" where email = ${email}`.execute(db);
    const id = rows[0]?.id ?? '';
    const administrator = await as(['administrator']);
    await administrator.post('/geschaeftsstelle/mitarbeit/einladen', { email, role: 'office' });
    const owner = await enterByMail(email);
    const path = pathIn((await mailTo(db, email, '/einladung/'))?.text, '/einladung/');
    expect((await post(path, { name: 'Vera Vorher' }, { cookie: owner })).status).toBe(303);
    const left = await sql<{ n: number }>`select (select count(*) from accounts.passkey where "userId" = ${id})::int
      + (select count(*) from accounts.account where "userId" = ${id})::int as n`.execute(db);
    expect(left.rows[0]?.n).toBe(0);
    expect((await get('/konto', { cookie: thief })).status).toBe(303); // its session has ended
    expect(
      (await lettersTo(email)).some((mail) => mail.text.includes('gelten Passkeys, Passwort und Authenticator-App von vorher nicht mehr')),
    ).toBe(true);
    const totp = secretIn(await (await post('/konto/sicherheit/zweiter-faktor', {}, { cookie: owner })).text());
    const strong = cookiesOf(await post('/anmelden/zweiter-faktor', { code: totp.generate() }, { cookie: owner }));
    expect((await get('/geschaeftsstelle', { cookie: strong })).status).toBe(200);
  });

  it('stays where the very session that takes the role has shown it', async () => {
    const email = 'gezeigt@netz.example';
    const { id, strong } = await withTotp(email);
    const administrator = await as(['administrator']);
    await administrator.post('/geschaeftsstelle/mitarbeit/einladen', { email, role: 'office' });
    const path = pathIn((await mailTo(db, email, '/einladung/'))?.text, '/einladung/');
    expect((await post(path, { name: 'Gisela Gezeigt' }, { cookie: strong })).status).toBe(303);
    expect((await get('/geschaeftsstelle', { cookie: strong })).status).toBe(200);
    expect(await actionsOn(id)).not.toContain('account.factorsCleared');
  });

  it('that was a passkey is set up anew at once: the session that takes the role does not live on what is gone', async () => {
    const email = 'mit-passkey@netz.example';
    const cookie = await enterByMail(email);
    expect((await addPasskey(cookie)).added).toBe(200);
    // As if it had been begun with that passkey, which is two factors in one.
    await sql`update accounts.session set strong_at = now(), method = 'passkey'
      where "userId" = (select id from accounts."user" where email = ${email})`.execute(db);
    const administrator = await as(['administrator']);
    await administrator.post('/geschaeftsstelle/mitarbeit/einladen', { email, role: 'office' });
    const path = pathIn((await mailTo(db, email, '/einladung/'))?.text, '/einladung/');
    expect((await post(path, { name: 'Petra Passkey' }, { cookie })).status).toBe(303);
    expect((await get('/geschaeftsstelle', { cookie })).headers.get('location')).toContain('/anmelden/zweiter-faktor');
    expect((await addPasskey(cookie)).added).toBe(200);
  });

  it('is asked for before the account can be deleted, too', async () => {
    const email = 'halb@netz.example';
    const cookie = await enterByMail(email);
    const { rows } = await sql<{ id: string }>`select id from accounts."user" where email = ${email}`.execute(db);
    await holds(rows[0]?.id ?? '', 'office');
    await post('/konto/daten/loeschen', { wort: 'löschen' }, { cookie });
    expect((await sql<{ n: number }>`select count(*)::int n from accounts."user" where email = ${email}`.execute(db)).rows[0]?.n).toBe(1);
  });

  it('is opened by a link of the command line, once', async () => {
    const out: string[] = [];
    const run = (...args: string[]) =>
      runCommand(accountsCommands, args, { out: (line) => out.push(line), err: (line) => out.push(line) }, () =>
        Promise.resolve({ accounts: () => Promise.resolve(accounts) }),
      );
    await run('admin', 'create', '--email', 'erste@netz.example', '--name', 'Erste');
    const path = pathIn(out.join('\n'), '/anmelden/link/');
    const cookie = cookiesOf(await post(path, {}));
    const totp = secretIn(await (await post('/konto/sicherheit/zweiter-faktor', {}, { cookie })).text());
    expect((await post('/anmelden/zweiter-faktor', { code: totp.generate() }, { cookie })).status).toBe(303);
    // And back to nothing: every factor gone, every session ended, in the trail and mailed.
    await run('admin', 'reset-factor', '--email', 'erste@netz.example');
    const { rows } = await sql<{ id: string }>`select id from accounts."user" where email = 'erste@netz.example'`.execute(db);
    expect(await actionsOn(rows[0]?.id ?? '')).toContain('account.factorsReset');
    expect((await lettersTo('erste@netz.example')).some((mail) => mail.text.includes('zurückgesetzt'))).toBe(true);
    const left = await sql<{ n: number }>`select count(*)::int as n from accounts.session where "userId" = ${rows[0]?.id}`.execute(db);
    expect(left.rows[0]?.n).toBe(0);
  });
});

describe('resetting', () => {
  it('removes every factor, a passkey and a password too, ends every session, and invites anew', async () => {
    const email = 'verloren@netz.example';
    const { id, strong } = await withTotp(email, 'ein Tisch hat vier Beine');
    await holds(id, 'office');
    expect((await addPasskey(strong)).added).toBe(200);
    const administrator = await as(['administrator']);
    expect((await administrator.post(`/geschaeftsstelle/konten/${id}`, { was: 'zuruecksetzen' })).status).toBe(303);
    const left = await sql<{ n: number }>`select (select count(*) from accounts.passkey where "userId" = ${id})::int
      + (select count(*) from accounts."twoFactor" where "userId" = ${id})::int + (select count(*) from accounts.session where "userId" = ${id})::int
      + (select count(*) from accounts.account where "userId" = ${id})::int as n`.execute(db);
    expect(left.rows[0]?.n).toBe(0);
    expect(await mailTo(db, email, '/einladung/')).toBeDefined();
  });
});

describe('every change', () => {
  it('stands in the trail and is mailed to the owner', async () => {
    const email = 'spur@betrieb.example';
    const password = 'sechs Möwen am Hafen';
    const { id, strong } = await withTotp(email, password);
    await addPasskey(strong);
    await post('/konto/sicherheit/wiederherstellung', { kennwort: password }, { cookie: strong });
    await post('/konto/sicherheit/passwort/entfernen', {}, { cookie: strong });
    const page = await (await get('/konto/sicherheit', { cookie: strong })).text();
    await post(/\/konto\/sicherheit\/passkeys\/[0-9a-f-]{36}\/entfernen/.exec(page)?.[0] ?? '', {}, { cookie: strong });
    await post('/konto/sicherheit/zweiter-faktor/aus', {}, { cookie: strong });
    const expected = [
      'password',
      'secondFactorAdded',
      'passkeyAdded',
      'recoveryCodesRenewed',
      'passwordRemoved',
      'passkeyRemoved',
      'secondFactorRemoved',
    ];
    const actions = await actionsOn(id);
    for (const what of expected) expect(actions).toContain(`account.${what}`);
    expect(await lettersTo(email)).toHaveLength(expected.length);
  });
});

describe('an account with a password', () => {
  it('sets up the second factor and renews its recovery codes, with the password beside', async () => {
    const cookie = await enterByMail('erst-passwort@betrieb.example');
    await post('/konto/sicherheit/passwort', { neu: 'vier Wolken über Kiel' }, { cookie });
    expect(await (await get('/konto/sicherheit', { cookie })).text()).toContain('name="kennwort"');
    const wrong = await post('/konto/sicherheit/zweiter-faktor', { kennwort: 'falsch' }, { cookie });
    expect([wrong.status, (await wrong.text()).includes('Das Passwort stimmt nicht')]).toEqual([422, true]);
    const totp = secretIn(await (await post('/konto/sicherheit/zweiter-faktor', { kennwort: 'vier Wolken über Kiel' }, { cookie })).text());
    const strong = cookiesOf(await post('/anmelden/zweiter-faktor', { code: totp.generate() }, { cookie }));
    const codes = await post('/konto/sicherheit/wiederherstellung', { kennwort: 'vier Wolken über Kiel' }, { cookie: strong });
    expect((await codes.text()).match(/<li><code>/g)?.length).toBeGreaterThanOrEqual(8);
  });
});

describe('guessing codes', () => {
  const PASSWORD = 'drei Boote auf dem Fluss';
  const begin = async (email: string) => cookiesOf(await post('/anmelden/passwort', { adresse: email, passwort: PASSWORD }));

  it('is counted by account, whatever else the browser sends', async () => {
    const email = 'ziel@betrieb.example';
    await withTotp(email, PASSWORD);
    await sql`delete from platform.rate_limit`.execute(db);
    let last = '';
    for (let n = 0; n < 8; n++) {
      const cookie = `${await begin(email)}; x=${n}`;
      last = await (await post('/anmelden/zweiter-faktor', { code: String(100_000 + n) }, { cookie })).text();
    }
    expect(last).toContain('Zu viele Versuche');
  });

  it('does not lock out the owner, who sits at another address', async () => {
    const email = 'besitzerin@betrieb.example';
    const { id, totp } = await withTotp(email, PASSWORD);
    await sql`delete from platform.rate_limit`.execute(db);
    const { signIn } = accounts;
    const asking = async (address: string) => ({ headers: new Headers({ cookie: await begin(email) }), address });
    for (let n = 0; n < 12; n++) await signIn.secondFactor(String(200_000 + n), await asking('203.0.113.7'));
    await sql`delete from platform.rate_limit where key like 'sign-in-password%'`.execute(db);
    expect((await signIn.secondFactor(totp.generate(), await asking('198.51.100.9'))).ok).toBe(true);
    const { rows } = await sql<{
      locked: Date | null;
    }>`select "lockedUntil" as locked from accounts."twoFactor" where "userId" = ${id}`.execute(db);
    expect(rows[0]?.locked).toBeNull();
  });

  it('a code that was used begins nothing: no session, no line in the trail', async () => {
    const email = 'zweimal@betrieb.example';
    const { id, totp } = await withTotp(email, PASSWORD);
    await sql`delete from platform.rate_limit where key not like 'second-factor-used%'`.execute(db);
    const before = (await actionsOn(id)).length;
    expect((await post('/anmelden/zweiter-faktor', { code: totp.generate() }, { cookie: await begin(email) })).status).toBe(422);
    expect((await actionsOn(id)).length).toBe(before);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from accounts.session where "userId" = ${id}`.execute(db);
    expect(rows[0]?.n).toBe(1);
  });
});

describe('invitations', () => {
  it('sign nobody in: the mailbox is asked again', async () => {
    const administrator = await as(['administrator']);
    const known = await as();
    await administrator.post('/geschaeftsstelle/mitarbeit/einladen', { email: known.email, role: 'reviewer' });
    const path = pathIn((await mailTo(db, known.email, '/einladung/'))?.text, '/einladung/');
    const stranger = await post(path, { name: 'Fremd' });
    expect(cookiesOf(stranger)).toBe('');
    expect(await stranger.text()).toContain('Sehen Sie in Ihr Postfach');
    expect(await mailTo(db, known.email, '/anmelden/link/')).toBeDefined();
    const other = await as();
    expect(await (await other.post(path, { name: 'Fremd' })).text()).toContain('Sehen Sie in Ihr Postfach');
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from accounts."grant" where role = 'reviewer'`.execute(db);
    expect(rows[0]?.n).toBe(0);
  });
});

describe('administrators', () => {
  const two = async () => {
    await sql`delete from accounts."grant" where role = 'administrator'`.execute(db);
    const both = [await as(['administrator']), await as(['administrator'])] as const;
    for (const { id } of both) await sql`update accounts."user" set "twoFactorEnabled" = true where id = ${id}`.execute(db);
    return both;
  };
  const left = async () =>
    (
      await sql<{ n: number }>`select count(*)::int as n from accounts."grant" g join accounts."user" u on u.id = g.user_id
        where g.role = 'administrator' and u.blocked_at is null`.execute(db)
    ).rows[0]?.n;
  const grantOf = async (id: string) =>
    (await sql<{ id: string }>`select id from accounts."grant" where user_id = ${id} and role = 'administrator'`.execute(db)).rows[0]?.id;

  it('who take each other’s role at once leave one', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = await two();
      const paths = [await grantOf(b.id), await grantOf(a.id)].map((id) => `/geschaeftsstelle/mitarbeit/rollen/${id}/nehmen`);
      await Promise.all([a.post(paths[0] ?? '', {}), b.post(paths[1] ?? '', {})]);
      expect(await left()).toBe(1);
    }
  });

  it('of whom only one can use the role: that one stays', async () => {
    const [a, b] = await two();
    await sql`update accounts."user" set "twoFactorEnabled" = false where id = ${b.id}`.execute(db);
    const answer = await a.post(`/geschaeftsstelle/mitarbeit/rollen/${await grantOf(a.id)}/nehmen`, {});
    expect(answer.status).toBe(422);
    expect(await left()).toBe(2);
  });

  it('keep their invitations from the office, and their first factor', async () => {
    const [a, b] = await two();
    await sql`update accounts."user" set "twoFactorEnabled" = false where id = ${b.id}`.execute(db);
    await a.post(`/geschaeftsstelle/konten/${b.id}`, { was: 'zuruecksetzen' });
    const office = await as(['office']);
    const invitation = async (role: string) =>
      (
        await sql<{
          id: string;
        }>`select id from accounts.invitation where email = ${b.email} and role = ${role} order by created_at desc`.execute(db)
      ).rows[0]?.id;
    const id = await invitation('administrator');
    expect(id).toBeDefined();
    expect((await office.post(`/geschaeftsstelle/mitarbeit/einladungen/${id}/zuruecknehmen`, {})).status).toBe(403);
    await office.post('/geschaeftsstelle/mitarbeit/einladen', { email: b.email, role: 'reviewer' });
    await services.jobs.drain();
    await b.post(pathIn((await mailTo(db, b.email, '/einladung/'))?.text, '/einladung/'), {});
    const opened = await sql<{ n: number }>`select count(*)::int as n from accounts.first_factor where user_id = ${b.id}`.execute(db);
    expect(opened.rows[0]?.n).toBe(0);
  });

  it('who block each other at once leave one', async () => {
    const [a, b] = await two();
    await Promise.all([
      a.post(`/geschaeftsstelle/konten/${b.id}`, { was: 'sperren' }),
      b.post(`/geschaeftsstelle/konten/${a.id}`, { was: 'sperren' }),
    ]);
    expect(await left()).toBe(1);
  });

  it('who delete their accounts at once leave one', async () => {
    const [a, b] = await two();
    await Promise.all([a.post('/konto/daten/loeschen', { wort: 'löschen' }), b.post('/konto/daten/loeschen', { wort: 'löschen' })]);
    expect(await left()).toBe(1);
  });
});

describe('single sign-on', () => {
  it('that fails leads to the sign-in page with a word, and logs nothing', async () => {
    const answer = await get('/api/auth/error?error=please_restart_the_process');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/anmelden?fehler=sso']);
    expect(await (await get('/anmelden?fehler=sso')).text()).toContain('hat nicht geklappt');
  });
});

describe('the trail', () => {
  it('holds a beginning only where somebody signed in, not whenever a session lives longer', async () => {
    const email = `lange-${newId()}@betrieb.example`;
    const cookie = await enterByMail(email);
    const { rows } = await sql<{ id: string }>`select id from accounts."user" where email = ${email}`.execute(db);
    const id = rows[0]?.id ?? '';
    await sql`update accounts.session set "expiresAt" = "expiresAt" - interval '1 day', "updatedAt" = "updatedAt" - interval '1 day' where "userId" = ${id}`.execute(
      db,
    );
    for (let n = 0; n < 3; n++) expect((await get('/konto', { cookie })).status).toBe(200);
    expect((await actionsOn(id)).filter((action) => action === 'session.begun')).toHaveLength(1);
    const session = await sql<{ method: string }>`select method from accounts.session where "userId" = ${id}`.execute(db);
    expect(session.rows[0]?.method).toBe('link');
  });
});
