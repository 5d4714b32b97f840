import { describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from './support/browser.ts';

const { visit, url } = useBrowser();

const PAGES = [
  '/',
  '/checks',
  '/checks/company-check',
  '/themen',
  '/themen/retention',
  '/themen/health',
  '/finden',
  '/finden?text=Meine+Gesellen+laufen+mir+davon&ort=53113',
  '/finden?text=Azubis&ort=Neustadt',
  '/finden?text=Azubis&ort=53112',
  '/finden?art=person&form=online&sprache=en',
  '/suche',
  '/suche?text=Datenschuz&ort=24103',
  '/suche?text=xyzzyplugh',
  '/daten',
  '/vor-ort',
  '/vor-ort?ort=24103',
  '/partner',
  '/anfrage',
  '/gremien',
  '/beschluesse',
  '/wegweiser',
  '/wegweiser/fragen?a=pressing.people',
  '/wegweiser/fragen?a=pressing.future&a=wish.handed',
  '/foerderung/coaching?staff=9',
  '/bildung/network-pilot',
  '/austausch',
  '/nachweise/pruefen',
  '/design',
  '/impressum',
  '/datenschutz',
  '/barrierefreiheit',
  '/lizenzen',
  '/gibt-es-nicht',
];

/** One page of each kind whose address only the demo network knows. */
async function detailPages(): Promise<string[]> {
  const text = await (await fetch(`${url}/finden?text=Azubis`)).text();
  const people = await (await fetch(`${url}/finden?art=person`)).text();
  const near = await (await fetch(`${url}/vor-ort`)).text();
  const partner = await (await fetch(`${url}/partner`)).text();
  const first = (html: string, start: string) => new RegExp(`href="(${start}/[a-z0-9-]+)"`).exec(html)?.[1] ?? `${start} has no entry`;
  return [first(text, '/angebote'), first(people, '/beratung'), first(near, '/vor-ort'), first(partner, '/partner')];
}

describe.each([
  { name: 'light, 1280 px', options: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' as const } },
  { name: 'dark, 390 px', options: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const } },
  { name: 'light, 320 px', options: { viewport: { width: 320, height: 640 }, colorScheme: 'light' as const } },
])('every page in $name', ({ options }) => {
  it('has no violation that axe finds, one h1, no sideways scroll, no error, no request to another host', async () => {
    const { page, faults, close } = await visit(options);
    for (const path of [...PAGES, ...(await detailPages())]) {
      await page.goto(path);
      expect(await page.locator('h1').count(), path).toBe(1);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
    expect(faults).toEqual([]);
    await close();
  });
});

describe('weight', () => {
  it('a first visit weighs at most 100 kB over the wire', async () => {
    for (const path of ['/', '/checks/company-check', '/finden?text=Meine+Gesellen+laufen+mir+davon&ort=53113', '/vor-ort']) {
      const { page, context, close } = await visit();
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      let bytes = 0;
      session.on('Network.loadingFinished', (event) => {
        bytes += event.encodedDataLength;
      });
      await page.goto(path, { waitUntil: 'networkidle' });
      expect(bytes, path).toBeGreaterThan(5_000);
      expect(bytes, path).toBeLessThanOrEqual(100 * 1024);
      await close();
    }
  });
});

describe('touch', () => {
  it('main actions and form controls are at least 44 px high', async () => {
    const { page, close } = await visit();
    for (const path of ['/', '/checks/company-check', '/anfrage', '/finden?text=Azubis']) {
      await page.goto(path);
      const small = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '.kern-btn, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), select, textarea, .site-nav a, .site-footer a, summary, .chip',
          ),
        ]
          .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
          .map((element) => `${element.tagName} ${element.textContent.slice(0, 30)} ${element.getBoundingClientRect().height}`),
      );
      expect(small, path).toEqual([]);
    }
    await close();
  });
});
