import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What must not happen: requests to other hosts, errors in the console. */
  faults: string[];
  close(): Promise<void>;
}

/** A browser for one test file; each visit is a stranger with empty pockets. */
export function useBrowser() {
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: FLAGS });
  });
  afterAll(() => browser.close());
  const url = inject('url');

  return {
    url,
    async visit(options: BrowserContextOptions = {}): Promise<Visit> {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'de-DE', baseURL: url, ...options });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== url) faults.push(`request to ${request.url()}`);
      });
      page.on('console', (message) => {
        // The browser itself notes every 4xx page; that is no fault of the page.
        if (message.type() === 'error' && !message.text().includes('Failed to load resource')) faults.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
      return { page, context, faults, close: () => context.close() };
    },
  };
}

/**
 * No violation that axe can find. Our pages have no frames, so axe runs in one go inside the page ("legacy mode"), and only violations
 * are described in full: the same rules and findings in a third of the time.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  expect(
    violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map((node) => node.target.join(' '))
          .slice(0, 4)
          .join(', ')} (${page.url()})`,
    ),
  ).toEqual([]);
}

/** Nothing sticks out at the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  // A click returns when the next page has begun to arrive; only a whole page can be measured.
  await page.waitForLoadState('load');
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `sideways scroll on ${page.url()}`).toBeLessThanOrEqual(0);
}
