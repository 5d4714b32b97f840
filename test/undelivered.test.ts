/** A mail that does not arrive: nobody waits for it, nothing stands behind it, and whoever it concerns sees it (findings/imports-mail-time F4, F7, F15). */
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, it } from 'vitest';
import { plain } from './support/html.ts';
import { testApplication } from './support/application.ts';
import { beginCheck } from './support/checks.ts';
import { pathIn } from './support/mail.ts';
import { freePort } from './support/server.ts';

let taken: { to: string; text: string }[] = [];
const asked: string[] = [];
const healed = new Set<string>();
const REFUSED: Record<string, [number, string]> = { niemand: [550, '5.1.1 user unknown'], spaeter: [451, '4.7.1 later'] };
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  // Whoever still holds a connection is let go.
  closeTimeout: 100,
  onRcptTo({ address }, _, callback) {
    asked.push(address);
    const [code, words] = REFUSED[address.split('@')[0] ?? ''] ?? [];
    callback(code && !healed.has(address) ? Object.assign(new Error(words), { responseCode: code }) : undefined);
  },
  onData(stream, session, callback) {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    stream.on('end', () => {
      taken.push({ to: session.envelope.rcptTo[0]?.address ?? '', text: text.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=') });
      callback();
    });
  },
});
server.on('error', () => {});
const port = await freePort();
await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
const { as, clock, get, post, services } = await testApplication({ SMTP_URL: `smtp://127.0.0.1:${port}` });
const { jobs, mailer, pool } = services;
const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
afterAll(async () => {
  await mailer.close();
  await close();
});
const office = await as(['office']);
const consultant = await as(['consultant', null]);
const page = async (path: string) => plain(await (await office.get(path)).text());

describe('a request of a company that mistyped its address', async () => {
  const { rows } = await pool.query(`select o.slug from offers.offer o join organisations.organisation p on p.id = o.organisation_id
    where p.email <> '' order by o.id limit 1`);
  const begun = await post('/anfrage', {
    message: 'Wir finden keine Leute.',
    contact: 'Chefin',
    company: 'Betrieb',
    email: 'niemand@betrieb.example',
    place: '24103',
    consent: 'ja',
    an: `offer:${(rows[0] as { slug: string }).slug}`,
  });
  const { rows: made } = await pool.query('select id, receiver_email, owner from requests.request order by created_at desc limit 1');
  const request = made[0] as { id: string; receiver_email: string; owner: string };

  it('is answered at once, and reaches the partner all the same', async () => {
    expect(begun.status).toBe(303);
    expect(asked).toEqual([]); // nobody has waited for a mail server
    await jobs.drain();
    expect(asked.filter((to) => to === 'niemand@betrieb.example')).toHaveLength(1);
    expect(taken.map(({ to }) => to)).toContain(request.receiver_email);
  });

  it('says on its page that the confirmation did not arrive, and why; the office finds it on the list and sends it again', async () => {
    const list = await page('/geschaeftsstelle/zustellung');
    for (const words of ['niemand@betrieb.example', 'Diese Adresse gibt es nicht', '5.1.1 user unknown', 'ein Versuch'])
      expect(list).toContain(words);
    const partner = await as(['organisationEditor', request.owner]);
    const on = plain(await (await partner.get(`/organisation/${request.owner}/anfragen/${request.id}`)).text());
    expect(on).toContain('Eine E-Mail ist nicht angekommen');
    const [id] = (await pool.query(`select id from platform.mail where recipient = 'niemand@betrieb.example'`)).rows.map(
      (row) => row.id as string,
    );
    healed.add('niemand@betrieb.example');
    expect((await consultant.post(`/geschaeftsstelle/zustellung/${id}`, {})).status).toBe(403);
    expect((await office.post(`/geschaeftsstelle/zustellung/${id}`, {})).status).toBe(303);
    await jobs.drain();
    expect(taken.map(({ to }) => to)).toContain('niemand@betrieb.example');
    expect(await page('/geschaeftsstelle/zustellung')).toContain('Alles ist angekommen.');
    // Pressed again in another tab, it goes out no second time.
    expect((await office.post(`/geschaeftsstelle/zustellung/${id}`, {})).status).toBe(303);
    await jobs.drain();
    expect(taken.filter(({ to }) => to === 'niemand@betrieb.example')).toHaveLength(1);
    expect(await page('/geschaeftsstelle/verlauf')).toContain('E-Mail: noch einmal gesendet');
    healed.clear();
  });
});

describe('whoever had a mail sent', () => {
  it('hears that it did not arrive, at the place where it belongs', async () => {
    const { rows } = await pool.query('select id, name from organisations.organisation order by id limit 1');
    const { id } = rows[0] as { id: string };
    const coordinator = await as(['organisationCoordinator', id]);
    const base = `/mitarbeit/organisation/${id}`;
    expect((await coordinator.post(`${base}/einladen`, { email: 'niemand@partner.example', role: 'organisationEditor' })).status).toBe(303);
    await jobs.drain();
    const account = await (await coordinator.get('/konto')).text();
    expect(plain(account)).toContain('niemand@partner.example');
    expect(account).toContain(`href="${base}"`);
    await pool.query(`update organisations.organisation set email = 'Niemand@partner.example' where id = $1`, [id]);
    expect(await page('/geschaeftsstelle/zugaenge?suche=niemand@partner.example')).toContain('An diese Adresse kam zuletzt nichts an.');
    const members = plain(await (await coordinator.get(base)).text());
    expect(members).toContain('Eine E-Mail ist nicht angekommen');
    expect(members).toContain('Diese Adresse gibt es nicht');
  });
});

describe.each(['niemand@abo.example', 'spaeter@abo.example'])(
  'somebody who asks for letters with an address that the server does not take (%s)',
  (email) => {
    it('gets the page that everybody gets, at once', async () => {
      const check = await beginCheck({ post }, 'company-check');
      const [before] = [asked.length];
      const ways: [string, Record<string, string>][] = [
        ['/newsletter', { email, consent: 'ja' }],
        ['/suche/merken', { email, text: 'Nachfolge', consent: 'ja' }],
        [`${check}/erinnerung`, { email, consent: 'ja' }],
      ];
      for (const [path, fields] of ways) {
        const answer = await post(path, fields);
        expect([path, answer.status < 400]).toEqual([path, true]);
      }
      expect(asked.length).toBe(before);
      await jobs.drain();
      expect(asked.length).toBeGreaterThan(before);
    });
  },
);

describe('the address that ends letters', () => {
  it('leads to the page with its button when it is opened, and ends them with one click of a mail program', async () => {
    taken = [];
    for (const [path, fields] of [
      ['/newsletter', { email: 'leser@abo.example', consent: 'ja' }],
      ['/suche/merken', { email: 'leser@abo.example', text: 'Nachfolge', consent: 'ja' }],
    ] as const)
      await post(path, fields);
    await jobs.drain();
    const links = taken.map(({ text }) => pathIn(text, text.includes('/newsletter/') ? '/newsletter/' : '/suche/merken/'));
    expect(links).toHaveLength(2);
    for (const link of links) {
      const opened = await get(`${link}/ende`);
      expect([opened.status, opened.headers.get('location')]).toEqual([303, link]);
      expect(await (await get(link)).text()).toContain(`action="${link}/ende"`);
      expect((await post(`${link}/ende`, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
      expect((await get(link)).status).toBe(410);
    }
  });
});

it('a mail server that is away keeps nobody from anything, and is given time', async () => {
  await close();
  const answer = await post('/newsletter', { email: 'leser2@abo.example', consent: 'ja' });
  expect(answer.status).toBeLessThan(400);
  await jobs.drain();
  const later = await page('/geschaeftsstelle/zustellung?stand=spaeter');
  expect(later).toContain('leser2@abo.example');
  expect(later).toContain('Der Mailserver war nicht zu erreichen. Nächster Versuch:');
  clock.advance(1000);
});
