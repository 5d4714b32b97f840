/** What was typed and not sent stays with the record it was typed for, and with whom. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { enterAsOffice } from './support/people.ts';

const { visit } = useBrowser();
const AGAIN = 'Das hatten Sie schon eingegeben.';
let drafts = 0;

/** A draft of a check with two themes. */
async function draftWithThemes(page: Page): Promise<string> {
  const id = `unsent-${process.pid}-${++drafts}`;
  await page.goto('/standards');
  const begin = page.locator('form[action="/standards/neu"]');
  await begin.getByLabel('Titel').fill('Ungesendet');
  await begin.getByLabel('Kurzname').fill(id);
  await begin.getByRole('button').click();
  await page.waitForURL(/\/standards\/[0-9a-f-]{36}$/);
  const draft = page.url();
  for (const theme of ['alpha', 'beta']) {
    await page.goto(draft);
    const form = page.locator('form', { has: page.locator('button[name="tun"][value="thema"]') });
    if (!(await form.getByLabel('Titel').isVisible())) await page.getByText('Thema hinzufügen', { exact: true }).first().click();
    await form.getByLabel('Titel').fill(theme);
    await form.getByLabel('Kurzname').fill(theme);
    await form.getByRole('button').click();
    await page.waitForURL(`**/thema/${theme}`);
  }
  await page.goto(draft);
  return draft;
}
const pointForm = (page: Page, theme: string) => page.locator('form', { has: page.locator(`input[name="thema"][value="${theme}"]`) });

describe('what was typed and not sent', () => {
  it('stays with its own record when others change places', async () => {
    const { page, faults, close } = await visit({});
    await enterAsOffice(page);
    await draftWithThemes(page);
    const section = page.locator('section', { has: page.locator('#th-alpha') });
    await section.getByText('Punkt hinzufügen', { exact: true }).first().click();
    await pointForm(page, 'alpha').getByLabel('Titel').fill('Nur für alpha');
    await page.getByRole('button', { name: '„alpha“ nach unten' }).click();
    await expect.poll(() => page.getByText(AGAIN).count()).toBe(1);
    expect(await pointForm(page, 'alpha').getByLabel('Titel').inputValue()).toBe('Nur für alpha');
    expect(await pointForm(page, 'beta').getByLabel('Titel').inputValue()).toBe('');
    expect(faults).toEqual([]);
    await close();
  });

  it('waits when its page is left by a link, for whoever typed it and for nobody else', async () => {
    const { page, context, faults, close } = await visit({});
    await enterAsOffice(page);
    const draft = await draftWithThemes(page);
    await page.locator('#summary').fill('Vertraulich von Olga');
    await page.locator('nav a[href="/standards"]').first().click();
    await page.goto(draft);
    await expect.poll(() => page.locator('#summary').inputValue()).toBe('Vertraulich von Olga');
    await page.goto('/');
    // Her session ends by itself; somebody else signs in in the same tab.
    await context.clearCookies();
    await enterAsOffice(page);
    await page.goto(draft);
    await expect.poll(() => page.locator('#summary').count()).toBe(1);
    expect(await page.locator('#summary').inputValue()).toBe('');
    expect(await page.evaluate(() => sessionStorage.getItem('unsent'))).toBeNull();
    expect(faults).toEqual([]);
    await close();
  });
});
