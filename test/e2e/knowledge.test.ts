import { sql } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from './support/browser.ts';
import { useMovedTime } from './support/moved-time.ts';

const time = useMovedTime('2027-01-11T09:00:00Z');

async function seen(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}
const press = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name }).first().click();
const said = (page: Page, text: string | RegExp) =>
  expect.poll(() => page.getByText(text).count(), { message: String(text) }).toBeGreaterThan(0);
/** Opens what is folded, unless it is open. */
async function unfold(page: Page, summary: string): Promise<void> {
  const details = page.locator('details', { has: page.locator(':scope > summary', { hasText: summary }) }).first();
  if ((await details.getAttribute('open')) === null) await details.locator('summary').first().click();
}
async function entered(
  role: 'office' | 'organisationEditor' | 'bodyMember',
  place: string | null,
  options: Parameters<typeof time.visit>[0] = {},
): Promise<[Page, BrowserContext]> {
  const enter = await time.person(role, place);
  const context = await time.visit(options);
  await enter(context);
  return [await context.newPage(), context];
}

describe('what the network knows', () => {
  it('a result of research shows its relatives and joins a check point as a practice aid', async () => {
    const { db } = time.app().services;
    const [partner] = (
      await sql<{ id: string }>`select id from organisations.organisation where state = 'published' order by id limit 1`.execute(db)
    ).rows;
    const [page, phone] = await entered('organisationEditor', partner?.id ?? '');
    await page.goto(`/organisation/${partner?.id}`);
    await page.getByRole('link', { name: 'Forschung in die Praxis' }).click();
    await page.getByRole('link', { name: 'Projekt eintragen' }).click();
    await press(page, 'Eintragen');
    await said(page, 'Bitte prüfen Sie Ihre Angaben');
    await seen(page);
    for (const [id, words] of [
      ['title', 'Gut ankommen'],
      ['summary', 'Wie kleine Betriebe neue Leute einarbeiten.'],
      ['funder', 'Ein Ministerium'],
      ['contact', 'Projektbüro'],
      ['email', 'buero@uni.example'],
      ['begins', '2025-01-01'],
      ['ends', '2027-03-31'],
    ] as const)
      await page.locator(`#${id}`).fill(words);
    await press(page, 'Eintragen');
    await seen(page);
    await page.locator('#title').fill('Der erste Monat auf einer Seite');
    await page.locator('#summary').fill('Ein Plan für den ersten Monat neuer Leute.');
    await page
      .locator('#body')
      .fill(
        'Planen Sie den ersten Monat auf einer Seite. Schreiben Sie auf, wer wem was zeigt.\n\n- Tag eins: ankommen\n- Woche eins: zuschauen',
      );
    await unfold(page, 'Fachkräfte und Arbeitgeberattraktivität');
    await page.getByLabel('Neue gut einarbeiten').check();
    await press(page, 'Ergebnis übergeben');
    await said(page, 'Übergeben. Unten sehen Sie');
    await said(page, 'Was es dazu schon gibt');
    expect(await page.locator('main a[href^="/angebote/"]').count()).toBeGreaterThan(0);
    await said(page, /gemeinsam: Neue gut einarbeiten/);
    await said(page, /LIX \d/);
    await seen(page);
    const result = page.url();

    // The office agrees the path and publishes, without JavaScript; a second window looks with axe.
    const [desk, office] = await entered('office', null, { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    await desk.goto('/transfer');
    await said(desk, 'noch nichts ist angekommen');
    await desk.goto(result);
    const form = desk.locator('details', { has: desk.locator(':scope > summary', { hasText: 'Praxishilfe an einem Prüfpunkt' }) });
    await form.locator('summary').click();
    const point = (await form.locator('option').first().getAttribute('value')) ?? '';
    await form.locator('select').selectOption(point);
    await form.getByLabel('Wer kümmert sich?').fill('Geschäftsstelle');
    await form.getByLabel('Bis wann?').fill('2027-02-01');
    await form.getByRole('button', { name: 'Vereinbaren' }).click();
    await said(desk, 'Geschäftsstelle, bis 1. Februar 2027');
    await press(desk, 'Als Praxishilfe veröffentlichen');
    await said(desk, 'Zur Praxishilfe');

    // A company finds it where it works on the point.
    const visitor = await (await time.visit()).newPage();
    await visitor.goto(`/checks/${point.split('/')[0]}`);
    await press(visitor, /beginnen/i);
    await visitor.waitForURL(/\/bogen\//);
    const bogen = visitor.url().replace(/\/thema\/1.*$/, '');
    await visitor.goto(`${bogen}/vorlagen/${point.split('/')[1]}`);
    await seen(visitor);
    await visitor.getByRole('link', { name: 'Der erste Monat auf einer Seite' }).click();
    await said(visitor, 'Planen Sie den ersten Monat auf einer Seite.');
    await seen(visitor);
    await visitor.goto('/praxishilfen');
    await seen(visitor);
    await page.goto('/transfer');
    await seen(page);
    await Promise.all([phone.close(), office.close()]);
  });

  it('a trend is seen, named, judged, set against what is offered, and proposed to a body with one click', async () => {
    const { db } = time.app().services;
    const [body] = (await sql<{ id: string; name: string }>`select id, name from governance.body order by name limit 1`.execute(db)).rows;
    const [page, phone] = await entered('bodyMember', body?.id ?? '', { javaScriptEnabled: false });
    await page.goto('/trends');
    await page.getByLabel('Was haben Sie gesehen oder gehört?').fill('Drei Betriebe fragen nach Hitzeschutz.');
    await page.getByLabel('Wo?').fill('Gespräche im Dezember');
    await press(page, 'Beobachtung speichern');
    await page.getByLabel(/Drei Betriebe fragen/).check();
    await page
      .locator('details', { has: page.locator(':scope > summary', { hasText: 'Einen Trend benennen' }) })
      .locator('summary')
      .first()
      .click();
    await page.locator('#title').fill('Hitze bei der Arbeit');
    await page.locator('#description').fill('Die Sommer werden heißer, draußen und in Hallen.');
    await page
      .locator('details', { has: page.locator(':scope > summary', { hasText: 'Sicherheit bei der Arbeit' }) })
      .locator('summary')
      .click();
    await page.getByLabel('Hitze, Kälte, Klima').check();
    await press(page, 'Trend anlegen');
    await said(page, 'noch nicht beurteilt');
    await page.locator('#strength').getByLabel('4', { exact: true }).check();
    await page.locator('#nearness').getByLabel('5', { exact: true }).check();
    await press(page, 'Urteil speichern');
    await said(page, 'Stärke 4, Nähe 5 (Mitte von einem Urteil).');
    await said(page, /der Menschen kommt jemand in den Betrieb/);
    const trend = page.url();

    const [desk, office] = await entered('office', null, { viewport: { width: 1280, height: 900 } });
    await desk.goto('/trends');
    await seen(desk);
    await desk.goto(trend);
    await seen(desk);
    await desk.locator('#body').selectOption({ label: body?.name ?? '' });
    await press(desk, 'Vorschlagen');
    await said(desk, `Vorgeschlagen am 11. Januar 2027: ${body?.name}.`);
    await desk.getByRole('link', { name: 'Zur Vorlage' }).click();
    await expect.poll(() => desk.getByRole('heading', { level: 1 }).textContent()).toBe('Trend: Hitze bei der Arbeit');
    await said(desk, /Drei Betriebe fragen nach Hitzeschutz/);
    await Promise.all([phone.close(), office.close()]);
  });

  it('news, calls and the newsletter: planned, read, ordered, ended', async () => {
    const [desk, office] = await entered('office', null);
    await desk.goto('/redaktion/neu');
    await seen(desk);
    await desk.getByLabel('Aufruf', { exact: true }).check();
    await desk.locator('#title').fill('Mitmachen beim Preis');
    await desk.locator('#summary').fill('Wer bildet gut aus? Bewerben Sie sich.');
    await desk.getByLabel('Alle', { exact: true }).check();
    await press(desk, 'Speichern');
    await said(desk, 'Ein Aufruf braucht eine Frist');
    await desk.locator('#deadline').fill('2027-03-01');
    await press(desk, 'Speichern');
    await press(desk, 'Veröffentlichen');
    await said(desk, 'Der Beitrag ist öffentlich');
    await seen(desk);
    const reader = await (await time.visit({ javaScriptEnabled: false })).newPage();
    const glass = await (await time.visit()).newPage();
    const looked = async () => {
      await glass.goto(reader.url());
      await seen(glass);
    };
    await reader.goto('/neuigkeiten');
    await looked();
    await reader.getByRole('link', { name: 'Mitmachen beim Preis' }).click();
    await said(reader, '1. März 2027');
    await looked();
    await reader.goto('/newsletter');
    await looked();
    await reader.locator('#email').fill('leserin@leser.example');
    await press(reader, 'Bestellen');
    await said(reader, 'Bitte sehen Sie in Ihr Postfach');
    const mail = await time.mail('leserin@leser.example', 'Bitte bestätigen: Newsletter');
    await reader.goto(/https?:\/\/\S+\/newsletter\/\S+/.exec(mail?.text ?? '')?.[0] ?? '');
    await looked();
    await press(reader, 'Ja, bitte');
    await said(reader, 'Der Newsletter geht an leserin@leser.example.');
    await desk.goto('/redaktion/newsletter');
    await seen(desk);
    await said(desk, 'Eine bestätigte Adresse.');
    await desk.locator('#title').fill('Newsletter im Januar');
    await press(desk, 'Entwurf speichern');
    await said(desk, 'Mitmachen beim Preis');
    await seen(desk);
    await press(desk, 'An eine Adresse verschicken');
    await said(desk, 'Der Newsletter wird verschickt');
    await press(reader, 'Abbestellen');
    await said(reader, 'Ihre Adresse ist gelöscht.');
    await office.close();
  });

  it('anchoring and means: rated, planned, handed out, answered; each page reads well', async () => {
    const { db } = time.app().services;
    const [partner] = (
      await sql<{
        id: string;
        name: string;
      }>`select id, name from organisations.organisation where state = 'published' order by id limit 1`.execute(db)
    ).rows;
    const [page, phone] = await entered('organisationEditor', partner?.id ?? '');
    await page.goto(`/organisation/${partner?.id}`);
    await page.getByRole('link', { name: 'Verankerung', exact: true }).click();
    await seen(page);
    await page.getByRole('link', { name: 'Einschätzen, wo Sie stehen' }).click();
    await page.locator('#advisers-know').getByLabel('dringend').check();
    await seen(page);
    await press(page, 'Speichern');
    await said(page, 'Check im Team ausfüllen');
    await unfold(page, 'Maßnahme hinzufügen');
    await page.locator('#title').fill('Check im Team ausfüllen');
    await page.locator('#responsible').fill('Teamleitung');
    await page.locator('#due').fill('2027-02-01');
    await page.locator('form[action$="/massnahmen"]').getByRole('button').click();
    await said(page, 'Teamleitung, bis 1. Februar 2027');
    await unfold(page, 'Unterstützung anfragen');
    await page.locator('#supportText').fill('Eine Einführung für sechs Leute.');
    await press(page, 'Anfragen');
    await said(page, 'wartet auf Antwort');
    await seen(page);
    await page.getByRole('link', { name: 'Was das Netzwerk für Sie tun könnte' }).click();
    await seen(page);

    const [desk, office] = await entered('office', null, { viewport: { width: 1280, height: 900 } });
    await desk.goto('/geschaeftsstelle/verankerung');
    await seen(desk);
    await desk.locator('textarea').first().fill('Am 20. Januar, online.');
    await press(desk, 'Antworten');
    await said(desk, 'Die Antwort ist unterwegs.');
    await desk.goto('/geschaeftsstelle/mittel?jahr=2027');
    await unfold(desk, 'Zusage eintragen');
    await desk.locator('#organisation').fill(partner?.name ?? '');
    await desk.locator('#amount').fill('viel');
    await desk.locator('form[action*="mittel"]').first().getByRole('button').click();
    await said(desk, 'Bitte einen Betrag wie 1.500');
    await seen(desk);
    await desk.locator('#amount').fill('1.500');
    await desk.locator('form[action*="mittel"]').first().getByRole('button').click();
    await said(desk, 'Noch ist nichts eingegangen.');
    await seen(desk);
    await desk.goto('/mittel?jahr=2027');
    await said(desk, /1\.500,00/);
    await seen(desk);
    await desk.goto('/geschaeftsstelle/ueberblick');
    await seen(desk);
    await desk
      .getByRole('main')
      .getByRole('link', { name: /^Themen mit Lücke/ })
      .click();
    await seen(desk);
    await Promise.all([phone.close(), office.close()]);
  });
});
