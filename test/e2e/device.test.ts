import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';
import { expectAccessible, expectNoSidewaysScroll, FLAGS, useBrowser } from './support/browser.ts';
import { wireTo } from './support/wire.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tw-device-'));
chmodSync(dataDir, 0o755);
let server: RunningServer;
beforeAll(async () => {
  server = await startServer(dataDir, { LOG_LEVEL: 'info', DEMO: 'off' });
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const { visit } = useBrowser();

/** A browser with a memory, as on somebody's own phone: it can be closed and opened again. */
function openPhone(profile: string, baseURL: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: FLAGS,
    baseURL,
    locale: 'de-DE',
    viewport: { width: 390, height: 844 },
    acceptDownloads: true,
  });
}

const look = async (page: Page) => {
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
};

/** Rates one theme, the first point urgent and with a note. */
async function rateTheme(page: Page): Promise<void> {
  const before = page.url();
  const groups = await page.locator('fieldset').all();
  for (const [index, group] of groups.entries()) await group.locator(`input[value=${index === 0 ? 'urgent' : 'some'}]`).check();
  await page.locator('.note summary').first().click();
  await page.locator('textarea').first().fill('Streng vertraulich: Meister Kranz kündigt');
  await page.locator('button[value=vor]').click();
  await page.waitForURL((address) => address.href !== before);
}

describe('a check without a trace', () => {
  it('network cut after the first page → filled → browser restarted → finished → printed → exported; the server saw no answer', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'tw-phone-'));
    const wire = await wireTo(server.url);
    let phone = await openPhone(profile, wire.url);
    let [page = await phone.newPage()] = phone.pages();

    await page.goto('/checks/company-check');
    await page.getByRole('link', { name: 'Ohne Spuren beginnen' }).click();
    const begin = page.getByRole('button', { name: /beginnen/ });
    await begin.waitFor();
    await look(page);

    await wire.cut();
    const before = wire.seen.length;
    await begin.click();
    await page.waitForURL(/\/geraet\/bogen\/.*\/thema\/1$/);
    await look(page);
    for (let theme = 0; theme < 3; theme++) await rateTheme(page);
    await phone.close();

    phone = await openPhone(profile, wire.url);
    page = phone.pages()[0] ?? (await phone.newPage());
    await page.goto('/geraet/');
    await look(page);
    await page.getByRole('link', { name: 'Unternehmens-Check' }).first().click();
    await look(page);
    await page.getByRole('link', { name: /^Weiter mit/ }).click();
    expect(page.url()).toMatch(/thema\/4$/);
    while (page.url().includes('/thema/')) await rateTheme(page);
    expect(page.url()).toContain('/ergebnis');
    await look(page);
    await page
      .getByRole('button', { name: /^In den Plan übernehmen/ })
      .first()
      .click();
    await page.waitForURL(/#punkt-/);
    await page.getByRole('link', { name: 'Zum Maßnahmenplan' }).click();
    await expect.poll(() => page.locator('.measure').count()).toBe(1);
    await look(page);
    expect(await page.getByRole('link', { name: 'Als PDF herunterladen' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Seite drucken' }).isVisible()).toBe(true);
    const paper = await page.pdf();
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');

    const bogen = page.url().replace(/\/plan.*$/, '');
    for (const name of ['zuschneiden', 'unterweisung?zeigen=1&punkt=strategy-goals', 'neu', 'fassung']) {
      await page.goto(`${bogen}/${name}`);
      await look(page);
    }
    await page.goto(bogen);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Als Datei mitnehmen' }).click();
    const file = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
    expect(Object.keys(file.ratings).length).toBe(Number(/von (\d+) Punkten/.exec((await page.textContent('main')) ?? '')?.[1]));
    expect(file.measures).toHaveLength(1);
    expect(Object.values(file.notes)).toContain('Streng vertraulich: Meister Kranz kündigt');
    await phone.close();
    rmSync(profile, { recursive: true, force: true });

    // Nothing went over the wire after the cut, and nothing before it was an answer.
    expect(wire.seen.length).toBe(before);
    expect(wire.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
    // The server's requests only: the mailbox address it prints at the start is drawn by lot and may
    // contain any letters. A field's name stands behind a quote, ?, & or a line break.
    const requests = server
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const everything = JSON.stringify(wire.seen) + requests.join('');
    expect(requests.length).toBeGreaterThan(5);
    expect(everything).not.toMatch(/Kranz|vertraulich|urgent|["?&n][rn]_[a-z]/);
    expect(server.log()).toContain('"route":"/geraet/*"');
    expect(server.log()).not.toMatch(/"method":"POST"/);
  });

  it('stays until it is deleted, and can be sent on purpose', async () => {
    const { page, faults, close } = await visit({ baseURL: server.url });
    await page.goto('/geraet/beginnen/healthy-work');
    await page.getByRole('button', { name: /beginnen/ }).click();
    await page.waitForURL(/thema\/1$/);
    await rateTheme(page);
    await page.goto(page.url().replace(/\/thema\/.*/, ''));
    await page.getByRole('link', { name: 'Speichern oder jemandem zeigen' }).click();
    await look(page);
    await page.getByRole('button', { name: 'Jetzt senden' }).click();
    await page.waitForURL(/\/bogen\/[A-Za-z0-9_-]{43}$/);
    expect(await page.textContent('main')).toContain('Ihr Check liegt jetzt auch hier');
    expect(await page.textContent('#fortschritt')).toMatch(/^[1-9]\d* von/);

    await page.goto('/geraet/');
    await page.getByRole('link', { name: 'Alles auf diesem Gerät löschen' }).click();
    await look(page);
    await page.getByRole('button', { name: 'Endgültig löschen' }).click();
    await expect.poll(() => page.textContent('main')).toContain('Auf diesem Gerät liegt jetzt nichts mehr.');
    await look(page);
    expect(faults.filter((fault) => !fault.startsWith('request to'))).toEqual([]);
    await close();
  });

  it('says at once where the browser lets nothing be stored, and keeps what was typed as a file', async () => {
    const { page, context, close } = await visit({ baseURL: server.url });
    await page.goto('/geraet/beginnen/healthy-work');
    await page.getByRole('button', { name: /beginnen/ }).click();
    await page.waitForURL(/thema\/1$/);
    // A full storage, as the worker meets it: every write is refused, reading still works.
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    await worker.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await page.locator('input[value=urgent]').first().check();
    await page.locator('button[value=vor]').click();
    await page.getByRole('link', { name: 'Alles als Datei mitnehmen' }).waitFor();
    await look(page);
    const href = await page.getByRole('link', { name: 'Alles als Datei mitnehmen' }).getAttribute('href');
    expect(Object.values(JSON.parse(decodeURIComponent(href?.split(',')[1] ?? '')).ratings)).toContain('urgent');
    await close();

    const refused = await visit({ baseURL: server.url });
    await refused.context.addInitScript(() => {
      Object.defineProperty(IDBFactory.prototype, 'open', {
        value: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await refused.page.goto('/geraet/');
    await refused.page.getByText('Auf diesem Gerät lässt sich gerade nichts speichern').waitFor();
    await look(refused.page);
    await refused.close();
  });

  it('without JavaScript says what works instead', async () => {
    const { page, close } = await visit({ baseURL: server.url, javaScriptEnabled: false });
    await page.goto('/geraet/beginnen/company-check');
    expect(await page.textContent('noscript, main')).toContain('Check mit privatem Link');
    await page.getByRole('link', { name: 'Check mit privatem Link machen' }).click();
    expect(new URL(page.url()).pathname).toBe('/checks');
    await close();
  });
});
