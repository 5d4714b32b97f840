import { argument, type Command, option, Refusal } from '#platform/cli.ts';
import type { Accreditation } from './service/index.ts';

interface Context {
  accreditation(): Promise<Accreditation>;
}

const SAID = {
  running: 'A campaign for this scheme is running already.',
  nobody: 'Nobody whom this concerns is accredited at present.',
  past: 'The last day has to be in the future.',
} as const;

/** `accreditation campaign`, `accreditation continue` */
export const accreditationCommands: Command<Context>[] = [
  {
    name: 'accreditation campaign',
    summary: 'Asks everybody who is accredited to be accredited anew under a scheme, by a day.',
    usage: '<scheme> --until <YYYY-MM-DD>',
    help: 'The letters are written by the running server, or by "accreditation continue".',
    options: { until: { type: 'string' } },
    async run({ args, values, output, context }) {
      const accreditation = await context.accreditation();
      const scheme = accreditation.schemes.find((each) => each.id === argument(args, 0, 'scheme'));
      if (!scheme) throw new Refusal(`There is no such scheme: ${accreditation.schemes.map((each) => each.id).join(', ')}.`);
      const until = option(values, 'until') ?? '';
      if (!/^\d{4}-\d\d-\d\d$/.test(until)) throw new Refusal('--until needs a day, such as 2027-06-30.');
      const started = await accreditation.campaigns.start(scheme, until);
      if (!started.ok) throw new Refusal(SAID[started.fault]);
      output.out(`Campaign ${started.value} has begun.`);
    },
  },
  {
    name: 'accreditation continue',
    summary: 'Writes and sends what is left of campaigns for accreditation; safe to call at any time.',
    usage: '',
    async run({ output, context }) {
      const told = await (await context.accreditation()).campaigns.work();
      output.out(`${told} people written to.`);
    },
  },
];
