import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { partPrint } from '../../src/modules/news/model.ts';
import { sendingServer } from '../support/sending.ts';

const SUBSCRIBERS = 10_000;
const KILLS = [300, 2000, 4500, 7000, 9000];
let sending: Awaited<ReturnType<typeof sendingServer>>;

beforeAll(async () => {
  sending = await sendingServer('letters');
});
afterAll(() => sending.stop());

/** What somebody has looked at before it goes out. */
const looked = (title: string, intro: string, item: string): string[] => [
  partPrint(title, intro),
  partPrint(item, 'news', 'Etwas Neues', 'Kurz gesagt.', 'neu', 'public', null),
];

/** The process that sends letters beside the server. */
const sender = (): number => {
  const { stdout } = spawnSync('ps', ['--ppid', String(sending.pid()), '-o', 'pid=,args='], { encoding: 'utf8' });
  return Number(/^\s*(\d+) .*letters send/m.exec(stdout)?.[1] ?? 0);
};

describe('the newsletter', () => {
  it(`reaches ${SUBSCRIBERS} addresses, each exactly once, though the server is killed five times`, async () => {
    const { client, number, mail, kill } = sending;
    await client.query(
      `insert into news.subscriber (id, email, locale, link_id, asked_at, confirmed_at)
       select gen_random_uuid(), 'person' || n || '@leser.example', 'de', gen_random_uuid(), now() - interval '2 days', now() - interval '1 day'
       from generate_series(1, $1::int) n`,
      [SUBSCRIBERS],
    );
    const item = '00000000-0000-7000-8000-0000000000aa';
    const issue = '00000000-0000-7000-8000-0000000000bb';
    await client.query(
      `insert into news.item (id, kind, slug, title, summary, body, topics, audience, owner_name, state, publish_at, how, place, register, material,
         created_at, updated_at)
       values ($1, 'news', 'neu', 'Etwas Neues', 'Kurz gesagt.', '', '{}', 'public', 'Geschäftsstelle', 'planned', now() - interval '1 hour', '', '', '',
         '[]', now(), now())`,
      [item],
    );
    const begun = performance.now();
    await client.query(
      `insert into news.issue (id, title, intro, items, stories, state, looked, created_at, begun_at)
       values ($1, 'Newsletter im November', 'Guten Tag.', array[$2::uuid], '{}', 'sending', $3, now(), now())`,
      [issue, item, looked('Newsletter im November', 'Guten Tag.', item)],
    );
    await client.query('insert into news.issue_receiver (issue_id, subscriber_id) select $1, id from news.subscriber', [issue]);
    // Every start goes on with what is being sent; the first one is made by killing the server that has not looked yet.
    for (const count of [0, ...KILLS]) {
      await mail.arrived(count);
      await kill();
    }
    await vi.waitFor(async () => expect(await number(`select count(*) as n from news.issue where state = 'sent'`)).toBe(1), {
      timeout: 150_000,
      interval: 200,
    });
    const seconds = (performance.now() - begun) / 1000;
    const sent = await number('select count(*) as n from platform.mail where sent_at is not null');
    const unsure = await number('select count(*) as n from platform.mail where sent_at is null');
    console.log(
      `${SUBSCRIBERS} addresses, ${mail.letters.length} letters taken, ${sent} noted, ${unsure} unsure, ${seconds.toFixed(1)} s, killed five times on the way`,
    );
    expect(mail.received.size).toBe(SUBSCRIBERS);
    expect([...mail.received.values()].every((count) => count === 1)).toBe(true);
    expect({ sent, unsure }).toEqual({ sent: SUBSCRIBERS, unsure: 0 });
    const last = mail.letters.at(-1) ?? '';
    expect(last).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(last.replace(/=\r?\n/g, '')).toContain('/neuigkeiten/neu');
  }, 240_000);

  it('reaches nobody twice where the sender itself is killed, and shows what is unsure', async () => {
    const { client, number, mail, kill } = sending;
    mail.received.clear();
    mail.letters.length = 0;
    await client.query(`update news.issue set begun_at = now() - interval '1 hour'`);
    await client.query(`delete from news.subscriber where email !~ 'person[0-9]{1,3}@'`);
    await client.query(
      `insert into news.issue (id, title, intro, items, stories, state, looked, created_at, begun_at)
       select '00000000-0000-7000-8000-0000000000cc', 'Der zweite', '', items, '{}', 'sending', $1, now(), now() from news.issue limit 1`,
      [looked('Der zweite', '', '00000000-0000-7000-8000-0000000000aa')],
    );
    await client.query(
      `insert into news.issue_receiver (issue_id, subscriber_id) select '00000000-0000-7000-8000-0000000000cc', id from news.subscriber`,
    );
    for (const count of [0, 150, 400]) {
      await mail.arrived(count);
      const pid = count === 0 ? undefined : sender();
      if (count > 0) expect(pid).toBeGreaterThan(0);
      await kill(pid);
    }
    await vi.waitFor(async () => expect(await number(`select count(*) as n from news.issue where state = 'sent'`)).toBe(2), {
      timeout: 60_000,
      interval: 200,
    });
    const mails = `from platform.mail where campaign = '00000000-0000-7000-8000-0000000000cc'`;
    const unsure = await number(`select count(*) as n ${mails} and sent_at is null`);
    expect(await number(`select count(*) as n ${mails}`)).toBe(999);
    expect([...mail.received.values()].every((count) => count === 1)).toBe(true);
    expect(unsure).toBeLessThanOrEqual(2 * 4);
    expect(mail.received.size).toBeGreaterThanOrEqual(999 - unsure);
  }, 120_000);
});
