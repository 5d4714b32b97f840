import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { expectAccessible, useBrowser } from './support/browser.ts';

const { visit } = useBrowser();

describe('the search box on a partner’s page', () => {
  const home = inject('url');
  let server: Server;
  let partner = '';
  const page = `<!doctype html><html lang="de"><head><title>Partnerseite</title><script src="${home}/einbetten.js" defer></script></head>
    <body><main><h1>Unsere Kammer</h1><transferwerk-suche ort="24103"></transferwerk-suche></main></body></html>`;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url !== '/') return response.writeHead(404).end();
      // The strictest policy that still lets the box be: no style, no image, no frame, no inline script.
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; script-src ${home}; connect-src ${home}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`,
        'cross-origin-embedder-policy': 'require-corp',
      });
      return response.end(page);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    partner = `http://localhost:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => server.close());

  it('works from another origin under a strict policy: types, finds, leads here; no cookie, no other host', async () => {
    const { page: tab, context, close } = await visit({ viewport: { width: 390, height: 844 } });
    const faults: string[] = [];
    const asked = new Set<string>();
    tab.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('favicon') && !message.text().includes('Failed to load resource'))
        faults.push(message.text());
    });
    tab.on('pageerror', (error) => faults.push(error.message));
    tab.on('request', (request) => asked.add(new URL(request.url()).origin));
    await tab.goto(partner);
    expect(new URL(partner).origin).not.toBe(home);
    // Open shadow roots are looked into.
    await tab.getByLabel('Wonach suchen Sie?').fill('Datenschutz');
    expect(await tab.getByLabel('Postleitzahl oder Ort').inputValue()).toBe('24103');
    await tab.keyboard.press('Enter');
    await expect.poll(() => tab.getByRole('status').textContent()).toMatch(/\d+ Treffer/);
    const links = tab.locator('transferwerk-suche li a');
    expect(await links.count()).toBe(10);
    for (const link of await links.all()) expect(await link.getAttribute('href')).toContain(`${home}/`);
    // Its style is there although the page allows none.
    expect(await tab.locator('transferwerk-suche button').evaluate((button) => getComputedStyle(button).fontWeight)).toBe('600');
    await expectAccessible(tab);
    expect(await context.cookies()).toEqual([]);
    expect([...asked].toSorted()).toEqual([home, new URL(partner).origin].toSorted());
    expect(faults).toEqual([]);
    await tab.getByLabel('Wonach suchen Sie?').fill('xyzzyplugh');
    await tab.getByRole('button', { name: 'Suchen' }).click();
    await expect.poll(() => tab.getByRole('status').textContent()).toBe('Dazu haben wir nichts gefunden.');
    await close();
  });
});
