import { execFileSync } from 'node:child_process';
import { TOTP } from 'otpauth';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { readConfig } from '../../../src/platform/config.ts';
import { placeEmbedded } from '../../../src/platform/database/embedded/placement.ts';
import { fromRoot } from '../../../src/platform/root.ts';

/** The command line beside the running server, on the same data. */
export const command = (...words: string[]): string =>
  execFileSync(process.execPath, [fromRoot('dist', 'server', 'cli.js'), ...words], {
    env: { ...process.env, DATA_DIR: inject('dataDir'), DATABASE_URL: '', PUBLIC_URL: inject('url') },
    encoding: 'utf8',
  });

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What stands in the database of the server that runs on a folder. */
export async function rowsOf<Row extends pg.QueryResultRow>(dataDir: string, sql: string, values: unknown[]): Promise<Row[]> {
  const { socketDir } = placeEmbedded(readConfig({ DATA_DIR: dataDir }).dataDir);
  const client = new pg.Client({ host: socketDir, user: 'transferwerk', database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** The newest mails, straight from the outbox of the running server: a command for each look would take a second. */
export const outbox = (limit = 1000): Promise<Mail[]> =>
  rowsOf<{ to: string; subject: string; text: string }>(
    inject('dataDir'),
    'select recipient as "to", subject, body as text from platform.mail order by created_at desc, id desc limit $1',
    [limit],
  );

/** The newest mail to an address whose text matches; waited for, because mails go out by jobs. */
export async function mailTo(address: string, pattern = /./): Promise<Mail> {
  const find = async () => (await outbox()).find((mail) => mail.to === address && pattern.test(mail.text));
  await expect.poll(async () => (await find())?.text ?? '', { timeout: 20_000, interval: 200 }).not.toBe('');
  const mail = await find();
  if (!mail) throw new Error(`no mail to ${address}`);
  return mail;
}

export const linkIn = (text: string, part: string): string =>
  /https?:\/\/\S+/g[Symbol.match](text)?.find((link) => link.includes(part)) ?? '';

/** Opens a link of a mail that signs in, and presses its button. */
export async function followLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('main').getByRole('button', { name: 'Anmelden' }).click();
}

/** Signs somebody in by the link in their mail, as a newcomer would. */
export async function enterByMail(page: Page, email: string): Promise<void> {
  await page.goto('/anmelden');
  await page.getByLabel('E-Mail-Adresse').first().fill(email);
  await page.getByRole('button', { name: 'Link schicken' }).click();
  await followLink(page, linkIn((await mailTo(email, /anmelden\/link/)).text, '/anmelden/link/'));
}

let people = 0;

/** Somebody of the office (or an administrator), signed in with both factors. Returns how the next codes are made. */
export async function enterAsOffice(page: Page, role: 'office' | 'administrator' = 'office'): Promise<{ email: string; totp: TOTP }> {
  const email = `office-${process.pid}-${++people}@netz.example`;
  const made = JSON.parse(command('admin', 'create', '--email', email, '--name', 'Olga Office', '--role', role, '--json')) as {
    url: string;
  };
  await followLink(page, made.url);
  await page.goto('/geschaeftsstelle');
  await page.getByRole('button', { name: 'Mit einer Authenticator-App' }).click();
  const secret = ((await page.locator('code.private-link').textContent()) ?? '').replaceAll(' ', '');
  const totp = new TOTP({ secret, digits: 6, period: 30 });
  await page.getByLabel('Code aus der App').fill(totp.generate());
  await page.getByRole('button', { name: 'Weiter' }).click();
  await expect.poll(() => new URL(page.url()).pathname).not.toContain('zweiter-faktor');
  return { email, totp };
}

/** An organisation applies by its coordinator's page and is admitted on the office's. `seen` looks at every page on the way. */
export async function foundOrganisation(
  { coordinator, office }: { coordinator: Page; office: Page },
  name: string,
  seen: (page: Page) => Promise<void>,
): Promise<void> {
  const host = `${name.replaceAll(/[^a-z]/gi, '').toLowerCase()}.example`;
  await coordinator.goto('/partner-werden');
  await seen(coordinator);
  await coordinator.getByLabel('Name', { exact: true }).fill(name);
  await coordinator.getByLabel('Beschreibung').fill('Wir beraten Betriebe in allen Fragen der Arbeit, seit vielen Jahren.');
  await coordinator.getByLabel('E-Mail-Adresse für Anfragen').fill(`anfragen@${host}`);
  await coordinator.locator('#place').fill('24103 Kiel');
  for (const box of await coordinator.getByLabel(/^Wir nehmen/).all()) await box.check();
  await coordinator.getByRole('button', { name: 'Aufnahme beantragen' }).click();
  await expect.poll(() => coordinator.getByText('Ihr Antrag ist eingegangen').count()).toBe(1);
  await office.goto('/geschaeftsstelle');
  await seen(office);
  await office.getByRole('link', { name, exact: true }).click();
  await seen(office);
  await office.getByRole('button', { name: 'Aufnehmen' }).click();
  await expect.poll(() => office.getByText('Aufgenommen. Die Organisation steht im Verzeichnis').count()).toBe(1);
  await seen(office);
}
