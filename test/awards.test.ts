import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { testApplication } from './support/application.ts';
import { beginCheck, planMeasures, rateAll } from './support/checks.ts';
import { answerAsMember, teamLinks } from './support/team.ts';

const application = await testApplication({ DEMO: 'on' });
const { get, post, as, clock, checks, services } = application;
const { db } = services;
const AWARD = 'future-culture';

async function companyOf(name: string) {
  const person = await as();
  const company = (await person.post('/betrieb/neu', { name, place: 'Kiel' })).headers.get('location') ?? '';
  return { person, company, base: `${company}/praedikat/${AWARD}` };
}

/** A sheet whose team has answered, with a plan, in the company's account; returns its id. */
async function sheetWithTeam(person: Awaited<ReturnType<typeof as>>, company: string): Promise<string> {
  const path = await beginCheck(application, 'attractive-employer');
  await post(`${path}/team`, { management: '1', staff: '5', days: '7' });
  const point = checks.definition('attractive-employer').themes[0]?.checkpoints[0]?.id ?? '';
  for (const link of (await teamLinks(application, path)).slice(0, 5)) await answerAsMember(application, link, { [point]: 'some' });
  await post(`${path}/team/schliessen`, {});
  await planMeasures(application, path, 5);
  await person.post(`${company}/holen`, { link: `http://localhost${path}` });
  const rows = await sql<{
    subject: string;
  }>`select subject from companies.claim where company_id = ${company.split('/').at(-1)} order by claimed_at desc limit 1`.execute(db);
  return rows.rows[0]?.subject ?? '';
}

describe('the award scheme', () => {
  it('leads a company from the first task to the certificate, reviewed from outside', async () => {
    const { person, company, base } = await companyOf('Malerei Muster');
    const office = await as(['office']);
    expect(await (await get('/praedikate')).text()).toContain('Prädikat Zukunftsfähige Unternehmenskultur (Demo)');
    expect(await (await person.get(base)).text()).toContain('Diesen Weg beginnen');
    await person.post(base, {});
    expect((await person.post(`${base}/entry`, {})).status).toBe(422); // no proof yet
    await person.post(`${company}/nachweis`, { proof: 'HRB 1' });
    await office.post(`/geschaeftsstelle/betriebe/${company.split('/').at(-1)}`, { ergebnis: 'proved' });
    expect(await (await person.post(`${base}/entry`, {})).text()).toContain('Es sind noch nicht alle Aufgaben erledigt.');
    expect(await (await person.post(`${base}/development`, {})).text()).toContain('noch nicht an der Reihe');

    const sheet = await sheetWithTeam(person, company);
    await person.post(`${base}/entry/survey`, { assessment: sheet });
    await person.post(`${base}/entry/plan`, { assessment: sheet });
    expect((await person.post(`${base}/entry/group`, { management: 'viele', staff: '2' })).status).toBe(422);
    await person.post(`${base}/entry/group`, { management: '1', staff: '2' });
    expect((await person.post(`${base}/entry/talks`, { day: '', with: 'x', result: 'y' })).status).toBe(422);
    await person.post(`${base}/entry/talks`, { day: '2026-11-20', with: 'Prozessbegleitung', result: 'Zwei Ziele' });
    expect((await person.post(`${base}/entry`, { named: 'ja' })).status).toBe(303);
    expect((await person.post(`${base}/entry`, { named: 'ja' })).status).toBe(422); // waits already

    // The office names somebody, who gives a finding; only then can it be decided.
    const list = await (await office.get('/praedikate/pruefung')).text();
    const review = /\/praedikate\/pruefung\/[0-9a-f-]{36}/.exec(list)?.[0] ?? '';
    const rows = await sql<{
      id: string;
      name: string;
    }>`select id, name from consultants.consultant where state = 'published' limit 2`.execute(db);
    const [chosen, other] = rows.rows;
    const reviewer = await as(['consultant', chosen?.id ?? null]);
    expect((await office.post(`${review}/begleitung`, { begleitung: 'gibt-es-nicht' })).status).toBe(422);
    expect((await office.post(`${review}/begleitung`, { begleitung: chosen?.name ?? '' })).status).toBe(303);
    expect((await office.post(`${review}/entscheiden`, { ergebnis: 'granted' })).status).toBe(422);
    const stranger = await as(['consultant', other?.id ?? null]);
    expect((await stranger.get(review)).status).toBe(403);
    expect(await (await reviewer.get('/praedikate/pruefung')).text()).toContain('Malerei Muster');
    await application.services.jobs.drain();
    expect(await (await reviewer.get('/konto')).text()).toContain('Sie prüfen einen Schritt zum Prädikat: Malerei Muster');
    expect(await (await reviewer.get(review)).text()).toContain('Der Plan (');
    expect((await reviewer.post(review, { finding: '' })).status).toBe(422);
    expect((await reviewer.post(review, { finding: 'Überzeugt.', recommends: 'ja' })).status).toBe(303);
    expect((await reviewer.post(`${review}/entscheiden`, { ergebnis: 'granted' })).status).toBe(403);
    // Whoever found does not grant (findings/rooms R5).
    expect((await office.post(review, { finding: 'Auch ich.', recommends: 'ja' })).status).toBe(303);
    expect(await (await office.post(`${review}/entscheiden`, { ergebnis: 'granted', note: '' })).text()).toContain(
      'Wer den Befund geschrieben hat',
    );
    await reviewer.post(review, { finding: 'Überzeugt.', recommends: 'ja' });
    expect((await office.post(`${review}/entscheiden`, { ergebnis: 'granted', note: '' })).status).toBe(303);

    expect(await (await person.get('/konto')).text()).toContain('Ihr Schritt zum Prädikat ist verliehen');
    const pdf = Buffer.from(await (await person.get(`${base}/entry/urkunde.pdf`)).arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await (await get(`/praedikate/${AWARD}`)).text()).toMatch(
      /Malerei Muster, Kiel: <a href="\/praedikate\/urkunde\/[^"]+">Einstiegsurkunde/,
    );
    const number =
      (await sql<{ number: string }>`select number from awards.decision where state = 'granted'`.execute(db)).rows[0]?.number ?? '';
    expect(await (await get(`/praedikate/urkunde/${number}`)).text()).toContain('gültig');
    clock.advance(680 * DAY);
    expect([await application.awards.remind(), await application.awards.remind()]).toEqual([1, 0]);
    clock.advance(51 * DAY);
    expect(await (await get(`/praedikate/urkunde/${number}`)).text()).toContain('abgelaufen');
    expect(await (await get(`/praedikate/${AWARD}`)).text()).not.toContain('Malerei Muster');
    clock.advance(-731 * DAY);
    expect((await office.post(`${review}/entscheiden`, { ergebnis: 'withdrawn', note: 'Auf Wunsch' })).status).toBe(303);
    expect(await (await get(`/praedikate/urkunde/${number}`)).text()).toContain('zurückgezogen');
    expect((await get('/praedikate/urkunde/PR-0000-0000-0000')).status).toBe(404);
  });

  it('counts only sheets that lie in the company’s own account', async () => {
    const one = await companyOf('Erste');
    const two = await companyOf('Zweite');
    const sheet = await sheetWithTeam(one.person, one.company);
    await two.person.post(two.base, {});
    await two.person.post(`${two.base}/entry/survey`, { assessment: sheet });
    expect(await (await two.person.get(two.base)).text()).toContain('(offen)');
    expect((await two.person.get(`${one.company}/praedikat/${AWARD}`)).status).toBe(403);
    const path = await beginCheck(application, 'healthy-work');
    await rateAll(application, path, checks.definition('healthy-work'));
    await two.person.post(`${two.company}/holen`, { link: `http://localhost${path}` });
    expect((await two.person.get(`${two.base}/nirgends/urkunde.pdf`)).status).toBe(404);
  });
});
