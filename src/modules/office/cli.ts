import { audit } from '#platform/audit/index.ts';
import { type Command, option } from '#platform/cli.ts';
import { MINUTE } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/index.ts';
import { storedMails } from '#platform/mail/index.ts';
import type { Services } from '#platform/services.ts';
import { NOBODY, OUTBOX } from './outbox.tsx';

interface Context {
  services(): Promise<Services>;
}

const LINK_MINUTES = 15;

/** The address of the outbox page: a private link for some minutes. That it was made stands in the trail. */
export async function outboxUrl({ db, links, clock, config }: Services): Promise<string> {
  return inTransaction(db, async (trx) => {
    const link = await links.create(trx, OUTBOX, NOBODY, new Date(clock.now().getTime() + LINK_MINUTES * MINUTE));
    await audit(trx, { action: 'outbox.linkMade', kind: 'link', record: link });
    return `${config.publicUrl}/postausgang/${links.token(OUTBOX, link)}`;
  });
}

/**
 * What the start says about mails that nobody sends. The address lets its holder sign in as anybody, so it is printed
 * only where somebody sits in front of it, never into a log that lives on.
 */
export async function outboxNotice(services: Services, isTerminal: boolean): Promise<string | undefined> {
  if (services.config.smtpUrl) return undefined;
  return isTerminal
    ? `Postausgang (ohne SMTP_URL, ${LINK_MINUTES} Minuten gültig): ${await outboxUrl(services)}`
    : 'Postausgang (ohne SMTP_URL): npx transferwerk outbox --link';
}

/** `outbox` */
export const officeCommands: Command<Context>[] = [
  {
    name: 'outbox',
    summary: 'Shows the newest mails, or an address of the outbox page that is good for 15 minutes.',
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
