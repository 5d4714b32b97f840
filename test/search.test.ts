import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { testApplication } from './support/application.ts';
import { mailTo } from './support/mail.ts';
import { corpusOf, DEPTH, labelledQueries, measure } from './relevance/compare.ts';
import { postgresEngine } from './relevance/engines.ts';
import { directorySources } from '../src/modules/search/index.ts';
import { insertOffers, offersAfter } from '../src/modules/offers/index.ts';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { newId } from '../src/platform/ids.ts';
import { beatsOfAsync } from './support/effort.ts';

const application = await testApplication();
const { search, services, content, get, post, as } = application;
const { db } = services;

const FILTERS = {
  near: undefined,
  kinds: undefined,
  offerKinds: undefined,
  online: false,
  onSite: false,
  free: false,
  language: undefined,
  today: '1901-01-01',
  bodies: [] as string[],
};
/** Enters an offer with a title and brings the index up to date. */
async function enter(title: string): Promise<string> {
  const [sample] = await offersAfter(db, '00000000-0000-0000-0000-000000000000', 1);
  if (!sample) throw new Error('no offers');
  const { state: _, marked: __, document_id: ___, ...values } = sample;
  const id = newId();
  await actAs(SYSTEM, () => insertOffers(db, [{ ...values, id, slug: `probe-${id}`, title }]));
  await search.indexOne('offer', id);
  return id;
}
const savedSearches = () => application.savedSearches;
const titles = async (text: string, most = 5) => (await search.search(text, FILTERS)).ranked.slice(0, most).map(({ found }) => found.title);

describe('words as companies write them', () => {
  it.each([
    ['Arbeitgeberattraktivität', /Arbeitgeber/],
    ['attraktive Arbeitgeberin', /Arbeitgeber/],
    ['Fachkräftesicherungsberatung', /Fachkräfte|Personalgewinnung|Recruiting/],
    ['Gefaehrdungsbeurteilung', /Gefahren|Gefährdung/],
    ['Datenschuz', /Datenschutz|DSGVO|Datenschutzgrundverordnung/],
    ['Unternehmensnachvolge', /Nachfolge|Unternehmensnachfolge|Betriebsübergabe/],
    ['BEM', /Wiedereingliederung|BEM|Betriebliches Eingliederungsmanagement|Hamburger Modell|Rückkehr nach Krankheit/],
  ])('%s', async (text, expected) => {
    for (const title of await titles(text, 3)) expect(title).toMatch(expected);
  });

  it('the same for every gendered form', async () => {
    const first = await titles('Quereinsteiger', 8);
    for (const form of [
      'Quereinsteiger:innen',
      'Quereinsteiger*innen',
      'QuereinsteigerInnen',
      'Quereinsteiger_innen',
      'Quereinsteigerinnen',
    ])
      expect(await titles(form, 8)).toEqual(first);
  });

  it('a name stands first, however it is written', async () => {
    expect((await titles('Loewenzahn'))[0]).toContain('Löwenzahn');
    expect((await titles('Moosgrün Beratung'))[0]).toContain('Moosgrün');
  });

  it('says what it took a misspelt word for', async () => {
    const page = await (await get('/suche?text=Datenschuz')).text();
    expect(page).toContain('Gesucht haben wir nach „datenschutz“');
  });
});

describe('against PostgreSQL’s plain german, on the queries kept aside', async () => {
  const corpus = await corpusOf(directorySources(db), content.topics);
  it('is ahead in nDCG and in recall', async () => {
    const { aside } = labelledQueries();
    const ours = await measure(async (text) => (await search.search(text, FILTERS)).ranked.map(({ found }) => found.id), aside, corpus);
    const plain = await measure(await postgresEngine(application.database.owned, corpus.texts, DEPTH.recall), aside, corpus);
    expect(ours.ndcg).toBeGreaterThan(plain.ndcg + 0.2);
    expect(ours.recall).toBeGreaterThan(plain.recall + 0.2);
  });
});

describe('whatever is asked', () => {
  it.each([
    ['10,000 characters', 'wort '.repeat(2000)],
    ['one word of 10,000 letters', 'a'.repeat(10_000)],
    ['only operators', '& | ! <-> ( ) : * " - + ~'],
    ['only emoji', '🔧🔧🔧 👷'],
    ['Arabic', 'مساعدة في العثور على موظفين'],
    ['Chinese', '寻找员工'],
    ['Cyrillic', 'поиск работников'],
    ['SQL', `'; drop table search.document; --`],
    ['tsquery', `foo:* & !bar | (baz <-> 'x')`],
    ['LIKE signs', '%_%_%'],
    ['zero', 'a\0b'],
  ])('%s: an answer, not an error', async (_, text) => {
    const page = await get(`/suche?${new URLSearchParams({ text: text.slice(0, 10_000) })}`);
    expect([200, 422]).toContain(page.status);
    expect((await get(`/api/suche/vorschlaege?${new URLSearchParams({ q: text.slice(0, 10_000) })}`)).status).toBe(200);
    expect((await search.search(text, FILTERS)).ranked.length).toBeGreaterThanOrEqual(0);
  });

  it('anything at all, in bounded time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (text) => {
        expect(await beatsOfAsync(() => search.search(text, FILTERS))).toBeLessThan(280);
      }),
      { numRuns: 60 },
    );
  });

  it('finds nothing, and says what to do', async () => {
    expect(await (await get('/suche?text=xyzzyplughqwertz')).text()).toContain('Dazu haben wir nichts gefunden');
  });
});

describe('narrowing', () => {
  it('shows as many as the count beside the link promised', async () => {
    const page = await (await get('/suche?text=Ausbildung')).text();
    const links = [...page.matchAll(/href="(\/suche\?[^"]+)" rel="nofollow">[^<]+<\/a> <span class="muted">\((\d+)\)/g)];
    expect(links.length).toBeGreaterThan(5);
    for (const [, href = '', count] of links) {
      const narrowed = await (await get(href.replaceAll('&amp;', '&'))).text();
      expect(/role="status">(?:Ein|(\d+)) Treffer/.exec(narrowed)?.[1] ?? '1', href).toBe(count);
    }
  });

  it('marks the words and keeps the text', async () => {
    const { understood } = await search.search('Ausbildung', FILTERS);
    const text = 'Ausbildungsmarketing & „Ausbildung“ <b>für</b> Berater:innen';
    const parts = understood.mark(text);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.filter((part) => part.isHit).map((part) => part.text)).toEqual(['Ausbildungsmarketing', 'Ausbildung']);
  });
});

describe('who may see what', () => {
  it('shows a body’s agreements only to those who work for it', async () => {
    const { rows } = await sql<{ title: string; audience: string[] }>`
      select title, audience from search.document where kind = 'decision' and audience is not null limit 1`.execute(db);
    const hidden = rows[0];
    if (!hidden) throw new Error('the demo network has agreements that are not public');
    const seen = async (bodies: string[] | 'all') =>
      (await search.search(hidden.title, { ...FILTERS, bodies })).ranked.some(({ found }) => found.title === hidden.title);
    expect(await seen([])).toBe(false);
    expect(await seen([newId()])).toBe(false);
    expect(await seen(hidden.audience)).toBe(true);
    expect(await seen('all')).toBe(true);

    const query = `/suche?${new URLSearchParams({ text: hidden.title.slice(0, 80) })}`;
    const link = 'gremienarbeit/vereinbarungen';
    expect(await (await get(query)).text()).not.toContain(link);
    const secretary = await as(['bodySecretary', hidden.audience[0] ?? '']);
    expect(await (await secretary.get(query)).text()).toContain(link);
    const other = await as(['bodySecretary', newId()]);
    expect(await (await other.get(query)).text()).not.toContain(link);
  });

  it('takes names out of decisions as the register does', async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from search.document d join governance.person p
      on p.public_since is null and p.kind = 'person' and d.kind = 'decision' and d.audience is null
      where position(p.name in d.title) > 0 or d.lexemes ? lower(split_part(p.name, ' ', 2))`.execute(db);
    expect(rows[0]?.n).toBe(0);
  });
});

describe('the index', () => {
  const words = 'Zwiebelturmbeleuchtung';
  const entered = () => enter(words);

  it('has what was entered, once, and loses what was hidden, with all its lists', async () => {
    const id = await entered();
    await search.indexOne('offer', id);
    expect((await search.search(words, FILTERS)).ranked.map(({ found }) => found.id)).toEqual([id]);
    await sql`update offers.offer set state = 'hidden' where id = ${id}`.execute(db);
    await search.indexOne('offer', id);
    expect((await search.search(words, FILTERS)).ranked).toEqual([]);
    const { rows } = await sql<{ n: number }>`select (select count(*) from search.posting where document_id = ${id})::int
      + (select count(*) from search.entry where document_id = ${id})::int as n`.execute(db);
    expect(rows[0]?.n).toBe(0);
  });

  it('is built anew without interruption: whoever searches meanwhile finds as before', async () => {
    await entered();
    const before = await titles('Datenschutz', 10);
    let done = false;
    const building = search.rebuild().finally(() => {
      done = true;
    });
    const answers: string[][] = [];
    while (!done) answers.push(await titles('Datenschutz', 10));
    await building;
    expect(answers.length).toBeGreaterThan(2);
    for (const answer of answers) expect(answer.length).toBe(before.length);
    expect((await titles(words, 1))[0]).toBe(words);
  });

  it('follows the small sources: checks, decisions, networks, organisations', async () => {
    await search.refresh();
    expect(await search.refresh()).toBe(0);
    await sql`update networks.network set name = 'Netzwerk Quarkkuchen' where id = (select id from networks.network order by id limit 1)`.execute(
      db,
    );
    expect(await search.refresh()).toBe(1);
    expect((await titles('Quarkkuchen', 1))[0]).toBe('Netzwerk Quarkkuchen');
  });
});

describe('typing ahead', () => {
  it.each([
    ['fachk', 'Fachkräfte finden'],
    ['Gefaehrd', undefined],
    ['bur', 'Burnout (Psychische Belastung)'],
    ['sonnent', 'Sonnentau'],
  ])('%s → %s', async (typed, expected) => {
    const answer = (await (await get(`/api/suche/vorschlaege?q=${typed}`)).json()) as { suggestions: { label: string }[] };
    if (expected) expect(answer.suggestions.some(({ label }) => label.includes(expected))).toBe(true);
    expect(answer.suggestions.length).toBeLessThanOrEqual(8);
  });
});

describe('a saved search', () => {
  const stop = (text: string) => /\/suche\/merken\/[\w-]+/.exec(text)?.[0] ?? '';

  it('is confirmed, tells once of what is new and fits, and is forgotten by one click', async () => {
    const made = await post('/suche/merken', { text: 'Glockenstuhlpflege', email: 'Inge@Betrieb.Example' });
    expect(made.headers.get('location')).toBe('/suche?text=Glockenstuhlpflege');
    const asked = await mailTo(db, 'inge@betrieb.example');
    const link = stop(asked?.text ?? '');
    await enter('Glockenstuhlpflege im Handwerk');
    expect(await savedSearches().send()).toBe(0); // not confirmed yet
    expect(await (await get(link)).text()).toContain('Ja, Bescheid geben');
    await post(link, {});
    expect(await savedSearches().send()).toBe(1);
    const told = await mailTo(db, 'inge@betrieb.example');
    expect(told?.subject).toBe('Neu zu „Glockenstuhlpflege“');
    expect(told?.text).toContain('Glockenstuhlpflege im Handwerk');
    expect(told?.unsubscribe).toContain(`${link}/ende`);
    expect(await savedSearches().send()).toBe(0);
    // RFC 8058: the mail program posts without an origin.
    expect((await application.app.request(`${link}/ende`, { method: 'POST' })).status).toBe(200);
    expect((await get(link)).status).toBe(410);
    await enter('Glockenstuhlpflege für Eilige');
    expect(await savedSearches().send()).toBe(0);
  });

  it('refuses what is no address and keeps what was searched for', async () => {
    const refused = await post('/suche/merken', { text: 'Ausbildung', art: 'offer', email: 'keine' });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('name="art" value="offer"');
    expect(page).toContain('value="keine"');
  });
});
