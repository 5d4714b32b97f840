import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { newId } from '../src/platform/ids.ts';
import { storedMails } from '../src/platform/mail/index.ts';
import { insertOrganisations } from '../src/modules/organisations/index.ts';
import { testApplication } from './support/application.ts';
import { mailTo, pathIn } from './support/mail.ts';

/** What somebody with bad intentions tries, each thing once. docs/security.md names these tests. */
const application = await testApplication({ DEMO: 'off' });
const { app, as, get, post, services, clock, accounts, config } = application;
const { db } = services;

const organisation = async (name: string): Promise<string> => {
  const id = newId();
  const place = { postal_code: '24103', town: 'Kiel', district: '01002', lat: 54.3, lon: 10.1 };
  const rest = { kind: 'chamber' as const, description: 'Berät.', email: 'x@netz.example', website: null, since: null, demo: false };
  await actAs(SYSTEM, () => insertOrganisations(db, [{ id, slug: `s-${id}`, name, ...rest, ...place, updated_at: clock.now() }]));
  return id;
};
const own = await organisation('Eigene');
const foreign = await organisation('Fremde');

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

async function withPassword(email: string, password: string): Promise<void> {
  const entered = await accounts.signIn.useLink(await accounts.signIn.linkToken(email), new Headers());
  const cookie = entered.ok ? entered.value.map((each) => each.split(';')[0]).join('; ') : '';
  expect((await post('/konto/sicherheit/passwort', { neu: password }, { cookie })).status).toBe(303);
}

describe('brute force and credential stuffing', () => {
  it('eight wrong passwords lock the password of an account, from wherever; the link stays open', async () => {
    await withPassword('opfer@person.example', 'fünf Störche auf dem Dach');
    for (let attempt = 0; attempt < 8; attempt++)
      expect((await post('/anmelden/passwort', { adresse: 'opfer@person.example', passwort: `falsch ${attempt}` })).status).toBe(422);
    const right = await post('/anmelden/passwort', { adresse: 'opfer@person.example', passwort: 'fünf Störche auf dem Dach' });
    expect(right.status).toBe(429);
    expect(await right.text()).toContain('lassen Sie sich einen Link schicken');
    expect((await post('/anmelden', { email: 'opfer@person.example' })).status).toBe(200);
    expect(pathIn((await mailTo(db, 'opfer@person.example'))?.text, '/anmelden/link/')).not.toBe('');
  });

  it('one address that tries many accounts is slowed down', async () => {
    let last = 0;
    for (let attempt = 0; attempt < 70 && last !== 429; attempt++)
      last = (await post('/anmelden/passwort', { adresse: `konto${attempt}@person.example`, passwort: 'Sommer2026Sommer' })).status;
    expect(last).toBe(429);
  });

  it('codes of the second step are counted per account', async () => {
    const person = await as();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) statuses.push((await person.post('/anmelden/zweiter-faktor', { code: '123456' })).status);
    expect(statuses.every((status) => status === 422 || status === 429)).toBe(true);
    expect(await (await person.post('/anmelden/zweiter-faktor', { code: '123456' })).text()).toContain('Zu viele Versuche');
  });

  it('a mailbox cannot be flooded with links', async () => {
    for (let attempt = 0; attempt < 7; attempt++) await post('/anmelden', { email: 'flut@person.example' });
    expect((await storedMails(db, 500)).filter((mail) => mail.to === 'flut@person.example')).toHaveLength(5);
  });
});

describe('enumeration', () => {
  it('known and unknown addresses get the same answer, page and status', async () => {
    const known = await as();
    const strip = (text: string, email: string) => text.replaceAll(email, 'ADRESSE').replace(/nonce="[^"]*"/g, '');
    const [one, other] = [known.email, `niemand-${newId()}@person.example`];
    const answers = await Promise.all([one, other].map(async (email) => strip(await (await post('/anmelden', { email })).text(), email)));
    expect(answers[0]).toBe(answers[1]);
    const wrong = await Promise.all(
      [one, other].map(async (email) => {
        const answer = await accounts.signIn.password(email, 'irgendein Passwort', { headers: new Headers(), address: 'test' });
        return answer.ok ? 'ok' : answer.fault;
      }),
    );
    expect(wrong).toEqual(['wrong', 'wrong']);
  });

  it('ids of records say nothing: foreign and invented ones are refused alike', async () => {
    const editor = await as(['organisationEditor', own]);
    const statuses = await Promise.all([foreign, newId()].map(async (id) => (await editor.get(`/organisation/${id}/profil`)).status));
    expect(statuses).toEqual([403, 403]);
  });
});

describe('session fixation and theft', () => {
  it('a session that was there before is over after signing in, and the new one has another token', async () => {
    const planted = await as();
    await post('/anmelden', { email: 'ziel@person.example' });
    const path = pathIn((await mailTo(db, 'ziel@person.example'))?.text, '/anmelden/link/');
    const entered = await post(path, {}, { cookie: planted.cookie });
    expect(cookiesOf(entered)).not.toBe(planted.cookie);
    expect((await get('/konto', { cookie: planted.cookie })).status).toBe(303);
  });

  it('an invented or changed cookie is nobody', async () => {
    const person = await as();
    for (const cookie of [`${person.cookie.slice(0, -6)}AAAA%3D`, 'transferwerk.session_token=abc.def', 'transferwerk.session_token=%00'])
      expect((await get('/konto', { cookie })).status).toBe(303);
  });

  it('the cookie is out of reach of scripts and of other sites; over https it is never sent in the clear', async () => {
    await post('/anmelden', { email: 'keks@person.example' });
    const answer = await post(pathIn((await mailTo(db, 'keks@person.example'))?.text, '/anmelden/link/'), {});
    const cookie = answer.headers.getSetCookie().find((each) => each.startsWith('transferwerk.session_token')) ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const secure = await testApplication({ DEMO: 'off', PUBLIC_URL: 'https://netz.example' });
    const entered = await secure.accounts.signIn.useLink(await secure.accounts.signIn.linkToken('s@person.example'), new Headers());
    const names = entered.ok ? entered.value.filter((each) => each.includes('session_token')) : [];
    expect(names[0]).toMatch(/^__Secure-.*; Secure/i);
    const other = await secure.get('/?lang=en');
    expect(other.headers.getSetCookie().every((each) => /; Secure/i.test(each))).toBe(true);
  });
});

describe('cross-site requests', () => {
  it.each(['/abmelden', '/konto/profil', '/anmelden/passwort', '/geschaeftsstelle/daten/einlesen', '/konto/daten/loeschen'])(
    'a form of another site cannot post to %s',
    async (path) => {
      const office = await as(['office']);
      const headers = {
        origin: 'https://boese.example',
        'sec-fetch-site': 'cross-site',
        'content-type': 'application/x-www-form-urlencoded',
      };
      const answer = await app.request(path, { method: 'POST', headers: { ...headers, cookie: office.cookie }, body: 'name=x' });
      expect(answer.status).toBe(403);
    },
  );

  it('the passkey routes take only JSON, which another site may not send', async () => {
    const person = await as();
    const headers = { cookie: person.cookie, origin: config.publicUrl, host: new URL(config.publicUrl).host, 'content-type': 'text/plain' };
    expect((await app.request('/api/passkey/einrichten/beginn', { method: 'POST', headers, body: '{}' })).status).toBe(400);
  });
});

describe('forged and reused links', () => {
  it.each(['/anmelden/link', '/einladung', '/abbestellen', '/anfrage/an', '/bogen'])(
    '%s with an invented token opens nothing',
    async (path) => {
      for (const token of ['A'.repeat(43), 'x', '..%2f..%2f', `${'A'.repeat(42)}%00`]) {
        const answer = path === '/anmelden/link' ? await post(`${path}/${token}`, {}) : await get(`${path}/${token}`);
        expect([404, 410]).toContain(answer.status);
      }
    },
  );

  it('a link for one thing does not open another', async () => {
    const coordinator = await as(['organisationCoordinator', own]);
    await coordinator.post(`/mitarbeit/organisation/${own}/einladen`, { email: 'tausch@person.example', role: 'organisationEditor' });
    const token =
      pathIn((await mailTo(db, 'tausch@person.example'))?.text, '/einladung/')
        .split('/')
        .at(-1) ?? '';
    expect(token).toHaveLength(43);
    for (const path of ['/abbestellen', '/anfrage/an', '/anfrage/stand', '/bogen', '/postausgang', '/aufgaben'])
      expect((await get(`${path}/${token}`)).status).toBe(404);
  });
});

describe('privilege escalation by changed ids', () => {
  it('a coordinator cannot take, invite or decide for another organisation', async () => {
    const coordinator = await as(['organisationCoordinator', own]);
    const victim = await as(['organisationEditor', foreign]);
    const { rows } = await sql<{ id: string }>`select id from accounts."grant" where user_id = ${victim.id}`.execute(db);
    const grant = rows[0]?.id ?? '';
    expect((await coordinator.post(`/mitarbeit/organisation/${foreign}/rollen/${grant}/nehmen`, {})).status).toBe(403);
    expect((await coordinator.post(`/mitarbeit/organisation/${own}/rollen/${grant}/nehmen`, {})).status).toBe(404);
    expect(
      (await coordinator.post(`/mitarbeit/organisation/${foreign}/einladen`, { email: 'x@y.example', role: 'organisationEditor' })).status,
    ).toBe(403);
    expect((await victim.get(`/organisation/${foreign}`)).status).toBe(200);
  });

  it('nobody hands out a role above their own', async () => {
    const coordinator = await as(['organisationCoordinator', own]);
    for (const role of ['office', 'administrator', 'reviewer', 'bodySecretary'])
      expect((await coordinator.post(`/mitarbeit/organisation/${own}/einladen`, { email: 'x@y.example', role })).status).toBe(403);
    const office = await as(['office']);
    expect((await office.post('/geschaeftsstelle/mitarbeit/einladen', { email: 'x@y.example', role: 'administrator' })).status).toBe(403);
  });

  it('an offer of another organisation cannot be reached under the own address, nor moved', async () => {
    const owner = await as(['organisationEditor', foreign]);
    const fields = { kind: 'advice', title: 'Fremdes Angebot', place: '24103', languages: 'de' };
    const made = await owner.post(`/organisation/${foreign}/angebote/neu`, fields);
    const id = made.headers.get('location')?.split('/').at(-1) ?? '';
    const thief = await as(['organisationEditor', own]);
    expect((await thief.get(`/organisation/${own}/angebote/${id}`)).status).toBe(404);
    expect((await thief.post(`/organisation/${own}/angebote/${id}`, { ...fields, title: 'Meins' })).status).toBe(404);
    expect((await thief.post(`/organisation/${own}/angebote/${id}/verwerfen`, {})).status).toBe(404);
    const row = await sql<{ title: string; owner: string }>`select title, owner from editorial.draft where subject = ${id}`.execute(db);
    expect(row.rows).toEqual([{ title: 'Fremdes Angebot', owner: foreign }]);
  });

  it('the store refuses what a page forgot to ask: a body’s secretary in another body', async () => {
    const { meetings } = application.governance;
    const mine = await meetings.createBody({ name: 'Meins', kind: 'workingGroup', mandate: '', parentId: null, rule: 'consensus' });
    const other = await meetings.createBody({ name: 'Deins', kind: 'workingGroup', mandate: '', parentId: null, rule: 'consensus' });
    const secretary = await as(['bodySecretary', mine]);
    const actor = { kind: 'person' as const, userId: secretary.id, name: '', email: '', withheld: [], sessionId: null };
    const grants = [{ role: 'bodySecretary', scope: 'body' as const, id: mine }];
    const change = (body: string) =>
      actAs({ ...actor, grants }, () =>
        meetings.changeBody(body, { name: 'Neu', kind: 'workingGroup', mandate: '', parentId: null, rule: 'consensus' }),
      );
    await expect(change(other)).rejects.toMatchObject({ status: 403 });
    await expect(change(mine)).resolves.toBeUndefined();
  });

  it('a reviewer cannot publish what their own organisation wrote', async () => {
    const editor = await as(['organisationEditor', own]);
    const reviewer = await as(['reviewer'], ['organisationEditor', own]);
    const made = await editor.post(`/organisation/${own}/angebote/neu`, {
      kind: 'advice',
      title: 'Eigenes Angebot',
      summary: 'Ein Satz, der lang genug ist für die Prüfung.',
      description: 'Eine Beschreibung, die lang genug ist, damit die Maschine nichts daran zu bemängeln hat, also mit achtzig Zeichen.',
      topics: 'appreciation',
      on_site: 'ja',
      free: 'ja',
      place: '24103',
      tun: 'einreichen',
    });
    const id = made.headers.get('location')?.split('/').at(-1) ?? '';
    const answer = await reviewer.post(`/pruefung/offer/${id}`, { tun: 'veroeffentlichen', version: '0' });
    expect(answer.status).toBe(403);
    const other = await as(['reviewer']);
    expect((await other.post(`/pruefung/offer/${id}`, { tun: 'veroeffentlichen', version: '0' })).status).toBe(303);
  });
});

describe('mass assignment', () => {
  it('fields that a form does not have change nothing', async () => {
    const person = await as();
    await person.post('/konto/profil', {
      name: 'Mia',
      locale: 'de',
      email: 'admin@netz.example',
      role: 'administrator',
      emailVerified: 'true',
      blocked_at: '',
      grants: '[{"role":"administrator"}]',
      __proto__: 'x',
    });
    const row = await sql<{ email: string; name: string }>`select email, name from accounts."user" where id = ${person.id}`.execute(db);
    expect(row.rows[0]).toEqual({ email: person.email, name: 'Mia' });
    const grants = await sql`select 1 from accounts."grant" where user_id = ${person.id}`.execute(db);
    expect(grants.rows).toHaveLength(0);
  });

  it('an offer takes neither state nor owner from the form', async () => {
    const editor = await as(['organisationEditor', own]);
    const made = await editor.post(`/organisation/${own}/angebote/neu`, {
      kind: 'advice',
      title: 'Probe',
      place: '24103',
      state: 'published',
      organisation_id: foreign,
      marked: 'false',
      demo: 'true',
    });
    const id = made.headers.get('location')?.split('/').at(-1) ?? '';
    const { rows } = await sql<{
      content: object;
      owner: string;
    }>`select content, owner from editorial.draft where subject = ${id}`.execute(db);
    expect(rows[0]?.owner).toBe(own);
    expect(Object.keys(rows[0]?.content ?? {})).not.toContain('state');
  });
});

describe('injection', () => {
  it('a line break in an address or a name opens no header of a mail', async () => {
    expect((await post('/anmelden', { email: 'a@person.example\r\nBcc: b@boese.example' })).status).toBe(422);
    const coordinator = await as(['organisationCoordinator', own]);
    await coordinator.post('/konto/profil', { name: 'Eva\r\nBcc: b@boese.example', locale: 'de' });
    await coordinator.post(`/mitarbeit/organisation/${own}/einladen`, { email: 'kopf@person.example', role: 'organisationEditor' });
    const mail = (await storedMails(db, 100)).find((each) => each.to === 'kopf@person.example');
    expect(mail?.subject).not.toMatch(/[\r\n]/);
    expect(mail?.to).not.toMatch(/[\r\n]/);
  });

  it('what people write is text on every page', async () => {
    const coordinator = await as(['organisationCoordinator', own]);
    const person = await as();
    await person.post('/konto/profil', { name: '<img src=x onerror=alert(1)>', locale: 'de' });
    await person.post(`/beitreten/organisation/${own}`, { word: '<script>alert(1)</script>' });
    const page = await (await coordinator.get(`/mitarbeit/organisation/${own}`)).text();
    expect(page).toContain('&lt;script>alert(1)');
    expect(page).not.toContain('<img src=x');
  });

  it('quotes and percent signs in a search are letters, not SQL', async () => {
    const office = await as(['office']);
    for (const search of ['\'; drop table accounts."user"; --', '%', '_%_', '\\']) {
      const answer = await office.get(`/geschaeftsstelle/konten?suche=${encodeURIComponent(search)}`);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('Kein Konto gefunden');
    }
  });
});

describe('what leaves no trace', () => {
  it('logs hold routes, never addresses, tokens or names', async () => {
    const { rows } = await sql<{ payload: unknown }>`select payload from platform.event`.execute(db);
    expect(JSON.stringify(rows)).not.toMatch(/@|einladung\/|link\//);
    const trail = await sql<{ details: unknown }>`select details from platform.audit`.execute(db);
    expect(JSON.stringify(trail.rows)).not.toMatch(/@/);
  });
});
