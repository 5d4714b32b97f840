import { Alert, Button, ErrorSummary, type FormState, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { InvitationRow } from '../tables.ts';
import { accountsTexts } from '../texts.ts';

const Lead = ({ c, row, where }: { c: Ctx; row: InvitationRow; where: string }) => {
  const t = accountsTexts(c.get('locale'));
  return (
    <>
      <h1>{t.invitation.title}</h1>
      <p class="lead">{t.invitation.lead(where || t.platform, t.roles[row.role])}</p>
      <p>{t.invitation.forEmail(row.email)}</p>
    </>
  );
};

export interface InvitationPage {
  row: InvitationRow;
  /** Name of the place; empty for the platform itself. */
  where: string;
  form: FormState;
  needsName: boolean;
}

/** Behind the link of an invitation, for whoever has proven its address. */
export function invitationPage(c: Ctx, { row, where, form, needsName }: InvitationPage): Response {
  const t = accountsTexts(c.get('locale'));
  return renderPage(c, {
    title: t.invitation.title,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    flashes: { angemeldet: t.entry.signedIn },
    children: (
      <>
        <Lead c={c} row={row} where={where} />
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <form method="post" class="form">
          {needsName && <TextField form={form} name="name" label={t.invitation.name} autocomplete="name" maxLength={120} width="medium" />}
          <Button>{t.invitation.accept}</Button>
        </form>
      </>
    ),
  });
}

/** Behind the same link, for everybody else: an invitation signs nobody in, so the mailbox is asked first. */
export function proveMailboxPage(c: Ctx, row: InvitationRow, where: string, fault?: string): Response {
  const t = accountsTexts(c.get('locale'));
  const { kind, email } = c.get('actor');
  return renderPage(c, {
    title: t.invitation.title,
    isPrivate: true,
    status: fault ? 429 : 200,
    children: (
      <>
        <Lead c={c} row={row} where={where} />
        {fault && <Alert kind="danger" title={fault} />}
        {kind === 'person' && <p>{t.invitation.signedInAs(email)}</p>}
        <p>{t.invitation.proveLead}</p>
        <form method="post" class="form">
          <Button>{t.invitation.prove(row.email)}</Button>
        </form>
      </>
    ),
  });
}

export function invitationOverPage(c: Ctx): Response {
  const t = accountsTexts(c.get('locale')).invitation;
  return renderPage(c, {
    title: t.over,
    isPrivate: true,
    status: 410,
    children: (
      <>
        <h1>{t.over}</h1>
        <p class="lead">{t.overText}</p>
      </>
    ),
  });
}
