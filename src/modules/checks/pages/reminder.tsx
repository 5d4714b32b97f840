import { Alert, Button, type FormState, LinkButton, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Opened } from '../desk.ts';
import { reminderTexts } from '../reminders/texts.ts';
import type { ReminderRow } from '../tables.ts';
import { formPage } from './frame.tsx';

/** /bogen/:token/erinnerung: ask to be reminded, and end it. */
export function reminderPage(c: Ctx, opened: Opened, known: ReminderRow | undefined, form: FormState): Response {
  const locale = c.get('locale');
  const t = reminderTexts(locale);
  return formPage(c, opened, {
    texts: t,
    form,
    children: (
      <>
        {known && (
          <>
            <Alert
              kind={known.confirmed_at ? 'success' : 'info'}
              title={known.confirmed_at ? t.active(known.email) : t.waiting(known.email)}
            />
            <form method="post" noValidate>
              <Button kind="secondary" name="tun" value="ende">
                {t.stop}
              </Button>
            </form>
          </>
        )}
        {!known?.confirmed_at && (
          <form method="post" noValidate class="form">
            <TextField
              form={form}
              name="email"
              label={t.email}
              hint={t.emailHint}
              type="email"
              autocomplete="email"
              maxLength={254}
              width="medium"
            />
            <Button>{t.button}</Button>
          </form>
        )}
      </>
    ),
  });
}

/** /erinnerung/:token: what the link in a mail opens; `isEnded` after it was ended. */
export function reminderLinkPage(c: Ctx, row: ReminderRow, checkPath: string, isEnded = false): Response {
  const t = reminderTexts(c.get('locale'));
  const base = c.req.path.replace(/\/ende$/, '');
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    children: isEnded ? (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.ended}</p>
      </>
    ) : (
      <>
        <h1>{row.confirmed_at ? t.title : t.confirmTitle}</h1>
        <p class="lead">{row.confirmed_at ? t.confirmed : t.confirmLead(row.email)}</p>
        {!row.confirmed_at && (
          <form method="post" action={base}>
            <Button>{t.confirm}</Button>
          </form>
        )}
        <form method="post" action={`${base}/ende`}>
          <Button kind="tertiary">{t.stop}</Button>
        </form>
        {row.confirmed_at && (
          <LinkButton href={checkPath} kind="secondary">
            {t.toCheck}
          </LinkButton>
        )}
      </>
    ),
  });
}
