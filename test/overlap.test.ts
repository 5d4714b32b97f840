import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { newId } from '../src/platform/ids.ts';
import { clustersOf, onlyHere } from '../src/modules/overlap/clusters.ts';
import { overlapCommands } from '../src/modules/overlap/cli.ts';
import { insertOffers, type Offer, offersAfter } from '../src/modules/offers/index.ts';
import { bandsOf, commonPassages, containment, shinglesOf, wordsOf } from '../src/modules/search/index.ts';
import { scorePairs } from './overlap/labelled.ts';
import { averagePrecision } from './overlap/measure.ts';
import { testApplication } from './support/application.ts';
import { mailTo } from './support/mail.ts';
import { beatsOf } from './support/effort.ts';

describe('the labelled pairs', () => {
  it('are at least 200, in four kinds', () => {
    const pairs = scorePairs(true);
    expect(pairs.length).toBeGreaterThanOrEqual(200);
    expect(new Set(pairs.map(({ pair }) => pair.label))).toEqual(new Set(['copy', 'same', 'goesWith', 'beside', 'unrelated']));
  });
  it.each([true, false])('average precision is at least 0.9 on the half kept aside (form known: %s)', (withForm) => {
    const aside = scorePairs(withForm).filter(({ pair }) => pair.part === 'aside');
    expect(averagePrecision(aside)).toBeGreaterThanOrEqual(0.9);
  });
  it('every copy is called one, and nothing unrelated the same', () => {
    for (const { pair, verdict } of scorePairs(true)) {
      if (pair.label === 'copy') expect(verdict, pair.a.title).toBe('copy');
      if (pair.label === 'unrelated') expect(['related', 'none'], pair.a.title).toContain(verdict);
    }
  });
});

describe('near copies', () => {
  const words = fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'.split('')), { minLength: 1, maxLength: 80 });
  it('the same text has the same bands; containment is 1 for a copy and for a part, and the same both ways', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(bandsOf(shinglesOf(a))).toEqual(bandsOf(shinglesOf(a)));
        expect(containment(shinglesOf(a), shinglesOf(a))).toBe(1);
        expect(containment(shinglesOf(a), shinglesOf(b))).toBe(containment(shinglesOf(b), shinglesOf(a)));
        if (a.length >= 4) expect(containment(shinglesOf(a), shinglesOf([...a, ...b]))).toBe(1);
      }),
    );
  });
  it('share a band with the probability that the method promises', () => {
    // Texts of 400 different words of which a share is replaced: known Jaccard, many trials.
    const shared = (changed: number) => {
      let hits = 0;
      const trials = 60;
      for (let trial = 0; trial < trials; trial++) {
        const a = Array.from({ length: 400 }, (_, index) => `w${trial}x${index}`);
        const b = a.map((word, index) => (index >= 400 - changed ? `${word}y` : word));
        const bands = new Set(bandsOf(shinglesOf(a)));
        if (bandsOf(shinglesOf(b)).some((band) => bands.has(band))) hits++;
      }
      return hits / trials;
    };
    expect(shared(0)).toBe(1);
    expect(shared(44)).toBeGreaterThan(0.8); // J ≈ 0.8: 0.95
    expect(shared(260)).toBeLessThan(0.1); // J ≈ 0.2: under a thousandth
  });
  it('passages stand in both texts word for word', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const first = a.join(' ');
        for (const passage of commonPassages(first, b.join('  '), 3, 5)) {
          expect(first).toContain(passage);
          expect(wordsOf(b.join(' ')).join(' ')).toContain(wordsOf(passage).join(' '));
        }
      }),
    );
  });
  it('bounds its work on one word a hundred thousand times', () => {
    expect(beatsOf(() => commonPassages('wort '.repeat(100_000), 'wort '.repeat(100_000), 6, 3))).toBeLessThan(420);
  });
});

describe('groups', () => {
  it('are of things that are directly like the first of them, each thing in one group', () => {
    const pair = fc.record({ a: fc.nat(30), b: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), (pairs) => {
        const edges = pairs.filter(({ a, b }) => a !== b).map(({ a, b }) => ({ a: `${a}`, b: `${b}`, score: 0.7, isCopy: false }));
        const clusters = clustersOf(edges);
        const members = clusters.flatMap((cluster) => cluster.members);
        expect(new Set(members).size).toBe(members.length);
        const alike = new Set(edges.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
        for (const {
          members: [core, ...others],
        } of clusters)
          for (const other of others) expect(alike).toContain(`${core} ${other}`);
      }),
    );
  });
  it('do not chain: a like b, b like c, c like d are no group of four', () => {
    const edges = ['ab', 'bc', 'cd', 'de'].map((pair) => ({ a: pair.charAt(0), b: pair.charAt(1), score: 0.7, isCopy: false }));
    expect(clustersOf(edges).map(({ members }) => members)).toEqual([
      ['b', 'a', 'c'],
      ['d', 'e'],
    ]);
  });
  it('say what only one of them has', () => {
    const texts = ['Wir kommen zu Ihnen in den Betrieb. Nur hier gibt es Kuchen dazu.', 'Wir kommen zu Ihnen, in den Betrieb!'];
    expect(onlyHere(texts, 0)).toEqual(['Nur hier gibt es Kuchen dazu.']);
    expect(onlyHere(texts, 1)).toEqual([]);
  });
});

describe('before something new is handed in', async () => {
  const application = await testApplication();
  const { services, as, get, overlap, content, search } = application;
  const { db } = services;

  const TEXT = {
    kind: 'advice',
    title: 'Lotsen für internationale Bewerber',
    summary: 'Wir begleiten Sie vom Visum bis zum ersten Arbeitstag Ihrer neuen Kraft.',
    description:
      'Sie haben jemanden im Ausland gefunden? Unsere Lotsinnen kümmern sich um Anerkennungsverfahren, Aufenthaltstitel, Deutschkurs und Unterkunft, bis die neue Kraft bei Ihnen anfängt.',
  };
  const FORM = { ...TEXT, topics: 'skilled-immigration', on_site: 'ja', free: 'ja', languages: 'de', place: '24103 Kiel', reach_km: '80' };

  /** Two organisations, one with an offer that the other is about to build once more. */
  async function parallel() {
    const { rows } = await sql<{ id: string }>`select id from organisations.organisation order by id limit 2`.execute(db);
    const [there, newcomer] = rows.map((row) => row.id);
    if (!there || !newcomer) throw new Error('no organisations');
    const [sample] = await offersAfter(db, '00000000-0000-0000-0000-000000000000', 1);
    const { state: _, marked: __, document_id: ___, ...values } = sample as Offer;
    const id = newId();
    const offer = {
      ...values,
      ...TEXT,
      kind: 'advice' as const,
      id,
      slug: `lotsen-${id}`,
      organisation_id: there,
      topics: ['skilled-immigration'],
    };
    const place = { lat: 54.3, lon: 10.1, on_site: true, online: false, reach_km: 80, industries: [], sizes: [] };
    await actAs(SYSTEM, () => insertOffers(db, [{ ...offer, ...place }]));
    await search.indexOne('offer', id);
    const owner = await as(['organisationCoordinator', there]);
    const author = await as(['organisationEditor', newcomer]);
    return { there, newcomer, offer: id, owner, author };
  }
  /** Answers everything that a page asks: one offer in one way, all others stand for themselves. */
  const answers = (page: string, offer: string, stance: string, word: string): Record<string, string> => {
    const asked = [...new Set([...page.matchAll(/name="stance-([0-9a-f-]{36})"/g)].map((match) => match[1] ?? ''))];
    const others = asked
      .filter((id) => id !== offer)
      .flatMap((id) => [
        [`stance-${id}`, 'standsAlone'],
        [`word-${id}`, 'Andere Region.'],
      ]);
    return Object.fromEntries([...others, [`stance-${offer}`, stance], [`word-${offer}`, word]]) as Record<string, string>;
  };
  const clean = (offer: string) =>
    sql`delete from offers.offer where id = ${offer}`.execute(db).then(() => search.indexOne('offer', offer));

  it('leads to what is there; joining it tells its organisation, which takes the newcomer in', async () => {
    const { there, newcomer, offer, owner, author } = await parallel();
    const made = await author.post(`/organisation/${newcomer}/angebote/neu`, { ...FORM, tun: 'einreichen' });
    const path = made.headers.get('location') ?? '';
    expect(path).toMatch(new RegExp(`^/organisation/${newcomer}/angebote/[0-9a-f-]{36}/verwandte$`));
    const page = await (await author.get(path)).text();
    expect(page).toContain('fast wortgleich');
    expect(page).toContain('Gleiche Stellen');
    expect(page).toContain('Fachkräfte aus dem Ausland');

    // Without an answer it goes no further, and a reason is needed for standing alone.
    expect((await author.post(path, {})).status).toBe(422);
    const alone = await author.post(path, { [`stance-${offer}`]: 'standsAlone' });
    expect(alone.status).toBe(422);
    expect(await alone.text()).toContain('Bitte begründen Sie das zu „Lotsen für internationale Bewerber“ in einem Satz');

    const joined = await author.post(path, answers(page, offer, 'joins', 'Wir bringen zwei Lotsinnen ein.'));
    expect(joined.headers.get('location')).toBe(`/organisation/${newcomer}/gemeinsam`);
    await services.jobs.drain();
    expect((await mailTo(db, owner.email))?.text).toContain('möchte sich anschließen');
    const draft = path.split('/').at(-2) ?? '';
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from editorial.draft where subject = ${draft} and state = 'submitted'`.execute(db);
    expect(rows[0]?.n).toBe(0);

    // Another organisation decides nothing here; the owner does, once.
    const decide = `/organisation/${there}/gemeinsam/${offer}/${newcomer}`;
    expect((await author.post(decide, { tun: 'aufnehmen' })).status).toBe(403);
    expect(await (await owner.get(`/organisation/${there}/gemeinsam`)).text()).toContain('Wir bringen zwei Lotsinnen ein.');
    await owner.post(decide, { tun: 'aufnehmen' });
    await owner.post(decide, { tun: 'ablehnen' });
    const { slug } = (await sql<{ slug: string }>`select slug from offers.offer where id = ${offer}`.execute(db)).rows[0] ?? { slug: '' };
    const { name } = (await sql<{ name: string }>`select name from organisations.organisation where id = ${newcomer}`.execute(db))
      .rows[0] ?? { name: '' };
    const shown = await (await get(`/angebote/${slug}`)).text();
    expect(shown).toContain('Gemeinsam mit');
    expect(shown).toContain(name);
    await clean(offer);
  });

  it('may complement with a reason; the review records a finding before it publishes, and its conditions are shown', async () => {
    const { newcomer, offer, author } = await parallel();
    const made = await author.post(`/organisation/${newcomer}/angebote/neu`, { ...FORM, tun: 'einreichen' });
    const path = made.headers.get('location') ?? '';
    const id = path.split('/').at(-2) ?? '';
    const page = await (await author.get(path)).text();
    const said = await author.post(path, answers(page, offer, 'complements', 'Nur für Pflegekräfte.'));
    expect(said.headers.get('location')).toBe(`/organisation/${newcomer}/angebote/${id}`);

    const office = await as(['office']);
    const review = await (await office.get(`/pruefung/offer/${id}`)).text();
    expect(review).toContain(`/pruefung/offer/${id}/verwandte`);
    const version = /name="version" value="(\d+)"/.exec(review)?.[1] ?? '';
    const tooEarly = await office.post(`/pruefung/offer/${id}`, { tun: 'veroeffentlichen', version });
    expect(tooEarly.headers.get('location')).toBe(`/pruefung/offer/${id}/verwandte`);
    expect(await (await office.get(`/pruefung/offer/${id}/verwandte`)).text()).toContain('Nur für Pflegekräfte.');
    expect((await office.post(`/pruefung/offer/${id}/verwandte`, { finding: 'unsinn' })).status).toBe(422);
    const condition = 'nur Daten, mit Hinweis auf die Autorin';
    await office.post(`/pruefung/offer/${id}/verwandte`, { finding: 'overlaps', word: 'Teilweise gleich.', 'condition-events': condition });
    expect((await office.post(`/pruefung/offer/${id}`, { tun: 'veroeffentlichen', version })).headers.get('location')).toBe('/pruefung');
    const { slug } = (await sql<{ slug: string }>`select slug from offers.offer where id = ${id}`.execute(db)).rows[0] ?? { slug: '' };
    const shown = await (await get(`/angebote/${slug}`)).text();
    expect(shown).toContain('Bedingungen der Nutzung');
    expect(shown).toContain(condition);

    await services.jobs.drain();
    for (const list of [
      '/suche?text=Lotsen+Visum&ort=24103',
      '/finden?text=Lotsen+Visum&ort=24103',
      '/api/suche?text=Lotsen+Visum&ort=24103',
    ])
      expect(await (await get(list)).text(), list).toContain(condition);

    // What is public was answered then: a change of it is not asked again.
    const changed = await author.post(`/organisation/${newcomer}/angebote/${id}`, {
      ...FORM,
      title: 'Lotsen für Pflegekräfte',
      tun: 'einreichen',
    });
    expect(changed.headers.get('location')).toBe(`/organisation/${newcomer}/angebote/${id}`);

    // The office sees both as a group. Each offer is looked at, a second for some forty: of the others a few will do.
    await services.jobs.drain();
    const aside = await sql<{ id: string }>`update offers.offer set state = 'hidden' where state = 'published'
      and id <> all(array(select o.id from offers.offer o order by o.id desc limit 20) || ${[offer, id]}::uuid[]) returning id`.execute(db);
    await office.post('/geschaeftsstelle/doppeltes', {});
    await services.jobs.drain();
    await sql`update offers.offer set state = 'published' where id = any(${aside.rows.map((row) => row.id)}::uuid[])`.execute(db);
    const groups = await (await office.get('/geschaeftsstelle/doppeltes')).text();
    expect(groups).toContain('Lotsen für internationale Bewerber');
    expect((await author.get('/geschaeftsstelle/doppeltes')).status).toBe(403);
    await clean(offer);
    await clean(id);
  });

  it('an own offer is named as that: nobody is asked to join themselves, and nothing has to be answered', async () => {
    const { there, offer, owner } = await parallel();
    const made = await owner.post(`/organisation/${there}/angebote/neu`, { ...FORM, tun: 'speichern' });
    const path = made.headers.get('location') ?? '';
    const page = await (await owner.get(`${path.replace(/\/verwandte$/, '')}/verwandte`)).text();
    expect(page).toContain('Ihr eigenes Angebot');
    expect(page).toContain(`/organisation/${there}/angebote/${offer}`);
    expect(page).not.toContain(`name="stance-${offer}"`);
    await clean(offer);
  });

  it('something that nobody has is handed in at once', async () => {
    const { rows } = await sql<{ id: string }>`select id from organisations.organisation order by id limit 1`.execute(db);
    const id = rows[0]?.id ?? '';
    const author = await as(['organisationEditor', id]);
    const made = await author.post(`/organisation/${id}/angebote/neu`, {
      ...FORM,
      title: 'Bienenkästen für Betriebsdächer',
      summary: 'Ein Imker stellt Völker auf und betreut sie.',
      description:
        'Honig vom eigenen Dach: Ein Imker bringt zwei Völker, kontrolliert sie wöchentlich, schleudert im Sommer mit der Belegschaft und füllt Gläser ab.',
      topics: 'sustainability',
      tun: 'einreichen',
    });
    expect(made.headers.get('location')).not.toContain('verwandte');
  });

  it('the command names relatives, topics and passages of any document', async () => {
    const { offer } = await parallel();
    const file = join(mkdtempSync(join(tmpdir(), 'overlap-')), 'konzept.md');
    writeFileSync(file, `# Neues Konzept: Lotsen\n\n${TEXT.description}\n`);
    const lines: string[] = [];
    const [command] = overlapCommands;
    await command?.run({
      args: [file],
      values: { json: true },
      output: { out: (text: string) => lines.push(text), err: () => {} } as never,
      context: {
        topics: () => content.topics,
        search: async () => search,
        relatives: async () => overlap.relatives,
        textOfFile: async () => `# Neues Konzept: Lotsen\n\n${TEXT.description}\n`,
      },
    });
    const report = JSON.parse(lines.join('\n')) as {
      topics: { id: string }[];
      relatives: { id: string; verdict: string; passages: string[] }[];
    };
    expect(report.relatives[0]).toMatchObject({ id: offer, verdict: 'copy' });
    expect(report.relatives[0]?.passages[0]).toContain('Anerkennungsverfahren');
    expect(report.topics.map(({ id }) => id)).toContain('skilled-immigration');
    await clean(offer);
  });
});
