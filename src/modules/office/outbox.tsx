import { EmptyState, Facts, Paged, renderPage } from '#design/index.ts';
import { audit, auditTrail } from '#platform/audit/index.ts';
import { HOUR } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { askedPage } from '#platform/lists.ts';
import { addressIn, BLANK, letterWithoutSecrets, mailsPage, type StoredMail } from '#platform/mail/index.ts';
import type { Services } from '#platform/services.ts';
import { officeTexts } from './texts.ts';

export const OUTBOX = 'office-outbox';
/** The outbox belongs to nobody in particular. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Opens the outbox by a link from the command line; that it was opened stands in the trail once. */
export async function openOutbox({ db, links }: Services, token: string): Promise<void> {
  const link = await links.open(db, OUTBOX, token);
  if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
  const known = await auditTrail(db, { record: link.id }, 10);
  if (!known.some(({ action }) => action === 'outbox.opened')) await audit(db, { action: 'outbox.opened', kind: 'link', record: link.id });
}

/**
 * Whoever has a link from the command line reads letters in full where they stand in for a mail server: not once there is
 * one, and not those of more than an hour ago. Everybody else reads them without private links.
 */
export const isReadInFull =
  ({ config, clock }: Pick<Services, 'config' | 'clock'>) =>
  (mail: StoredMail): boolean =>
    !config.smtpUrl && clock.now().getTime() - mail.createdAt.getTime() <= HOUR;

/** Only who stands in for the mailbox gets links: to everybody else the rooms that they lead to may be closed. */
const withLinks = (text: string) =>
  text.split(/(https?:\/\/\S+)/).map((part, index) => {
    if (index % 2 === 0 || part.includes(BLANK)) return part;
    const address = addressIn(part);
    return (
      <>
        <a href={address}>{address}</a>
        {part.slice(address.length)}
      </>
    );
  });

export async function outboxPage(
  c: Ctx,
  { db, config }: Pick<Services, 'db' | 'config'>,
  isInFull: (mail: StoredMail) => boolean,
): Promise<Response> {
  const locale = c.get('locale');
  const t = officeTexts(locale).outbox;
  const mails = await mailsPage(db, askedPage(c));
  const shown = mails.rows.map((mail) => (isInFull(mail) ? mail : letterWithoutSecrets(mail)));
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{config.smtpUrl ? t.sentLead : t.lead}</p>
        {mails.rows.some((mail) => !isInFull(mail)) && <p>{t.blanked}</p>}
        {mails.total === 0 && <EmptyState title={t.empty} />}
        <Paged list={mails} c={c}>
          {shown.map((mail) => (
            <article class="entry" key={mail.id} id={`brief-${mail.id}`}>
              <h2 class="entry__title">{mail.subject}</h2>
              <Facts
                facts={[
                  [t.to, mail.to],
                  [t.at, `${formatDateTime(mail.createdAt, locale)}, ${mail.sentAt ? t.sent : t.waiting}`],
                ]}
              />
              <p class="prewrap">{isInFull(mail) ? withLinks(mail.text) : mail.text}</p>
            </article>
          ))}
        </Paged>
      </>
    ),
  });
}
