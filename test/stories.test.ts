import fc from 'fast-check';
import { sql } from 'kysely';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { forgetInStories } from '../src/modules/stories/index.ts';
import { PARTS } from '../src/modules/stories/model.ts';
import { testApplication } from './support/application.ts';
import { crawl } from './support/crawl.ts';
import { mailTo, pathIn } from './support/mail.ts';

const application = await testApplication({ DEMO: 'on' });
const { app, get, post, as, clock, config, services, stories } = application;
const { db, jobs } = services;
const office = await as(['office']);
const consultantId = (await sql<{ id: string }>`select id from consultants.consultant order by id limit 1`.execute(db)).rows[0]?.id ?? '';
const writer = await as(['consultant', consultantId]);

let number = 0;
const text = (word: string) => Object.fromEntries(PARTS.map((part) => [part, `Im Abschnitt steht ${word} und Quittengelee.`]));

/** A story that somebody has written, with a quote and its words; ready to be handed in. */
async function written(word: string, change: Record<string, string> = {}) {
  number++;
  const email = `betrieb${number}@betrieb.example`;
  const begun = await writer.post('/geschichtenwerkstatt', {
    title: `Titel ${word}`,
    company: 'Zweirad Mustermann KG',
    contact: 'Frau Muster',
    email,
  });
  const base = begun.headers.get('location') ?? '';
  for (const [part, words] of Object.entries({ ...text(word), ...change }))
    expect((await writer.post(`${base}/erzaehlen/${part}`, { text: words, before: '', weiter: '' })).status).toBe(303);
  const facts = { title: `Titel ${word}`, summary: `Kurz ${word}.`, company: 'Zweirad Mustermann KG', contact: 'Frau Muster', email };
  expect(
    (await writer.post(`${base}/angaben`, { ...facts, topics: 'retention', industry: 'G', size: '2-9', region: 'Sachsen' })).status,
  ).toBe(303);
  return { base, email, id: base.split('/').at(-1) ?? '', word };
}
type Written = Awaited<ReturnType<typeof written>>;

async function quoted(story: Written, words: string): Promise<string> {
  const personMail = `zitat${number}@person.example`;
  expect((await office.post(`${story.base}/zitate`, { quote: words, person: 'Meisterin, 34', personMail })).status).toBe(303);
  await jobs.drain();
  return pathIn((await mailTo(db, personMail))?.text, '/zitat/');
}
async function asked(story: Written): Promise<string> {
  expect((await office.post(`${story.base}/freigabe`, {})).status).toBe(303);
  await jobs.drain();
  return pathIn((await mailTo(db, story.email))?.text, '/geschichte/');
}
async function approve(link: string, nennen = 'nein'): Promise<Response> {
  const fassung = /name="fassung" value="([0-9a-f]+)"/.exec(await (await get(link)).text())?.[1] ?? '';
  return post(`${link}/freigeben`, { fassung, nennen });
}
async function published(story: Written, nennen = 'nein') {
  if ((await stories.file(story.id)).row.stage === 'writing') await writer.post(`${story.base}/abgeben`, {});
  const link = await asked(story);
  expect((await approve(link, nennen)).status).toBe(303);
  expect((await office.post(`${story.base}/veroeffentlichen`, {})).status).toBe(303);
  const slug = (await stories.file(story.id)).published?.slug ?? '';
  return { ...story, link, page: `/geschichten/${slug}` };
}

describe('a story', () => {
  it('asks question after question, keeps what was typed, and says what is missing', async () => {
    const begun = await writer.post('/geschichtenwerkstatt', {
      title: 'Neu',
      company: 'Betrieb',
      contact: '',
      email: 'neu@betrieb.example',
    });
    const base = begun.headers.get('location') ?? '';
    expect(await (await writer.get(base)).text()).toContain('Das fehlt noch');
    expect(await (await writer.post(`${base}/abgeben`, {})).text()).toContain('Alles Bisherige ist gespeichert');
    const first = await writer.get(`${base}/erzaehlen/start`);
    expect(await first.text()).toContain('Was hat im Alltag gestört?');
    const next = await writer.post(`${base}/erzaehlen/start`, { text: 'Es war einmal.', before: '', weiter: 'ja' });
    expect(next.headers.get('location')).toBe(`${base}/erzaehlen/tipping`);
    // Two at once: whoever saves second sees both texts and loses none.
    const late = await writer.post(`${base}/erzaehlen/start`, { text: 'Anders.', before: '', weiter: '' });
    expect(late.status).toBe(422);
    const both = await late.text();
    expect(both).toContain('Anders.');
    expect(both).toContain('Es war einmal.');
    expect((await writer.post(`${base}/erzaehlen/start`, { text: 'x'.repeat(20_001), before: '', weiter: '' })).status).toBe(422);
    expect((await writer.get(`${base}/erzaehlen/gibtsnicht`)).status).toBe(404);
  });

  it('takes the words of a pasted document and leaves its marks', async () => {
    const story = await written('Wort', {
      way: '<p class=MsoNormal><b>Erst</b> eins<o:p></o:p></p><!--[if gte mso 9]><xml>x</xml><![endif]--><p>Dann zwei</p>',
    });
    expect((await stories.file(story.id)).row.content.parts.way).toBe('Erst eins\n\nDann zwei');
  });

  it('is nobody’s business but of those who write it, and only the office publishes', async () => {
    const story = await written('Geheim');
    const other = await as(['consultant', '00000000-0000-7000-8000-000000000001']);
    expect((await other.get(story.base)).status).toBe(403);
    expect((await other.post(`${story.base}/erzaehlen/way`, { text: 'x', before: '', weiter: '' })).status).toBe(403);
    expect((await get(story.base)).status).not.toBe(200);
    expect((await writer.post(`${story.base}/freigabe`, {})).status).toBe(403);
    expect((await writer.post(`${story.base}/veroeffentlichen`, {})).status).toBe(403);
    await writer.post(`${story.base}/abgeben`, {});
    const locked = await writer.post(`${story.base}/erzaehlen/way`, { text: 'später', before: '', weiter: '' });
    expect(await locked.text()).toContain('liegt bei der Redaktion');
    expect(await (await office.get('/geschaeftsstelle')).text()).toContain('Titel Geheim');
    expect((await office.post(`${story.base}/zurueckgeben`, { word: '' })).status).toBe(422);
    expect((await office.post(`${story.base}/zurueckgeben`, { word: 'Bitte kürzer' })).status).toBe(303);
    expect(await (await writer.get(story.base)).text()).toContain('Bitte kürzer');
  });

  it('is published as exactly what the company approved; every change asks it again', async () => {
    const story = await written('Genau');
    await writer.post(`${story.base}/abgeben`, {});
    expect(await (await office.post(`${story.base}/veroeffentlichen`, {})).text()).toContain('Das geht von hier aus nicht mehr');
    const link = await asked(story);
    const shown = await (await get(link)).text();
    expect(shown).toContain('Im Abschnitt steht Genau');
    expect(shown).toContain('möchte');
    const old = /name="fassung" value="([0-9a-f]+)"/.exec(shown)?.[1] ?? '';
    expect((await post(`${link}/freigeben`, { fassung: old })).status).toBe(422); // with the name or without?
    await office.post(`${story.base}/erzaehlen/way`, { text: 'Heimlich geändert.', before: text('Genau')['way'] ?? '', weiter: '' });
    expect((await post(`${link}/freigeben`, { fassung: old, nennen: 'nein' })).status).toBe(422);
    await asked(story);
    expect(await (await post(`${link}/freigeben`, { fassung: old, nennen: 'nein' })).text()).toContain('inzwischen geändert');
    expect((await approve(link)).status).toBe(303);
    await office.post(`${story.base}/angaben`, {
      title: 'Anderer Titel',
      summary: 'x',
      company: 'Zweirad Mustermann KG',
      contact: '',
      email: story.email,
      topics: 'retention',
    });
    expect((await office.post(`${story.base}/veroeffentlichen`, {})).status).toBe(422);
    await asked(story);
    await approve(link);
    expect((await office.post(`${story.base}/veroeffentlichen`, {})).status).toBe(303);
    const page = await (await get('/geschichten/anderer-titel')).text();
    expect(page).toContain('Heimlich geändert.');
    expect(page).not.toContain('Mustermann');
    expect(page).toContain('Ein Betrieb, der hier nicht genannt werden möchte');
    // What is public stays as it was approved while somebody goes on writing.
    await office.post(`${story.base}/erzaehlen/way`, { text: 'Nicht freigegeben.', before: 'Heimlich geändert.', weiter: '' });
    expect(await (await get('/geschichten/anderer-titel')).text()).toContain('Heimlich geändert.');
    expect(await (await get(link)).text()).toContain('ist öffentlich');
    await office.post(`${story.base}/erzaehlen/way`, { text: 'Heimlich geändert.', before: 'Nicht freigegeben.', weiter: '' });
  });

  it('does not say who it is where the company does not want it', async () => {
    const story = await written('Namen', { way: 'Bei Zweirad Mustermann sagte Frau Muster ja.' });
    await writer.post(`${story.base}/abgeben`, {});
    expect(await (await office.get(story.base)).text()).toContain('Zweirad Mustermann, Frau Muster');
    const link = await asked(story);
    expect(await (await approve(link, 'nein')).text()).toContain('Im Text steht noch der Name des Betriebs');
    expect((await approve(link, 'ja')).status).toBe(303);
    await office.post(`${story.base}/veroeffentlichen`, {});
    expect(await (await get('/geschichten/titel-namen')).text()).toContain('Zweirad Mustermann KG');
  });

  it('hears the company’s wish', async () => {
    const story = await written('Wunsch');
    await writer.post(`${story.base}/abgeben`, {});
    const link = await asked(story);
    expect((await post(`${link}/aendern`, { word: ' ' })).status).toBe(422);
    expect((await post(`${link}/aendern`, { word: 'Bitte ohne die Zahl.' })).status).toBe(303);
    expect(await (await office.get(story.base)).text()).toContain('Bitte ohne die Zahl.');
    expect((await stories.file(story.id)).row.stage).toBe('editing');
  });

  it('links what helped, and says which line it does not know', async () => {
    const story = await written('Links');
    const offer = (
      await sql<{ slug: string; title: string }>`select slug, title from offers.offer where state = 'published' limit 1`.execute(db)
    ).rows[0];
    const facts = { title: 'Titel Links', summary: 'x', company: 'B', contact: '', email: story.email, topics: 'retention' };
    const wrong = await writer.post(`${story.base}/angaben`, { ...facts, refs: `/angebote/${offer?.slug}\n/angebote/gibt-es-nicht` });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('„/angebote/gibt-es-nicht“');
    expect((await writer.post(`${story.base}/angaben`, { ...facts, refs: `${config.publicUrl}/angebote/${offer?.slug}?x=1` })).status).toBe(
      303,
    );
    const { page } = await published(story);
    expect(await (await get(page)).text()).toContain(`href="/angebote/${offer?.slug}"`);
  });
});

describe('pictures', () => {
  const send = async (base: string, bytes: Buffer, alt = 'Zwei Leute an der Werkbank') => {
    const data = new FormData();
    data.set('alt', alt);
    data.set('datei', new File([new Uint8Array(bytes)], 'bild.jpg', { type: 'image/jpeg' }));
    await writer.get(base);
    const headers = { origin: config.publicUrl, host: new URL(config.publicUrl).host, cookie: writer.cookie };
    return app.request(`${base}/bild`, { method: 'POST', headers, body: data });
  };

  it('are shown small and without their place, and never kept in a cache', async () => {
    const story = await written('Bild');
    const taken = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#333' } })
      .withExif({ IFD3: { GPSLatitude: '54/1 0/1 0/1', GPSLatitudeRef: 'N' } })
      .jpeg()
      .toBuffer();
    expect((await send(story.base, taken)).status).toBe(303);
    const { page } = await published(story);
    const src = /src="([^"?]+)\?breite=640"/.exec(await (await get(page)).text())?.[1] ?? '';
    const picture = await get(src);
    expect(picture.headers.get('content-type')).toBe('image/webp');
    expect(picture.headers.get('cache-control')).toBe('no-cache');
    const bytes = Buffer.from(await picture.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 1280, height: 640 });
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect((await get(src, { 'if-none-match': picture.headers.get('etag') ?? '' })).status).toBe(304);
    expect((await get(`${page}/bild/00000000-0000-7000-8000-000000000000`)).status).toBe(404);
    expect((await get(`${page}/bild/x`)).status).toBe(404);
  });

  it('that are none, hold programs or are too large are refused at their field, and the description is kept', async () => {
    const story = await written('KeinBild');
    const huge = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    for (const [bytes, says] of [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'SVG-Dateien nehmen wir nicht an'],
      [Buffer.from('kein Bild'), 'kein Bild, das wir lesen können'],
      [huge, 'zu viele Bildpunkte'],
      [Buffer.alloc(0), 'Es kam keine Datei an'],
    ] as const) {
      const answer = await send(story.base, bytes);
      expect(answer.status).toBe(422);
      const page = await answer.text();
      expect(page).toContain(says);
      expect(page).toContain('Zwei Leute an der Werkbank');
    }
    expect((await send(story.base, await sharp(huge).resize(10).png().toBuffer(), '')).status).toBe(422);
    expect((await stories.file(story.id)).picture).toBeNull();
  });
});

const SEARCHED = [
  '/suche?text=Quittengelee',
  '/api/suche/vorschlaege?text=Tit',
  '/geschichten?branche=G&groesse=2-9',
  '/geschichten?thema=retention',
];

describe('consent', () => {
  it('taken back: no answer that a stranger can get holds the text any more, of whatever kind', async () => {
    const story = await written('Xylosentinel');
    const quote = await quoted(story, 'Das sagte Yttriumzitat.');
    expect((await post(quote, { zustimmung: 'ja' })).status).toBe(303);
    const { page, link } = await published(story);
    const before = await crawl(get, config.publicUrl, SEARCHED);
    const holds = (all: Map<string, string>) =>
      [...all].filter(([, body]) => /Xylosentinel|Yttriumzitat/i.test(body)).map(([path]) => path);
    const there = holds(before);
    expect(there).toEqual(expect.arrayContaining(['/', '/geschichten', page, '/neues.atom', '/sitemap/0', '/suche?text=Quittengelee']));
    expect((await get(`${page}/geschichte.pdf`)).headers.get('content-type')).toBe('application/pdf');
    for (const path of ['/neues.atom', '/sitemap/0', `${page}/geschichte.pdf`, page])
      expect((await get(path)).headers.get('cache-control')).toMatch(/no-cache|no-store/);

    expect((await post(`${link}/zurueckziehen`, {})).status).toBe(303);
    // A page that is not there says the address that was asked for, and nothing else.
    for (const path of there) {
      const body = await (await get(path)).text();
      const own = path.replace(/\?.*/, '');
      expect(/.{80}(?:Xylosentinel|Yttriumzitat)/i.exec(body.replaceAll(own, ''))?.[0], path).toBeUndefined();
    }
    expect(holds(await crawl(get, config.publicUrl, [...SEARCHED, ...before.keys()]))).toEqual([]);
    expect((await get(page)).status).toBe(404);
    expect((await get(`${page}/geschichte.pdf`)).status).toBe(404);
    // After its time for thinking again everything is gone.
    clock.advance(31 * DAY);
    await stories.daily();
    expect((await get(link)).status).toBe(404);
  }, 120_000);

  it('is followed by every public answer, whatever the order in which people agree and take back', async () => {
    const places = [...SEARCHED, '/', '/geschichten', '/neues.atom', '/sitemap/0'];
    const step = fc.constantFrom('company', 'reopen', 'quoteNo', 'edit', 'approve', 'publish', 'office', 'forget', 'rebuild');
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const word = `Wort${++run}qz`;
        const story = await written(word);
        const words = `Zitat${run}qz`;
        const quote = await quoted(story, words);
        const person = `zitat${number}@person.example`;
        await post(quote, { zustimmung: 'ja' });
        const { page, link } = await published(story);
        let isPublic = true;
        let isQuoted = true;
        for (const each of steps) {
          const { stage } = (await stories.file(story.id)).row;
          if (each === 'company' && (await post(`${link}/zurueckziehen`, {})).status === 303) isPublic = false;
          if (each === 'office' && (await office.post(`${story.base}/zuruecknehmen`, {})).status === 303) isPublic = false;
          if (each === 'reopen') await post(`${link}/wieder`, {});
          if (each === 'quoteNo' && isQuoted) isQuoted = (await post(quote, { zustimmung: 'nein' })).status !== 200;
          if (each === 'forget') {
            await forgetInStories(db, person);
            isQuoted = false;
          }
          if (each === 'edit' && stage !== 'withdrawn') {
            const { content } = (await stories.file(story.id)).row;
            await office.post(`${story.base}/erzaehlen/setbacks`, {
              text: `${content.parts.setbacks}.`,
              before: content.parts.setbacks,
              weiter: '',
            });
            if ((await stories.file(story.id)).row.stage === 'editing') await office.post(`${story.base}/freigabe`, {});
          }
          if (each === 'approve') await approve(link);
          if (each === 'publish' && (await office.post(`${story.base}/veroeffentlichen`, {})).status === 303) isPublic = true;
          if (each === 'rebuild') await application.search.rebuild();
          for (const path of [...places, page]) {
            const body = await (await get(path)).text();
            if (!isPublic) expect(body, `${path} after ${each}`).not.toContain(word);
            if (!isPublic || !isQuoted) expect(body, `${path} after ${each}`).not.toContain(words);
          }
          expect((await get(page)).status).toBe(isPublic ? 200 : 404);
        }
        await post(`${link}/zurueckziehen`, {});
      }),
      { numRuns: 8 },
    );
  }, 180_000);

  it('taken back in the middle of publishing wins, whoever is first', async () => {
    for (let round = 0; round < 6; round++) {
      const story = await written(`Rennen${round}`);
      await writer.post(`${story.base}/abgeben`, {});
      const link = await asked(story);
      await approve(link);
      const both = [() => office.post(`${story.base}/veroeffentlichen`, {}), () => post(`${link}/zurueckziehen`, {})];
      const answers = await Promise.all((round % 2 === 0 ? both : both.toReversed()).map(async (each) => each()));
      for (const answer of answers) expect(answer.status).toBeLessThan(500);
      const { row, published: isThere } = await stories.file(story.id);
      expect(row.stage).toBe('withdrawn');
      expect(isThere).toBeUndefined();
      expect(await (await get('/geschichten')).text()).not.toContain(`Rennen${round}`);
    }
  });

  it('to a quote is the person’s own: theirs go from the public page alone', async () => {
    const story = await written('Zitiert');
    const quote = await quoted(story, 'Ich war dagegen.');
    const { page } = await published(story);
    expect(await (await get(page)).text()).not.toContain('Ich war dagegen.');
    await post(quote, { zustimmung: 'ja' });
    expect(await (await get(page)).text()).not.toContain('Ich war dagegen.'); // another version: the company is asked again
    await published(story);
    expect(await (await get(page)).text()).toContain('Ich war dagegen.');
    expect(await (await post(quote, { zustimmung: 'nein' })).text()).toContain('gelöscht');
    expect(await (await get(page)).text()).not.toContain('Ich war dagegen.');
    expect((await get(page)).status).toBe(200);
    expect((await get(quote)).status).toBe(410);
    const kept = await sql<{ n: number }>`select count(*)::int n from stories.quote where text like '%dagegen%'`.execute(db);
    expect(kept.rows[0]?.n).toBe(0);
  });

  it('may be given on paper, where somebody has no mail', async () => {
    const story = await written('Papier');
    await writer.post(`${story.base}/zitate`, { quote: 'Auf Papier.', person: 'Geselle', personMail: '' });
    const quote = (await stories.file(story.id)).quotes[0]?.id ?? '';
    expect((await writer.post(`${story.base}/zitate/${quote}/papier`, { paper: '' })).status).toBe(422);
    expect((await writer.post(`${story.base}/zitate/${quote}/papier`, { paper: 'Ordner 3' })).status).toBe(303);
    const { page } = await published(story);
    expect(await (await get(page)).text()).toContain('Auf Papier.');
  });
});

describe('reading', () => {
  it('shows companies like one’s own first, and the closest where there is none', async () => {
    const exact = await (await get('/geschichten?branche=F&groesse=10-49')).text();
    expect(exact).toContain('Eine Geschichte.');
    expect(exact).toContain('gleiche Branche');
    const near = await (await get('/geschichten?branche=F&groesse=250%2B')).text();
    expect(near).toContain('gibt es noch nicht');
    expect((await get('/geschichten?branche=%00&groesse=x&thema=y')).status).toBe(200);
    expect((await get('/geschichten/gibt-es-nicht')).status).toBe(404);
  });

  it('stands at the end of the guide’s way, with its reason', async () => {
    const page = await (await get('/wegweiser/fragen?ende=trainees')).text();
    expect(page).toContain('Der Azubi, der zuerst die Werkstatt filmte');
    expect(page).toContain('Auch dort ging es um Auszubildende finden');
  });
});
