import mammoth from 'mammoth';
import { sql } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from './support/browser.ts';
import { useMovedTime } from './support/moved-time.ts';

const time = useMovedTime('2027-01-11T09:00:00Z'); // a Monday
const COMPANY = 'chefin@tischlerei-muster.example';
const today = (days = 0) => new Date(time.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

async function seen(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}
const press = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name }).first().click();
/** Opens what is folded, unless it is open. */
async function unfold(page: Page, summary: string): Promise<void> {
  const details = page.locator('details', { has: page.locator('summary', { hasText: summary }) }).first();
  if ((await details.getAttribute('open')) === null) await details.locator('summary').first().click();
}

interface Held {
  minutes: string;
  notes: string;
  day?: string;
  reason?: string;
  funded?: boolean;
  endsSprint?: boolean;
}
async function enterSession(page: Page, held: Held): Promise<void> {
  await unfold(page, 'Sitzung eintragen');
  const form = page.locator('#sitzung');
  await form.getByLabel('Tag').fill(held.day ?? today());
  await form.getByLabel('Dauer in Minuten').fill(held.minutes);
  await form.getByLabel('Wer war dabei?').fill('Chefin, Meister, zwei Gesellen');
  await form.getByLabel('Was wurde besprochen').fill(held.notes);
  if (held.funded) await form.getByLabel('Zählt auf das Budget').check();
  else if (await form.getByLabel('Zählt auf das Budget').count()) await form.getByLabel('Zählt auf das Budget').uncheck();
  if (held.endsSprint) await form.getByLabel('Schließt eine Arbeitsphase').check();
  if (held.reason) await form.getByLabel('Grund, falls Sie spät eintragen').fill(held.reason);
  await form.getByRole('button', { name: 'Sitzung eintragen' }).click();
}
async function file(page: Page, kind: string, name: string, text: string): Promise<void> {
  await unfold(page, 'Unterlage ablegen');
  const form = page.locator('#unterlage');
  await form.getByLabel('Art').selectOption(kind);
  await form.getByLabel('Titel').fill(name);
  await form.locator('#documentText').fill(text);
  await form.getByRole('button', { name: 'Ablegen' }).click();
}
const said = (page: Page, text: string | RegExp) =>
  expect.poll(() => page.getByText(text).count(), { message: String(text) }).toBeGreaterThan(0);

describe('a company’s request', () => {
  it('is looked after to the result talk: voucher, phases, a missed deadline, a hand-over, and a report of what happened', async () => {
    const { db } = time.app().services;
    const [first, second] = (
      await sql<{ id: string; slug: string; name: string; email: string }>`
      select id, slug, name, email from consultants.consultant where accredited_until > '2028-06-01' order by id limit 2`.execute(db)
    ).rows;
    if (!first || !second) throw new Error('nobody');

    // The company asks, on a phone, without JavaScript.
    const phone = await time.visit({ javaScriptEnabled: false });
    // axe needs JavaScript: the company's pages are looked at in a second window.
    const window = await time.visit();
    const glass = await window.newPage();
    const looked = async (page: Page) => {
      await glass.goto(page.url());
      await seen(glass);
    };
    const company = await phone.newPage();
    await company.goto(`/anfrage?an=consultant:${first.slug}`);
    await looked(company);
    await company.locator('#message').fill('Wir finden keine Auszubildenden und meine Leute sind am Limit.');
    await company.locator('#company').fill('Tischlerei Muster');
    await company.locator('#contact').fill('Erika Muster');
    await company.locator('#email').fill(COMPANY);
    await company.locator('#place').fill('24103');
    await company.locator('#consent').check();
    await press(company, /senden/i);
    await said(company, first.name);
    const status = company.url();
    await time.settle();

    // The consultant takes it up: a case begins, and the company has its own way to it.
    const enterFirst = await time.person('consultant', first.id);
    const desk: BrowserContext = await time.visit({ viewport: { width: 1280, height: 900 } });
    await enterFirst(desk);
    const page = await desk.newPage();
    await page.goto('/faelle');
    await seen(page);
    await page
      .getByRole('main')
      .getByRole('link', { name: /Tischlerei Muster/ })
      .click();
    await page.getByLabel('Ich übernehme').check();
    await press(page, /Antwort/);
    await time.settle();
    await page.goto('/faelle');
    await page.getByRole('link', { name: 'Tischlerei Muster' }).click();
    await seen(page);
    const base = page.url();
    await company.goto(status);
    await company.getByRole('link', { name: 'Was besprochen und vereinbart ist' }).click();
    await said(company, `${first.name} begleitet Sie`);
    await looked(company);
    const own = company.url();

    // First talk, programme, voucher.
    await enterSession(page, { minutes: '90', notes: 'Erstgespräch: Nachwuchs und Überlastung.' });
    await unfold(page, 'Unter ein Förderprogramm stellen');
    await press(page, 'Unter ein Förderprogramm stellen');
    await said(page, 'INQA-Coaching');
    await press(page, 'Weiter: Beratungsscheck');
    await page.getByLabel('Nummer des Schecks').fill('BS-2027-0815');
    await page.getByLabel('Ausgestellt am').fill(today());
    await press(page, 'Scheck eintragen');
    await said(page, /BS-2027-0815, einzulösen bis/);
    await press(page, 'Weiter: Initialphase');

    // Initial phase: goals that the company agrees to, two sessions, the documentation.
    await page.getByLabel('Was soll anders sein?').fill('Zwei Auszubildende bis zum Sommer');
    await press(page, 'Ziel vorschlagen');
    await company.goto(own);
    await press(company, 'Ich stimme diesen Zielen zu');
    await said(company, 'vom Betrieb zugestimmt');
    await page.goto(base);
    await enterSession(page, { minutes: '120', notes: 'Thema gewählt: Lehrstellen, die man findet.', funded: true });
    await enterSession(page, { minutes: '240', notes: 'Auftakt mit allen.', funded: true });
    await file(page, 'documentation', 'Dokumentation der Initialphase', 'Drei Ideen, gemeinsam gesammelt.');
    await press(page, 'Weiter: Innovationsphase');
    await said(page, /bis /);

    // Four months are over, and it is not done: everybody hears of it.
    await time.later(121);
    expect((await time.mail(COMPANY, 'Eine Frist ist verstrichen'))?.text).toContain('Innovationsphase');
    await enterFirst(desk);
    await page.goto(base);
    await said(page, /Frist verpasst: Innovationsphase/);
    await seen(page);
    await enterSession(page, { minutes: '240', notes: 'Zu spät eingetragen.', day: today(-40), funded: true });
    await said(page, /mehr als 14 Tage zurück/);
    await page.locator('#sitzung').getByLabel('Grund, falls Sie spät eintragen').fill('Erkrankung');
    await page.locator('#sitzung').getByLabel('Schließt eine Arbeitsphase').check();
    await page.locator('#sitzung').getByRole('button', { name: 'Sitzung eintragen' }).click();
    await said(page, 'nachgetragen: Erkrankung');

    // Handed over: the successor sees everything, the first one no longer.
    await unfold(page, 'Weitergeben');
    await page.getByLabel('Wer übernimmt?').fill(second.name);
    await page.getByLabel('Ein Wort dazu').fill('Elternzeit');
    await press(page, 'Weitergeben');
    await time.settle();
    expect((await page.goto(base))?.status()).toBe(403);
    const enterSecond = await time.person('consultant', second.id);
    const next = await time.visit({ viewport: { width: 1280, height: 900 } });
    await enterSecond(next);
    const after = await next.newPage();
    await after.goto(base);
    await said(after, 'Auftakt mit allen.');
    await said(after, /Elternzeit/);
    await company.goto(own);
    await said(company, `${second.name} begleitet Sie`);

    // Two more sprints, learning, report, settlement.
    const sprints = [
      { day: today(-14), notes: 'Zweiter Sprint: Praktikum angeboten.' },
      { day: today(), notes: 'Dritter Sprint: zwei Bewerbungen.' },
    ];
    for (const sprint of sprints)
      await after.goto(base).then(() => enterSession(after, { ...sprint, minutes: '480', funded: true, endsSprint: true }));
    await press(after, 'Weiter: Lernphase');
    await enterSession(after, { minutes: '120', notes: 'Auswertung mit allen.', funded: true });
    await file(after, 'report', 'Abschlussbericht', 'Was sich geändert hat: wir bilden wieder aus.');
    await press(after, 'Weiter: Abschluss');
    await unfold(after, 'Abrechnung festhalten');
    await after.getByLabel('Abgerechnet am').fill(today());
    await press(after, 'Abrechnung festhalten');
    await press(after, 'Weiter: Ergebnisgespräch');
    await said(after, /Eine Sitzung dieser Phase lässt sich ab dem/);

    // Six months later.
    await time.later(180);
    await enterSecond(next);
    await after.goto(base);
    await enterSession(after, { minutes: '60', notes: 'Beide Auszubildende sind geblieben.' });
    await after.getByLabel('ja', { exact: true }).check();
    await after.getByLabel('Was ist dabei herausgekommen?').fill('Zwei Auszubildende, und die Gesellen bleiben.');
    await press(after, 'Abschließen');
    await said(after, 'Der Fall ist abgeschlossen.');
    await seen(after);

    const docx = Buffer.from(await (await next.request.get(`${base}/bericht.docx`)).body());
    const word = (await mammoth.extractRawText({ buffer: docx })).value;
    const pdf = new Uint8Array(await (await next.request.get(`${base}/bericht.pdf`)).body());
    const print = (await extractText(await getDocumentProxy(pdf), { mergePages: true })).text.replace(/\s+/g, ' ');
    for (const part of [
      'BS-2027-0815',
      'Zwei Auszubildende bis zum Sommer',
      'Thema gewählt',
      'Drei Ideen, gemeinsam gesammelt.',
      'Frist verpasst: Innovationsphase',
      'Erkrankung',
      `${first.name} → ${second.name}`,
      'Dritter Sprint',
      'wir bilden wieder aus',
      'Beide Auszubildende sind geblieben.',
      'die Gesellen bleiben',
    ]) {
      expect(word, part).toContain(part);
      expect(print, part).toContain(part);
    }

    // Four weeks later the company says how it was.
    await time.later(28);
    const asked = await time.mail(COMPANY, 'Wie war die Begleitung?');
    await company.goto(/https?:\/\/\S+\/bewertung/.exec(asked?.text ?? '')?.[0] ?? '');
    await looked(company);
    await company.getByLabel('5', { exact: true }).check();
    await press(company, 'Bewertung senden');
    await said(company, 'Danke für Ihre Bewertung.');
    await company.goto(`${own}/wirkung/0`);
    await looked(company);
    await Promise.all([phone.close(), window.close(), desk.close(), next.close()]);
  });
});
