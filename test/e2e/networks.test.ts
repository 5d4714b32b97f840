import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from './support/browser.ts';
import { enterAsOffice } from './support/people.ts';

const { visit, url } = useBrowser();

describe.each([
  { how: 'with JavaScript', javaScriptEnabled: true, index: 1 },
  { how: 'without JavaScript', javaScriptEnabled: false, index: 2 },
])('a regional network on a phone, $how', ({ javaScriptEnabled, index }) => {
  it('plans an evening, is recognised with a condition, and reports on its year', async () => {
    const { page, faults, close } = await visit({ javaScriptEnabled, viewport: { width: 390, height: 844 } });
    const seen = async (each: Page) => {
      await expectNoSidewaysScroll(each);
      if (javaScriptEnabled) await expectAccessible(each);
    };
    const heading = () => page.getByRole('heading', { level: 1 }).textContent();
    await enterAsOffice(page);
    await page.goto('/geschaeftsstelle/netzwerke');
    await seen(page);
    const link = page.getByRole('main').locator('ul.link-list a').nth(index);
    const name = (await link.textContent()) ?? '';
    await link.click();
    await page.getByRole('link', { name: 'Arbeitsplatz des Netzwerks' }).click();
    await expect.poll(heading).toBe(name);
    await seen(page);
    const desk = page.url();

    // An evening: first with nothing filled in, then by keyboard.
    await page.getByRole('link', { name: 'Termin eintragen' }).click();
    await page.getByRole('button', { name: 'Speichern' }).click();
    await expect.poll(() => page.getByText('Bitte den Tag angeben.').count()).toBeGreaterThan(0);
    await seen(page);
    await page.getByLabel('Titel').focus();
    await page.keyboard.type(`Feierabend-Runde ${index}`);
    const inAYear = new Date(Date.now() + 330 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('Tag', { exact: true }).fill(inAYear);
    await page.getByLabel('Ort', { exact: true }).fill('Werkstatt Muster');
    await page.getByLabel('Worum es geht, und für wen').focus();
    await page.keyboard.type('Für Betriebe bis zehn Leute.');
    await page.getByRole('button', { name: 'Speichern' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText('Der Termin ist gespeichert.').count()).toBe(1);

    // Recognition: half an application is led to what is missing.
    await page.getByRole('link', { name: 'Anerkennung', exact: true }).click();
    await seen(page);
    await page.getByRole('button', { name: 'Antrag stellen' }).click();
    await expect.poll(() => page.getByText(/^Hier fehlt noch etwas: /).count()).toBeGreaterThan(4);
    await seen(page);
    for (const box of await page.locator('main textarea').all()) await box.fill('Kammer, Kasse und Innung sind dabei.');
    await page.getByRole('button', { name: 'Antrag stellen' }).click();
    await expect.poll(() => page.getByText('Der Antrag ist gestellt.').count()).toBe(1);
    await page.goto('/geschaeftsstelle');
    await page.getByRole('link', { name, exact: true }).click();
    await seen(page);
    await page.getByLabel('Anerkennen', { exact: true }).check();
    await page.getByLabel(/^Bedingungen/).fill(`Vertretung benennen (${index}).`);
    await page.getByRole('button', { name: 'Entscheidung senden' }).click();
    await expect.poll(() => page.getByText('Die Entscheidung ist gesendet.').count()).toBe(1);

    // The year in figures and words.
    await page.goto(desk);
    await page
      .getByRole('link', { name: /^Bericht \d{4}/ })
      .first()
      .click();
    await seen(page);
    for (const box of await page.locator('main textarea').all()) await box.fill('Drei Abende, viele Gespräche.');
    await page.getByRole('button', { name: 'Veröffentlichen' }).click();
    await expect.poll(() => page.getByText('Der Bericht ist veröffentlicht.').count()).toBe(1);

    await page.goto(desk);
    await page.getByRole('link', { name: 'Öffentliche Seite' }).click();
    await expect.poll(heading).toBe(name);
    await seen(page);
    const text = await page.getByRole('main').textContent();
    for (const part of [`Feierabend-Runde ${index}`, 'Anerkanntes regionales Netzwerk', `Vertretung benennen (${index}).`])
      expect(text).toContain(part);
    const report = await page.getByRole('link', { name: /^Bericht \d{4} \(PDF\)/ }).getAttribute('href');
    const answer = await fetch(`${url}${report}`);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(faults).toEqual([]);
    await close();
  });
});
