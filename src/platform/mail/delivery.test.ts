/** What becomes of mails at a real mail server that says yes, later, never, and nothing (findings/imports-mail-time F4, F5, F7). */
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { DAY, fixedClock, HOUR, MINUTE } from '../clock.ts';
import { firstOf } from '../lists.ts';
import { newId } from '../ids.ts';
import { refusedAmong } from './addresses.ts';
import {
  createMailer,
  deliveryOf,
  failedLetters,
  type Mailer,
  sendAgain,
  sendAllAgain,
  storedMails,
  troubledAbout,
  troubledMails,
} from './index.ts';

const { db } = await testDatabase();
const clock = fixedClock('2026-11-23T10:00:00Z');
/** Who got what, and how often each address was asked for. */
let taken: string[] = [];
let asked: string[] = [];
let headers = '';
/** Addresses that are refused no longer. */
const healed = new Set<string>();

const answer = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });
/** By the address: what the server says of it. */
const ANSWERS: Record<string, () => Error> = {
  unknown: () => answer(550, '5.1.1 user unknown'),
  greylisted: () => answer(451, '4.7.1 try again later'),
  relay: () => answer(554, '5.7.1 relay access denied'),
};
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo({ address }, _, callback) {
    asked.push(address);
    const kind = (address.split('@')[0] ?? '').toLowerCase();
    if (kind === 'silent') return; // never answers
    const refusal = healed.has(address) ? undefined : ANSWERS[kind];
    callback(refusal?.());
  },
  onData(stream, session, callback) {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    stream.on('end', () => {
      const to = session.envelope.rcptTo[0]?.address ?? '';
      if (to.startsWith('spam') && !healed.has(to)) return callback(answer(554, 'not this'));
      taken.push(to);
      headers = text.split('\r\n\r\n')[0] ?? '';
      callback();
    });
  },
});
server.on('error', () => {});
let mailer: Mailer;
const fared: string[] = [];
const sender = { mailFrom: 'Netz <post@netz.example>', officeMail: 'office@netz.example', publicUrl: 'https://netz.example' };
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  const smtpUrl = `smtp://127.0.0.1:${port}?socketTimeout=400`;
  mailer = createMailer({ db, config: { ...sender, smtpUrl }, clock, observe: (how) => fared.push(how) });
});
afterAll(async () => {
  await mailer.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
beforeEach(async () => {
  [taken, asked] = [[], []];
  healed.clear();
  await db.deleteFrom('platform.mail' as never).execute();
  await db.deleteFrom('platform.refused_address' as never).execute();
});

const send = async (to: string, more = {}) => {
  const key = newId();
  await mailer.send(key, { to, subject: 'Betreff', text: 'Guten Tag', ...more });
  return key;
};
const stored = async (key: string) => (await storedMails(db, 100)).find((mail) => mail.id === key);

describe('a single mail', () => {
  it('that is taken has gone', async () => {
    const key = await send('anna@netz.example');
    expect([taken, (await stored(key))?.sentAt]).toEqual([['anna@netz.example'], clock.now()]);
  });

  it('that is not taken now is tried again later, each time later, and arrives', async () => {
    const key = await send('greylisted@netz.example');
    expect((await troubledMails(db, 'later', firstOf(10))).rows).toMatchObject([
      { id: key, code: 451, tries: 1, failedAt: null, nextAt: new Date(clock.now().getTime() + MINUTE) },
    ]);
    for (let minute = 0; minute < 30; minute++) {
      clock.advance(MINUTE);
      await mailer.deliverDue();
    }
    // After 0, 1, 6 and 21 minutes: not 30 times.
    expect(asked).toHaveLength(4);
    healed.add('greylisted@netz.example');
    clock.advance(HOUR);
    await mailer.deliverDue();
    expect(taken).toEqual(['greylisted@netz.example']);
    expect((await troubledMails(db, 'later', firstOf(10))).rows).toEqual([]);
  });

  it('that nobody ever takes is given up after two days', async () => {
    const key = await send('greylisted@netz.example');
    for (let hour = 0; hour < 60; hour++) {
      clock.advance(HOUR);
      await mailer.deliverDue();
    }
    expect((await stored(key))?.failedAt).toBeInstanceOf(Date);
    const tries = asked.length;
    clock.advance(30 * DAY);
    await mailer.deliverDue();
    expect([tries, asked.length]).toEqual([tries, tries]);
    // Later is no refusal: the address is as good as any.
    expect((await refusedAmong(db, ['greylisted@netz.example'])).size).toBe(0);
  });

  it('to an address that there is not is given up at once, and the address is marked', async () => {
    const key = await send('Unknown@netz.example', { about: '/geschaeftsstelle/anfragen/1' });
    clock.advance(DAY);
    await mailer.deliverDue();
    expect(asked).toHaveLength(1);
    expect((await stored(key))?.error).toContain('5.1.1');
    expect((await refusedAmong(db, ['unknown@netz.example'])).get('unknown@netz.example')?.words).toContain('5.1.1');
    expect((await troubledAbout(db, '/geschaeftsstelle/anfragen/1')).map(({ id }) => id)).toEqual([key]);
  });

  it.each(['relay@netz.example', 'spam@netz.example'])('that our server lets nobody have (%s) marks nobody', async (to) => {
    const key = await send(to);
    expect((await stored(key))?.failedAt).toBeInstanceOf(Date);
    expect((await refusedAmong(db, [to])).size).toBe(0);
  });

  it('is sent again by a person, and the mark goes when it arrives', async () => {
    const key = await send('unknown@netz.example');
    healed.add('unknown@netz.example');
    const published: string[] = [];
    expect(await sendAgain(db, { publish: async (_, { subject }) => void published.push(subject ?? '') }, key)).toBe(true);
    expect(published).toEqual([key]);
    await mailer.deliver(key);
    expect([taken, (await refusedAmong(db, ['unknown@netz.example'])).size]).toEqual([['unknown@netz.example'], 0]);
    expect(await sendAgain(db, { publish: async () => undefined }, key)).toBe(false);
  });

  it('where the server is away is tried again, all at once when somebody says so', async () => {
    const away = createMailer({ db, config: { ...sender, smtpUrl: 'smtp://127.0.0.1:1' }, clock });
    const keys = [newId(), newId()];
    for (const [n, key] of keys.entries()) await away.send(key, { to: `p${n}@netz.example`, subject: 'S', text: 'T' });
    await away.close();
    expect((await troubledMails(db, 'later', firstOf(10))).rows.map(({ code }) => code)).toEqual([null, null]);
    expect(await sendAllAgain(db, 'later')).toBe(2);
    await mailer.deliverDue();
    expect(taken.toSorted()).toEqual(['p0@netz.example', 'p1@netz.example']);
  });

  it('whose address is silent does not hold up the others', async () => {
    const keys = await Promise.all(
      ['silent@netz.example', ...Array.from({ length: 20 }, (_, n) => `p${n}@netz.example`)].map((to) => send(to)),
    );
    expect(taken).toHaveLength(20);
    const late = (await troubledMails(db, 'later', firstOf(10))).rows.map(({ id }) => id);
    expect(late).toEqual([keys[0]]);
  });

  it('in the hands of a process that is gone is taken over, once', async () => {
    const key = newId();
    await db.transaction().execute((trx) => mailer.queue(trx as never, key, { to: 'later@netz.example', subject: 'S', text: 'T' }));
    await db
      .updateTable('platform.mail' as never)
      .set({ claimed_at: clock.now() } as never)
      .execute();
    await mailer.deliverDue();
    expect(taken).toEqual([]);
    clock.advance(11 * MINUTE);
    await Promise.all([mailer.deliverDue(), mailer.deliverDue()]);
    expect(taken).toEqual(['later@netz.example']);
  });

  it('to somebody who is forgotten leaves nothing behind, whether it arrives or not', async () => {
    for (const to of ['anna@netz.example', 'unknown@netz.example'])
      await mailer.sendUnkept(newId(), { to, subject: 'Gelöscht', text: 'Auf Wiedersehen' });
    expect(taken).toEqual(['anna@netz.example']);
    expect(await storedMails(db, 10)).toEqual([]);
  });

  it('says who it is from, in which language, and where an answer goes', async () => {
    await send('anna@netz.example', { locale: 'en' });
    for (const line of [
      /^Message-ID: <[\w-]+@netz\.example>$/im,
      /^Auto-Submitted: auto-generated$/im,
      /^Reply-To: office@netz\.example$/im,
      /^Content-Language: en$/im,
    ])
      expect(headers).toMatch(line);
    await send('anna@netz.example', { replyTo: 'chef@betrieb.example' });
    expect(headers).toMatch(/^Reply-To: chef@betrieb\.example$/im);
  });
});

describe('letters to many', () => {
  const campaign = newId();
  const keep = (...addresses: string[]) =>
    db.transaction().execute(async (trx) => {
      for (const to of addresses) await mailer.keepLetter(trx as never, campaign, newId(), { to, subject: 'S', text: 'T' });
    });

  it('are finished with a list of what could not be delivered, and try no address for ever', async () => {
    await keep('a@netz.example', 'b@netz.example', 'unknown@netz.example', 'greylisted@netz.example');
    await mailer.deliverCampaign(campaign);
    expect(await deliveryOf(db, campaign, clock.now())).toMatchObject({ letters: 4, sent: 2, failed: 1, waiting: 1 });
    expect(await failedLetters(db, campaign, 10)).toMatchObject([{ to: 'unknown@netz.example', words: expect.stringContaining('5.1.1') }]);
    for (let hour = 0; hour < 60; hour++) {
      clock.advance(HOUR);
      await mailer.deliverCampaign(campaign);
    }
    expect(asked.filter((to) => to.startsWith('unknown'))).toHaveLength(1);
    expect(asked.filter((to) => to.startsWith('greylisted')).length).toBeLessThan(12);
    expect(await deliveryOf(db, campaign, clock.now())).toMatchObject({ sent: 2, failed: 2, waiting: 0 });
  });

  it('leave out an address that was refused before; a single mail still tries it', async () => {
    await send('unknown@netz.example');
    await keep('unknown@netz.example', 'a@netz.example');
    await mailer.deliverCampaign(campaign);
    expect(asked.filter((to) => to.startsWith('unknown'))).toHaveLength(1);
    expect(await failedLetters(db, campaign, 10)).toMatchObject([{ to: 'unknown@netz.example' }]);
    await send('unknown@netz.example');
    expect(asked.filter((to) => to.startsWith('unknown'))).toHaveLength(2);
  });

  it('of which nobody knows whether they arrived wait for a person', async () => {
    await keep('silent@netz.example');
    await mailer.deliverCampaign(campaign);
    clock.advance(HOUR);
    await mailer.deliverCampaign(campaign);
    expect(asked).toHaveLength(1);
    expect(await deliveryOf(db, campaign, clock.now())).toMatchObject({ sent: 0, waiting: 0, unsure: 1, failed: 0 });
  });
});

it('counts what became of them, and names nobody', () => {
  expect(new Set(fared)).toEqual(new Set(['sent', 'later', 'failed', 'unsure']));
});
