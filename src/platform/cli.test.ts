import { expect, it } from 'vitest';
import { argument, type Command, Refusal, runCommand, UsageError } from './cli.ts';

const commands: Command<number>[] = [
  {
    name: 'double',
    summary: 'Doubles.',
    usage: '<n>',
    options: { json: { type: 'boolean' } },
    run: ({ args, output, context }) => {
      const value = Number(argument(args, 0, 'n'));
      if (Number.isNaN(value)) throw new Refusal('That is no number.');
      output.out(String(value * context));
    },
  },
  {
    name: 'sub wrong',
    summary: 'Is used wrongly.',
    usage: '',
    run: () => {
      throw new UsageError('no');
    },
  },
];

async function call(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(commands, argv, { out: (text) => out.push(text), err: (text) => err.push(text) }, async () => 2);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

it('runs and returns 0', async () => expect(await call('double', '21')).toEqual({ code: 0, out: '42', err: '' }));
it('returns 1 with the reason on stderr when it refuses', async () =>
  expect(await call('double', 'x')).toEqual({ code: 1, out: '', err: 'That is no number.' }));
it.each([[[]], [['nothing']], [['double']], [['double', '1', '--strange']], [['sub', 'wrong']]])('returns 2 for %j', async (argv) => {
  const { code, out, err } = await call(...argv);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain('Usage');
});
it('helps', async () => {
  expect((await call('--help')).out).toContain('double');
  expect(await call('double', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('<n>') });
});
