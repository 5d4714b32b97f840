/** Two clicks on a slow line, two tabs on one record: as people see it (findings/imports-mail-time F12, F20). */
import { describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from './support/browser.ts';
import { enterAsOffice } from './support/people.ts';

const { visit } = useBrowser();

describe('a slow line', () => {
  it('sends a form once, says that it sends, and takes no second click', async () => {
    const { page, close } = await visit({ viewport: { width: 390, height: 844 } });
    let posts = 0;
    const gate = Promise.withResolvers<undefined>();
    await page.route(/\/anfrage$/, async (route) => {
      if (route.request().method() === 'POST') {
        posts++;
        await gate.promise;
      }
      await route.continue();
    });
    await page.goto('/anfrage');
    await page.getByLabel('Worum geht es?').fill('Wir finden keine Leute.');
    await page.getByLabel('Ihr Name').fill('Chefin');
    await page.getByLabel('E-Mail-Adresse').fill('langsam@betrieb.example');
    await page.locator('input[name="consent"]').check();
    const button = page.locator('form[action="/anfrage"] button[type="submit"]');
    // Both clicks within the page: while a page is about to be left, nothing outside of it gets an answer.
    const said = await button.evaluate(
      (pressed: HTMLElement) =>
        new Promise<string | null>((tell) => {
          pressed.click();
          setTimeout(() => {
            pressed.click();
            tell(pressed.textContent);
          }, 300);
        }),
    );
    expect(said).toBe('Wird gesendet …');
    gate.resolve(undefined);
    await expect.poll(() => page.url()).toContain('/anfrage/stand/');
    expect(posts).toBe(1);
    await close();
  });
});

describe.each([
  { how: 'with JavaScript', javaScriptEnabled: true, width: 1280 },
  { how: 'without JavaScript', javaScriptEnabled: false, width: 390 },
])('two tabs on one record, $how', ({ javaScriptEnabled, width }) => {
  it('show both versions, and save what is chosen', async () => {
    const { page, close } = await visit({ javaScriptEnabled, viewport: { width, height: 844 } });
    await enterAsOffice(page);
    await page.goto('/gremienarbeit');
    await page.locator('main a[href*="/gremienarbeit/gremien/"]:not([href$="/neu"])').first().click();
    const other = await page.context().newPage();
    await other.goto(page.url());
    const mandate = (tab: typeof page) => tab.locator('textarea[name="mandate"]');
    const save = async (tab: typeof page, text: string) => {
      if (!(await mandate(tab).isVisible())) await tab.locator('details:has(textarea[name="mandate"]) > summary').click();
      await mandate(tab).fill(text);
      await tab.locator('form:has(textarea[name="mandate"]) button[type="submit"]').click();
    };
    await save(other, `Aus dem anderen Fenster (${width}).`);
    await expect.poll(() => other.getByText('Gespeichert.').count()).toBeGreaterThan(0);
    await save(page, `Aus diesem Fenster (${width}).`);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Inzwischen hat jemand anders gespeichert');
    await expectNoSidewaysScroll(page);
    if (javaScriptEnabled) await expectAccessible(page);
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/conflict-${width}.png`, fullPage: true });
    await page
      .getByLabel(/^\s*Ihre Fassung/)
      .first()
      .check();
    await page.getByRole('button', { name: 'Auswahl speichern' }).click();
    await expect.poll(() => page.getByText('Gespeichert.').count()).toBeGreaterThan(0);
    expect(await mandate(page).inputValue()).toBe(`Aus diesem Fenster (${width}).`);
    await close();
  });
});
