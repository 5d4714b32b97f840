import { describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from './support/browser.ts';
import { enterAsOffice } from './support/people.ts';

const { visit } = useBrowser();

describe.each([
  { how: 'with JavaScript', javaScriptEnabled: true },
  { how: 'without JavaScript', javaScriptEnabled: false },
])('the guide on a phone, $how', ({ javaScriptEnabled }) => {
  it('leads from one sentence by a few questions to a beginning, is left and resumed, and tells the office what did not fit', async () => {
    const { page, faults, close } = await visit({ javaScriptEnabled });
    const seen = async () => {
      await expectNoSidewaysScroll(page);
      if (javaScriptEnabled) await expectAccessible(page);
    };
    const heading = () => page.getByRole('heading', { level: 1 }).textContent();
    const answer = async (label: string) => {
      await page.getByLabel(label, { exact: true }).check();
      await page.getByRole('button', { name: 'Weiter' }).click();
    };
    await page.goto('/');
    await page.getByRole('link', { name: 'Lieber gefragt werden?' }).click();
    await page.getByLabel('In einem Satz').fill('xyzzy plugh');
    await seen();
    await page.getByRole('button', { name: 'Weiter' }).click();
    await expect.poll(heading).toBe('Was drückt Sie im Moment am meisten?');
    expect(await page.getByText('Das haben wir nicht verstanden').count()).toBe(1);
    await page.getByRole('button', { name: 'Weiter' }).click(); // nothing chosen
    await expect.poll(() => page.getByText('Bitte wählen Sie eine Antwort').count()).toBeGreaterThan(0);
    await seen();
    await answer('Zu viel Arbeit, Krankheit, Unfälle');
    await expect.poll(heading).toBe('Wie oft fällt jemand aus?');
    await seen();

    // Left, and resumed from a bookmark.
    const bookmark = page.url();
    await page.goto('/');
    await page.goto(bookmark);
    await answer('Weiß ich nicht');
    await expect.poll(heading).not.toBe('Wie oft fällt jemand aus?');
    await page.getByRole('link', { name: 'Antwort ändern: Wie oft fällt jemand aus?' }).click();
    await expect.poll(heading).toBe('Wie oft fällt jemand aus?');
    await answer('Oft. Rücken, Knie, kleine Unfälle');
    await expect.poll(heading).toBe('Sie wollen Unfälle und körperliche Belastung vermeiden.');
    await seen();
    await page.locator('#ort').fill('24103');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('ort=24103');
    expect(await page.locator('.reasons').count()).toBeGreaterThan(0);
    await seen();
    await page.getByRole('button', { name: 'Das passt nicht' }).click();
    await expect.poll(() => page.getByText('Die Geschäftsstelle sieht').count()).toBe(1);

    await enterAsOffice(page);
    await page.goto('/geschaeftsstelle/wegweiser');
    expect(await page.getByRole('main').textContent()).toContain('Oft. Rücken, Knie, kleine Unfälle');
    await seen();
    expect(faults).toEqual([]);
    await close();
  });
});
