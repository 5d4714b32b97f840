import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Provider } from 'oidc-provider';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type RunningServer, startServer } from '../support/server.ts';
import { expectAccessible, expectNoSidewaysScroll, useBrowser } from './support/browser.ts';
import { command, enterAsOffice, enterByMail, followLink, foundOrganisation, linkIn, mailTo, rowsOf } from './support/people.ts';

const { visit, url } = useBrowser();

const look = async (page: Page, hasScript = true) => {
  await expectNoSidewaysScroll(page);
  if (hasScript) await expectAccessible(page);
};

describe.each([
  {
    how: 'with JavaScript',
    javaScriptEnabled: true,
    name: 'am Fluss',
    topic: 'Wertschätzung und Anerkennung',
    promise: 'Lob wird auf der Bühne geprobt, bis es im Alltag leichtfällt.',
    text: 'Eine Regisseurin probt mit der Belegschaft kleine Szenen über Lob und Dank, filmt sie mit dem Handy und spielt sie im Pausenraum vor.',
  },
  {
    how: 'without JavaScript',
    javaScriptEnabled: false,
    name: 'am See',
    topic: 'Unfälle vermeiden',
    promise: 'Fähre, Steg und Slipanlage werden sicherer, und niemand fällt ins Wasser.',
    text: 'Ein Bootsbauer prüft Stege, Rettungsringe und Taue, übt mit der Mannschaft das Bergen und schreibt ein Blatt für die Kaimauer.',
  },
])('from the application to the first request, $how', ({ javaScriptEnabled, name, topic, promise, text }) => {
  it('apply → admitted → invite → join → publish an offer through review → request in the inbox', async () => {
    const short = name.replaceAll(' ', '').toLowerCase();
    const options = { javaScriptEnabled, viewport: { width: 390, height: 844 } };
    const seen = (page: Page) => look(page, javaScriptEnabled);

    // An organisation applies, the office admits it.
    const coordinator = await visit(options);
    await enterByMail(coordinator.page, `chefin@${short}.example`);
    const office = await visit({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
    await enterAsOffice(office.page);
    await foundOrganisation({ coordinator: coordinator.page, office: office.page }, `Kammer ${name}`, seen);

    // The coordinator invites somebody, who joins.
    await coordinator.page.goto('/konto');
    await seen(coordinator.page);
    await coordinator.page.getByRole('link', { name: `Kammer ${name}`, exact: true }).click();
    await seen(coordinator.page);
    await coordinator.page.getByRole('link', { name: 'Mitarbeitende' }).click();
    await coordinator.page.getByLabel('E-Mail-Adresse').fill(`redaktion@${short}.example`);
    await coordinator.page.getByLabel('Aufgabe').selectOption('organisationEditor');
    await coordinator.page.getByRole('button', { name: 'Einladung senden' }).click();
    await expect.poll(() => coordinator.page.getByText('Die Einladung ist unterwegs.').count()).toBe(1);
    await seen(coordinator.page);

    const editor = await visit(options);
    await editor.page.goto(linkIn((await mailTo(`redaktion@${short}.example`, /einladung/)).text, '/einladung/'));
    await seen(editor.page);
    await editor.page.getByRole('button', { name: /^Link an redaktion@.* schicken$/ }).click();
    await followLink(editor.page, linkIn((await mailTo(`redaktion@${short}.example`, /anmelden\/link/)).text, '/anmelden/link/'));
    await seen(editor.page);
    await editor.page.getByLabel('Ihr Name').fill('Rita Redaktion');
    await editor.page.getByRole('button', { name: 'Einladung annehmen' }).click();
    await expect.poll(() => editor.page.getByText('Willkommen! Die Einladung ist angenommen.').count()).toBe(1);

    // They write an offer; what is missing is said; then it is handed in.
    await editor.page.getByRole('link', { name: 'Neues Angebot' }).click();
    await seen(editor.page);
    await editor.page.getByLabel('Titel').fill(`Gespräch ${name}`);
    await editor.page.locator('#place').fill('24103 Kiel');
    if (javaScriptEnabled) await editor.page.keyboard.press('Escape');
    await editor.page.getByRole('button', { name: 'Zur Prüfung geben' }).click();
    await expect.poll(() => editor.page.getByText('Das hat die Maschine gefunden').count()).toBe(1);
    await seen(editor.page);
    await editor.page.getByLabel('In einem Satz').fill(promise);
    await editor.page.getByLabel('Beschreibung').fill(text);
    await editor.page
      .locator('details', { has: editor.page.getByLabel(topic) })
      .locator('summary')
      .click();
    await editor.page.getByLabel(topic).check();
    await editor.page.getByLabel('kostenfrei').check();
    await editor.page.getByRole('button', { name: 'Zur Prüfung geben' }).click();
    await expect.poll(() => editor.page.getByText('Zur Prüfung gegeben. Sie bekommen Bescheid.').count()).toBe(1);
    await seen(editor.page);

    // The office compares and publishes.
    await office.page.goto('/pruefung');
    await seen(office.page);
    await office.page.getByRole('link', { name: `Gespräch ${name}` }).click();
    await seen(office.page);
    await office.page.getByRole('button', { name: 'Veröffentlichen' }).click();
    await expect.poll(() => office.page.getByText('Veröffentlicht.').count()).toBe(1);

    // A company finds it and asks.
    await editor.page.goto('/konto');
    await editor.page.getByRole('link', { name: `Kammer ${name}`, exact: true }).click();
    await editor.page.getByRole('link', { name: `Gespräch ${name}` }).click();
    const company = await visit(options);
    const publicPath = (await editor.page.getByRole('link', { name: 'Öffentliche Seite ansehen' }).getAttribute('href')) ?? '';
    await company.page.goto(publicPath);
    await company.page.getByRole('link', { name: 'Dazu anfragen' }).click();
    await company.page.locator('#message').fill('Bei uns ist die Stimmung schlecht.');
    await company.page.locator('#contact').fill('Max Muster');
    await company.page.locator('#email').fill(`max@${short}-betrieb.example`);
    await company.page.locator('#consent').check();
    await company.page.getByRole('button', { name: 'Anfrage senden' }).click();
    await expect.poll(() => company.page.url()).toContain('/anfrage/stand/');

    // It lies in the organisation's inbox, and is taken up there.
    await editor.page.goto('/konto');
    await editor.page.getByRole('link', { name: `Kammer ${name}`, exact: true }).click();
    await editor.page.getByRole('link', { name: 'Eine Anfrage wartet auf Antwort' }).click();
    await seen(editor.page);
    await editor.page.getByRole('link', { name: `Gespräch ${name}` }).click();
    expect(await editor.page.locator('main').textContent()).toContain('Bei uns ist die Stimmung schlecht.');
    await editor.page.locator('input[name=answer][value=accept]').check();
    await editor.page.getByRole('button', { name: 'Antwort senden' }).click();
    await company.page.reload();
    expect(await company.page.locator('main').textContent()).toContain(`Kammer ${name}`);
    for (const each of [coordinator, office, editor, company]) {
      expect(each.faults).toEqual([]);
      await each.close();
    }
  });
});

/** A device with PIN or finger, played by Chromium itself. */
async function plugInAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

describe('signing in', () => {
  it('with a passkey: set up once, then without mail and password', async () => {
    const { page, context, faults, close } = await visit();
    await plugInAuthenticator(context, page);
    await enterByMail(page, 'passkey@betrieb.example');
    await page.goto('/konto/sicherheit');
    await look(page);
    await page.getByRole('button', { name: 'Passkey einrichten' }).click();
    await expect.poll(() => page.getByText(/eingerichtet am/).count()).toBe(1);
    await page.goto('/konto');
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await expect.poll(() => page.getByText('Sie sind abgemeldet.').count()).toBe(1);
    await look(page);
    await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/konto');
    await page.goto('/konto/sicherheit');
    expect(await page.locator('main').textContent()).toContain('mit Passkey');
    expect(faults).toEqual([]);
    await close();
  });

  it('a passkey with PIN or finger is both factors: an administrator needs no code', async () => {
    const { page, context, close } = await visit();
    await plugInAuthenticator(context, page);
    const made = JSON.parse(command('admin', 'create', '--email', 'pia@netz.example', '--name', 'Pia', '--json')) as { url: string };
    await page.goto(made.url);
    await page.getByRole('main').getByRole('button', { name: 'Anmelden' }).click();
    await page.goto('/geschaeftsstelle');
    await look(page);
    await page.getByRole('link', { name: 'Passkey einrichten' }).click();
    await page.getByRole('button', { name: 'Passkey einrichten' }).click();
    // From now on it counts on every way in, in this session, too: shown once, it is known to work.
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Zweiter Schritt');
    await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
    await expect.poll(() => page.getByText(/eingerichtet am/).count()).toBe(1);
    await page.goto('/konto');
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.goto('/anmelden?weiter=/geschaeftsstelle');
    await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Geschäftsstelle');
    await close();
  });

  it('by keyboard alone, to the end', async () => {
    const { page, close } = await visit({ viewport: { width: 1280, height: 900 } });
    await page.goto('/anmelden');
    await page.getByLabel('E-Mail-Adresse').first().focus();
    await page.keyboard.type('tastatur@betrieb.example');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Sehen Sie in Ihr Postfach');
    await page.goto(linkIn((await mailTo('tastatur@betrieb.example')).text, '/anmelden/link/'));
    for (let press = 0; press < 30; press++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => document.activeElement?.closest('main') && document.activeElement.textContent);
      if (focused?.trim() === 'Anmelden') break;
    }
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toBe('/konto');
    await close();
  });
});

describe('single sign-on', () => {
  let provider: Server;
  let server: RunningServer;
  let folder: string;
  let issuer: string;

  beforeAll(async () => {
    const [port, providerPort] = [await freePort(), await freePort()];
    issuer = `http://localhost:${providerPort}`;
    const oidc = new Provider(issuer, {
      clients: [
        {
          client_id: 'transferwerk',
          client_secret: 'ein-geheimnis-der-probe',
          redirect_uris: [`http://localhost:${port}/api/auth/callback/sso`],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({ sub: id, email: `${id}@dienst.example`, email_verified: id !== 'ungeprueft', name: `Person ${id}` }),
      }),
      pkce: { required: () => true },
      features: { devInteractions: { enabled: true } },
      cookies: { keys: ['probe'] },
    });
    provider = createServer((request, response) => void oidc.callback()(request, response));
    await new Promise<void>((resolve) => provider.listen(providerPort, '127.0.0.1', resolve));
    folder = mkdtempSync(join(tmpdir(), 'transferwerk-sso-'));
    chmodSync(folder, 0o755);
    const oidcEnvironment = {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'transferwerk',
      OIDC_CLIENT_SECRET: 'ein-geheimnis-der-probe',
      OIDC_NAME: 'Probedienst',
    };
    server = await startServer(folder, { PORT: String(port), DATABASE_URL: '', DEMO: 'off', ...oidcEnvironment });
  });
  afterAll(async () => {
    await server.stop();
    provider.closeAllConnections();
    await new Promise((resolve) => provider.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  async function signInAs(page: Page, login: string): Promise<void> {
    await page.goto(`${server.url}/anmelden?weiter=/konto/profil`);
    await page.getByRole('link', { name: 'Mit Probedienst anmelden' }).click();
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill('egal');
    await page.locator('button[type=submit]').click();
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  it('by OpenID Connect, with state, PKCE and a signed token, from a real provider and back', async () => {
    const { page, close } = await visit();
    await signInAs(page, 'anna');
    await expect.poll(() => page.url()).toBe(`${server.url}/konto/profil`);
    expect(await page.getByLabel('Name').inputValue()).toBe('Person anna');
    await page.goto(`${server.url}/konto/sicherheit`);
    expect(await page.locator('main').textContent()).toContain('über einen anderen Dienst');
    await close();
  });

  it('an address that the other service did not prove opens nothing and leaves nothing behind', async () => {
    const { page, close } = await visit();
    await signInAs(page, 'ungeprueft');
    await expect.poll(() => page.url()).toContain(`${server.url}/anmelden?fehler=sso`);
    expect(await page.locator('main').textContent()).toContain('nicht bestätigt, dass die E-Mail-Adresse Ihnen gehört');
    await page.goto(`${server.url}/konto`);
    expect(page.url()).toContain('/anmelden');
    await close();
    expect(await rowsOf(folder, 'select id from accounts."user" where email = $1', ['ungeprueft@dienst.example'])).toEqual([]);
  });

  it('a forged return is refused, and says what to do', async () => {
    const { page, close } = await visit();
    await page.goto(`${server.url}/api/auth/callback/sso?code=erfunden&state=erfunden`);
    await page.goto(`${server.url}/konto`);
    expect(page.url()).toContain('/anmelden');
    await close();
  });
});

describe('a company that used everything', () => {
  it('takes its data along, deletes its account, and the nightly run clears the rest', async () => {
    const { page, faults, close } = await visit();
    const email = 'alles@betrieb.example';
    await enterByMail(page, email);
    await look(page);
    await page.getByRole('link', { name: 'Betrieb anlegen' }).click();
    await look(page);
    await page.getByLabel('Name des Betriebs').fill('Tischlerei am Bach');
    await page.getByRole('button', { name: 'Anlegen' }).click();
    await expect.poll(() => page.getByText('Ihr Betrieb ist angelegt.').count()).toBe(1);
    await look(page);
    const company = page.url();

    await page.goto('/checks/attractive-employer');
    await page.locator('form[action$="/start"] button').first().click();
    await expect.poll(() => page.url()).toContain('/bogen/');
    const sheet = page.url().replace(/\/thema\/1$/, '');
    await page.goto(company);
    await page.getByLabel('Privater Link').fill(sheet);
    await page.getByRole('button', { name: 'Ins Konto holen' }).click();
    await expect.poll(() => page.getByText('Im Konto. Der private Link gilt weiter.').count()).toBe(1);
    await look(page);

    await page.goto('/konto/daten');
    await look(page);
    const [json] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Als JSON-Datei' }).click()]);
    expect(json.suggestedFilename()).toBe('meine-daten.json');
    const [pdf] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Als PDF zum Lesen' }).click()]);
    expect(pdf.suggestedFilename()).toBe('meine-daten.pdf');

    await page.getByLabel(/^Zur Bestätigung/).fill('löschen');
    await page.getByRole('button', { name: 'Konto endgültig löschen' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Ihr Konto ist gelöscht');
    await look(page);
    expect(await page.locator('main').textContent()).toContain('Checks und Maßnahmenpläne im Konto: gelöscht');
    await page.goto(sheet);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toContain('Check');
    await page.goto('/konto');
    expect(new URL(page.url()).pathname).toBe('/anmelden');
    const results = JSON.parse(command('retention', 'run', '--json')) as { rule: string; failed?: boolean }[];
    expect(results.length).toBeGreaterThan(5);
    expect(results.some((result) => result.failed)).toBe(false);
    expect(command('audit', 'verify')).toContain('unbroken');
    expect(faults).toEqual([]);
    await close();
  });
});

describe('import by the office', () => {
  it('template → preview → apply → undo, in the browser and on the command line', async () => {
    const { page, faults, close } = await visit({ viewport: { width: 1280, height: 900 } });
    await enterAsOffice(page);
    await page.goto('/geschaeftsstelle/daten');
    await look(page);
    const csv = 'Name;Art;E-Mail;Ort\r\nKammer der Probe;Kammern;probe@kammer.example;24103 Kiel\r\n';
    await page.getByLabel(/^Datei/).setInputFiles({ name: 'probe.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
    await expect.poll(() => page.getByText('1 neu, 0 geändert').count()).toBe(1);
    await look(page);
    await page.getByRole('button', { name: 'Einen Eintrag einlesen' }).click();
    await expect.poll(() => page.getByText('Eingelesen. Sie können es unten zurücknehmen.').count()).toBe(1);
    await look(page);
    await page.getByRole('button', { name: 'Zurücknehmen' }).click();
    await expect.poll(() => page.getByText('Alles ist wieder wie zuvor.').count()).toBe(1);
    for (const path of [
      '/geschaeftsstelle/verlauf',
      '/geschaeftsstelle/konten',
      '/geschaeftsstelle/datenschutz',
      '/aufnahmen',
      '/konto/mitteilungen',
      '/konto/profil',
      '/vereinbarungen',
      '/verarbeitungen',
    ]) {
      await page.goto(path);
      await look(page);
    }
    const file = join(tmpdir(), `mitglieder-${process.pid}.xlsx`);
    command('template', 'members', file);
    expect(command('import', 'members', file)).toContain('1 new, 0 changed');
    rmSync(file, { force: true });
    expect(url).toContain('localhost');
    expect(faults).toEqual([]);
    await close();
  });
});
