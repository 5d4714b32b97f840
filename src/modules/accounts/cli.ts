import { asciiEmail } from '#platform/forms/email.ts';
import { actAs, SYSTEM } from '#platform/actor.ts';
import { auditTrail, inWords } from '#platform/audit/index.ts';
import type { Trail } from '#platform/audit/trail.ts';
import { type Command, option, Refusal, UsageError } from '#platform/cli.ts';
import { LINK_LIFE_MINUTES } from './auth.ts';
import type { AccountsService } from './service/index.ts';
import { insertPerson, personByEmail } from './store/people.ts';

interface Context {
  accounts(): Promise<AccountsService>;
  trail(): Promise<Trail>;
}

/** An end of the trail that the operator kept elsewhere, as `audit verify` prints it: `<position>:<hash>`. */
function headOf(text: string) {
  const [, position = '', hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (hash === '') throw new UsageError('--head is <position>:<hash>, as audit verify prints it.');
  return { at: '(--head)', position: Number(position), hash };
}

const address = (text: string | undefined): string => {
  const email = asciiEmail(text ?? '');
  if (email === undefined || email.length > 254) throw new UsageError('--email is missing or no address.');
  return email.toLowerCase();
};

/** A link that signs in once, and that may set up a first second factor: whoever runs the server vouches for it. */
async function signInUrl({ signIn, factors, context }: AccountsService, email: string): Promise<string> {
  const link = await signIn.linkToken(email);
  const person = await personByEmail(context.db, email);
  if (person) await factors.openFirst(context.db, person.id, { link });
  return `${context.config.publicUrl}/anmelden/link/${link}`;
}

/** `admin create`, `admin link`, `admin reset-factor`, `audit verify`, `audit show` */
export const accountsCommands: Command<Context>[] = [
  {
    name: 'admin create',
    summary: 'Makes somebody an administrator and prints a link that signs them in once.',
    usage: '--email <address> --name <name> [--role administrator|office] [--json]',
    help: 'The first administrator is made this way; the others are invited. A second factor is asked for at the first sign-in.',
    options: { email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' }, json: { type: 'boolean' } },
    async run({ values, output, context }) {
      const email = address(option(values, 'email'));
      const name = option(values, 'name')?.trim() ?? '';
      const role = option(values, 'role') ?? 'administrator';
      if (name === '' || name.length > 120) throw new UsageError('--name is missing or longer than 120 characters.');
      if (role !== 'administrator' && role !== 'office') throw new UsageError('--role is administrator or office.');
      const service = await context.accounts();
      const { within, id, now } = service.context;
      await actAs(SYSTEM, () =>
        within(async (trx) => {
          const known = await personByEmail(trx, email);
          const userId = known?.id ?? id();
          if (!known) await insertPerson(trx, { id: userId, name, email, at: now() });
          await service.membership.grant(trx, userId, role, null);
        }),
      );
      const url = await signInUrl(service, email);
      output.out(
        values['json']
          ? JSON.stringify({ email, role, url })
          : `${name} is ${role}. Sign in here, once, within ${LINK_LIFE_MINUTES} minutes:\n${url}`,
      );
    },
  },
  {
    name: 'admin link',
    summary: 'Prints a link that signs somebody in once: where no mail can be sent.',
    usage: '--email <address>',
    options: { email: { type: 'string' } },
    async run({ values, output, context }) {
      const email = address(option(values, 'email'));
      const service = await context.accounts();
      if (!(await personByEmail(service.context.db, email))) throw new Refusal('There is no account with this address.');
      output.out(await signInUrl(service, email));
    },
  },
  {
    name: 'admin reset-factor',
    summary: 'Takes every factor of an account away (authenticator, recovery codes, passkeys, password) and ends its sessions.',
    usage: '--email <address>',
    options: { email: { type: 'string' } },
    async run({ values, output, context }) {
      const service = await context.accounts();
      const { factors, context: services } = service;
      const person = await personByEmail(services.db, address(option(values, 'email')));
      if (!person) throw new Refusal('There is no account with this address.');
      await actAs(SYSTEM, () => services.within((trx, raw) => factors.reset(trx, raw, person.id)));
      const url = await signInUrl(service, person.email);
      output.out(
        `All factors are reset and all sessions ended. Set up new ones here, signed in once, within ${LINK_LIFE_MINUTES} minutes:\n${url}`,
      );
    },
  },
  {
    name: 'audit verify',
    summary: 'Walks the audit trail and says whether anything was changed, added or taken out.',
    usage: '[--head <position>:<hash>] [--json]',
    help: 'Compares with the ends noted in DATA_DIR/audit-heads.jsonl, and with those of --head (also several) kept elsewhere.',
    options: { head: { type: 'string', multiple: true }, json: { type: 'boolean' } },
    async run({ values, output, context }) {
      const heads = [values['head'] ?? []].flat().map((text) => headOf(String(text)));
      const verdict = await (await context.trail()).verify(heads);
      if (values['json']) output.out(JSON.stringify(verdict));
      if (!verdict.ok) throw new Refusal(`The audit trail is broken. ${inWords(verdict)}`);
      const { entries, keyed, position, last } = verdict;
      if (!values['json']) output.out(`${entries} entries, unbroken, ${keyed} of them chained with a key. Its end: ${position}:${last}`);
    },
  },
  {
    name: 'audit show',
    summary: 'Shows the newest entries of the audit trail.',
    usage: '[--record <id>] [--limit <n>]',
    options: { record: { type: 'string' }, limit: { type: 'string' } },
    async run({ values, output, context }) {
      const { context: services } = await context.accounts();
      const limit = Math.min(1000, Number(option(values, 'limit') ?? 50) || 50);
      const rows = await auditTrail(services.db, { record: option(values, 'record') }, limit);
      for (const row of rows) output.out(`${row.at.toISOString()} ${row.actor ?? row.actor_kind} ${row.action} ${row.kind} ${row.record}`);
    },
  },
];
