import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { newId } from '../src/platform/ids.ts';
import { MOST_CHANGES } from '../src/modules/checks/changes/model.ts';
import { testApplication } from './support/application.ts';

/** A check on which company and consultant work together, from outside: what the addresses take and what they refuse. */
const { app, get, post, services } = await testApplication({ DEMO: 'off' });
const { db } = services;

const POINT = 'load-amount';

async function begin(): Promise<string> {
  const answer = await post('/checks/healthy-work/start', {});
  return (answer.headers.get('location') ?? '').replace(/\/thema\/.*/, '');
}

/** Invites somebody and returns the path of their link. */
async function invite(company: string, scope: 'rate' | 'read'): Promise<string> {
  await post(`${company}/gemeinsam`, { name: 'Beratung', scope, days: '7' });
  const page = await (await get(`${company}/gemeinsam`)).text();
  return /\/begleitung\/[A-Za-z0-9_-]{43}/.exec(page)?.[0] ?? '';
}

const change = (more: Record<string, unknown> = {}) => ({
  id: newId(),
  checkpoint: POINT,
  field: 'rating',
  value: 'urgent',
  seen: [],
  clock: 1,
  at: '2026-11-23T10:00:00.000Z',
  ...more,
});
const send = (path: string, ...changes: unknown[]) =>
  app.request(`${path}/aenderungen`, {
    method: 'POST',
    body: JSON.stringify({ changes }),
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  });
const changesOf = async (path: string) =>
  ((await (await get(`${path}/aenderungen`)).json()) as { changes: { value: string; side: string }[] }).changes;

describe('the exchange of changes', () => {
  it.each([
    ['a clock far ahead of everything known', { clock: 10_000_000 }],
    ['a rating that there is not', { value: 'egal' }],
    ['a check point that there is not', { checkpoint: 'nirgends' }],
    ['the word of the other side', { side: 'company' }],
    ['an id that is none', { id: 'x' }],
    ['a note that is too long', { field: 'note', value: 'x'.repeat(2001) }],
  ])('refuses %s and keeps what there is', async (_, wrong) => {
    const company = await begin();
    expect((await send(company, change(wrong))).status).toBe(422);
    expect(await changesOf(company)).toEqual([]);
  });

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '1970-01-01T00:00:00Z'])(
    'takes a clock on the wall that says %s for now',
    async (at) => {
      const company = await begin();
      expect((await send(company, change({ at }))).status).toBe(200);
      expect(await changesOf(company)).toMatchObject([{ value: 'urgent', at: services.clock.now().toISOString() }]);
    },
  );

  it.each(['99999999999', '9007199254740991', '-1', 'x', '1.5'])(
    'answers a strange number (%s) without a fault of its own',
    async (since) => {
      expect((await get(`${await begin()}/aenderungen?seit=${since}`)).status).toBeLessThan(500);
    },
  );

  it('no JSON is no message', async () => {
    const company = await begin();
    const answer = await app.request(`${company}/aenderungen`, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(422);
  });

  it('a full assessment says so, by message and by form', async () => {
    const company = await begin();
    await send(company, change());
    await sql`update checks.assessment set seq = ${MOST_CHANGES}`.execute(db);
    expect((await send(company, change({ value: 'none' }))).status).toBe(413);
    expect((await post(`${company}/thema/1`, { [`r_${POINT}`]: 'none', weiter: 'vor' })).status).toBe(413);
  });
});

describe('two devices of one side', () => {
  it('that said different things both get both, and the page asks until one of them has seen both and chooses', async () => {
    const company = await begin();
    await invite(company, 'rate');
    const [one, two] = [change({ value: 'urgent' }), change({ value: 'none' })];
    await send(company, one);
    await send(company, two);
    // What an island fetches: both changes, neither of which has seen the other.
    expect(await changesOf(company)).toMatchObject([
      { value: 'urgent', seen: [] },
      { value: 'none', seen: [] },
    ]);
    const asks = async () => {
      const page = await (await get(`${company}/thema/1`)).text();
      // The form of the question that is laid out for the island is no question yet.
      return page.replace(/<template.*?<\/template>/s, '').includes('Auf zwei Geräten steht hier Verschiedenes');
    };
    expect(await (await get(`${company}/thema/1`)).text()).toMatch(/<template data-question-form.*Was unten steht, gilt.*<\/template>/s);
    expect(await asks()).toBe(true);
    await send(company, change({ value: 'none', seen: [one.id, two.id], clock: 2 }));
    expect(await asks()).toBe(false);
  });
});

describe('what an invited consultant may', () => {
  it('one who may rate writes beside the company and never sees its notes', async () => {
    const company = await begin();
    const consultant = await invite(company, 'rate');
    await send(company, change({ value: 'none' }), change({ field: 'note', value: 'nur für uns' }));
    expect((await send(consultant, change())).status).toBe(200);
    expect((await changesOf(consultant)).map(({ value, side }) => [side, value])).toEqual([
      ['company', 'none'],
      ['consultant', 'urgent'],
    ]);
    expect(await (await get(`${consultant}/thema/1`)).text()).not.toContain('nur für uns');
  });

  it('one who may look only is not offered what would be refused', async () => {
    const company = await begin();
    const consultant = await invite(company, 'read');
    expect(await (await get(consultant)).text()).not.toContain('/thema/');
    for (const refused of [
      await get(`${consultant}/thema/1`),
      await post(`${consultant}/thema/1`, { [`r_${POINT}`]: 'none' }),
      await send(consultant, change()),
    ])
      expect(refused.status).toBe(403);
    await send(company, change());
    const result = await (await get(`${consultant}/ergebnis`)).text();
    expect(result).not.toContain('/thema/');
    expect(result).not.toContain('/plan');
    expect(result).toContain('dringend');
  });

  it('no page of the company’s opens with a companion’s token', async () => {
    const consultant = await invite(await begin(), 'rate');
    for (const path of ['', '/plan', '/gemeinsam', '/datei.json', '/loeschen'])
      expect((await get(`${consultant.replace('/begleitung/', '/bogen/')}${path}`)).status).toBe(404);
  });

  it('nothing, once it has ended', async () => {
    const company = await begin();
    const consultant = await invite(company, 'rate');
    const end = /\/gemeinsam\/[0-9a-f-]{36}\/beenden/.exec(await (await get(`${company}/gemeinsam`)).text())?.[0];
    expect((await post(`${company}${end}`, {})).status).toBe(303);
    for (const answer of [await get(consultant), await get(`${consultant}/strom`), await send(consultant, change())])
      expect(answer.status).toBe(410);
  });
});
