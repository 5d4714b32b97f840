import { describe, expect, it } from 'vitest';
import { DAY } from '#platform/clock.ts';
import { storedMails } from '#platform/mail/index.ts';
import { testApplication } from '../../../test/support/application.ts';
import { places } from '#reference/index.ts';
import { createRequestsService } from './service.ts';
import { createTargets } from './targets.ts';

const { app, services, get, post, clock } = await testApplication();
const { db, jobs } = services;
const service = createRequestsService(services, createTargets(db, services.config.officeMail, 'Geschäftsstelle'), places());
const filled = { message: 'Wir finden keine Azubis.', contact: 'Chefin', email: 'chefin@betrieb.example', place: '24103', consent: 'ja' };

const firstOffer = async () => {
  const html = await (await get('/finden?text=Azubis+finden')).text();
  return /\/angebote\/([a-z0-9-]+)"/.exec(html)?.[1] ?? '';
};
const pathIn = (text: string | undefined, kind: string) => new RegExp(`/anfrage/${kind}/[\\w-]{43}`).exec(text ?? '')?.[0] ?? '';

async function send(fields: Record<string, string> = filled, target = '') {
  await jobs.drain();
  const answer = await post('/anfrage', { ...fields, an: target });
  const status = answer.headers.get('location') ?? '';
  await jobs.drain();
  const [first, second] = await storedMails(db, 2);
  const mails = [first, second];
  return {
    answer,
    status,
    company: mails.find((mail) => mail?.to === fields['email']),
    receiver: mails.find((mail) => mail?.to !== fields['email']),
  };
}

describe('a request', () => {
  it('arrives: status page, a mail to the company, a mail to the receiver, each with its own link', async () => {
    const slug = await firstOffer();
    const { answer, status, company, receiver } = await send(filled, `offer:${slug}`);
    expect(answer.status).toBe(303);
    expect(pathIn(company?.text, 'stand')).toBe(status);
    expect(pathIn(receiver?.text, 'an')).not.toBe('');
    expect(receiver?.text).not.toContain(filled.email); // the mail itself holds no contact data
    expect(await (await get(status)).text()).toContain('wartet auf Antwort');
  });

  it('is accepted with a word, which the company reads and gets by mail', async () => {
    const { status, receiver } = await send();
    const path = pathIn(receiver?.text, 'an');
    expect((await post(path, { answer: 'accept', word: 'Ich rufe morgen an.' })).status).toBe(303);
    await jobs.drain();
    expect(await (await get(status)).text()).toContain('Ich rufe morgen an.');
    expect((await storedMails(db, 1))[0]).toMatchObject({ to: filled.email });
    expect((await post(path, { answer: 'accept', word: '' })).status).toBe(422);
  });

  it('goes to the office when somebody cannot help, and the old link stops', async () => {
    const { status, receiver } = await send(filled, `offer:${await firstOffer()}`);
    const path = pathIn(receiver?.text, 'an');
    await post(path, { answer: 'decline', word: 'Nicht unser Thema.' });
    expect((await get(path)).status).toBe(410);
    const page = await (await get(status)).text();
    expect(page).toContain('Nicht unser Thema.');
    expect(page).toContain('Bei Geschäftsstelle');
  });

  it('is passed on to another partner by name', async () => {
    const { receiver } = await send();
    const path = pathIn(receiver?.text, 'an');
    expect((await post(path, { answer: 'passOn', word: '' })).status).toBe(422);
    const html = await (await get(path)).text();
    const id = /<option value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
    expect((await post(path, { answer: 'passOn', word: 'Passt besser.', to: id })).status).toBe(303);
  });

  it('can be withdrawn; then its contact data is no longer shown', async () => {
    const { status, receiver } = await send();
    expect((await post(`${status}/zurueckziehen`, {})).status).toBe(303);
    const page = await (await get(pathIn(receiver?.text, 'an'))).text();
    expect(page).toContain('zurückgezogen');
    expect(page).not.toContain(filled.email);
    expect(page).not.toContain(filled.message);
    expect((await post(`${status}/zurueckziehen`, {})).status).toBe(422);
  });

  it('is reminded after two working days, taken over by the network after three, by the office after three more', async () => {
    await services.pool.query(
      "insert into networks.area select id, '01002' from networks.network where state = 'active' order by id limit 1 on conflict do nothing",
    );
    const { status } = await send({ ...filled, contact: 'Wartende' }, `offer:${await firstOffer()}`); // a Monday
    clock.advance(2 * DAY + 1000);
    expect(await service.followUp()).toBeGreaterThan(0);
    expect(await service.followUp()).toBe(0);
    clock.advance(DAY);
    await service.followUp();
    await jobs.drain();
    const page = await (await get(status)).text();
    expect(page).toContain('wurde erinnert');
    expect(page).toContain('deshalb übernimmt');
    clock.advance(3 * DAY); // over a weekend: only one working day
    await service.followUp();
    expect(await (await get(status)).text()).not.toContain('deshalb übernimmt Geschäftsstelle');
    clock.advance(2 * DAY);
    await service.followUp();
    await jobs.drain();
    expect(await (await get(status)).text()).toContain('deshalb übernimmt Geschäftsstelle');
  });

  it('is not half-stored when a mail cannot be queued', async () => {
    const broken = createRequestsService(
      { ...services, jobs: { ...jobs, publish: () => Promise.reject(new Error('no queue')) } },
      createTargets(db, 'x@y.example', 'G'),
    );
    const before = await services.pool.query('select count(*)::int as n from requests.request');
    const input = {
      locale: 'de' as const,
      target: createTargets(db, 'x@y.example', 'G').office(),
      company: '',
      contact: 'A',
      email: 'a@b.example',
      phone: '',
      place: '',
      message: 'M',
      share: 'nothing' as const,
      shared: undefined,
    };
    await expect(broken.send(input)).rejects.toThrow('no queue');
    expect((await services.pool.query('select count(*)::int as n from requests.request')).rows).toEqual(before.rows);
  });

  it('keeps what was typed when something is missing, and sends nothing', async () => {
    const answer = await post('/anfrage', { message: 'Hilfe <b>jetzt</b>', contact: '', email: 'kein', consent: '' });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('Hilfe &lt;b>jetzt&lt;/b>');
    for (const id of ['#contact', '#email', '#consent']) expect(html).toContain(`href="${id}"`);
  });

  it('is limited in number from one address', async () => {
    let status = 0;
    for (let i = 0; i < 25 && status !== 429; i++) ({ status } = await post('/anfrage', filled));
    expect(status).toBe(429);
  });

  it('answers strangers with a page that gives nothing away', async () => {
    expect((await app.request('/anfrage/stand/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
    expect((await app.request('/anfrage/an/..%2f..%2fetc')).status).toBe(404);
  });
});
