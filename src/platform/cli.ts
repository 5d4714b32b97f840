import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The user asked for something that cannot be done: one line on stderr, exit code 1. */
export class Refusal extends Error {}
/** The user called the command wrongly: exit code 2. */
export class UsageError extends Error {}

export interface Output {
  out(text: string): void;
  err(text: string): void;
}

type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** One subcommand of `transferwerk`; the modules bring theirs. `Context` is what the composition root hands over. */
export interface Command<Context> {
  /** Words that call it, like `check evaluate`. */
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** Arguments and options as they stand in the help. */
  usage: string;
  /** What the options mean, one a line. */
  help?: string;
  options?: Options;
  run(call: { args: string[]; values: Values; output: Output; context: Context }): Promise<void> | void;
}

const common: Options = { help: { type: 'boolean', short: 'h' } };

const list = (commands: readonly Command<never>[]) =>
  [
    'Usage: transferwerk <command> [options]',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(22)}${command.summary}`),
    '',
    'transferwerk <command> --help says more.',
  ].join('\n');

/** Runs one call; returns the exit code: 0 done, 1 refused, 2 wrong usage. */
export async function runCommand<Context>(
  commands: readonly Command<Context>[],
  argv: string[],
  output: Output,
  context: (command: Command<Context>) => Promise<Context>,
): Promise<number> {
  const words = argv.filter((word) => !word.startsWith('-'));
  if (words.length === 0) {
    const asked = argv.includes('--help') || argv.includes('-h');
    output[asked ? 'out' : 'err'](list(commands));
    return asked ? 0 : 2;
  }
  const command = commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  if (!command) {
    output.err(`There is no command "${words.slice(0, 2).join(' ')}".\n\n${list(commands)}`);
    return 2;
  }
  try {
    const depth = command.name.split(' ').length;
    const rest = withoutWords(argv, depth);
    const { values, positionals } = parseArgs({ args: rest, options: { ...common, ...command.options }, allowPositionals: true });
    if (values['help']) {
      output.out(
        [`Usage: transferwerk ${command.name} ${command.usage}`, '', command.summary, ...(command.help ? ['', command.help] : [])].join(
          '\n',
        ),
      );
      return 0;
    }
    await command.run({ args: positionals, values: values as Values, output, context: await context(command) });
    return 0;
  } catch (error) {
    if (error instanceof Refusal) {
      output.err(error.message);
      return 1;
    }
    if (error instanceof UsageError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) {
      output.err(`${error.message}\nUsage: transferwerk ${command.name} ${command.usage}`);
      return 2;
    }
    throw error;
  }
}

function withoutWords(argv: string[], count: number): string[] {
  let left = count;
  return argv.filter((word) => {
    if (left > 0 && !word.startsWith('-')) {
      left--;
      return false;
    }
    return true;
  });
}

/** An argument that has to be there. */
export function argument(args: string[], index: number, name: string): string {
  const value = args[index];
  if (value === undefined) throw new UsageError(`<${name}> is missing.`);
  return value;
}

/** An option with a value, or undefined. */
export const option = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};
