import { describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { testApplication } from './support/application.ts';

const application = await testApplication({ DEMO: 'on' });
const { get, post } = application;
const { db } = application.services;
const text = async (path: string) => (await get(path)).text();
/** The answers of the question that a page asks. */
const answersIn = (page: string): string[] => [...page.matchAll(/type="radio"[^>]*value="([^"]+)"/g)].map(([, value = '']) => value);

describe('the guide', () => {
  it('understands what a company writes, keeps nothing of it, and asks on from there', async () => {
    const begun = await post('/wegweiser', { text: 'Ich finde keinen Nachfolger für meine Bäckerei' });
    expect(begun.status).toBe(303);
    const path = begun.headers.get('location') ?? '';
    expect(path).toContain('thema=succession');
    expect(path).not.toContain('Bäckerei');
    expect(await text(path)).toContain('Verstanden haben wir: Nachfolge regeln');
  });

  it('says so when it understands nothing, and counts that without the words', async () => {
    const begun = await post('/wegweiser', { text: 'xyzzy plugh' });
    expect(await text(begun.headers.get('location') ?? '')).toContain('Das haben wir nicht verstanden');
    const { rows } = await sql<{ kind: string; said: string[]; times: number }>`select * from mentor.unanswered`.execute(db);
    expect(rows).toMatchObject([{ kind: 'notUnderstood', said: [], times: 1 }]);
    expect(JSON.stringify(rows)).not.toContain('xyzzy');
    expect((await post('/wegweiser', { text: ' ' })).status).toBe(422);
  });

  it('leads to a check, to three who help, and to money, each with its reason', async () => {
    const path = '/wegweiser/fragen?a=pressing.future&a=wish.handed';
    const page = await text(path);
    for (const part of [
      'Jemand soll den Betrieb übernehmen.',
      'Die Nachfolge steht',
      '/checks/company-check',
      'Wer übernimmt, will wissen',
      '/foerderung/succession-advice',
    ])
      expect(page).toContain(part);
    const helping = [...page.matchAll(/href="\/(?:angebote|beratung)\/[a-z0-9-]+"/g)];
    expect(helping.length).toBeGreaterThan(0);
    expect(helping.length).toBeLessThanOrEqual(3);
    expect(page.match(/class="reasons"/g)?.length).toBe(helping.length);
    expect(await text(`${path}&ort=Bayreuth`)).toMatch(/km|bundesweit|online/);
    const wrong = await get(`${path}&ort=Nirgendwo`);
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('Diesen Ort kennen wir nicht');
  });

  it('asks again where nothing was chosen, forgets nothing, and lets an answer be changed', async () => {
    const first = await text('/wegweiser/fragen');
    expect(answersIn(first)).toContain('pressing.weiss-nicht');
    const empty = await get('/wegweiser/fragen?jetzt=pressing&gesendet=ja');
    expect(empty.status).toBe(422);
    expect(await empty.text()).toContain('auch „Weiß ich nicht“ ist eine');
    const second = await text('/wegweiser/fragen?a=pressing.people&jetzt=pressing&gesendet=ja');
    expect(second).toContain('Zu wenig Leute');
    const change = /href="([^"]*jetzt=pressing)"/.exec(second)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(answersIn(await text(change))).toContain('pressing.people');
    expect(await text('/wegweiser/fragen?a=pressing.people&a=gone.x')).toContain('Eine Antwort gibt es so nicht mehr');
  });

  it('comes to an end for somebody who never knows', async () => {
    let path = '/wegweiser/fragen';
    let count = 0;
    for (; count <= 7; count++) {
      const page = await text(path);
      const unknown = answersIn(page).find((answer) => answer.endsWith('.weiss-nicht'));
      if (!unknown) break;
      path += `${count === 0 ? '?' : '&'}a=${unknown}`;
    }
    expect(count).toBe(7);
    expect(await text(path)).toContain('Sie haben wenig beantwortet');
  });

  it('learns from the office what did not fit', async () => {
    const sent = await post('/wegweiser/passt-nicht', { a: 'pressing.strain', ende: 'health' });
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toContain('ende=health');
    expect((await get('/geschaeftsstelle/wegweiser')).status).not.toBe(200);
    const office = await application.as(['office']);
    const page = await (await office.get('/geschaeftsstelle/wegweiser')).text();
    for (const part of ['passte nicht', 'Zu viel Arbeit, Krankheit, Unfälle', 'Ihre Leute sind oft krank']) expect(page).toContain(part);
  });

  it('speaks English', async () => {
    const page = await (await get('/wegweiser/fragen', { 'accept-language': 'en' })).text();
    expect(page).toContain('What presses you most at the moment?');
  });
});
