/**
 * `npm run test:clients`: programs of others read what the house gives out, from an instance of its own with the demo network.
 * Prints a table of client, address and verdict. Ends with 1 where anything is wrong; what could not run is named with what
 * it needs, and ends with 0. Needs no network but this machine's own.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRoot } from '../../src/platform/root.ts';
import { startServer } from '../support/server.ts';
import { calendarClients } from './calendars.ts';
import { credentialClients } from './credentials.ts';
import { dataClients } from './data.ts';
import type { Client, Instance } from './kinds.ts';
import { paperClients } from './papers.ts';

const CLIENTS: Client[] = [...calendarClients, ...paperClients, ...dataClients, ...credentialClients];

type Row = [client: string, address: string, verdict: string];

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
function print(rows: readonly Row[]): void {
  const widths = [0, 1].map((at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  for (const [client, address, verdict] of rows)
    console.log(`${client.padEnd(widths[0] ?? 0)}  ${address.padEnd(widths[1] ?? 0)}  ${cut(verdict, 200)}`);
}

/** A check as a stranger fills it in, with a measure that has a day. */
async function planOf(url: string): Promise<string> {
  const post = (path: string, fields: Record<string, string>) =>
    fetch(`${url}${path}`, { method: 'POST', redirect: 'manual', headers: { origin: url }, body: new URLSearchParams(fields) });
  const begun = await post('/checks/healthy-work/start', {});
  const path = (begun.headers.get('location') ?? '').replace(/\/thema\/.*/, '');
  await post(`${path}/plan`, { text: 'Prüfen', urgency: 'soon', responsible: 'Ümit', due: '2027-03-01', control: 'fragen', state: 'open' });
  return path;
}

async function calendarsOf(url: string): Promise<string[]> {
  const linked = async (page: string, pattern: RegExp) => pattern.exec(await (await fetch(`${url}${page}`)).text())?.[1];
  const [course, body, network] = await Promise.all([
    linked('/bildung', /href="(\/bildung\/kurse\/[^"?#]+)"/),
    linked('/gremien', /href="(\/gremien\/[^"?#/.]+)"/),
    linked('/vor-ort', /href="(\/vor-ort\/[^"?#/.]+)"/),
  ]);
  const own = [course && `${course}/kalender.ics`, body && `${body}/termine.ics`, network && `${network}/termine.ics`];
  return ['/termine.ics', '/neuigkeiten.ics', ...own.filter((path) => path !== undefined)];
}

async function rowsOf(client: Client, instance: Instance): Promise<{ rows: Row[]; faults: number; isMissing: boolean }> {
  const missing = await client.missing();
  if (missing !== undefined) return { rows: [[client.name, '–', `not here: ${missing}`]], faults: 0, isMissing: true };
  const findings = await client.check(instance).catch((error: unknown) => [{ address: '–', fault: String(error), note: '' }]);
  if (findings.length === 0) return { rows: [[client.name, '–', 'FAULT: it has read nothing']], faults: 1, isMissing: false };
  // The address of a check is a key to it.
  const shown = (address: string) => address.replace(/^\/bogen\/[^/]+/, '/bogen/…');
  const rows = findings.map(({ address, fault, note }): Row => [client.name, shown(address), fault ? `FAULT: ${fault}` : `ok: ${note}`]);
  return { rows, faults: findings.filter(({ fault }) => fault).length, isMissing: false };
}

if (!existsSync(fromRoot('dist', 'server', 'main.js'))) {
  console.error('Not built yet: npm run build');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'transferwerk-clients-'));
chmodSync(folder, 0o755);
const dataDir = join(folder, 'data');
const files = join(folder, 'files');
mkdirSync(dataDir);
mkdirSync(files);
const server = await startServer(dataDir, { DATABASE_URL: '', DATABASE_OWNER_URL: '', SMTP_URL: '', DEMO: 'on' });
try {
  const { url } = server;
  const plan = await planOf(url);
  const calendars = [...(await calendarsOf(url)), `${plan}/plan.ics`];
  const results = [];
  for (const client of CLIENTS) results.push(await rowsOf(client, { url, dataDir, folder: files, plan, calendars }));
  print([['client', 'address', 'verdict'], ...results.flatMap(({ rows }) => rows)]);
  const faults = results.reduce((sum, each) => sum + each.faults, 0);
  const missing = results.filter(({ isMissing }) => isMissing).length;
  console.log(`\n${CLIENTS.length - missing} of ${CLIENTS.length} clients have run, ${faults} faults.`);
  if (missing > 0) console.log(`NOT TESTED: ${missing} clients are not here; the table says what each needs.`);
  process.exitCode = faults > 0 ? 1 : 0;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
