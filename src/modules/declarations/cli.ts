import { systemClock } from '#platform/clock.ts';
import { readFileSync } from 'node:fs';
import { argument, type Command, option, Refusal } from '#platform/cli.ts';
import { type FileFault, verifyFile } from './file.ts';
import { validityOf } from './model.ts';
import { keySetSchema, type PublicKey } from './signature.ts';

interface Context {
  declarations(): Promise<{ keys: { rotate(): Promise<string> } }>;
}

const SAID: Record<FileFault, string> = {
  noDeclaration: 'This file holds no self-declaration.',
  malformed: 'The signature is damaged.',
  signature: 'The signature does not fit: somebody changed the declaration.',
  unknownKey: 'It was signed with a key that is not among the keys given.',
  changed: 'The paper was changed after it had been signed.',
};

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new Refusal(`${file}: cannot be read`);
  }
}

function keysIn(file: string): PublicKey[] {
  try {
    return keySetSchema.parse(JSON.parse(read(file).toString('utf8'))).keys;
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(`${file}: no key set as published at /.well-known/transferwerk-keys.json`);
  }
}

/** `declaration verify`, `declaration rotate-key` */
export const declarationCommands: Command<Context>[] = [
  {
    name: 'declaration verify',
    summary: 'Verifies a self-declaration (PDF or JSON) without any server.',
    usage: '<file> [--keys <keys.json>] [--json]',
    help: '--keys: the network’s keys, as published at /.well-known/transferwerk-keys.json. Without them only the file’s own key is known.',
    options: { keys: { type: 'string' }, json: { type: 'boolean' } },
    run({ args, values, output }) {
      const keys = option(values, 'keys');
      const verified = verifyFile(read(argument(args, 0, 'file')), keys === undefined ? undefined : keysIn(keys));
      if (!verified.ok) throw new Refusal(SAID[verified.fault]);
      const { claims, keyId, trusted } = verified.value;
      const state = validityOf({ valid_until: claims.validUntil, withdrawn_at: null }, systemClock.today());
      if (values['json']) return output.out(JSON.stringify({ ...claims, state, key: keyId, trusted }, null, 2));
      output.out(
        [
          `${claims.sub}: unchanged, ${state} until ${claims.validUntil}.`,
          `${claims.company}${claims.place ? `, ${claims.place}` : ''}`,
          `${claims.check.title} (${claims.check.id}, version ${claims.check.version}, ${claims.check.hash.slice(0, 12)}), issued on ${claims.issued}, ${claims.measures} measures`,
          trusted
            ? `Signed with the network’s key ${keyId}.`
            : `Signed with the key ${keyId}. Whether it is the network’s own: ${claims.iss}/.well-known/transferwerk-keys.json (--keys).`,
          `Whether it was withdrawn: ${claims.url}`,
        ].join('\n'),
      );
    },
  },
  {
    name: 'declaration rotate-key',
    summary: 'Signs with a new key from now on; what was signed before stays valid.',
    usage: '',
    async run({ output, context }) {
      output.out(`New key: ${await (await context.declarations()).keys.rotate()}`);
    },
  },
];
