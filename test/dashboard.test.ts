import { sql } from 'kysely';
import { readSheet } from 'read-excel-file/node';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { sendReport } from '../src/modules/office/dashboard/routes.ts';
import { FIGURES } from '../src/modules/office/dashboard/model.ts';
import { DAY } from '../src/platform/clock.ts';
import { testApplication } from './support/application.ts';
import { mailTo } from './support/mail.ts';

const application = await testApplication({ DEMO: 'on' });
const { as, post, get, clock, services, content } = application;
const { db } = services;
const office = await as(['office']);
const BASE = '/geschaeftsstelle/ueberblick';
const numberOf = async (id: string): Promise<number> =>
  Number(/<h1>[^<]*: (\d+)<\/h1>/.exec(await (await office.get(`${BASE}/${id}`)).text())?.[1] ?? -1);

describe('the dashboard', () => {
  it('is for the office, and each figure leads to its list', async () => {
    expect((await get(BASE)).status).not.toBe(200);
    expect((await (await as(['consultant', '00000000-0000-7000-8000-000000000001'])).get(BASE)).status).toBe(403);
    const page = await (await office.get(BASE)).text();
    for (const id of FIGURES) {
      expect(page).toContain(`href="${BASE}/${id}"`);
      expect((await office.get(`${BASE}/${id}`)).status).toBe(200);
    }
    expect((await office.get(`${BASE}/unsinn`)).status).toBe(404);
    expect(await (await office.get('/geschaeftsstelle')).text()).toContain(BASE);
  });

  it('counts what is there: requests by age, overdue agreements and pledges, support, what ends', async () => {
    const before = await numberOf('requests');
    await post('/anfrage', {
      message: 'Hilfe',
      company: 'Betrieb',
      contact: 'Chefin',
      email: 'x@b.example',
      place: '24103',
      consent: 'ja',
    });
    expect(await numberOf('requests')).toBe(before + 1);
    expect(await (await office.get(`${BASE}/requests`)).text()).toContain(`${before + 1} bis zu 3 Tage alt, 0 bis zu 10, 0 älter`);
    const overdue = (
      await sql<{
        n: number;
      }>`select count(*)::int n from governance.agreement where state in ('open', 'progress') and due < ${clock.now().toISOString().slice(0, 10)}`.execute(
        db,
      )
    ).rows[0]?.n;
    expect(await numberOf('agreements')).toBe(overdue);
    const [partner] = (
      await sql<{
        id: string;
        name: string;
      }>`select id, name from organisations.organisation order by id limit 1`.execute(db)
    ).rows;
    await office.post('/geschaeftsstelle/mittel?jahr=2026', {
      organisation: partner?.name ?? '',
      kind: 'money',
      amount: '100',
      due: '2026-10-01',
      what: '',
      note: '',
    });
    expect(await numberOf('pledges')).toBe(1);
    await office.post(`/organisation/${partner?.id}/verankerung/unterstuetzung`, { supportKind: 'other', supportText: 'Bitte' });
    expect(await numberOf('support')).toBe(1);
    await sql`update consultants.consultant set accredited_until = ${new Date(clock.now().getTime() + 10 * DAY).toISOString().slice(0, 10)} where id = (select id from consultants.consultant order by id limit 1)`.execute(
      db,
    );
    expect(await numberOf('accreditations')).toBeGreaterThan(0);
    expect(await numberOf('content')).toBe(0);
    clock.advance(60 * DAY);
    expect(await numberOf('content')).toBeGreaterThan(0);
    expect(await (await office.get(`${BASE}/requests`)).text()).toContain(`${before + 1} älter`);
  });

  it('reports as PDF and table, and by mail once a month', async () => {
    const pdf = new Uint8Array(await (await office.get('/geschaeftsstelle/bericht.pdf')).arrayBuffer());
    const print = (await extractText(await getDocumentProxy(pdf), { mergePages: true })).text.replace(/\s+/g, ' ');
    expect(print).toContain('Überfällige Zusagen der Partner');
    const table = await readSheet(Buffer.from(await (await office.get('/geschaeftsstelle/bericht.xlsx')).arrayBuffer()));
    expect(table.flat()).toEqual(expect.arrayContaining(['Anfragen ohne Antwort', 'Überfällige Vereinbarungen']));
    const parts = { coverage: application.coverage, means: application.means, topics: content.topics };
    await sendReport(services, parts);
    const mail = await mailTo(db, office.email);
    expect(mail?.subject).toMatch(/^Monatsbericht, Stand /);
    expect(mail?.text).toContain('Anfragen ohne Antwort: ');
    await sendReport(services, parts);
    const count = await sql<{
      n: number;
    }>`select count(*)::int n from platform.mail where recipient = ${office.email} and subject like 'Monatsbericht%'`.execute(db);
    expect(count.rows[0]?.n).toBe(1);
  });
});
