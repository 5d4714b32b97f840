import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { testApplication } from './support/application.ts';

const { get, as, clock, services } = await testApplication({ DEMO: 'on' });
const { db } = services;
const [body, other] = (await sql<{ id: string; name: string }>`select id, name from governance.body order by name limit 2`.execute(db))
  .rows;
if (!body || !other) throw new Error('no bodies');
const office = await as(['office']);
const member = await as(['bodyMember', body.id]);
const secretary = await as(['bodySecretary', body.id]);
const seen = (change: Record<string, string> = {}) => ({
  text: 'Betriebe fragen nach Hitzeschutz',
  source: 'drei Gespräche',
  seen: '2026-11-01',
  ...change,
});

describe('a trend', () => {
  it('comes out of observations, is judged by members, shows what is missing, and is proposed to a body with one click', async () => {
    expect((await get('/trends')).status).not.toBe(200);
    expect(await (await member.get('/trends')).text()).toContain('Hier stehen Trends');
    expect((await member.post('/trends/beobachtungen', seen({ source: '' }))).status).toBe(422);
    await member.post('/trends/beobachtungen', seen());
    const id = (await sql<{ id: string }>`select id from trends.observation`.execute(db)).rows[0]?.id ?? '';
    const fault = await member.post('/trends', { title: '', description: 'x', observations: id });
    expect(fault.status).toBe(422);
    const trend =
      (
        await member.post('/trends', {
          title: 'Hitze am Arbeitsplatz',
          description: 'Die Sommer werden heißer.',
          observations: id,
          topics: 'climate-at-work',
        })
      ).headers.get('location') ?? '';
    expect(await (await member.get('/trends')).text()).toContain('Alle Beobachtungen gehören zu einem Trend');
    expect((await member.post(`${trend}/urteil`, { strength: '6', nearness: '1' })).status).toBe(422);
    await member.post(`${trend}/urteil`, { strength: '2', nearness: '5' });
    await office.post(`${trend}/urteil`, { strength: '5', nearness: '5' });
    await member.post(`${trend}/urteil`, { strength: '1', nearness: '5' });
    const page = await (await member.get(trend)).text();
    expect(page).toContain('Stärke 3, Nähe 5 (Mitte von 2 Urteilen)');
    expect(page).toContain('gehen weit auseinander');
    expect(page).toContain('der Menschen kommt jemand in den Betrieb');
    expect(page).toContain('Vorschlagen können die Geschäftsstelle');
    const list = await (await member.get('/trends')).text();
    expect(list).toContain('Ein Trend. Je näher');
    expect(list).toContain('von 1 bis 5');

    // Only who runs the body, or the office, brings something to it; once.
    expect((await member.post(`${trend}/vorschlag`, { body: body.id })).status).toBe(403);
    expect((await secretary.post(`${trend}/vorschlag`, { body: other.id })).status).toBe(403);
    expect((await secretary.post(`${trend}/vorschlag`, { body: body.id })).status).toBe(303);
    expect(await (await office.post(`${trend}/vorschlag`, { body: other.id })).text()).toContain('schon vorgeschlagen');
    const paper = (
      await sql<{
        id: string;
        text: string;
      }>`select p.id, v.text from governance.paper p join governance.paper_version v on v.paper_id = p.id where p.title = 'Trend: Hitze am Arbeitsplatz'`.execute(
        db,
      )
    ).rows;
    expect(paper.length).toBe(1);
    for (const part of [
      'Die Sommer werden heißer.',
      'Betriebe fragen nach Hitzeschutz (drei Gespräche, 1. November 2026)',
      'Stärke 3',
      'der Menschen kommt jemand',
    ])
      expect(paper[0]?.text).toContain(part);
    expect(await (await member.get(trend)).text()).toContain(`Vorgeschlagen am 23. November 2026: ${body.name}.`);

    // A year on.
    clock.advance(366 * DAY);
    expect(await (await member.get(trend)).text()).toContain('Der Trend ist ein Jahr alt');
    await member.post(`${trend}/ausgang`, { outcome: 'Daraus wurde die Praxishilfe Hitze.' });
    expect(await (await member.get(trend)).text()).toContain('Daraus wurde die Praxishilfe Hitze.');
  });
});
