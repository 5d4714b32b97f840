import fc from 'fast-check';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, it } from 'vitest';
import { newId } from '../src/platform/ids.ts';
import { testApplication } from './support/application.ts';
import { lookAndSend, lookedIn } from './support/mailing.ts';
import { freePort } from './support/server.ts';

/** What a mail server took; `meanwhile` happens before it says that it has a letter. */
const taken: { to: string; text: string }[] = [];
let meanwhile: () => Promise<unknown> = () => Promise.resolve();
/** The mail server says "later". */
let isBusy = false;
const smtp = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const text = Buffer.concat(chunks)
        .toString()
        .replaceAll(/=\r?\n/g, '');
      if (!isBusy) taken.push({ to: session.envelope.rcptTo[0]?.address ?? '', text });
      const answer = isBusy ? Object.assign(new Error('later'), { responseCode: 451 }) : undefined;
      void meanwhile().then(() => callback(answer));
    });
  },
});
smtp.on('error', () => {});
const port = await freePort();
await new Promise<void>((resolve) => {
  smtp.listen(port, '127.0.0.1', () => resolve());
});
const { as, clock, newsletter, services } = await testApplication({ DEMO: 'off', SMTP_URL: `smtp://127.0.0.1:${port}` });
const { db } = services;
afterAll(async () => {
  await services.mailer.close();
  await new Promise<void>((resolve) => {
    smtp.close(() => resolve());
  });
});
const office = await as(['office']);
const item =
  (await office.post('/redaktion/neu', { kind: 'news', title: 'Neu', summary: 'Satz 0.', body: '', audience: 'public' })).headers.get(
    'location',
  ) ?? '';
await office.post(`${item}/veroeffentlichen`, {});
const itemId = item.split('/').at(-1) ?? '';

const ACTS = [
  'editItem',
  'editIntro',
  'add',
  'remove',
  'look',
  'look',
  'test',
  'send',
  'send',
  'work',
  'workStopped',
  'stop',
  'end',
  'again',
] as const;
/** Letters that may be in the sender's hands when somebody stops it. */
const IN_HAND = 4;

interface Seen {
  print: string;
  item: number;
  intro: number;
  to: Set<string>;
}

async function subscribe(n: number): Promise<string> {
  const email = `leser${n}@leser.example`;
  await sql`insert into news.subscriber (id, email, locale, link_id, asked_at, confirmed_at)
    values (${newId()}, ${email}, 'de', gen_random_uuid(), '2026-01-01', '2026-01-01')`.execute(db);
  return email;
}

/** One issue, its readers, and what somebody has seen and let go. */
async function play(acts: readonly (typeof ACTS)[number][]): Promise<number> {
  taken.length = 0;
  await sql`delete from news.subscriber`.execute(db);
  let [itemText, introText, next] = [0, 0, 0];
  await sql`update news.item set summary = 'Satz 0.' where id = ${itemId}`.execute(db);
  const readers: string[] = [];
  for (; next < 7; next++) readers.push(await subscribe(next));
  const words = () => ({ title: 'Probe', intro: `Vorweg ${introText}.`, items: itemId });
  const base = (await office.post('/redaktion/newsletter', words())).headers.get('location') ?? '';
  let seen: Seen | undefined;
  const approved: Seen[] = [];
  let isStopped = false;
  const stop = async () => {
    if ((await office.post(`${base}/anhalten`, {})).status === 303) isStopped = true;
  };

  for (const act of acts) {
    const before = taken.length;
    if (act === 'editItem') await sql`update news.item set summary = ${`Satz ${++itemText}.`} where id = ${itemId}`.execute(db);
    else if (act === 'editIntro') {
      introText++;
      await office.post(base, words());
    } else if (act === 'add') readers.push(await subscribe(next++));
    else if (act === 'remove') await sql`delete from news.subscriber where email = ${readers.shift() ?? ''}`.execute(db);
    else if (act === 'look') {
      const page = await (await office.get(base)).text();
      const print = lookedIn(page);
      const number = (name: string) => Number(new RegExp(`${name} (\\d+)\\.`).exec(page)?.[1]);
      const to = new Set([...page.matchAll(/leser\d+@leser\.example/g)].map(([email]) => email));
      if (print) seen = { print, item: number('Satz'), intro: number('Vorweg'), to };
    } else if (act === 'send') {
      const answer = await office.post(`${base}/senden`, { angesehen: seen?.print ?? '' });
      if (answer.status === 303 && seen) {
        approved.push(seen);
        isStopped = false;
      }
    } else if (act === 'work') await newsletter.work();
    else if (act === 'workStopped') {
      let stopping: Promise<void> | undefined;
      meanwhile = () => (stopping ??= stop());
      await newsletter.work();
      meanwhile = () => Promise.resolve();
      if (stopping) expect(taken.length - before).toBeLessThanOrEqual(IN_HAND);
    } else if (act === 'test') {
      await office.post(`${base}/probe`, {});
      expect(taken.slice(before).every(({ to }) => to === office.email)).toBe(true);
      taken.length = before;
    } else if (act === 'stop') await stop();
    else if (act === 'end') await office.post(`${base}/beenden`, {});
    else await office.post(`${base}/unklare`, {});

    const isWork = act === 'work' || act === 'workStopped';
    const wasStopped = isStopped && act === 'work';
    if (!isWork || wasStopped) expect(taken.length).toBe(before);
    const [last] = approved.slice(-1);
    for (const { to, text } of taken.slice(before)) {
      expect(last?.to.has(to)).toBe(true);
      expect(text).toContain(`Satz ${last?.item}.`);
      expect(text).toContain(`Vorweg ${last?.intro}.`);
    }
    expect(new Set(taken.map(({ to }) => to)).size).toBe(taken.length);
  }
  return taken.length;
}

describe('no sequence of acts', () => {
  it('sends a newsletter that nobody looked at, to anybody twice, or after a stop', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...ACTS), { maxLength: 16 }), async (acts) => {
        await play(acts);
      }),
      {
        numRuns: 25,
        examples: [
          [['look', 'send', 'work']],
          [['look', 'editItem', 'send', 'work']],
          [['look', 'send', 'editItem', 'work', 'send', 'look', 'send', 'work']],
          [['look', 'send', 'workStopped', 'work', 'editIntro', 'send', 'work', 'look', 'send', 'work', 'again']],
          [['look', 'send', 'workStopped', 'add', 'remove', 'look', 'send', 'work']],
          [['look', 'send', 'workStopped', 'end', 'look', 'send', 'work', 'again', 'work']],
        ],
      },
    );
  });

  it('and what was stopped in the middle reaches all others once it goes on', async () => {
    expect(await play(['look', 'send', 'workStopped', 'work', 'look', 'send', 'work'])).toBe(7);
  });
});

describe('a letter that the mail server gives back', async () => {
  const words = { title: 'Zurück', intro: 'Vorweg.', items: itemId };
  async function begun(readers: number): Promise<{ base: string; id: string }> {
    taken.length = 0;
    isBusy = false;
    await sql`delete from news.subscriber`.execute(db);
    for (let n = 0; n < readers; n++) await subscribe(n);
    const base = (await office.post('/redaktion/newsletter', words)).headers.get('location') ?? '';
    expect((await lookAndSend(office, base)).status).toBe(303);
    return { base, id: base.split('/').at(-1) ?? '' };
  }
  const waiting = async (id: string) =>
    (await sql<{ n: number }>`select count(*)::int as n from platform.mail where campaign = ${id} and sent_at is null`.execute(db)).rows[0]
      ?.n;
  const state = async (id: string) =>
    (await sql<{ state: string; unsent: number }>`select state, unsent from news.issue where id = ${id}`.execute(db)).rows[0];
  async function returnedWhile(base: string, act: string): Promise<void> {
    let acting: Promise<unknown> | undefined;
    isBusy = true;
    meanwhile = () => (acting ??= Promise.resolve(office.post(`${base}/${act}`, {})));
    await newsletter.work();
    meanwhile = () => Promise.resolve();
    await acting;
    isBusy = false;
    await newsletter.work();
  }

  it('after a stop goes to nobody until somebody lets it, and then to everybody once', async () => {
    const { base, id } = await begun(6);
    await returnedWhile(base, 'anhalten');
    expect(taken).toEqual([]);
    expect(await waiting(id)).toBe(0);
    expect(await (await office.get(base)).text()).toContain('Wer angeschrieben wird (6)');
    expect((await lookAndSend(office, base)).status).toBe(303);
    await newsletter.work();
    expect(taken.map(({ to }) => to).toSorted()).toEqual(Array.from({ length: 6 }, (_, n) => `leser${n}@leser.example`));
    expect(await state(id)).toMatchObject({ state: 'sent' });
  });

  it('after the end stays, and is among those who were not written to', async () => {
    const { base, id } = await begun(6);
    await returnedWhile(base, 'beenden');
    expect(taken).toEqual([]);
    expect(await state(id)).toEqual({ state: 'ended', unsent: 6 });
    expect(await waiting(id)).toBe(0);
  });

  it('leaves an issue unfinished: it is sent once everybody has it', async () => {
    const { id } = await begun(3);
    isBusy = true;
    await newsletter.work();
    expect(await state(id)).toMatchObject({ state: 'sending' });
    isBusy = false;
    await newsletter.work();
    expect(taken).toEqual([]); // not every minute at once: a mail server that is busy is given time
    clock.advance(60_000);
    await newsletter.work();
    expect(await state(id)).toMatchObject({ state: 'sent' });
    expect(taken.length).toBe(3);
  });

  it('of which nobody knows goes once more by the job, not while somebody waits for the page', async () => {
    const { base, id } = await begun(3);
    await newsletter.work();
    await sql`update platform.mail set sent_at = null, claimed_at = '2020-01-01' where campaign = ${id} and recipient like 'leser1%'`.execute(
      db,
    );
    const before = taken.length;
    expect((await office.post(`${base}/unklare`, {})).status).toBe(303);
    expect([taken.length, (await state(id))?.state]).toEqual([before, 'sending']);
    await newsletter.work();
    expect([taken.length, (await state(id))?.state]).toEqual([before + 1, 'sent']);
  });

  it('of a mailing that has changed meanwhile: the rest waits for another look, and the office is told', async () => {
    const { base, id } = await begun(6);
    await sql`update news.item set summary = 'Anders.' where id = ${itemId}`.execute(db);
    await newsletter.work();
    await sql`update news.item set summary = 'Satz 0.' where id = ${itemId}`.execute(db);
    expect([taken.length, (await state(id))?.state, await waiting(id)]).toEqual([0, 'stopped', 0]);
    expect(await (await office.get('/konto')).text()).toContain(`href="${base}"`);
  });

  it('and words that come too late are not saved, but still shown', async () => {
    const { base } = await begun(2);
    const late = await office.post(base, { ...words, intro: 'Zu spät gekommen.' });
    expect(late.status).toBe(422);
    expect(await late.text()).toContain('Zu spät gekommen.');
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.audit
      where action = 'newsletter.changed' and record = ${base.split('/').at(-1)}`.execute(db);
    expect(rows[0]?.n).toBe(0);
  });

  it('a sample to oneself needs no mail server that answers', async () => {
    const base = (await office.post('/redaktion/newsletter', words)).headers.get('location') ?? '';
    isBusy = true;
    expect((await office.post(`${base}/probe`, {})).status).toBe(303);
    isBusy = false;
  });
});
