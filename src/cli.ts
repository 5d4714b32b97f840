import { createServices } from './application.ts';
import { loadContent } from './content.ts';
import { type Command, option, Refusal, runCommand, UsageError } from '#platform/cli.ts';
import { ConfigError, readConfig } from '#platform/config.ts';
import { ContentError } from '#platform/content.ts';
import { systemClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/index.ts';
import { mailCommands } from '#platform/mail/cli.ts';
import { newId } from '#platform/ids.ts';
import { slugify } from '#platform/slug.ts';
import { locationOf, places } from '#reference/index.ts';
import { accountsCommands } from '#modules/accounts/index.ts';
import { checkCommands, definitionFrom, inCatalogueOrder } from '#modules/checks/index.ts';
import { accreditationCommands } from '#modules/accreditation/index.ts';
import { credentialCommands } from '#modules/credentials/index.ts';
import { declarationCommands } from '#modules/declarations/index.ts';
import { insertStandings } from '#modules/editorial/index.ts';
import { governanceCommands, textOfFile } from '#modules/governance/index.ts';
import { matchCommands } from '#modules/matching/index.ts';
import { officeCommands } from '#modules/office/index.ts';
import { insertOrganisations, ORGANISATION_KINDS } from '#modules/organisations/index.ts';
import { coverageCommands } from '#modules/coverage/index.ts';
import { hsdsCommands } from '#modules/hsds/index.ts';
import { overlapCommands } from '#modules/overlap/index.ts';
import { privacyCommands } from '#modules/privacy/index.ts';
import { sheetsCommands } from '#modules/sheets/index.ts';
import { ensureDemo, loadDemo, removeDemo } from './demo/load.ts';

/** Everything a command may ask for, made when it asks. */
function createContext() {
  let content: ReturnType<typeof loadContent> | undefined;
  let parts: Promise<Awaited<ReturnType<typeof createServices>>> | undefined;
  const getContent = () => {
    content ??= loadContent();
    return content;
  };
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error' });
  const getParts = () => {
    parts ??= openDatabase(config, { patient: true })
      .then((database) => createServices(config, getContent(), { database }))
      .then((made) => {
        // A command may write into the trail, perhaps from another folder than the server's.
        if (made.trailNotice) console.error(made.trailNotice);
        return made;
      });
    return parts;
  };
  /** Beside a running server: its database is used and left alone, also when the server has gone meanwhile. */
  const getPartsBeside = () => {
    parts ??= openDatabase(config, { patient: true }).then((database) =>
      createServices(config, getContent(), { database: { ...database, close: () => database.pool.end() } }),
    );
    return parts;
  };
  const demoParts = async () => {
    const { services, search } = await getParts();
    return { db: services.db, topics: getContent().topics, places: places(), search };
  };
  /** The index is there and, where it is wished, the demo network. */
  const demoReady = async () => {
    await (await getParts()).search.ensure();
    await ensureDemo(await demoParts(), config.demo, systemClock.now());
  };
  return {
    demoParts,
    topics: () => getContent().topics,
    checks: () => new Map(inCatalogueOrder(getContent().checks.map(definitionFrom)).map((definition) => [definition.id, definition])),
    sources: () => getContent().checks,
    places,
    today: () => systemClock.today(),
    services: async () => (await getParts()).services,
    mailerBeside: async () => (await getPartsBeside()).services.mailer,
    governance: async () => (await getParts()).governance,
    trail: async () => (await getParts()).trail,
    accounts: async () => (await getParts()).accounts,
    sheets: async () => (await getParts()).sheets,
    privacy: async () => (await getParts()).privacy,
    declarations: async () => (await getParts()).declarations,
    accreditation: async () => (await getParts()).accreditation,
    credentials: async () => (await getParts()).credentials,
    settle: async () => {
      await (await getParts()).services.jobs.drain();
    },
    database: async () => (await getParts()).services.db,
    matching: async () => {
      await demoReady();
      return (await getParts()).matching;
    },
    search: async () => {
      await demoReady();
      return (await getParts()).search;
    },
    relatives: async () => {
      await demoReady();
      return (await getParts()).overlap.relatives;
    },
    hsds: async () => {
      await demoReady();
      return (await getParts()).hsds;
    },
    textOfFile,
    async close() {
      if (!parts) return;
      const { services, database, trail } = await parts;
      await services.jobs.stop();
      await trail.close();
      await database.close();
    },
  };
}
type Context = ReturnType<typeof createContext>;

function number(text: string | undefined, name: string, fallback: number, most: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isFinite(value) || value < 0 || value > most) throw new UsageError(`--${name} is a number up to ${most}.`);
  return value;
}

const demoCommands: Command<Context>[] = [
  {
    name: 'demo',
    summary: 'Loads the demo network (replaces demo data that is there), or takes it away.',
    usage: '[--seed <n>] [--scale <n>] [--remove] [--json]',
    help: 'Scale 1: some 60 organisations, 250 consultants, 600 offers, 12 networks. Scale 35: 21,000 offers.',
    options: { seed: { type: 'string' }, scale: { type: 'string' }, remove: { type: 'boolean' }, json: { type: 'boolean' } },
    async run({ values, output, context }) {
      const parts = await context.demoParts();
      if (values['remove']) {
        await removeDemo(parts);
        return output.out(values['json'] ? '{"removed":true}' : 'The demo data is gone.');
      }
      const size = { seed: number(option(values, 'seed'), 'seed', 1, 2 ** 31), scale: number(option(values, 'scale'), 'scale', 1, 400) };
      if (size.scale < 0.1) throw new UsageError('--scale is at least 0.1.');
      const loaded = await loadDemo(parts, size, systemClock.now());
      output.out(
        values['json']
          ? JSON.stringify({ ...size, ...loaded })
          : `Demo network loaded: ${loaded.organisations} organisations, ${loaded.offers} offers, ${loaded.consultants} people, ${loaded.networks} networks.`,
      );
    },
  },
  {
    name: 'organisation add',
    summary: 'Enters a real organisation. With the first one the demo data goes.',
    usage: '--name <name> --kind <kind> --email <address> --place <postal code or place> [--description <text>] [--json]',
    help: `Kinds: ${ORGANISATION_KINDS.join(', ')}.`,
    options: {
      name: { type: 'string' },
      kind: { type: 'string' },
      email: { type: 'string' },
      place: { type: 'string' },
      description: { type: 'string' },
      json: { type: 'boolean' },
    },
    async run({ values, output, context }) {
      const name = option(values, 'name')?.trim() ?? '';
      const email = option(values, 'email')?.trim() ?? '';
      const kind = ORGANISATION_KINDS.find((known) => known === option(values, 'kind'));
      if (name === '' || name.length > 200) throw new UsageError('--name is missing or longer than 200 characters.');
      if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError('--email is missing or no address.');
      if (!kind) throw new UsageError(`--kind is one of ${ORGANISATION_KINDS.join(', ')}.`);
      const answer = places().find(option(values, 'place') ?? '');
      if (answer.kind !== 'found') throw new Refusal(`The place "${option(values, 'place') ?? ''}" is ${answer.kind}.`);
      const db = await context.database();
      const id = newId();
      await insertOrganisations(db, [
        {
          id,
          slug: `${slugify(name)}-${id.slice(-4)}`,
          name,
          kind,
          email,
          description: option(values, 'description') ?? '',
          website: null,
          since: context.today(),
          demo: false,
          updated_at: systemClock.now(),
          ...locationOf(answer.place),
        },
      ]);
      const standing = { state: 'published' as const, confirmed_at: systemClock.now(), reminded_at: null };
      await insertStandings(db, [{ kind: 'organisation', subject: id, owner_scope: 'organisation', owner: id, title: name, ...standing }]);
      await removeDemo(await context.demoParts());
      output.out(values['json'] ? JSON.stringify({ id, name }) : `${name} is entered. The demo data is gone.`);
    },
  },
];

/** Everything that `transferwerk` can do; the handbook's test reads it. */
export const commands = [
  ...accountsCommands,
  ...sheetsCommands,
  ...privacyCommands,
  ...checkCommands,
  ...credentialCommands,
  ...accreditationCommands,
  ...mailCommands,
  ...declarationCommands,
  ...matchCommands,
  ...overlapCommands,
  ...hsdsCommands,
  ...coverageCommands,
  ...demoCommands,
  ...officeCommands,
  ...governanceCommands,
] as Command<Context>[];

async function main(): Promise<number> {
  let context: Context | undefined;
  const output = { out: (text: string) => console.log(text), err: (text: string) => console.error(text) };
  try {
    return await runCommand(commands, process.argv.slice(2), output, async () => {
      context = createContext();
      return context;
    });
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof ContentError)) throw error;
    output.err(error.message);
    return 1;
  } finally {
    await context?.close();
  }
}

if (import.meta.main) process.exitCode = await main();
