import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from './support/browser.ts';
import { enterAsOffice, enterByMail } from './support/people.ts';

const { visit } = useBrowser();
const SHOTS = process.env['SHOTS'];

/** What a stranger would check of a page: reachable for everybody, nothing sticking out, one heading. */
async function look(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  expect(await page.locator('h1').count(), page.url()).toBe(1);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

/** A check begun and rated to the end; returns the path of its pages. */
async function rated(page: Page, check = 'healthy-work'): Promise<string> {
  await page.goto(`/checks/${check}`);
  await page.getByRole('button', { name: 'Check beginnen' }).click();
  await page.waitForURL('**/thema/1');
  const path = new URL(page.url()).pathname.replace('/thema/1', '');
  for (let theme = 0; page.url().includes('/thema/'); theme++) {
    for (const [index, group] of (await page.locator('fieldset').all()).entries())
      await group.locator(`input[value=${(['urgent', 'some', 'none'] as const)[(index + theme) % 3] ?? 'none'}]`).check();
    const before = page.url();
    await page.locator('button[value=vor]').click();
    await page.waitForURL((address) => address.href !== before);
  }
  return path;
}

/** Fully planned measures, by form. */
async function plan(page: Page, path: string, count: number): Promise<void> {
  for (let i = 1; i <= count; i++) {
    await page.goto(`${path}/plan`);
    await page.getByLabel('Maßnahme', { exact: true }).fill(`Maßnahme ${i}`);
    await page.getByLabel('Dringlichkeit').selectOption('soon');
    await page.getByLabel(/Bis wann/).fill('2027-03-01');
    await page.getByLabel(/Wer kümmert sich/).fill('Chefin');
    await page.getByLabel(/Woran sehen Sie/).fill('im April ansehen');
    await page.getByRole('button', { name: 'Maßnahme hinzufügen' }).click();
    await page.waitForURL('**/plan#**');
  }
}

const WIDTHS = [
  { name: 'light, 1280 px', options: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' as const }, tag: 'desktop' },
  { name: 'dark, 390 px', options: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }, tag: 'phone-dark' },
  { name: 'light, 320 px', options: { viewport: { width: 320, height: 640 }, colorScheme: 'light' as const }, tag: 'narrow' },
];

describe.each(WIDTHS)('the company’s pages in $name', ({ options, tag }) => {
  it('can be used by everybody', async () => {
    const { page, faults, close } = await visit(options);
    const path = await rated(page);
    const shoot = (name: string) => look(page, `${tag}-${name}`);
    await shoot('ergebnis');
    await plan(page, path, 2);
    await shoot('plan');
    await page.goto(path);
    await shoot('uebersicht');
    for (const name of [
      'zuschneiden',
      'neu',
      'fassung',
      'team',
      'erinnerung',
      'vergleich',
      'bewegung',
      'unterweisung',
      'vorlagen/load-amount',
      'erklaerung',
      'thema/2?nach=1',
    ]) {
      await page.goto(`${path}/${name}`);
      await shoot(name.replaceAll(/\W/g, '-'));
    }
    await page.goto(`${path}/unterweisung?zeigen=1&punkt=load-amount&punkt=body-lifting`);
    await shoot('karten');
    await page.goto(`${path}/team`);
    await page.getByRole('button', { name: 'Links erstellen' }).click();
    await page.getByRole('heading', { name: 'Die Runde läuft' }).waitFor();
    await shoot('team-laeuft');
    const member = new URL((await page.locator('.private-link').first().textContent()) ?? '').pathname;
    await page.goto(member);
    await shoot('mitglied');
    await page.goto(`${member}/thema/1`);
    await shoot('mitglied-thema');
    for (const name of ['/checks/healthy-work/vergleich', '/praedikate', '/praedikate/future-culture']) {
      await page.goto(name);
      await shoot(name.replaceAll('/', '-').slice(1));
    }
    expect(faults).toEqual([]);
    await close();
  });
});

describe('a press', () => {
  it('counts however long it takes: saving what was typed moves nothing meanwhile', async () => {
    const { page, close } = await visit({ viewport: { width: 390, height: 844 } });
    await page.goto('/checks/company-check');
    await page.getByRole('button', { name: 'Check beginnen' }).click();
    await page.waitForURL('**/thema/1');
    await page.locator('.note summary').first().click();
    await page.locator('textarea').first().fill('Ein Wort dazu');
    const box = await page.locator('button[value=vor]').boundingBox();
    if (!box) throw new Error('no button');
    const saved = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await page.mouse.move(box.x + 8, box.y + 6);
    await page.mouse.down();
    await saved;
    expect(await page.locator('button[value=vor]').boundingBox()).toEqual(box);
    await page.mouse.up();
    await page.waitForURL('**/thema/2**');
    await close();
  });
});

describe('a self-declaration', () => {
  it('is issued without JavaScript, looked up by a stranger, downloaded and withdrawn', async () => {
    const one = await visit({ javaScriptEnabled: false });
    const path = await rated(one.page);
    await plan(one.page, path, 10);
    await one.page.getByRole('link', { name: 'Zur Selbsterklärung' }).click();
    await one.page.getByLabel('Name des Betriebs').fill('Tischlerei Muster');
    await one.page.locator('#place').fill('Kiel');
    await one.page.getByLabel(/Die öffentliche Prüfseite darf/).check();
    await one.page.getByRole('button', { name: 'Selbsterklärung ausstellen' }).click();
    expect((await one.page.getByText('Bitte bestätigen').count()) + (await one.page.locator('.kern-error').count())).toBeGreaterThan(0);
    await one.page.getByLabel(/ehrlich bearbeitet/).check();
    await one.page.getByRole('button', { name: 'Selbsterklärung ausstellen' }).click();
    await one.page.getByText('Ihre Selbsterklärung ist ausgestellt.').waitFor();
    const [download] = await Promise.all([
      one.page.waitForEvent('download'),
      one.page.getByRole('link', { name: 'Als PDF herunterladen' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^SE-.*\.pdf$/);
    const two = await visit();
    const publicPath = (await one.page.getByRole('link', { name: 'Öffentliche Prüfseite' }).getAttribute('href')) ?? '';
    await two.page.goto(publicPath);
    await two.page.getByText('Diese Selbsterklärung gilt.').waitFor();
    await two.page.getByText('Tischlerei Muster').waitFor();
    await look(two.page, 'pruefseite');
    await one.page.goto(one.page.url());
    await look(await twin(one.page, two), 'verwalten');
    await one.page.locator('summary', { hasText: 'Zurückziehen' }).click();
    await one.page.getByRole('button', { name: 'Selbsterklärung zurückziehen' }).click();
    await two.page.goto(publicPath);
    await two.page.getByText('Diese Selbsterklärung wurde zurückgezogen.').waitFor();
    await one.close();
    await two.close();
  });

  /** The same page with JavaScript, for axe to run. */
  async function twin(page: Page, other: { page: Page }): Promise<Page> {
    await other.page.goto(page.url());
    return other.page;
  }
});

describe('the office’s and the company’s desks', () => {
  it('standards: writes a version in the editor, by keyboard where it counts, and shows every page', async () => {
    const { page, faults, close } = await visit({ viewport: { width: 1280, height: 900 } });
    await enterAsOffice(page);
    await page.goto('/standards');
    await look(page, 'standards');
    await page
      .locator('article', { hasText: 'Gesund und gern arbeiten' })
      .getByRole('button', { name: 'Neue Fassung beginnen' })
      .first()
      .click();
    await page.getByText('Der Entwurf ist angelegt.').waitFor();
    const draft = new URL(page.url()).pathname;
    await look(page, 'standards-entwurf');
    await page.goto(`${draft}/punkt/load-amount`);
    await page.getByLabel('Frage', { exact: true }).first().focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Ist die Arbeit ohne Hetze zu schaffen?');
    await page.keyboard.press('Enter');
    await page.getByText('Gespeichert.').waitFor();
    await look(page, 'standards-punkt');
    for (const name of ['thema/load', 'vorschau/load', 'unterschied', 'lesen']) {
      await page.goto(`${draft}/${name}`);
      await look(page, `standards-${name.replace('/', '-')}`);
    }
    await page.goto('/geschaeftsstelle/zahlen');
    await look(page, 'zahlen');
    await page.goto('/geschaeftsstelle/betriebe');
    await look(page, 'nachweise');
    await page.goto('/praedikate/pruefung');
    await look(page, 'praedikate-pruefung');
    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of [draft, `${draft}/punkt/load-amount`, '/standards']) {
      await page.goto(name);
      await look(page, `phone-${name.replaceAll(/[^a-z]/g, '').slice(-20)}`);
    }
    expect(faults).toEqual([]);
    await close();
  });

  it('a company’s account: proof, comparison, award', async () => {
    const { page, faults, close } = await visit();
    await enterByMail(page, `betrieb-${process.pid}@beispiel.example`);
    await page.goto('/betrieb/neu');
    await page.getByLabel('Name des Betriebs').fill('Malerei Muster');
    await page.getByRole('button', { name: 'Anlegen' }).click();
    await page.getByText('Ihr Betrieb ist angelegt.').waitFor();
    const company = new URL(page.url()).pathname;
    await look(page, 'betrieb');
    await page.goto(`${company}/vergleich`);
    await look(page, 'betrieb-vergleich');
    await page.goto('/praedikate/future-culture');
    await page.getByRole('link', { name: 'Ihr Weg' }).click();
    await page.getByRole('button', { name: 'Diesen Weg beginnen' }).click();
    await page.getByText('Ihr Weg hat begonnen.').waitFor();
    await look(page, 'praedikat-weg');
    expect(faults).toEqual([]);
    await close();
  });
});
