import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { storedMails } from '../src/platform/mail/index.ts';
import { plain } from './support/html.ts';
import { testApplication } from './support/application.ts';
import { lookAndSend, lookedIn } from './support/mailing.ts';
import { mailTo } from './support/mail.ts';
import { MANY_CONSULTANTS } from './support/people.ts';

/** Letters to many where no mail server is set up: all of it can be read, before and after. */
const { as, accreditation, database, newsletter, services } = await testApplication({ DEMO: 'on' });
const { db, jobs } = services;
const office = await as(['office']);
const page = async (path: string) => plain(await (await office.get(path)).text());
const lettersTo = async (like: string) => (await storedMails(db, 2000)).filter((mail) => mail.to.includes(like));
afterAll(() => services.mailer.close());

describe('a newsletter without a mail server', async () => {
  const item =
    (await office.post('/redaktion/neu', { kind: 'news', title: 'Neu', summary: 'Satz 1.', body: '', audience: 'public' })).headers.get(
      'location',
    ) ?? '';
  await office.post(`${item}/veroeffentlichen`, {});
  const id = item.split('/').at(-1) ?? '';
  await sql`insert into news.subscriber (id, email, locale, link_id, asked_at, confirmed_at)
    select gen_random_uuid(), 'leser' || n || '@leser.example', 'de', gen_random_uuid(), '2026-01-01', '2026-01-01' from generate_series(1, 3) n`.execute(
    db,
  );
  const issue =
    (await office.post('/redaktion/newsletter', { title: 'Im Advent', intro: 'Guten Tag.', items: id })).headers.get('location') ?? '';

  it('is looked at first: who gets it, and the letter of each', async () => {
    const html = await (await office.get(issue)).text();
    for (const word of [
      'Wer angeschrieben wird (3)',
      'leser1@leser.example',
      'leser3@leser.example',
      'Satz 1.',
      'An 3 Adressen verschicken',
      'Entwurf verwerfen',
    ])
      expect(plain(html)).toContain(word);
    // Nobody's way to end the newsletter is shown to somebody else.
    expect(html).toContain('/newsletter/…');
    const other = /\?brief=([0-9a-f-]{36})#brief" aria-label="Brief ansehen: leser3/.exec(html)?.[1] ?? '';
    expect(await page(`${issue}?brief=${other}`)).toContain('Der Brief an leser3@leser.example');
  });

  it('sends its sample to whoever asks for it, and to nobody else', async () => {
    const before = (await storedMails(db, 2000)).length;
    expect((await office.post(`${issue}/probe`, { brief: '' })).status).toBe(303);
    expect(await mailTo(db, office.email, 'Satz 1.')).toMatchObject({ subject: 'Probe: Im Advent' });
    expect((await storedMails(db, 2000)).length).toBe(before + 1);
  });

  it('goes to nobody without a look at exactly this text and this list', async () => {
    const looked = lookedIn(await (await office.get(issue)).text()) ?? '';
    expect(plain(await (await office.post(`${issue}/senden`, {})).text())).toContain('Bitte sehen Sie erst an');
    await sql`update news.item set summary = 'Satz 2.' where id = ${id}`.execute(db);
    const changed = await office.post(`${issue}/senden`, { angesehen: looked });
    expect(changed.status).toBe(422);
    const shownAnew = await changed.text();
    expect(plain(shownAnew)).toContain('hat sich der Text oder die Liste geändert');
    expect(shownAnew).toContain('Satz 2.');
    await sql`insert into news.subscriber (id, email, locale, link_id, asked_at, confirmed_at)
      values (gen_random_uuid(), 'leser4@leser.example', 'de', gen_random_uuid(), now(), '2026-01-01')`.execute(db);
    expect((await office.post(`${issue}/senden`, { angesehen: lookedIn(shownAnew) ?? '' })).status).toBe(422);
    await jobs.drain();
    expect(await lettersTo('@leser.example')).toEqual([]);
  });

  it('is written into the outbox with its words, and is done', async () => {
    expect((await lookAndSend(office, issue)).status).toBe(303);
    await jobs.drain();
    const letters = await lettersTo('@leser.example');
    expect(letters.map((mail) => mail.to).toSorted()).toEqual([1, 2, 3, 4].map((n) => `leser${n}@leser.example`));
    for (const letter of letters) {
      expect(letter.subject).toBe('Im Advent');
      expect(letter.text).toContain('Satz 2.');
      expect(letter.text).toMatch(/\/newsletter\/[\w-]{43}$/);
    }
    const words = await page(issue);
    expect(words).toContain('4 Briefe liegen im Postausgang, es ist kein Mailserver eingerichtet.');
    expect(words).toContain('abgeschlossen');
    expect(words).not.toMatch(/0 von|wird verschickt/);
    const outbox = await (await (await as(['administrator'])).get('/geschaeftsstelle/postausgang')).text();
    expect(outbox).toContain('Im Advent');
    expect(outbox).toContain('Satz 2.');
    expect(outbox).not.toMatch(/\/newsletter\/[\w-]{43}/);
    await newsletter.work();
    expect(await lettersTo('@leser.example')).toHaveLength(4);
  });

  it('can be stopped before it is written, changed, and ended; the page says how many went and how many not', async () => {
    const second = (await office.post('/redaktion/newsletter', { title: 'Danach', intro: '', items: id })).headers.get('location') ?? '';
    await lookAndSend(office, second);
    expect((await office.post(`${second}/anhalten`, {})).status).toBe(303);
    await jobs.drain();
    expect(await page(second)).toContain('Angehalten: 0 Briefe sind hinausgegangen, 4 nicht.');
    expect((await office.post(`${second}/senden`, {})).status).toBe(422);
    expect((await office.post(second, { title: 'Danach, besser', intro: '', items: id })).status).toBe(303);
    expect((await office.post(`${second}/beenden`, {})).status).toBe(303);
    expect(await page(second)).toContain('Vor dem Ende beendet: 0 Briefe sind hinausgegangen, 4 nicht.');
    expect((await lookAndSend(office, second)).status).toBe(422);
    await newsletter.work();
    expect((await lettersTo('@leser.example')).filter((mail) => mail.subject.startsWith('Danach'))).toEqual([]);
  });
});

describe('a campaign without a mail server', async () => {
  await sql`update consultants.consultant set accredited_until = null`.execute(db);
  await database.pool.query(MANY_CONSULTANTS, [12, 10, '2031-12-31']);
  await sql`update consultants.consultant set email = '' where name = 'Person 12'`.execute(db);
  const desk = '/geschaeftsstelle/akkreditierung';
  const wish = { scheme: 'consultant-2027', deadline: '2027-06-01' };
  const prepared = async () => (await office.post(`${desk}/kampagnen`, wish)).headers.get('location') ?? '';

  it('writes to nobody until it was looked at: the number, the list, who has no address, one letter', async () => {
    const base = await prepared();
    const html = await (await office.get(base)).text();
    for (const word of [
      'Wer angeschrieben wird (11)',
      'Person 3, person3@beratung.example',
      'Ohne E-Mail-Adresse (1)',
      'Person 12',
      'An 11 Personen verschicken',
    ])
      expect(plain(html)).toContain(word);
    expect(html).toMatch(/Guten Tag(?: Person|,)/);
    expect(html).toContain('/einladung/…');
    expect((await office.post(`${base}/senden`, {})).status).toBe(422);
    await jobs.drain();
    expect(await lettersTo('@beratung.example')).toEqual([]);
    expect((await sql`select 1 from accounts.invitation where email like 'person%'`.execute(db)).rows).toEqual([]);
  });

  it('sends its sample to whoever asks, and is dropped with "doch nicht"', async () => {
    const base = await prepared();
    expect((await office.post(`${base}/probe`, { brief: '' })).status).toBe(303);
    expect(await mailTo(db, office.email, 'Neue')).toBeUndefined();
    expect((await mailTo(db, office.email, 'für Ihre Akkreditierung'))?.subject).toMatch(/^Probe: Neue Anforderungen/);
    expect((await office.post(`${base}/verwerfen`, {})).status).toBe(303);
    expect((await office.get(base)).status).toBe(404);
    expect(await lettersTo('@beratung.example')).toEqual([]);
  });

  it('goes to nobody where the list has changed since the look', async () => {
    const base = await prepared();
    const looked = lookedIn(await (await office.get(base)).text()) ?? '';
    await sql`update consultants.consultant set email = 'neu@beratung.example' where name = 'Person 3'`.execute(db);
    const answer = await office.post(`${base}/senden`, { angesehen: looked });
    expect(answer.status).toBe(422);
    expect(plain(await answer.text())).toContain('hat sich der Text oder die Liste geändert');
    await jobs.drain();
    expect(await lettersTo('@beratung.example')).toEqual([]);
  });

  it('says the same numbers everywhere once it has gone, and nobody is written to twice', async () => {
    const base = await prepared();
    expect((await lookAndSend(office, base)).status).toBe(303);
    await jobs.drain();
    const letters = await lettersTo('@beratung.example');
    expect(new Set(letters.map((mail) => mail.to)).size).toBe(letters.length);
    const words = await page(desk);
    expect(words).toContain(`${letters.length} Briefe liegen im Postausgang, es ist kein Mailserver eingerichtet.`);
    expect(words).not.toContain('0 von');
    const [campaign] = await accreditation.campaigns.list().then((all) => all.filter((each) => base.endsWith(each.campaign.id)));
    expect(campaign).toMatchObject({ figures: { people: 11, told: 11 }, delivery: { kept: letters.length, waiting: 0, open: 0 } });
    await accreditation.campaigns.work();
    expect(await lettersTo('@beratung.example')).toHaveLength(letters.length);
    expect((await office.post(`${base}/anhalten`, {})).status).toBe(422);
  });

  it('is started once, though two start two of them at the same moment', async () => {
    await sql`update accreditation.campaign set state = 'ended'`.execute(db);
    const [one, other] = [await prepared(), await prepared()];
    const looked = await Promise.all([one, other].map(async (base) => lookedIn(await (await office.get(base)).text()) ?? ''));
    const answers = await Promise.all([one, other].map((base, index) => office.post(`${base}/senden`, { angesehen: looked[index] ?? '' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422]);
  });

  it('is stopped before its letters are written, goes on only after another look, and says what did not go when it ends', async () => {
    await sql`update accreditation.campaign set state = 'ended'`.execute(db);
    const base = await prepared();
    await lookAndSend(office, base);
    await office.post(`${base}/anhalten`, {});
    const before = (await lettersTo('@beratung.example')).length;
    await jobs.drain();
    await accreditation.campaigns.work();
    expect((await lettersTo('@beratung.example')).length).toBe(before);
    expect(await page(base)).toMatch(/Angehalten: 0 Briefe sind hinausgegangen, \d+ nicht/);
    expect((await office.post(`${base}/senden`, { angesehen: 'x' })).status).toBe(422);
    expect((await lookAndSend(office, base)).status).toBe(303);
    await jobs.drain();
    expect((await lettersTo('@beratung.example')).length).toBe(2 * before);
  });
});
