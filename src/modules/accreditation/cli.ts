import { argument, type Command, option, Refusal } from '#platform/cli.ts';
import { lookOf } from '#platform/mail/index.ts';
import type { Accreditation } from './service/index.ts';

interface Context {
  accreditation(): Promise<Accreditation>;
}

const SAID = {
  running: 'A campaign for this scheme is running already.',
  nobody: 'Nobody whom this concerns is accredited at present.',
  past: 'The last day has to be in the future.',
} as const;

/** Whom it would go to, and what it says. */
function shown({ mailing, people, unreached, sample }: Awaited<ReturnType<Accreditation['campaigns']['foresee']>>): string {
  return [
    `${mailing.receivers} people would be written to, ${unreached.length} have no address.`,
    ...people.map(({ name, email }) => `  ${name} <${email}>`),
    ...(sample ? [`\nThe letter to ${sample.to}:\n`, sample.subject, '', sample.text] : []),
    `\nNothing has been sent. To send exactly this: --looked ${lookOf(mailing)}`,
  ].join('\n');
}

/** `accreditation campaign`, `accreditation continue` */
export const accreditationCommands: Command<Context>[] = [
  {
    name: 'accreditation campaign',
    summary: 'Asks everybody who is accredited to be accredited anew under a scheme, by a day.',
    usage: '<scheme> --until <YYYY-MM-DD> [--looked <print>]',
    help: 'Without --looked it only shows whom it would go to and one letter, and the print that sends exactly this. The letters are written by the running server, or by "accreditation continue".',
    options: { until: { type: 'string' }, looked: { type: 'string' } },
    async run({ args, values, output, context }) {
      const accreditation = await context.accreditation();
      const scheme = accreditation.schemes.find((each) => each.id === argument(args, 0, 'scheme'));
      if (!scheme) throw new Refusal(`There is no such scheme: ${accreditation.schemes.map((each) => each.id).join(', ')}.`);
      const until = option(values, 'until') ?? '';
      if (!/^\d{4}-\d\d-\d\d$/.test(until)) throw new Refusal('--until needs a day, such as 2027-06-30.');
      const { campaigns } = accreditation;
      const looked = option(values, 'looked');
      if (looked === undefined) return output.out(shown(await campaigns.foresee(scheme, until)));
      const draft = await campaigns.prepare(scheme, until);
      if (!draft.ok) throw new Refusal(SAID[draft.fault]);
      const started = await campaigns.send(draft.value, looked);
      if (started.ok) return output.out(`Campaign ${draft.value} has begun.`);
      await campaigns.discard(draft.value);
      throw new Refusal(
        started.fault === 'running' ? SAID.running : `Nothing was sent (${started.fault.join(', ')}). Please look again, without --looked.`,
      );
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
