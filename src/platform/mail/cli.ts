import { type Command, UsageError } from '../cli.ts';
import { isId } from '../ids.ts';
import type { Mailer } from './index.ts';

interface Context {
  /** The mailer beside a running server, whose database it never stops. */
  mailerBeside(): Promise<Mailer>;
}

/** `letters send` */
export const mailCommands: Command<Context>[] = [
  {
    name: 'letters send',
    summary: 'Sends the waiting letters of a campaign or a newsletter, until its input ends.',
    usage: '<campaign>',
    help: 'The server calls it by itself. Each letter goes out once, however many of these run.',
    async run({ args: [campaign = ''], context }) {
      if (!isId(campaign)) throw new UsageError('Which campaign? Its id is needed.');
      const mailer = await context.mailerBeside();
      process.stdin.on('end', () => void mailer.close()).resume();
      await mailer.deliverCampaign(campaign);
      process.stdin.destroy();
    },
  },
];
