import { addDays } from '#platform/clock.ts';
import { type Command, option } from '#platform/cli.ts';
import { storedMails } from '#platform/mail/index.ts';
import type { Services } from '#platform/services.ts';
import { NOBODY, OUTBOX } from './routes.tsx';

interface Context {
  services(): Promise<Services>;
}

const LINK_DAYS = 30;

/** The address of the outbox page: a private link, valid for a month. */
export async function outboxUrl({ db, links, clock, config }: Services): Promise<string> {
  const link = await links.create(db, OUTBOX, NOBODY, addDays(clock.now(), LINK_DAYS));
  return `${config.publicUrl}/postausgang/${links.token(OUTBOX, link)}`;
}

/** `outbox` */
export const officeCommands: Command<Context>[] = [
  {
    name: 'outbox',
    summary: 'Shows the newest mails, or the address of the outbox page.',
    usage: '[--link] [--limit <n>] [--json]',
    options: { json: { type: 'boolean' }, link: { type: 'boolean' }, limit: { type: 'string' } },
    async run({ values, output, context }) {
      const services = await context.services();
      if (values['link']) return output.out(await outboxUrl(services));
      const mails = await storedMails(services.db, Math.min(1000, Number(option(values, 'limit') ?? 20) || 20));
      output.out(
        values['json']
          ? JSON.stringify(mails, null, 2)
          : mails.map((mail) => `${mail.createdAt.toISOString()} ${mail.to}\n  ${mail.subject}`).join('\n') || 'The outbox is empty.',
      );
    },
  },
];
