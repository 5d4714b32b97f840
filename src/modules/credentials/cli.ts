import { readFileSync } from 'node:fs';
import { argument, type Command, option, Refusal } from '#platform/cli.ts';
import type { Db } from '#platform/database/index.ts';
import { readCredentialFile } from './file.ts';
import { type DidDocument, didDocumentSchema, type Fault } from './model.ts';
import type { Credentials } from './service.ts';
import { verifyCredential } from './verify.ts';

interface Context {
  credentials(): Promise<Credentials>;
  database(): Promise<Db>;
}

const SAID: Record<Fault, (detail: string) => string> = {
  malformed: (detail) => `This file holds no signed credential${detail ? ` (${detail})` : ''}.`,
  foreignContext: (detail) => `It uses a foreign context: ${detail}.`,
  unknownIssuer: (detail) => `Its issuer is not known: ${detail}. Hand its keys in with --issuer.`,
  unknownKey: (detail) => `The key is not one of the issuer's: ${detail}.`,
  signature: () => 'The signature does not fit: somebody changed the credential.',
  notYetValid: (detail) => `It is only valid from ${detail}.`,
  expired: (detail) => `It expired on ${detail}.`,
  revoked: () => 'It was revoked.',
  statusAltered: (detail) => `The status list was changed or is not the right one: ${detail}.`,
  statusExpired: (detail) => `The status list is too old (${detail}): fetch a new one.`,
  statusMissing: (detail) => `The signature is right. Whether it was revoked is open: hand in the list from ${detail} with --status.`,
};

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Refusal(`${file}: cannot be read`);
  }
}

function json(file: string): unknown {
  try {
    return JSON.parse(read(file));
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(`${file}: no JSON`);
  }
}

function issuerIn(file: string): DidDocument {
  const parsed = didDocumentSchema.safeParse(json(file));
  if (!parsed.success) throw new Refusal(`${file}: no DID document as published at /.well-known/did.json`);
  return parsed.data;
}

/** `credential verify` */
export const credentialCommands: Command<Context>[] = [
  {
    name: 'credential verify',
    summary: 'Verifies a certificate, seal or accreditation (Open Badges 3.0) without any server.',
    usage: '<file> [--issuer <did.json>] [--status <list.json>] [--json]',
    help: `--issuer: the issuer's keys, as published at its /.well-known/did.json; without it: those that this installation's database knows.
--status: the list of those revoked, as published; a package (…/paket.json) brings it along.`,
    options: { issuer: { type: 'string' }, status: { type: 'string' }, json: { type: 'boolean' } },
    async run({ args, values, output, context }) {
      const handed = readCredentialFile(read(argument(args, 0, 'file')));
      if (!handed.ok) throw new Refusal(SAID.malformed(''));
      const issuer = option(values, 'issuer');
      const status = option(values, 'status');
      const { credential, lists } = handed.value;
      if (status !== undefined) {
        const list = json(status) as { id?: unknown };
        lists.set(String(list.id), list);
      }
      const issuers = issuer === undefined ? await (await context.credentials()).issuers() : [{ name: issuer, document: issuerIn(issuer) }];
      const verified = await verifyCredential(credential, { issuers, lists, now: new Date() });
      if (!verified.ok) {
        if (values['json']) output.out(JSON.stringify({ valid: false, ...verified.fault }, null, 2));
        throw new Refusal(SAID[verified.fault.fault](verified.fault.detail));
      }
      const { value } = verified;
      if (values['json']) return output.out(JSON.stringify({ valid: true, ...value }, null, 2));
      output.out(
        [
          `Valid: ${value.name}${value.holder ? ` for ${value.holder}` : ''}.`,
          `Issued by ${value.issuerName} (${value.issuer}) on ${value.from.slice(0, 10)}, ${value.until ? `valid until ${value.until.slice(0, 10)}` : 'without an end'}.`,
          `Signed with ${value.key}.`,
        ].join('\n'),
      );
    },
  },
];
