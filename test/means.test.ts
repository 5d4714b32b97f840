import mammoth from 'mammoth';
import { sql } from 'kysely';
import { readSheet } from 'read-excel-file/node';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { testApplication } from './support/application.ts';
import { mailTo } from './support/mail.ts';

const { as, get, clock, services } = await testApplication({ DEMO: 'on' });
const { db, jobs } = services;
const [organisation] = (
  await sql<{
    id: string;
    slug: string;
    name: string;
    email: string;
  }>`select id, slug, name, email from organisations.organisation where state = 'published' order by id limit 1`.execute(db)
).rows;
const bodies = (await sql<{ id: string; kind: string }>`select id, kind from governance.body`.execute(db)).rows;
const circle = bodies.find((body) => body.kind === 'strategy');
const group = bodies.find((body) => body.kind !== 'strategy');
if (!organisation || !circle || !group) throw new Error('no demo');
const office = await as(['office']);
const BASE = '/geschaeftsstelle/mittel';
const pledge = (change: Record<string, string> = {}) => ({
  organisation: organisation.name,
  kind: 'money',
  amount: '1.500,00',
  what: '',
  due: '2026-11-01',
  note: '',
  ...change,
});

describe('the means', () => {
  it('say at the field what is wrong, and keep the rest', async () => {
    for (const [change, says] of [
      [{ amount: 'viel' }, 'Bitte einen Betrag wie 1.500'],
      [{ organisation: 'Gibt es nicht' }, 'Dazu haben wir nichts gefunden'],
      [{ organisation: 'a' }, 'Bitte wählen Sie unten aus'],
      [{ kind: 'other' }, 'Bitte schreiben Sie, was zugesagt ist'],
      [{ due: '2026-02-30' }, 'aria-invalid="true"'],
    ] as const) {
      const answer = await office.post(`${BASE}?jahr=2026`, pledge({ note: 'bleibt stehen', ...change }));
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(html).toContain(says);
      expect(html).toContain('bleibt stehen');
    }
  });

  it('follow a pledge: received in parts, overdue, reminded once, letters as Word and PDF, all in the sums', async () => {
    const page = (await office.post(`${BASE}?jahr=2026`, pledge())).headers.get('location') ?? '';
    expect(await (await office.get(page)).text()).toContain('überfällig');
    expect((await office.post(`${page}/eingang`, { day: '2026-11-10', amount: '-5', note: '' })).status).toBe(422);
    await office.post(`${page}/eingang`, { day: '2026-11-10', amount: '500', note: 'erste Rate' });
    const shown = (await (await office.get(page)).text()).replaceAll('\u00a0', ' ');
    expect(shown).toContain('1.000,00 €');
    await office.post(`${page}/erinnern`, {});
    await jobs.drain();
    const mail = await mailTo(db, organisation.email);
    expect(mail?.subject).toBe('Erinnerung: Ihre Zusage für 2026');
    expect(mail?.text.replaceAll('\u00a0', ' ')).toContain('stehen noch 1.000,00 € aus');
    expect((await office.post(`${page}/erinnern`, {})).status).toBe(422);
    clock.advance(28 * DAY);
    expect((await office.post(`${page}/erinnern`, {})).status).toBe(303);

    const word = Buffer.from(await (await office.get(`${page}/brief.docx`)).arrayBuffer());
    expect((await mammoth.extractRawText({ buffer: word })).value.replaceAll('\u00a0', ' ')).toContain('noch 1.000,00 € aus');
    const pdf = new Uint8Array(await (await office.get(`${page}/brief.pdf`)).arrayBuffer());
    expect((await extractText(await getDocumentProxy(pdf), { mergePages: true })).text).toContain(organisation.name);

    const kind =
      (await office.post(`${BASE}?jahr=2026`, pledge({ kind: 'other', what: 'ein Raum für vier Sitzungen' }))).headers.get('location') ??
      '';
    await office.post(`${kind}/geleistet`, {});
    expect(await (await office.get(kind)).text()).toContain('Doch noch nicht geleistet');
    await office.post(`${BASE}/posten?jahr=2026`, { title: 'Personal', planned: '1.200', spent: '300', lineNote: '' });
    await office.post(`${BASE}/posten?jahr=2026`, { title: 'Personal', planned: '1.250', spent: '300', lineNote: '' });
    const year = (await (await office.get(`${BASE}?jahr=2026`)).text()).replaceAll('\u00a0', ' ');
    for (const part of ['1.500,00 €', '500,00 €', '1.250,00 €', '950,00 €', 'ein Raum für vier Sitzungen (Sachleistung)', 'eingegangen'])
      expect(year).toContain(part);
    const table = await readSheet(Buffer.from(await (await office.get(`${BASE}.xlsx?jahr=2026`)).arrayBuffer()));
    expect(table.flat()).toEqual(expect.arrayContaining([organisation.name, 1500, 500, 1000, 'Personal', 1250]));

    await office.post(`${page}/zuruecknehmen`, {});
    expect((await (await office.get(`${BASE}?jahr=2026`)).text()).replaceAll('\u00a0', ' ')).toContain('zurückgenommen');
    expect(await (await office.get(`${BASE}?jahr=2031`)).text()).toContain('noch nichts zugesagt');
    expect((await office.get(`${BASE}?jahr=9999999`)).status).toBe(200);
  });

  it('are seen by the strategy circle and nobody else', async () => {
    expect((await get('/mittel')).status).not.toBe(200);
    expect((await (await as(['bodyMember', group.id])).get('/mittel')).status).toBe(403);
    expect((await (await as(['organisationCoordinator', organisation.id])).get('/mittel')).status).toBe(403);
    const member = await as(['bodyMember', circle.id]);
    expect(await (await member.get('/mittel?jahr=2026')).text()).toContain('für den Strategiekreis');
    expect((await member.get(BASE)).status).toBe(403);
    expect((await member.get(`${BASE}.xlsx`)).status).toBe(403);
  });
});
