import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { testApplication } from './support/application.ts';
import { lookAndSend } from './support/mailing.ts';
import { mailTo, pathIn } from './support/mail.ts';

const application = await testApplication({ DEMO: 'on' });
const { get, post, as, clock, services, newsletter } = application;
const { db, jobs } = services;
const office = await as(['office']);
const [organisation] = (
  await sql<{
    id: string;
    name: string;
  }>`select id, name from organisations.organisation where state = 'published' order by id limit 1`.execute(db)
).rows;
const [body] = (await sql<{ id: string }>`select id from governance.body order by id limit 1`.execute(db)).rows;
if (!organisation || !body) throw new Error('no demo');
const partner = await as(['organisationEditor', organisation.id]);

const fields = (change: Record<string, string> = {}) => ({
  kind: 'news',
  title: 'Neues Werkzeug',
  summary: 'Ein neues Werkzeug für alle.',
  body: 'Mehr dazu.',
  audience: 'public',
  ...change,
});
async function begun(change: Record<string, string> = {}, who = office): Promise<string> {
  const answer = await who.post('/redaktion/neu', fields(change));
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}
async function published(change: Record<string, string> = {}, plan: Record<string, string> = {}): Promise<string> {
  const base = await begun(change);
  expect((await office.post(`${base}/veroeffentlichen`, plan)).status).toBe(303);
  return base;
}

describe('a contribution', () => {
  it('is written by a partner, given back, and published by the office', async () => {
    const base = await begun({ title: 'Vom Partner' }, partner);
    expect((await partner.post(`${base}/veroeffentlichen`, {})).status).toBe(403);
    expect((await get('/neuigkeiten/vom-partner')).status).toBe(404);
    expect(await (await partner.get('/neuigkeiten/vom-partner')).text()).toContain('Öffentlich ist es noch nicht');
    await partner.post(`${base}/abgeben`, {});
    expect(await (await office.get('/geschaeftsstelle')).text()).toContain('Vom Partner');
    expect((await partner.post(base, fields({ title: 'Nachträglich' }))).status).toBe(422);
    await office.post(`${base}/zurueckgeben`, { word: 'Bitte mit Datum' });
    expect(await (await partner.get(base)).text()).toContain('Bitte mit Datum');
    await partner.post(base, fields({ title: 'Vom Partner' }));
    await partner.post(`${base}/abgeben`, {});
    await office.post(`${base}/veroeffentlichen`, {});
    const page = await (await get('/neuigkeiten/vom-partner')).text();
    expect(page).toContain('Ein neues Werkzeug für alle.');
    expect(page).toContain(organisation.name);
    await jobs.drain();
    await application.search.refresh();
    expect(await (await get('/suche?text=Vom+Partner+Werkzeug')).text()).toContain('/neuigkeiten/vom-partner');
    const stranger = await as(['organisationEditor', '00000000-0000-7000-8000-000000000001']);
    expect((await stranger.get(base)).status).toBe(403);
    await office.post(`${base}/zuruecknehmen`, {});
    expect((await get('/neuigkeiten/vom-partner')).status).toBe(404);
    expect(await (await get('/suche?text=Vom+Partner+Werkzeug')).text()).not.toContain('/neuigkeiten/vom-partner');
  });

  it('appears at the planned time by itself, and goes after its last day', async () => {
    await published({ title: 'Geplant', shownUntil: '2026-11-26' }, { publishDay: '2026-11-24', publishTime: '8:30' });
    expect(await (await get('/neuigkeiten')).text()).not.toContain('Geplant');
    expect(
      (await office.post(`${await begun({ title: 'X' })}/veroeffentlichen`, { publishDay: '2026-11-24', publishTime: '25:00' })).status,
    ).toBe(422);
    clock.advance(DAY);
    expect(await (await get('/neuigkeiten')).text()).toContain('Geplant');
    expect(await (await get('/neuigkeiten.atom')).text()).toContain('<title>Geplant</title>');
    clock.advance(3 * DAY);
    expect(await (await get('/neuigkeiten')).text()).not.toContain('Geplant');
    expect((await get('/neuigkeiten/geplant')).status).toBe(404);
  });

  it('is seen by those whom it is meant for', async () => {
    await published({ title: 'Nur Partner', audience: 'partners' });
    await published({ title: 'Nur Gremium', audience: 'body', bodyId: body.id });
    const consultant = await as(['consultant', '00000000-0000-7000-8000-000000000001']);
    const member = await as(['bodyMember', body.id]);
    for (const [who, titles] of [
      [{ get }, []],
      [partner, ['Nur Partner']],
      [consultant, []],
      [member, ['Nur Gremium']],
      [office, ['Nur Partner', 'Nur Gremium']],
    ] as const) {
      const list = await (await who.get('/neuigkeiten')).text();
      for (const title of ['Nur Partner', 'Nur Gremium'] as const)
        expect(list.includes(title), title).toBe((titles as readonly string[]).includes(title));
    }
    expect((await get('/neuigkeiten/nur-gremium')).status).toBe(404);
    for (const feed of ['/neuigkeiten.atom', '/neuigkeiten.ics', '/suche?text=Nur+Gremium', '/sitemap/0'])
      expect(await (await get(feed)).text()).not.toContain('nur-gremium');
  });

  it('says at its field what is missing, and keeps the rest', async () => {
    const answer = await office.post(
      '/redaktion/neu',
      fields({ kind: 'call', title: '', body: 'Bleibt stehen', materialTitle: 'ohne Adresse', materialLink: '', register: 'javascript:x' }),
    );
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('Bleibt stehen');
    const second = await (
      await office.post(
        '/redaktion/neu',
        fields({ kind: 'call', materialTitle: 'ohne Adresse', materialLink: '', register: 'javascript:x' }),
      )
    ).text();
    for (const says of ['Ein Aufruf braucht eine Frist', '„ohne Adresse“', 'weder eine Seite von hier']) expect(second).toContain(says);
    const base = await begun({ title: 'Zwei' });
    expect((await office.post(base, { ...fields({ title: 'Eins' }), version: '0' })).status).toBe(303);
    const late = await office.post(base, { ...fields({ title: 'Spät' }), version: '0' });
    expect(late.status).toBe(422);
    expect(await late.text()).toContain('Jemand anders hat den Beitrag gerade geändert');
  });

  it('puts events and deadlines into the calendar', async () => {
    await published({
      kind: 'event',
      title: 'Austausch im Mai',
      day: '2027-05-04',
      from: '14:30',
      to: '16:00',
      place: 'Kiel',
      register: '/austausch',
    });
    await published({ kind: 'call', title: 'Mitmachen beim Preis', deadline: '2027-02-28', how: 'Schreiben Sie uns.' });
    const calendar = (await (await get('/neuigkeiten.ics')).text()).replaceAll('\r\n ', '');
    expect(calendar).toContain('DTSTART:20270504T123000Z');
    expect(calendar).toContain('DTEND:20270504T140000Z');
    expect(calendar).toContain('DTSTART;VALUE=DATE:20270228');
    expect(calendar).toContain('SUMMARY:Frist: Mitmachen beim Preis');
    expect(await (await get('/neuigkeiten/austausch-im-mai')).text()).toContain('href="/austausch"');
    expect(await (await get('/neuigkeiten?art=call')).text()).not.toContain('Austausch im Mai');
  });

  it('lets partners take part in a campaign, each for its own organisation', async () => {
    await published({ kind: 'campaign', title: 'Woche der Gesundheit', materialTitle: 'Der Check', materialLink: '/checks/healthy-work' });
    const page = '/neuigkeiten/woche-der-gesundheit';
    expect((await post(`${page}/mitmachen`, { organisation: organisation.id })).status).not.toBe(303);
    expect((await partner.post(`${page}/mitmachen`, { organisation: '00000000-0000-7000-8000-000000000001' })).status).toBe(403);
    expect((await partner.post(`${page}/mitmachen`, { organisation: organisation.id })).status).toBe(303);
    expect(await (await get(page)).text()).toContain(organisation.name);
    await partner.post(`${page}/aussteigen`, { organisation: organisation.id });
    expect(await (await get(page)).text()).toContain('Noch macht niemand mit');
  });
});

describe('the newsletter', () => {
  it('is ordered twice over, ended with one click, and nobody learns who gets it', async () => {
    expect((await post('/newsletter', { email: 'keine adresse' })).status).toBe(422);
    const first = await (await post('/newsletter', { email: 'Leserin@leser.example' })).text();
    const asked = await mailTo(db, 'leserin@leser.example');
    const link = pathIn(asked?.text, '/newsletter/');
    expect(await (await get(link)).text()).toContain('Ja, bitte');
    await post(link, {});
    clock.advance(2 * 3600 * 1000);
    const again = await (await post('/newsletter', { email: 'leserin@leser.example' })).text();
    const plain = (html: string) => html.replaceAll(/nonce="[^"]+"/g, '');
    expect(plain(again)).toBe(plain(first));
    expect((await mailTo(db, 'leserin@leser.example'))?.subject).toBe('Sie bekommen den Newsletter schon');
    // One click of a mail program: without an origin.
    const ended = await application.app.request(`${link}/ende`, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(ended.status).toBe(200);
    expect((await get(link)).status).toBe(410);
    await post('/newsletter', { email: 'nie@leser.example' });
    clock.advance(15 * DAY);
    expect(await newsletter.daily()).toBe(1);
  });

  it('proposes what is new, shows how it arrives, and is sent once', async () => {
    await published({ title: 'Frisch' });
    const list = await (await office.get('/redaktion/newsletter')).text();
    expect(list).toContain('Frisch');
    const item = (await sql<{ id: string }>`select id from news.item where title = 'Frisch'`.execute(db)).rows[0]?.id ?? '';
    expect((await office.post('/redaktion/newsletter', { title: '', intro: '' })).status).toBe(422);
    const issue =
      (await office.post('/redaktion/newsletter', { title: 'Im Dezember', intro: 'Guten Tag.', items: item })).headers.get('location') ??
      '';
    expect(await (await office.get(issue)).text()).toContain('/neuigkeiten/frisch');
    expect((await partner.get(issue)).status).toBe(403);
    // Nobody is there to get it: the page says so and offers nothing.
    expect(await (await office.get(issue)).text()).toContain('Es gibt niemanden, der angeschrieben wird.');
    await post('/newsletter', { email: 'dezember@leser.example' });
    await post(pathIn((await mailTo(db, 'dezember@leser.example'))?.text, '/newsletter/'), {});
    expect((await lookAndSend(office, issue)).status).toBe(303);
    const again = await office.post(`${issue}/senden`, {});
    expect(again.status).toBe(422);
    const page = await (await office.get(issue)).text();
    expect(page).toContain('wird verschickt');
    expect(page).not.toContain('verschicken</');
  });
});
