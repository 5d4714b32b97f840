import { sql } from 'kysely';
import mammoth from 'mammoth';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { testApplication } from './support/application.ts';

const { as, get, clock, services, content } = await testApplication({ DEMO: 'on' });
const { db } = services;
const partners = (
  await sql<{
    id: string;
    name: string;
  }>`select id, name from organisations.organisation where state = 'published' order by id limit 8`.execute(db)
).rows;
const [own, other] = partners;
if (!own || !other) throw new Error('no demo');
const office = await as(['office']);
const editor = await as(['organisationEditor', own.id]);
const base = `/organisation/${own.id}/verankerung`;
const points = content.anchoring.themes.flatMap((theme) => theme.checkpoints.map((point) => point.id));
const rated = (rating: string) => Object.fromEntries(points.map((point) => [point, rating]));

describe('anchoring', () => {
  it('is rated with the check engine, planned level by level, and stuck where something is late', async () => {
    expect((await get(base)).status).not.toBe(200);
    expect((await (await as(['organisationEditor', other.id])).get(base)).status).toBe(403);
    expect(await (await editor.get(base)).text()).toContain('Einschätzen, wo Sie stehen');
    expect(await (await editor.get(`${base}/einschaetzung`)).text()).toContain('Steht die Leitung sichtbar hinter der Mitarbeit');
    await editor.post(`${base}/einschaetzung`, {
      ...rated('none'),
      'advisers-know': 'urgent',
      'advisers-use': 'some',
      unsinn: 'urgent',
      'management-wants': 'quatsch',
    });
    const page = await (await editor.get(base)).text();
    expect(page).toContain('3 von 4 eingeschätzt'); // what is no rating is none
    expect(page).toContain('Check im Team ausfüllen');
    expect((await editor.post(`${base}/massnahmen`, { title: '', level: 'advisers', responsible: '', due: '' })).status).toBe(422);
    await editor.post(`${base}/massnahmen`, {
      title: 'Check im Team ausfüllen',
      level: 'advisers',
      responsible: 'Teamleitung',
      due: '2026-11-30',
    });
    expect(await (await editor.get(base)).text()).not.toContain('<li>Check im Team ausfüllen');
    clock.advance(40 * DAY);
    expect(await (await editor.get(base)).text()).toContain('steckt fest');
    const list = await (await office.get('/geschaeftsstelle/verankerung')).text();
    expect(list).toContain('1 steckt fest');
    expect(list).toMatch(new RegExp(`${own.name}[\\s\\S]*?steckt fest[\\s\\S]*?11/12[\\s\\S]*?Beratung vor Ort`));
    const measure = /massnahmen\/([0-9a-f-]{36})\/erledigt/.exec(await (await editor.get(base)).text())?.[1] ?? '';
    await editor.post(`${base}/massnahmen/${measure}/erledigt`, {});
    expect(await (await editor.get(base)).text()).toContain('erledigt am');
  });

  it('hands out material with the organisation’s name', async () => {
    await editor.post(`${base}/konzept`, {
      goals: 'Jede Beraterin kennt einen Check.',
      'name-management': 'Frau Leitung',
      'mail-management': 'leitung@partner.example',
      example: '',
      'mail-middle': '',
    });
    expect((await editor.post(`${base}/konzept`, { 'mail-advisers': 'keine adresse' })).status).toBe(422);
    const word = Buffer.from(await (await editor.get(`${base}/folien.docx`)).arrayBuffer());
    const slides = (await mammoth.extractRawText({ buffer: word })).value;
    expect(slides).toContain(`${own.name} gehört zu einem Netzwerk`);
    expect(slides).toContain('Leitung: Frau Leitung, leitung@partner.example');
    expect(await (await editor.get(`${base}/intranet.txt`)).text()).toContain(`${own.name} ist Partner`);
    const pdf = new Uint8Array(await (await editor.get(`${base}/aushang.pdf`)).arrayBuffer());
    expect((await extractText(await getDocumentProxy(pdf), { mergePages: true })).text.replace(/\s+/g, ' ')).toContain(
      `${own.name} ist Partner des Netzwerks`,
    );
  });

  it('compares without giving anybody away, from five others on', async () => {
    for (const partner of partners.slice(1, 5)) await office.post(`/organisation/${partner.id}/verankerung/einschaetzung`, rated('urgent'));
    expect(await (await editor.get(base)).text()).toContain('noch zu wenige');
    for (const partner of partners.slice(5, 6)) await office.post(`/organisation/${partner.id}/verankerung/einschaetzung`, rated('none'));
    const page = await (await editor.get(base)).text();
    expect(page).not.toContain('noch zu wenige');
    expect(page).toContain('80 %');
    for (const partner of partners.slice(1)) expect(page).not.toContain(partner.name);
  });

  it('shows examples of the willing, and only of those', async () => {
    const theirs = `/organisation/${other.id}/verankerung`;
    await office.post(`${theirs}/konzept`, { example: 'Wir füllen jeden Check zuerst selbst aus.' });
    await office.post(`/geschaeftsstelle/verankerung/${other.id}/beispiel`, { zeigen: 'ja' });
    expect(await (await editor.get(base)).text()).not.toContain('Wir füllen jeden Check');
    await office.post(`${theirs}/konzept`, { example: 'Wir füllen jeden Check zuerst selbst aus.', shared: 'ja' });
    expect(await (await editor.get(base)).text()).not.toContain('Wir füllen jeden Check');
    await office.post(`/geschaeftsstelle/verankerung/${other.id}/beispiel`, { zeigen: 'ja' });
    expect(await (await editor.get(base)).text()).toContain('Wir füllen jeden Check');
    await office.post(`${theirs}/konzept`, { example: 'Wir füllen jeden Check zuerst selbst aus.' });
    expect(await (await editor.get(base)).text()).not.toContain('Wir füllen jeden Check');
  });

  it('asks for support, gets an answer, and is counted', async () => {
    expect((await editor.post(`${base}/unterstuetzung`, { supportKind: 'material', supportText: '' })).status).toBe(422);
    await editor.post(`${base}/unterstuetzung`, { supportKind: 'training', supportText: 'Eine Einführung für sechs Leute' });
    const desk = await (await office.get('/geschaeftsstelle/verankerung')).text();
    expect(desk).toContain('Eine Einführung für sechs Leute');
    const id = /unterstuetzung\/([0-9a-f-]{36})/.exec(desk)?.[1] ?? '';
    expect((await editor.post(`/geschaeftsstelle/unterstuetzung/${id}`, { [`answer-${id}`]: 'x' })).status).toBe(403);
    expect((await office.post(`/geschaeftsstelle/unterstuetzung/${id}`, { [`answer-${id}`]: '' })).status).toBe(422);
    clock.advance(2 * DAY);
    await office.post(`/geschaeftsstelle/unterstuetzung/${id}`, { [`answer-${id}`]: 'Am 12. Januar, online.' });
    expect(await (await editor.get(base)).text()).toContain('Am 12. Januar, online.');
    expect(await (await editor.get('/konto')).text()).toContain('Antwort auf Ihre Anfrage: Schulung, Einführung');
    expect(await (await office.get('/geschaeftsstelle/verankerung')).text()).toMatch(
      /Schulung, Einführung<\/th><td[^>]*>1<\/td><td[^>]*>1<\/td><td[^>]*>2<\/td>/,
    );
    await editor.post(`${base}/unterstuetzung/${id}/erledigt`, {});
    expect(await (await office.get('/geschaeftsstelle/verankerung')).text()).not.toContain('Eine Einführung für sechs Leute');
    expect(
      (await editor.post(`/organisation/${own.id}/verankerung/unterstuetzung/00000000-0000-7000-8000-000000000000/erledigt`, {})).status,
    ).toBe(404);
  });

  it('derives what the network could do, each line with its reason', async () => {
    const page = await (await editor.get(`${base}/potenzial`)).text();
    expect(page).toMatch(/Sie selbst haben dazu nichts|liegt in Ihrer Gegend|das Sie anbieten/);
    await sql`update offers.offer set state = 'hidden' where organisation_id = ${own.id}`.execute(db);
    expect(await (await editor.get(`${base}/potenzial`)).text()).not.toMatch(/das Sie anbieten|Sie selbst haben dazu nichts/);
  });
});
