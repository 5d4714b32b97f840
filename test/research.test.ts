import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { testApplication } from './support/application.ts';

const { get, post, as, clock, services } = await testApplication({ DEMO: 'on' });
const { db } = services;
const [organisation, partner] = (
  await sql<{
    id: string;
    slug: string;
  }>`select id, slug from organisations.organisation where state = 'published' order by id limit 2`.execute(db)
).rows;
const [body] = (await sql<{ id: string }>`select id from governance.body order by name limit 1`.execute(db)).rows;
if (!organisation || !partner || !body) throw new Error('no demo');
const office = await as(['office']);
const scientist = await as(['organisationEditor', organisation.id]);
const reader = await as(['consultant', '00000000-0000-7000-8000-000000000001']);

const project = (change: Record<string, string> = {}) => ({
  organisation: organisation.id,
  title: 'Gut ankommen',
  summary: 'Wie kleine Betriebe neue Leute einarbeiten.',
  funder: 'Bundesministerium',
  partners: 'Hochschule Nord',
  contact: 'Dr. Forsch',
  email: 'forsch@uni.example',
  begins: '2025-01-01',
  ends: '2027-02-28',
  ...change,
});
const result = (change: Record<string, string> = {}) => ({
  kind: 'tool',
  title: 'Der erste Monat',
  summary: 'Ein Plan für den ersten Monat neuer Leute.',
  body: 'Planen Sie den ersten Monat auf einer Seite. Schreiben Sie auf, wer wann was zeigt.\n\n- Tag eins: ankommen\n- Woche eins: zuschauen',
  link: 'https://uni.example/plan',
  topics: 'onboarding',
  ...change,
});
async function handed(change: Record<string, string> = {}): Promise<string> {
  const home = (await scientist.post('/transfer/neu', project())).headers.get('location') ?? '';
  const answer = await scientist.post(home, result(change));
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}
const open = async (page: string) =>
  /\/transfer\/schritte\/([0-9a-f-]{36})\/erledigt/.exec(await (await office.get(page)).text())?.[1] ?? '';

describe('a project', () => {
  it('is entered by its partner, and shown where it ends soon with nothing arrived', async () => {
    expect((await scientist.post('/transfer/neu', project({ ends: '2024-01-01' }))).status).toBe(422);
    expect((await scientist.post('/transfer/neu', project({ organisation: partner.id }))).status).toBe(403);
    const home = (await scientist.post('/transfer/neu', project({ title: 'Endet bald' }))).headers.get('location') ?? '';
    expect((await get('/transfer')).status).not.toBe(200);
    const board = await (await reader.get('/transfer')).text();
    expect(board).toContain('noch nichts ist angekommen');
    expect(board).toContain('Endet bald');
    expect((await reader.post(home, result())).status).toBe(403);
    expect((await scientist.post(home, result({ link: 'javascript:alert(1)' }))).status).toBe(422);
  });
});

describe('a result', () => {
  it('shows what is there already, which points it touches, and how readable it is', async () => {
    const page = await (await reader.get(await handed())).text();
    expect(page).toContain('Diese Prüfpunkte berührt es');
    expect(page).toMatch(/gemeinsam: Neue gut einarbeiten/);
    expect(page).toContain('Was es dazu schon gibt');
    expect(page).toMatch(/href="\/angebote\//);
    expect(page).toContain('LIX ');
    expect(page).toContain('Gemessen ist nichts zu beanstanden.');
    const hard = await (
      await reader.get(
        await handed({
          body: 'Im Rahmen der Evaluationsuntersuchung betrieblicher Gesundheitsförderungsmaßnahmen wurden Organisationsentwicklungsprozesse des BGM systematisch berücksichtigt.',
        }),
      )
    ).text();
    for (const says of ['Kürzere Wörter und Sätze helfen', 'Der erste Satz sagt nicht, was zu tun ist', 'Nicht erklärt: BGM'])
      expect(hard).toContain(says);
  });

  it('becomes a practice aid at its check point, is found, and is withdrawn', async () => {
    const page = await handed({ title: 'Der erste Tag' });
    const point = 'attractive-employer/onboarding';
    const known = await (await office.get(page)).text();
    const wished = /<option value="(attractive-employer\/[^"]+)"/.exec(known)?.[1] ?? point;
    expect((await scientist.post(`${page}/schritte`, { path: 'aid', target: wished, responsible: 'x', due: '2027-01-01' })).status).toBe(
      403,
    );
    expect(
      (await office.post(`${page}/schritte`, { path: 'aid', target: 'gibt/esnicht', responsible: 'x', due: '2027-01-01' })).status,
    ).toBe(422);
    expect((await office.post(`${page}/schritte`, { path: 'aid', target: wished, responsible: '', due: '' })).status).toBe(422);
    expect(
      (await office.post(`${page}/schritte`, { path: 'aid', target: wished, responsible: 'Geschäftsstelle', due: '2026-12-01' })).status,
    ).toBe(303);
    clock.advance(10 * DAY);
    expect(await (await reader.get('/transfer')).text()).toContain('ein Schritt ist überfällig');
    const step = await open(page);
    expect((await office.post(`/transfer/schritte/${step}/erledigt`, {})).status).toBe(303);
    expect(await (await office.post(`/transfer/schritte/${step}/erledigt`, {})).text()).toContain('schon abgeschlossen');
    const aid = await (await get('/praxishilfen/der-erste-tag')).text();
    expect(aid).toContain('Planen Sie den ersten Monat auf einer Seite.');
    expect(aid).toContain('gefördert durch Bundesministerium');
    expect(await (await get('/suche?text=Der+erste+Tag+ankommen')).text()).toContain('/praxishilfen/der-erste-tag');
    // Where a company works on the point.
    const [check = '', id = ''] = wished.split('/');
    const bogen = ((await post(`/checks/${check}/start`, {})).headers.get('location') ?? '').replace(/\/thema\/1$/, '');
    const aids = await (await get(`${bogen}/vorlagen/${id}`)).text();
    expect(aids).toContain('Praxishilfen zu diesem Punkt');
    expect(aids).toContain('/praxishilfen/der-erste-tag');
    // What is public, its partner changes no more.
    expect((await scientist.post(page, result({ title: 'Heimlich' }))).status).toBe(403);
    expect((await office.post(page, result({ title: 'Der erste Tag', body: 'Begrüßen Sie am Tor.' }))).status).toBe(303);
    expect(await (await get('/praxishilfen/der-erste-tag')).text()).toContain('Begrüßen Sie am Tor.');
    const withdraw = /\/transfer\/praxishilfen\/[0-9a-f-]+\/zurueckziehen/.exec(await (await office.get(page)).text())?.[0] ?? '';
    expect((await office.post(withdraw, {})).status).toBe(303);
    expect((await get('/praxishilfen/der-erste-tag')).status).toBe(404);
    expect(await (await get(`${bogen}/vorlagen/${id}`)).text()).not.toContain('/praxishilfen/');
  });

  it('proposes a change of a check to a body, supports a trend, goes to a partner, or comes to nothing', async () => {
    const page = await handed({ title: 'Befund' });
    const agree = (path: string, target: string) => office.post(`${page}/schritte`, { path, target, responsible: 'AG', due: '2027-06-01' });
    expect((await agree('check', 'attractive-employer')).status).toBe(303);
    // Whoever may not bring it to a body leaves the step open.
    const reviewer = await as(['reviewer']);
    expect((await reviewer.post(`/transfer/schritte/${await open(page)}/erledigt`, { body: body.id })).status).toBe(403);
    expect((await office.post(`/transfer/schritte/${await open(page)}/erledigt`, { body: body.id })).status).toBe(303);
    const papers = await sql<{ n: number }>`select count(*)::int n from governance.paper where title like 'Änderung am%Befund'`.execute(db);
    expect(papers.rows[0]?.n).toBe(1);
    expect(await (await office.get(page)).text()).toContain('Zur Vorlage');

    const trend =
      (await office.post('/trends', { title: 'Wechsel', description: 'Leute wechseln.', topics: 'retention' })).headers.get('location') ??
      '';
    expect((await agree('trend', trend.split('/').at(-1) ?? '')).status).toBe(303);
    await office.post(`/transfer/schritte/${await open(page)}/erledigt`, {});
    expect(await (await office.get(trend)).text()).toContain('Ein Plan für den ersten Monat neuer Leute.');

    expect((await agree('offer', '/partner/gibt-es-nicht')).status).toBe(422);
    expect((await agree('offer', `/partner/${partner.slug}`)).status).toBe(303);
    await office.post(`/transfer/schritte/${await open(page)}/entfaellt`, { note: 'Kein Platz im Programm' });
    const shown = await (await office.get(page)).text();
    expect(shown).toContain('Kein Platz im Programm');
    expect(await (await office.get('/transfer')).text()).toContain('(Werkzeug, angekommen)');
    await office.post(`${page}/geprueft`, { checked: 'read' });
    expect(await (await office.get(page)).text()).toMatch(/value="read" checked/);
  });
});
