import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { fixedClock } from '../clock.ts';
import { createMailer, deliveryOf, mailKey, storedMails } from './index.ts';
import { takeBackWaiting } from './letters.ts';

const { db } = await testDatabase();
const clock = fixedClock('2026-11-23T10:00:00Z');
const sender = { mailFrom: 'Netz <netz@demo.example>', officeMail: 'office@demo.example', publicUrl: 'https://netz.example' };
const mailers: { close(): Promise<void> }[] = [];
/** A mailer without a queue: it sends at once, as a command does. */
function mailerTo(smtpUrl: string | undefined) {
  const mailer = createMailer({ db, config: { ...sender, smtpUrl }, clock });
  mailers.push(mailer);
  return mailer;
}
const event = '01960000-0000-7000-8000-000000000000';

describe('mail over SMTP', () => {
  const received: string[] = [];
  let refuse = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on('end', () => {
        if (refuse) return done(Object.assign(new Error('not now'), { responseCode: 451 }));
        received.push(text);
        done();
      });
    },
  });
  let smtpUrl: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.server.address();
    smtpUrl = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(async () => {
    await Promise.all(mailers.map((mailer) => mailer.close()));
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('is sent once, however often its event is handled', async () => {
    const mailer = mailerTo(smtpUrl);
    const mail = { to: 'a@demo.example', subject: 'Grüße\r\nBcc: böse@demo.example', text: 'Schöner Tag' };
    await mailer.send(mailKey(event, 'company'), mail);
    await mailer.send(mailKey(event, 'company'), mail);
    expect(received).toHaveLength(1);
    expect(received[0]?.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im); // a line break in a subject opens no header
  });

  it('is tried again when the server refused it, and not forgotten', async () => {
    const mailer = mailerTo(smtpUrl);
    const key = mailKey(event, 'receiver');
    refuse = true;
    await mailer.send(key, { to: 'b@demo.example', subject: 'S', text: 'T' });
    expect((await storedMails(db, 10)).find((mail) => mail.id === key)?.sentAt).toBeNull();
    refuse = false;
    await mailer.deliver(key);
    expect(received).toHaveLength(1); // not before its time
    clock.advance(60_000);
    await mailer.send(key, { to: 'b@demo.example', subject: 'S', text: 'T' });
    expect(received).toHaveLength(2);
    expect((await storedMails(db, 10)).find((mail) => mail.id === key)?.sentAt).not.toBeNull();
  });

  it('keeps nothing that its reader could act with once it was sent, and all of it until then', async () => {
    const token = 'k3J9sQpL2vXw8ZtB4mNc-yTr5_HdGfA7uEiOqWx1CvB';
    const mail = {
      to: 'd@demo.example',
      subject: 'Einladung',
      text: `Hier entlang: https://netz.example/einladung/${token}. Bis bald!`,
      calendar: { method: 'REQUEST' as const, content: `BEGIN:VCALENDAR\r\nURL:https://netz.example/aufgaben/${token}\r\nEND:VCALENDAR` },
      unsubscribe: `https://netz.example/abbestellen/${token}`,
    };
    const mailer = mailerTo(smtpUrl);
    const stored = async (key: string) => (await storedMails(db, 20)).find((each) => each.id === key);
    const key = mailKey(event, 'secret');
    refuse = true;
    await mailer.send(key, mail);
    expect(await stored(key)).toMatchObject(mail);
    refuse = false;
    clock.advance(60_000);
    await mailer.deliver(key);
    expect(received.at(-1)?.replaceAll('=\r\n', '')).toContain(`einladung/${token}`);
    expect(await stored(key)).toMatchObject({ text: 'Hier entlang: https://netz.example/einladung/…. Bis bald!', sentAt: clock.now() });
    expect(JSON.stringify(await stored(key))).not.toContain(token);

    const letter = mailKey(event, 'letter');
    const campaign = mailKey(event, 'campaign');
    await db.transaction().execute((trx) => mailer.keepLetter(trx, campaign, letter, mail));
    expect(JSON.stringify(await stored(letter))).toContain(token);
    await mailer.deliverCampaign(campaign);
    expect(received).toHaveLength(4);
    expect((await stored(letter))?.sentAt).not.toBeNull();
    expect(JSON.stringify(await stored(letter))).not.toContain(token);
  });

  it('stays in the outbox without a server', async () => {
    const mailer = mailerTo(undefined);
    const key = mailKey(event, 'other');
    await mailer.send(key, { to: 'c@demo.example', subject: 'S', text: 'T' });
    expect((await storedMails(db, 10)).find((mail) => mail.id === key)).toMatchObject({ to: 'c@demo.example', sentAt: null });
  });

  it('lets letters to many lie in the outbox for good where no server is, with their words, also once there is one', async () => {
    const campaign = mailKey(event, 'kept');
    const [plain, unwritten, dropped] = ['plain', 'unwritten', 'dropped'].map((role) => mailKey(campaign, role));
    const mailer = mailerTo(undefined);
    mailer.makeLetters('test', ({ key }) =>
      Promise.resolve(key === dropped ? undefined : { subject: 'Im Advent', text: 'Viel Neues', unsubscribe: 'https://netz.example/ende' }),
    );
    await db.transaction().execute(async (trx) => {
      await mailer.keepLetter(trx, campaign, plain ?? '', { to: 'e@demo.example', subject: 'S', text: 'T' });
      const letters = [unwritten, dropped].map((key) => ({ key: key ?? '', to: 'f@demo.example' }));
      await mailer.keepUnwritten(trx, campaign, 'test', letters);
    });
    const stored = async (key = '') => (await storedMails(db, 20)).find((mail) => mail.id === key);
    expect(await stored(unwritten)).toBeUndefined(); // it has no words yet
    await mailer.deliverCampaign(campaign);
    expect(await stored(unwritten)).toMatchObject({ subject: 'Im Advent', text: 'Viel Neues', sentAt: null });
    expect(await deliveryOf(db, campaign, clock.now())).toEqual({ letters: 2, sent: 0, kept: 2, waiting: 0, unsure: 0, failed: 0 });
    const before = received.length;
    await mailerTo(smtpUrl).deliverCampaign(campaign);
    expect(received.length).toBe(before);
  });

  it('takes back what waits, and nothing that went', async () => {
    const campaign = mailKey(event, 'taken back');
    const keys = [1, 2, 3].map((n) => mailKey(campaign, String(n)));
    const mailer = mailerTo(smtpUrl);
    const keep = (some: readonly string[]) =>
      db.transaction().execute(async (trx) => {
        for (const key of some) await mailer.keepLetter(trx, campaign, key, { to: `${key}@demo.example`, subject: 'S', text: 'T' });
      });
    await keep(keys.slice(0, 1));
    await mailer.deliverCampaign(campaign);
    await keep(keys);
    expect((await takeBackWaiting(db, campaign)).toSorted()).toEqual(
      keys
        .slice(1)
        .map((key) => `${key}@demo.example`)
        .toSorted(),
    );
    const before = received.length;
    await mailer.deliverCampaign(campaign);
    expect(received.length).toBe(before);
  });
});
