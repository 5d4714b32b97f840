import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { newId } from '../src/platform/ids.ts';
import { DAY } from '../src/platform/clock.ts';
import { testApplication } from './support/application.ts';
import { beginCheck, rateAll } from './support/checks.ts';

const application = await testApplication({ DEMO: 'off' });
const { get, as, clock, checks, comparison, services } = application;
const { db } = services;
const definition = checks.definition('healthy-work');

/** Somebody with a company, proved by the office, and a finished check in its account. */
async function companyWithCheck(isProved = true) {
  const person = await as();
  const made = await person.post('/betrieb/neu', { name: 'Malerei Muster', place: '24103' });
  const company = made.headers.get('location') ?? '';
  const path = await beginCheck(application, 'healthy-work');
  await rateAll(application, path, definition, 'urgent');
  await person.post(`${company}/holen`, { link: `http://localhost${path}` });
  if (isProved) {
    await person.post(`${company}/nachweis`, { proof: 'HRB 1 Kiel' });
    await (await as(['office'])).post(`/geschaeftsstelle/betriebe/${company.split('/').at(-1)}`, { ergebnis: 'proved' });
  }
  const page = await (await person.get(`${company}/vergleich`)).text();
  const assessment = /name="bogen" value="([0-9a-f-]+)"/.exec(page)?.[1] ?? '';
  return { person, company, path, assessment, page };
}

/** Many others at once, straight into the table. */
async function others(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const company = newId();
    await sql`insert into companies.company (id, name, place, created_at) values (${company}, 'x', '24103', now())`.execute(db);
    await sql`insert into comparison.contribution (id, company_id, assessment_id, check_id, size, industry, state, ratings, family, joined_at)
      values (${newId()}, ${company}, ${newId()}, 'healthy-work', '2-9', 'F', '01', ${JSON.stringify({ 'load-amount': 'urgent', 'load-time': 'none' })}, 'all', now())`.execute(
      db,
    );
  }
}

describe('taking part', () => {
  it('needs a company that provably exists, a finished check, and its own account', async () => {
    const stranger = await companyWithCheck(false);
    expect(stranger.page).toContain('Zuerst braucht es einen Nachweis');
    expect(stranger.page).not.toContain('name="bogen"');
    const { person, company, assessment, path } = await companyWithCheck();
    expect((await stranger.person.post(`${stranger.company}/vergleich`, { bogen: assessment, tun: 'dabei' })).status).toBe(404);
    expect((await stranger.person.post(`${company}/vergleich`, { bogen: assessment, tun: 'dabei' })).status).toBe(403);
    expect((await person.post(`${company}/vergleich`, { bogen: assessment, tun: 'dabei' })).status).toBe(303);
    expect((await person.post(`${company}/vergleich`, { bogen: assessment, tun: 'dabei' })).status).toBe(422);
    expect((await person.post(`${company}/vergleich`, { bogen: assessment, tun: 'zurueck' })).status).toBe(303);
    expect((await sql`select 1 from comparison.contribution where assessment_id = ${assessment}`.execute(db)).rows).toEqual([]);
    expect((await get(`${path}/vergleich`)).status).toBe(200);
  });
});

describe('releases', () => {
  it('come once a quarter, never change, and use everybody up', async () => {
    const { person, company, assessment } = await companyWithCheck();
    await person.post(`${company}/vergleich`, { bogen: assessment, tun: 'dabei' });
    await sql`update comparison.contribution set family = 'all' where assessment_id = ${assessment}`.execute(db);
    await others(19);
    expect(await comparison.release()).toBeGreaterThan(0);
    const [figure] = await comparison.figures('healthy-work');
    expect(figure).toMatchObject({ cell: { family: 'all', value: '' }, behind: 'over10', points: { 'load-amount': 90, 'load-time': 10 } });

    const page = await (await get('/checks/healthy-work/vergleich')).text();
    expect(page).toContain('mindestens 90 %');
    expect(page).toContain('höchstens 10 %');
    expect(page).not.toMatch(/\b(20|19) Betriebe/);
    // What was put in is gone but for the fact that it was.
    const left = await sql<{ ratings: object; industry: null }>`select ratings, industry from comparison.contribution`.execute(db);
    expect(left.rows.every(({ ratings, industry }) => Object.keys(ratings).length === 0 && industry === null)).toBe(true);
    // It cannot be taken back, nor put in again.
    await person.post(`${company}/vergleich`, { bogen: assessment, tun: 'zurueck' });
    expect((await person.post(`${company}/vergleich`, { bogen: assessment, tun: 'dabei' })).status).toBe(422);

    await others(25);
    expect(await comparison.release()).toBe(0);
    // The application has no right to change one, and the table refuses its owner too.
    const change = sql`update comparison.release set figures = '[]'`;
    await expect(change.execute(db)).rejects.toThrow('permission denied');
    await expect(change.execute(application.database.owned)).rejects.toThrow('never changes');
    clock.advance(90 * DAY);
    expect(await comparison.release()).toBeGreaterThan(0);
    expect((await comparison.figures('healthy-work'))[0]?.quarter).toBe('2027-1');
  });

  it('two at once make one', async () => {
    clock.advance(92 * DAY);
    const made = await Promise.all([comparison.release(), comparison.release()]);
    // Each check's release is made by one of the two.
    expect(made[0] + made[1]).toBe(checks.checks.size);
    const rows = await sql<{
      n: number;
    }>`select count(*)::int n from comparison.release where check_id = 'healthy-work' and quarter = '2027-2'`.execute(db);
    expect(rows.rows[0]?.n).toBe(1);
  });
});
