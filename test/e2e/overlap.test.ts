import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { nestQuotes } from '../../src/platform/i18n/quotes.ts';
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from './support/browser.ts';
import { enterAsOffice, enterByMail, foundOrganisation } from './support/people.ts';

const { visit, url } = useBrowser();

/** What an offer of the demo network says of itself, read off its page. */
async function readOffer(page: Page, path: string) {
  await page.goto(path);
  const main = page.getByRole('main');
  return {
    title: (await main.getByRole('heading', { level: 1 }).textContent()) ?? '',
    summary: (await main.locator('.lead').textContent()) ?? '',
    text: (await main.locator('p:not([class])').allTextContents()).slice(0, 2).join('\n\n'),
    place: ((await main.locator('.facts').textContent()) ?? '').match(/Ort\s*([^,]+),/)?.[1] ?? '24103 Kiel',
    topic: (await main.locator('a.tag').first().textContent()) ?? '',
  };
}

describe.each([
  { how: 'with JavaScript', javaScriptEnabled: true, name: 'Kammer Doppelgang', index: 0 },
  { how: 'without JavaScript', javaScriptEnabled: false, name: 'Kammer Zweitbau', index: 1 },
])('an offer that is there already, $how', ({ javaScriptEnabled, name, index }) => {
  it('whoever is about to build it once more is led to join it', async () => {
    const seen = async (page: Page) => {
      await expectNoSidewaysScroll(page);
      if (javaScriptEnabled) await expectAccessible(page);
    };
    const { page, faults, close } = await visit({ javaScriptEnabled, viewport: { width: 390, height: 844 } });
    const office = await visit({ javaScriptEnabled });
    await enterAsOffice(office.page);
    await enterByMail(page, `chef-${index}@doppelt.example`);
    await foundOrganisation({ coordinator: page, office: office.page }, name, seen);

    const found = await (await fetch(`${url}/suche?text=Datenschutz&angebot=advice&form=vorort`)).text();
    const path = [...found.matchAll(/href="(\/angebote\/[a-z0-9-]+)"/g)][index]?.[1] ?? 'no offer';
    const there = await readOffer(page, path);

    // The same once more, under one's own name.
    await page.goto('/konto');
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('link', { name: 'Neues Angebot' }).click();
    await page.getByLabel('Titel').fill(there.title);
    await page.getByLabel('In einem Satz').fill(there.summary);
    await page.getByLabel('Beschreibung').fill(there.text);
    await page
      .locator('details', { has: page.getByLabel(there.topic, { exact: true }) })
      .locator('summary')
      .click();
    await page.getByLabel(there.topic, { exact: true }).check();
    await page.locator('#place').fill(there.place);
    if (javaScriptEnabled) await page.keyboard.press('Escape');
    await page.getByLabel('kostenfrei').check();
    await page.getByRole('button', { name: 'Zur Prüfung geben' }).click();

    // What is there is shown, with the parts that agree.
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Was es dazu schon gibt');
    await seen(page);
    const card = page.locator('li.entry', { has: page.getByRole('link', { name: there.title, exact: true }) }).first();
    expect(await card.textContent()).toContain('fast wortgleich');
    await page.getByRole('button', { name: 'Antworten und zur Prüfung geben' }).click();
    expect(await page.getByText(/Bitte wählen Sie, wie Ihr Angebot zu „.*“ steht/).count()).toBeGreaterThan(0);
    await seen(page);
    await card.getByLabel(/^Wir schließen uns an/).check();
    await card.getByLabel(/^Warum/).fill('Wir bringen zwei Beraterinnen ein.');
    for (const other of await page.locator('li.entry', { hasText: 'bitte beantworten' }).all()) {
      if ((await other.getByRole('radio', { checked: true }).count()) > 0) continue;
      await other.getByLabel(/^Es steht für sich/).check();
      await other.getByLabel(/^Warum/).fill('Andere Betriebe.');
    }
    await page.getByRole('button', { name: 'Antworten und zur Prüfung geben' }).click();

    // It joins; nothing of its own is published.
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Gemeinsam anbieten');
    expect(await page.locator('main').textContent()).toContain(nestQuotes(`Sie schließen sich an: „${there.title}“`, 'de'));
    await seen(page);
    const after = await (await fetch(`${url}/suche?${new URLSearchParams({ text: there.title })}`)).text();
    expect(after).not.toContain(name);
    await office.page.goto('/pruefung');
    expect(await office.page.locator('main').textContent()).not.toContain(there.title);
    for (const each of [faults, office.faults]) expect(each).toEqual([]);
    await office.close();
    await close();
  });
});
