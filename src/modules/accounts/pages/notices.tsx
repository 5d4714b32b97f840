import { Button, filledForm, renderPage, Select } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatList } from '#platform/i18n/format.ts';
import { NOTIFICATION_KINDS, type NotificationKind, RHYTHMS, type Rhythm } from '../model.ts';
import { accountsTexts } from '../texts.ts';

const KINDS = Object.keys(NOTIFICATION_KINDS) as NotificationKind[];

/** What somebody wants to hear of, and how often. */
export function noticesPage(c: Ctx, rhythms: Record<NotificationKind, Rhythm>): Response {
  const locale = c.get('locale');
  const t = accountsTexts(locale);
  return renderPage(c, {
    title: t.own.notices,
    isPrivate: true,
    crumbs: [{ href: '/konto', label: t.account }],
    flashes: { gespeichert: t.profile.saved },
    children: (
      <>
        <h1>{t.own.notices}</h1>
        <p class="lead">{t.notices.lead}</p>
        <form method="post" class="form">
          {KINDS.map((kind) => (
            <Select
              key={kind}
              form={filledForm(locale, rhythms)}
              name={kind}
              label={t.notices.kinds[kind]}
              hint={t.notices.kindHints[kind]}
              options={RHYTHMS.map((rhythm) => ({ value: rhythm, label: t.notices.rhythms[rhythm] }))}
            />
          ))}
          <Button>{t.notices.save}</Button>
        </form>
      </>
    ),
  });
}

/** Behind the link in a mail; mail programs send the form by themselves (RFC 8058). */
export function unsubscribePage(c: Ctx, kinds: NotificationKind[], isDone: boolean): Response {
  const locale = c.get('locale');
  const t = accountsTexts(locale).notices;
  const title = isDone ? t.unsubscribed : t.unsubscribeTitle;
  return renderPage(c, {
    title,
    isPrivate: true,
    children: (
      <>
        <h1>{title}</h1>
        {!isDone && (
          <>
            <p class="lead">
              {t.unsubscribeLead(
                formatList(
                  kinds.map((kind) => t.kinds[kind]),
                  locale,
                ),
              )}
            </p>
            <form method="post">
              <Button>{t.unsubscribe}</Button>
            </form>
          </>
        )}
      </>
    ),
  });
}
