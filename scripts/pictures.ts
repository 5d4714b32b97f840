/** `npm run pictures`: the pictures of the README, from the built server with the demo network. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { fromRoot } from '../src/platform/root.ts';
import { startServer } from '../test/support/server.ts';
import { ensureChromium } from './chromium.mjs';

const executablePath = await ensureChromium();
if (!executablePath) throw new Error('No browser could be had.');
const folder = mkdtempSync(join(tmpdir(), 'transferwerk-pictures-'));
chmodSync(folder, 0o755);
mkdirSync(fromRoot('docs', 'bilder'), { recursive: true });
const server = await startServer(folder, { DATABASE_URL: '' });
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
});
const page = await browser.newPage({ baseURL: server.url, viewport: { width: 900, height: 1000 }, locale: 'de-DE' });
const shoot = (name: string) => page.screenshot({ path: fromRoot('docs', 'bilder', `${name}.png`) });

await page.goto('/');
await shoot('start');
await page.goto('/checks/attractive-employer');
await page.getByRole('button', { name: 'Check beginnen' }).click();
for (let theme = 0; theme < 5; theme++) {
  for (const [index, group] of (await page.locator('fieldset').all()).entries()) {
    const rating = (['none', 'some', 'urgent', 'none'] as const)[(index + theme) % (theme === 1 ? 2 : 4)] ?? 'none';
    await group.locator(`input[value=${rating}]`).check();
  }
  await page.locator('button[value=vor]').click();
  await page.waitForLoadState();
}
await shoot('ergebnis');
await page.goto('/finden?text=Meine+Gesellen+laufen+mir+davon&ort=53113');
await page.setViewportSize({ width: 1100, height: 1220 });
await shoot('finden');

await browser.close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
