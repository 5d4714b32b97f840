/**
 * `npm run bench:checks`: the speed of the checks on PostgreSQL with 100,000 filled-in ones (`--count <n>` for another
 * number): CPU time of one theme page, opening a check, the comparison page. Exits with 1 where a budget is missed.
 */
import { systemClock } from '../../src/platform/clock.ts';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { connect, openDatabase } from '../../src/platform/database/index.ts';
import { newId } from '../../src/platform/ids.ts';
import { createLinks, sharedSecret } from '../../src/platform/links.ts';
import { startServer } from '../support/server.ts';

const at = process.argv.indexOf('--count');
const COUNT = at > 0 ? Number(process.argv[at + 1]) : 100_000;
const SAMPLE = 400;
const CHECK = 'healthy-work';
const TICKS = 100; // of /proc/<pid>/stat, a second

const folder = mkdtempSync(join(tmpdir(), 'transferwerk-bench-'));
chmodSync(folder, 0o755);
const env = { LOG_LEVEL: 'silent', DATABASE_URL: '', DEMO: 'off' };
const server = await startServer(folder, env);
// Filling makes a temporary table, which only the owner may.
const database = await openDatabase({ databaseUrl: undefined, databaseOwnerUrl: undefined, dataDir: folder });
const { db, pool } = connect(database.owner ?? database.connection);

/** Check points of the version in force, as the server itself gives them. */
const { check } = (await (await fetch(`${server.url}/api/checks/${CHECK}`)).json()) as {
  check: { themes: { id: string; checkpoints: { id: string }[] }[] };
};
const points = check.themes.flatMap((theme) => theme.checkpoints.map((point) => point.id));

console.log(`filling ${COUNT} checks of ${points.length} answers each …`);
await sql`create temp table point as select name, number from unnest(${points}::text[]) with ordinality as p (name, number)`.execute(db);
await sql`insert into checks.assessment (id, check_id, version, created_at, visited_at, seq)
  select gen_random_uuid(), ${CHECK}, 1, now(), now(), ${points.length} from generate_series(1, ${COUNT})`.execute(db);
await sql`insert into checks.answer (assessment_id, checkpoint, side, rating, note, rating_rivals, note_rivals)
  select a.id, p.name, 'company', (array['none', 'some', 'urgent'])[1 + (hashtext(a.id::text || p.name) & 1) + (p.number % 2)::int], '', '{}', '{}'
  from checks.assessment a cross join unnest(${points}::text[]) with ordinality as p (name, number)`.execute(db);
await sql`insert into checks.change (assessment_id, seq, id, checkpoint, side, field, value, seen, clock, at)
  select assessment_id, row_number() over (partition by assessment_id order by checkpoint), gen_random_uuid(), checkpoint, side, 'rating', rating, '{}', 1, now()
  from checks.answer`.execute(db);
await sql`insert into checks.measure (id, assessment_id, text, urgency, responsible, due, control)
  select gen_random_uuid(), a.id, 'Maßnahme ' || n, 'soon', 'Chefin', current_date, 'ansehen'
  from checks.assessment a cross join generate_series(1, 5) n`.execute(db);
const figures = check.themes.flatMap((theme) => theme.checkpoints).map((point) => [point.id, 40] as const);
const cells = [
  { family: 'all', value: '' },
  ...['1', '2-9', '10-49', '50-249', '250+'].map((value) => ({ family: 'size', value })),
  ...['C', 'F', 'G', 'H', 'I', 'Q'].map((value) => ({ family: 'industry', value })),
  ...Array.from({ length: 16 }, (_, index) => ({ family: 'state', value: String(index + 1).padStart(2, '0') })),
].map((cell) => ({
  cell,
  behind: 'over50',
  themes: Object.fromEntries(check.themes.map((theme) => [theme.id, 50])),
  points: Object.fromEntries(figures),
}));
for (let quarter = 0; quarter < 12; quarter++)
  await sql`insert into comparison.release (id, check_id, quarter, released_at, figures)
    values (${newId()}, ${CHECK}, ${`${2024 + Math.floor(quarter / 4)}-${(quarter % 4) + 1}`}, now() - make_interval(months => ${36 - quarter * 3}), ${JSON.stringify(cells)})`.execute(
    db,
  );
await sql`analyze`.execute(db);

const links = createLinks(await sharedSecret(db, 'links'), systemClock);
const chosen = await sql<{ id: string }>`select id from checks.assessment order by random() limit ${SAMPLE}`.execute(db);
const tokens: string[] = [];
for (const { id } of chosen.rows)
  tokens.push(links.token('assessment', await links.create(db, 'assessment', id, new Date(Date.now() + 86_400_000))));

const percentile = (times: number[], share: number) => times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? Number.NaN;

async function timesOf(paths: string[]): Promise<number[]> {
  const times: number[] = [];
  for (const path of paths) {
    const start = performance.now();
    const answer = await fetch(`${server.url}${path}`);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path.slice(0, 20)}: ${answer.status}`);
    times.push(performance.now() - start);
  }
  return times;
}

/** CPU time of the server's process so far, in milliseconds: user and system, of all its threads. */
function cpuOf(pid: number | undefined): number {
  const fields =
    readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

const missed: string[] = [];
function report(name: string, value: number, budget: number): void {
  console.log(`${name.padEnd(62)}${value.toFixed(1).padStart(7)} ms   (budget ≤ ${budget} ms)`);
  if (value > budget) missed.push(name);
}

const overviews = tokens.map((token) => `/bogen/${token}`);
const themes = tokens.map((token, index) => `/bogen/${token}/thema/${(index % check.themes.length) + 1}`);
await timesOf([...overviews.slice(0, 100), ...themes.slice(0, 100)]); // warm
const opening = await timesOf(overviews);
report(`opening a check among ${COUNT}, p95`, percentile(opening, 0.95), 20);
console.log(`  median ${percentile(opening, 0.5).toFixed(1)} ms`);
const before = cpuOf(server.process.pid);
await timesOf(themes);
report('one theme page, CPU of the whole request in the server', (cpuOf(server.process.pid) - before) / themes.length, 3);
const comparison = await timesOf(Array.from({ length: 200 }, () => `/checks/${CHECK}/vergleich`));
report('the comparison page with 12 releases of 28 cells, p95', percentile(comparison, 0.95), 100);

await pool.end();
await database.close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
if (missed.length > 0) console.log(`missed: ${missed.join(', ')}`);
process.exit(missed.length > 0 ? 1 : 0);
