import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { fileName } from '../src/modules/checks/index.ts';
import { storedMails } from '../src/platform/mail/index.ts';
import { fromRoot } from '../src/platform/root.ts';
import { plain } from './support/html.ts';
import { testApplication } from './support/application.ts';
import { lookAndSend, lookedIn } from './support/mailing.ts';

/** Asking hundreds of people to comment on a draft. */
const { app, as, authoring, config, services } = await testApplication({ DEMO: 'off' });
const { db, jobs } = services;
const office = await as(['office']);
const page = async (path: string) => plain(await (await office.get(path)).text());
const letters = async () => (await storedMails(db, 5000)).filter((mail) => mail.to.includes('@partner.example'));
const choose = (...groups: string[]): [string, string][] => groups.map((group) => ['audience', group]);
const noticed = async () => Number((await sql<{ n: string }>`select count(*) n from accounts.notification`.execute(db)).rows[0]?.n);
afterAll(() => services.mailer.close());

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ids = sql.raw(`('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid`);
await sql`insert into accounts.user (id, name, email, "emailVerified", locale, "createdAt", "updatedAt")
  select ${ids}, 'Partner ' || lpad(n::text, 3, '0'), 'p' || n || '@partner.example', true, case when n = 6 then 'en' else 'de' end, now(), now()
  from generate_series(1, 130) n`.execute(db);
await sql`insert into accounts.grant (id, user_id, role, scope, granted_at)
  select gen_random_uuid(), ${ids}, case when n <= 120 then 'organisationCoordinator' else 'consultant' end,
    case when n <= 120 then 'organisation' else 'consultant' end, now() from generate_series(1, 130) n`.execute(db);
await sql`insert into accounts.preference (user_id, kind, rhythm) values
  (${idOf(1)}, 'review', 'weekly'), (${idOf(2)}, 'review', 'never')`.execute(db);
await sql`update accounts.user set blocked_at = now() where id = ${idOf(4)}`.execute(db);

/** A draft in consultation, and the page of its invitation. */
async function consulted(copy: string, until = '2027-01-31'): Promise<{ path: string; base: string }> {
  const data = new FormData();
  const yaml = readFileSync(fromRoot('content', 'checks', fileName('healthy-work')), 'utf8').replace('id: healthy-work\n', `id: ${copy}\n`);
  data.append('datei', new File([yaml], fileName(copy)));
  const headers = { origin: config.publicUrl, cookie: office.cookie };
  const path = (await app.request('/standards/einlesen', { method: 'POST', body: data, headers })).headers.get('location') ?? '';
  for (const language of ['en', 'leicht'] as const) {
    const words = new FormData();
    words.append(
      'datei',
      new File([readFileSync(fromRoot('content', 'checks', fileName('healthy-work', language)))], fileName(copy, language)),
    );
    await app.request(`${path}/einlesen`, { method: 'POST', body: words, headers });
  }
  const begun = await office.post(`${path}/schritt`, { schritt: 'consult', 'consult-until': until });
  return { path, base: begun.headers.get('location') ?? '' };
}

describe('an invitation to a consultation', async () => {
  const { path, base } = await consulted('first-check');

  it('is prepared when a draft goes to consultation, and tells nobody', async () => {
    await jobs.drain();
    expect(base).toBe(`${path}/einladung`);
    expect([await letters(), await noticed()]).toEqual([[], 0]);
    const html = await (await office.get(base)).text();
    for (const word of [
      'Wer angeschrieben wird (117)',
      'Partner 003, p3@partner.example',
      'Eine weitere Person liest es in ihrer Sammelmail.',
      'Eine Person will keine E-Mail',
      '119 Personen einladen',
      'Fassung 1) liegt zur Beratung vor',
      'bis zum 31. Januar 2027',
    ])
      expect(plain(html)).toContain(word);
    // Whoever is blocked is not told; nobody's way to end such letters is shown to somebody else.
    expect(html).not.toContain('p4@partner.example');
    expect(html).toContain('/abbestellen/…');
    const english = /\?brief=([\w-]+)#brief" aria-label="Brief ansehen: Partner 006/.exec(html)?.[1] ?? '';
    expect(await page(`${base}?brief=${english}`)).toContain('is open for consultation');
  });

  it('goes to others where somebody chooses them', async () => {
    expect((await office.post(base, {})).status).toBe(422);
    expect((await office.post(base, choose('partners', 'consultants'))).status).toBe(303);
    expect(await page(base)).toContain('129 Personen einladen');
  });

  it('sends its sample to whoever asks, and to nobody else', async () => {
    expect((await office.post(`${base}/probe`, { brief: '' })).status).toBe(303);
    await jobs.drain();
    expect((await storedMails(db, 10)).filter((mail) => mail.to === office.email && mail.subject.startsWith('Probe: '))).toHaveLength(1);
    expect([await letters(), await noticed()]).toEqual([[], 0]);
  });

  it('goes to nobody without a look at exactly these words and this list', async () => {
    const looked = lookedIn(await (await office.get(base)).text()) ?? '';
    expect((await office.post(`${base}/senden`, {})).status).toBe(422);
    await sql`update accounts.user set blocked_at = now() where id = ${idOf(5)}`.execute(db);
    expect(plain(await (await office.post(`${base}/senden`, { angesehen: looked })).text())).toContain(
      'hat sich der Text oder die Liste geändert',
    );
    await jobs.drain();
    expect([await letters(), await noticed()]).toEqual([[], 0]);
  });

  it('is nothing that a partner may send', async () => {
    const partner = await as(['organisationCoordinator', null]);
    expect((await partner.get(base)).status).toBe(403);
    expect((await partner.post(`${base}/senden`, {})).status).toBe(403);
  });

  it('can be stopped before anything has gone out, and goes on', async () => {
    await lookAndSend(office, base);
    expect((await office.post(`${base}/anhalten`, {})).status).toBe(303);
    await jobs.drain();
    expect(await letters()).toEqual([]);
    expect(await page(base)).toContain('Angehalten');
    // Who is blocked meanwhile is not written to, and what was looked at before is looked at anew.
    const stale = lookedIn(await (await office.get(base)).text()) ?? '';
    await sql`update accounts.user set blocked_at = now() where id = ${idOf(8)}`.execute(db);
    expect((await office.post(`${base}/senden`, { angesehen: stale })).status).toBe(422);
    expect(await page(base)).not.toContain('p8@partner.example');
    await sql`update accounts.user set blocked_at = null where id = ${idOf(8)}`.execute(db);
    expect((await lookAndSend(office, base)).status).toBe(303);
    await jobs.drain();
  });

  it('tells everybody once, each as they wish, readable in the outbox', async () => {
    await authoring.invitations.work();
    // 128 are told: one in a digest, one on the page only.
    const all = await letters();
    const sent = all.filter((mail) => mail.to !== 'p1@partner.example');
    expect(sent).toHaveLength(126);
    expect(all.some((mail) => mail.to === 'p2@partner.example')).toBe(false);
    expect(new Set(sent.map((mail) => mail.to)).size).toBe(126);
    expect(sent.find((mail) => mail.to === 'p6@partner.example')).toMatchObject({
      subject: expect.stringContaining('For consultation'),
      text: expect.stringMatching(/\/standards\/[\w-]+\/lesen[\s\S]*\/abbestellen\/[\w-]{43}\?art=review$/),
    });
    expect(await noticed()).toBe(128 + 1); // and the coordinator above
    expect(await page(base)).toContain('127 Briefe liegen im Postausgang, es ist kein Mailserver eingerichtet.');
    const trail = await page(`/geschaeftsstelle/verlauf?record=${path.split('/').at(-1)}`);
    for (const word of ['Einladung zur Beratung: angehalten', 'Einladung zur Beratung: gesendet']) expect(trail).toContain(word);
  });

  it('can be sent once more, to those who were not asked', async () => {
    expect(await page(base)).toContain('Noch einmal einladen');
    expect((await office.post(base, choose('bodies'))).status).toBe(303);
    expect(await page(base)).toContain('Es gibt niemanden, der angeschrieben wird.');
    expect((await office.post(`${base}/verwerfen`, {})).status).toBe(303);
    expect(await page(base)).toContain('verschickt');
  });
});

describe('an invitation and its consultation', () => {
  it('ends with it: whoever waits is not asked for what nobody may say any more', async () => {
    const { path, base } = await consulted('second-check');
    const before = (await letters()).length;
    await lookAndSend(office, base);
    await office.post(`${base}/anhalten`, {});
    expect((await office.post(`${path}/schritt`, { schritt: 'rework' })).status).toBe(303);
    await jobs.drain();
    await authoring.invitations.work();
    expect((await letters()).length).toBe(before);
    expect(await page(base)).toContain('Der Entwurf ist nicht in der Beratung');
    expect((await office.post(base, choose('partners'))).status).toBe(422);
    // The day that was said stays for the next round.
    expect(await (await office.get(path)).text()).toMatch(
      /name="consult-until"[^>]*value="2027-01-31"|value="2027-01-31"[^>]*name="consult-until"/,
    );
    // Without a mail server nothing "has arrived"; to the outbox leads a link only those who may read it.
    const administrator = await as(['administrator']);
    for (const [who, mayRead] of [
      [office, false],
      [administrator, true],
    ] as const) {
      const delivery = await (await who.get('/geschaeftsstelle/zustellung')).text();
      expect([delivery.includes('Postausgang öffnen'), delivery.includes('Alles ist angekommen')]).toEqual([mayRead, false]);
    }
  });

  it('is stopped where its words change while it goes out, and the office hears of it', async () => {
    const { path, base } = await consulted('third-check');
    const before = (await letters()).length;
    await lookAndSend(office, base);
    await sql`update authoring.draft set file = jsonb_set(file, '{title}', '"Ganz anders"') where id = ${path.split('/').at(-1)}`.execute(
      db,
    );
    await jobs.drain();
    expect((await letters()).length).toBe(before);
    expect(await page('/konto')).toContain('Die Einladung zur Beratung wurde angehalten');
    expect(await page(base)).toContain('Ganz anders');
    await office.post(`${base}/beenden`, {});
  });

  it('does not begin after its last day', async () => {
    const { path } = await consulted('fourth-check', '2020-01-01');
    expect(await page(path)).toContain('Zur Beratung geben');
    const again = await office.post(`${path}/schritt`, { schritt: 'consult', 'consult-until': '2020-01-01' });
    expect([again.status, plain(await again.text())]).toEqual([422, expect.stringContaining('liegt in der Vergangenheit')]);
  });

  it('takes whoever deletes their account off its lists', async () => {
    const rows = () =>
      sql`select 1 from authoring.invitation_receiver where user_id = ${idOf(9)}`.execute(db).then((found) => found.rows.length);
    expect(await rows()).toBeGreaterThan(0);
    const { forgetInvited } = await import('../src/modules/authoring/index.ts');
    await forgetInvited(db, idOf(9));
    expect(await rows()).toBe(0);
  });
});
