import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { mailTo } from '../support/mail.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/browser.ts';
import { useMovedTime } from './support/moved-time.ts';

const time = useMovedTime('2027-01-11T09:00:00Z');
const COMPANY = 'chefin@baeckerei-muster.example';
const PERSON = 'geselle@baeckerei-muster.example';
const TITLE = 'Der Montag ohne Chefin';

async function seen(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}
const press = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name }).first().click();
const said = (page: Page, text: string | RegExp) =>
  expect.poll(() => page.getByText(text).count(), { message: String(text) }).toBeGreaterThan(0);
const heading = (page: Page, text: string) => expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(text);

/** A request that was taken up and is over: the case, and the company's way to it. */
async function closedCase(slug: string): Promise<{ id: string; own: string }> {
  const { app, services, cases } = time.app();
  const { db } = services;
  const origin = services.config.publicUrl;
  const post = (path: string, fields: Record<string, string>) =>
    app.request(path, {
      method: 'POST',
      headers: { origin, host: new URL(origin).host, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const request = {
    message: 'Ich schaffe das alles nicht mehr.',
    company: 'Bäckerei Muster',
    contact: 'Erika Muster',
    email: COMPANY,
    place: '99084',
    consent: 'ja',
  };
  await post('/anfrage', { an: `consultant:${slug}`, ...request });
  await time.settle();
  const consultant = (await sql<{ email: string }>`select email from consultants.consultant where slug = ${slug}`.execute(db)).rows[0];
  const inbox = /\/anfrage\/an\/[\w-]+/.exec((await mailTo(db, consultant?.email ?? ''))?.text ?? '')?.[0] ?? '';
  await post(inbox, { answer: 'accept', word: 'Gern.' });
  await time.settle();
  const { id } = (await sql<{ id: string }>`select id from cases.case_file where email = ${COMPANY}`.execute(db)).rows[0] ?? { id: '' };
  await sql`insert into cases.goal (id, case_id, text, company_agreed_at, reached) values (gen_random_uuid(), ${id},
    'Erika Muster hat montags frei', now(), 'yes')`.execute(db);
  await sql`update cases.case_file set state = 'closed', closed_on = '2027-01-10', result = 'yes', result_note = 'Gut.' where id = ${id}`.execute(
    db,
  );
  return { id, own: cases.linkOf((await cases.file(id)).row) };
}

describe('a story', () => {
  it('comes from a case, is approved, published, read, and gone the moment the company takes it back', async () => {
    const { db } = time.app().services;
    const person = (await sql<{ id: string; slug: string }>`select id, slug from consultants.consultant order by id limit 1`.execute(db))
      .rows[0];
    if (!person) throw new Error('nobody');
    const { id, own } = await closedCase(person.slug);

    // The company agrees, on a phone, without JavaScript; a second window looks at its pages with axe.
    const phone = await time.visit({ javaScriptEnabled: false });
    const window = await time.visit();
    const glass = await window.newPage();
    const looked = async (page: Page) => {
      await glass.goto(page.url());
      await seen(glass);
    };
    const company = await phone.newPage();
    await company.goto(own);
    await press(company, 'Ja, unsere Geschichte darf erzählt werden');
    await looked(company);

    // The consultant begins it with one click; nothing says who it was.
    const enter = await time.person('consultant', person.id);
    const desk = await time.visit();
    await enter(desk);
    const page = await desk.newPage();
    await page.goto(`/faelle/${id}`);
    await press(page, 'Geschichte daraus machen');
    await said(page, 'Das fehlt noch');
    await seen(page);
    const shop = page.url();
    await page.getByRole('main').getByRole('link', { name: 'Wie es war' }).click();
    await heading(page, 'Wie es war');
    expect(await page.getByLabel('Ihr Text').inputValue()).toContain('[…] hat montags frei');
    await seen(page);
    const told: [string, string][] = [
      ['Was den Anstoß gab', 'Wie es war, steht hier.'],
      ['Der Weg', 'Zwei Wochen Krankenhaus.'],
      ['Was nicht gleich klappte', '- Rezepte aufgeschrieben\n- Schlüssel verteilt'],
      ['Was daraus wurde', 'Das Heft verschwand.'],
      ['Was andere mitnehmen können', 'Montags ist frei.'],
    ];
    for (const [next, words] of told) {
      await page.getByLabel('Ihr Text').fill(words);
      await press(page, 'Speichern und weiter');
      await heading(page, next);
    }
    await page.getByLabel('Ihr Text').fill('Schreiben Sie auf, was nur eine Person weiß.');
    await press(page, 'Speichern');
    await page.getByRole('main').getByRole('link', { name: 'Angaben und Verknüpfungen' }).click();
    await page.locator('#title').fill(TITLE);
    await page.locator('#summary').fill('Eine Bäckerei lernte, einen Tag ohne ihre Chefin auszukommen.');
    await page.locator('#industry').selectOption('C');
    await seen(page);
    await press(page, 'Speichern');
    await page.getByRole('main').getByRole('link', { name: 'Zahlen' }).click();
    await page.locator('#label0').fill('Anrufe am freien Tag');
    await page.locator('#before0').fill('40');
    await page.locator('#after0').fill('5');
    await seen(page);
    await press(page, 'Speichern');
    await page.getByRole('main').getByRole('link', { name: 'Was Menschen sagen' }).click();
    await page.locator('#quote').fill('Beim zweiten Montag hatte ich keine Angst mehr.');
    await page.locator('#person').fill('Bäckergeselle, 24');
    await page.locator('#personMail').fill(PERSON);
    await press(page, 'Zitat hinzufügen');
    await said(page, 'wartet auf Zustimmung');
    await seen(page);
    await page.goto(`${shop}/bildauswahl`);
    await page.locator('#datei').setInputFiles({ name: 'x.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg><script/></svg>') });
    await page.locator('#alt').fill('Ein leerer Stuhl in der Backstube');
    await press(page, 'Bild hinzufügen');
    await said(page, 'SVG-Dateien nehmen wir nicht an');
    expect(await page.locator('#alt').inputValue()).toBe('Ein leerer Stuhl in der Backstube');
    await seen(page);
    const picture = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#b08040' } })
      .jpeg()
      .toBuffer();
    await page.locator('#datei').setInputFiles({ name: 'stuhl.jpg', mimeType: 'image/jpeg', buffer: picture });
    await press(page, 'Bild hinzufügen');
    await said(page, 'Bild entfernen');
    await seen(page);
    await page.goto(shop);
    await said(page, 'Alles Nötige ist da.');
    await press(page, 'An die Redaktion geben');
    await said(page, 'Die Redaktion hat die Geschichte');
    await seen(page);

    // Whoever is quoted decides, without an account.
    await time.settle();
    const quote = await phone.newPage();
    await quote.goto(/https?:\/\/\S+\/zitat\/\S+/.exec((await time.mail(PERSON, 'Dürfen wir Sie zitieren?'))?.text ?? '')?.[0] ?? '');
    await looked(quote);
    await press(quote, 'Ja, das darf so erscheinen');
    await said(quote, 'Danke, Sie haben zugestimmt');

    // The office edits and asks; the company reads on the phone and approves without its name.
    const enterOffice = await time.person('office', null);
    const office = await time.visit({ viewport: { width: 1280, height: 900 } });
    await enterOffice(office);
    const editor = await office.newPage();
    await editor.goto('/geschaeftsstelle');
    await editor.getByRole('link', { name: TITLE }).click();
    await seen(editor);
    await press(editor, 'Den Betrieb um Freigabe bitten');
    await said(editor, 'Der Betrieb ist gefragt.');
    await time.settle();
    await company.goto(
      /https?:\/\/\S+\/geschichte\/\S+/.exec((await time.mail(COMPANY, 'Ihre Geschichte: bitte lesen und entscheiden'))?.text ?? '')?.[0] ??
        '',
    );
    const approval = company.url();
    await looked(company);
    await press(company, 'Diesen Text freigeben');
    await said(company, 'Bitte wählen Sie, ob Ihr Betrieb genannt wird.');
    await company.getByLabel('Nein, ohne Namen').check();
    await press(company, 'Diesen Text freigeben');
    await said(company, 'Sie haben genau diese Fassung freigegeben');
    await looked(company);
    await editor.reload();
    await press(editor, 'Veröffentlichen');
    await said(editor, 'Die Geschichte ist öffentlich.');

    // A stranger reads it on a phone, without JavaScript.
    const stranger = await (await time.visit({ javaScriptEnabled: false })).newPage();
    await stranger.goto('/');
    await stranger.getByRole('link', { name: TITLE }).click();
    await said(stranger, 'Beim zweiten Montag hatte ich keine Angst mehr.');
    await said(stranger, 'vorher 40, danach 5');
    expect(await stranger.getByRole('img', { name: 'Ein leerer Stuhl in der Backstube' }).count()).toBe(1);
    expect(await stranger.content()).not.toContain('Muster');
    await looked(stranger);
    const reading = new URL(stranger.url()).pathname;
    const places = [
      reading,
      '/',
      '/geschichten',
      '/neues.atom',
      '/sitemap/0',
      '/suche?text=B%C3%A4ckerei+Chefin',
      '/geschichten?branche=C',
    ];
    const bodies = () => Promise.all(places.map(async (path) => (await stranger.request.get(path)).text()));
    const shows = (body: string) =>
      body.includes('ohne ihre Chefin') || body.includes(reading.slice('/geschichten/'.length)) || body.includes(TITLE);
    expect((await bodies()).map(shows)).toEqual(places.map(() => true));
    const src = (await stranger.getByRole('img', { name: 'Ein leerer Stuhl' }).getAttribute('src')) ?? '';
    expect((await stranger.request.get(src)).headers()['content-type']).toBe('image/webp');

    // The company takes it back; at once nothing shows it any more.
    await company.goto(approval);
    await press(company, 'Zurückziehen');
    await said(company, 'nirgends mehr zu lesen');
    const after = (await bodies()).map((body) => body.replaceAll(reading, ''));
    expect(after.map(shows)).toEqual(places.map(() => false));
    for (const gone of [reading, `${reading}/geschichte.pdf`, src]) expect((await stranger.request.get(gone)).status()).toBe(404);
    // From the browser's own memory nothing comes either.
    await stranger.goto(reading);
    await heading(stranger, 'Diese Seite gibt es nicht');
    await looked(company);
    await Promise.all([phone.close(), window.close(), desk.close(), office.close()]);
  });
});
