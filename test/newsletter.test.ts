import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, it } from 'vitest';
import { testApplication } from './support/application.ts';
import { lookAndSend } from './support/mailing.ts';
import { freePort } from './support/server.ts';

const SUBSCRIBERS = 160;
/** What the mail server took, with the moment. */
const taken: { text: string; to: string; at: number }[] = [];
let each: () => void = () => {};
const smtp = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const text = Buffer.concat(chunks)
        .toString()
        .replaceAll(/=\r?\n/g, '');
      taken.push({ text, to: session.envelope.rcptTo[0]?.address ?? '', at: performance.now() });
      each();
      // A mail server that takes its time: the letters go out over two seconds.
      setTimeout(callback, 50);
    });
  },
});
smtp.on('error', () => {});
const port = await freePort();
await new Promise<void>((resolve) => {
  smtp.listen(port, '127.0.0.1', () => resolve());
});
afterAll(
  () =>
    new Promise<void>((resolve) => {
      smtp.close(() => resolve());
    }),
);
const { as, newsletter, services } = await testApplication({ DEMO: 'on', SMTP_URL: `smtp://127.0.0.1:${port}` });
const { db } = services;
const office = await as(['office']);

async function published(title: string): Promise<{ id: string; base: string }> {
  const base =
    (await office.post('/redaktion/neu', { kind: 'news', title, summary: `Kurz zu ${title}.`, body: '', audience: 'public' })).headers.get(
      'location',
    ) ?? '';
  await office.post(`${base}/veroeffentlichen`, {});
  return { base, id: base.split('/').at(-1) ?? '' };
}

describe('a newsletter on its way', () => {
  it('holds nothing any more that was taken back meanwhile, goes to nobody who has left, and reaches everybody else once', async () => {
    const [stays, goes] = [await published('Bleibt'), await published('Gehtraus')];
    await sql`insert into news.subscriber (id, email, locale, link_id, asked_at, confirmed_at)
      select gen_random_uuid(), 'leser' || n || '@leser.example', 'de', gen_random_uuid(), '2026-01-01', '2026-01-01' from generate_series(1, ${SUBSCRIBERS}::int) n`.execute(
      db,
    );
    const issue =
      (await office.post('/redaktion/newsletter', { title: 'Im Advent', intro: '', items: stays.id })).headers.get('location') ?? '';
    const id = issue.split('/').at(-1) ?? '';
    await sql`update news.issue set items = array[${stays.id}, ${goes.id}]::uuid[] where id = ${id}`.execute(db);
    await lookAndSend(office, issue);
    const begun = new Promise<void>((resolve) => {
      each = resolve;
    });
    const work = newsletter.work();
    await begun;
    await office.post(`${goes.base}/zuruecknehmen`, {});
    // The last in line leaves before it is their turn.
    const never = (
      await sql<{
        recipient: string;
      }>`select recipient from platform.mail where campaign = ${id} and claimed_at is null order by id desc limit 1`.execute(db)
    ).rows[0]?.recipient;
    await sql`delete from news.subscriber where email = ${never ?? ''}`.execute(db);
    const gone = performance.now();
    await work;
    expect(taken[0]?.text).toContain('Gehtraus');
    // What is read anew every half second may be as old as that, and a letter may be on its way already.
    const late = taken.filter((letter) => letter.at > gone + 1000);
    expect(late.length).toBeGreaterThan(10);
    for (const letter of late) {
      expect(letter.text).toContain('Bleibt');
      expect(letter.text).not.toContain('Gehtraus');
    }
    const reached = taken.map((letter) => letter.to);
    expect(new Set(reached).size).toBe(SUBSCRIBERS - 1);
    expect(reached.length).toBe(SUBSCRIBERS - 1);
    expect(never).toMatch(/@leser/);
    expect(reached).not.toContain(never);
    expect((await newsletter.mailing.delivery(id)).waiting).toBe(0);
    expect(await (await office.get(issue)).text()).toContain(`${SUBSCRIBERS - 1} von ${SUBSCRIBERS - 1} Briefen sind verschickt.`);
  });
});
