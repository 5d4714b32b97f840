import {
  Alert,
  Button,
  CheckGroup,
  ErrorSummary,
  type FormState,
  MailingActs,
  MailingFault,
  MailingProgress,
  MailingReceivers,
  MailingSample,
  MailingStop,
  MailingUnsure,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import type { MailingDelivery, Missing } from '#platform/mail/index.ts';
import { draftFrame, draftPath } from '../pages/frame.tsx';
import type { Draft } from '../service.ts';
import { authoringTexts } from '../texts.ts';
import { AUDIENCES } from './model.ts';
import type { InvitationLook } from './service.ts';
import type { InvitationRow } from './store.ts';

interface Shown {
  invitation: InvitationRow;
  look: InvitationLook;
  delivery: MailingDelivery;
}
export interface InvitationView {
  /** The one that is open, or the newest. */
  shown: Shown | undefined;
  /** Earlier ones. */
  past: readonly InvitationRow[];
  /** What stood in the way of what was just asked for. */
  missing: readonly Missing[];
  page: number;
  form: FormState;
}

function AudienceForm({ base, form, isNew }: { base: string; form: FormState; isNew: boolean }) {
  const t = authoringTexts(form.locale).invitation;
  return (
    <form method="post" action={base} class="form">
      <CheckGroup
        form={form}
        name="audience"
        label={t.audience}
        hint={t.audienceHint}
        options={AUDIENCES.map((value) => ({ value, label: t.audiences[value] }))}
      />
      <Button kind="secondary">{isNew ? t.prepare : t.changeAudience}</Button>
    </form>
  );
}

/** Who is told and what it says, and then the way to send it. */
function Look({ base, shown, view }: { base: string; shown: Shown; view: InvitationView }) {
  const { look, invitation } = shown;
  const { locale } = view.form;
  const t = authoringTexts(locale).invitation;
  const written = look.readers.filter(({ rhythm }) => rhythm === 'now');
  const count = (wanted: (rhythm: string) => boolean) => look.readers.filter(({ rhythm }) => wanted(rhythm)).length;
  const [inDigest, onPage] = [count((rhythm) => rhythm === 'daily' || rhythm === 'weekly'), count((rhythm) => rhythm === 'never')];
  const isDraft = invitation.state === 'draft';
  return (
    <>
      {!isDraft && <p class="muted">{t.held}</p>}
      <MailingReceivers receivers={written} page={view.page} base={base} locale={locale} />
      {inDigest > 0 && <p>{t.inDigest(inDigest)}</p>}
      {onPage > 0 && <p>{t.onPage(onPage)}</p>}
      {isDraft && (
        <details open={Object.keys(view.form.errors).length > 0 || look.readers.length === 0}>
          <summary>{t.otherAudience}</summary>
          <AudienceForm base={base} form={view.form} isNew={false} />
        </details>
      )}
      <MailingSample sample={look.sample} locale={locale} />
      <MailingActs
        base={base}
        mailing={look.mailing}
        obstacles={look.obstacles}
        receiver={look.sample.id}
        send={isDraft ? t.send(look.readers.length) : t.resume(look.readers.length)}
        hint={isDraft ? t.sendHint : undefined}
        locale={locale}
      />
      {isDraft ? (
        <form method="post" action={`${base}/verwerfen`}>
          <Button kind="tertiary">{t.discard}</Button>
        </form>
      ) : (
        <MailingStop base={base} act="end" locale={locale} />
      )}
    </>
  );
}

function Progress({ base, shown: { invitation, look, delivery }, view }: { base: string; shown: Shown; view: InvitationView }) {
  const { locale } = view.form;
  const { state } = look.mailing;
  return (
    <>
      <MailingProgress state={state} delivery={delivery} unsent={invitation.unsent} locale={locale} />
      {state === 'running' && (
        <>
          <p>
            <a href={base}>{authoringTexts(locale).invitation.reload}</a>
          </p>
          <MailingStop base={base} act="stop" locale={locale} />
        </>
      )}
      {(state === 'running' || state === 'finished') && <MailingUnsure base={base} delivery={delivery} locale={locale} />}
    </>
  );
}

/** /standards/:draft/einladung: who is asked to comment. */
export function invitationPage(c: Ctx, draft: Draft, view: InvitationView): Response {
  const { shown, past, missing, form } = view;
  const { locale } = form;
  const t = authoringTexts(locale).invitation;
  const base = `${draftPath(draft)}/einladung`;
  const isOpen = shown && ['draft', 'running', 'stopped'].includes(shown.invitation.state);
  const isShut = draft.state !== 'consultation';
  const when = ({ begun_at, created_at }: InvitationRow) => formatDateTime(begun_at ?? created_at, locale);
  return draftFrame(c, draft, {
    title: t.title,
    below: true,
    status: missing.length + Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <MailingFault missing={missing} locale={locale} />
        <ErrorSummary errors={form.errors} locale={locale} />
        {isShut && <Alert kind="info" title={t.notOpen} />}
        {shown && (
          <p class="muted">
            {t.states[shown.invitation.state]}, {when(shown.invitation)}
          </p>
        )}
        {shown && shown.invitation.state !== 'draft' && <Progress base={base} shown={shown} view={view} />}
        {shown && (shown.invitation.state === 'draft' || shown.invitation.state === 'stopped') && (
          <Look base={base} shown={shown} view={view} />
        )}
        {!isOpen && !isShut && (
          <>
            <h2>{shown ? t.onceMore : t.first}</h2>
            {shown && <p>{t.onceMoreHint}</p>}
            <AudienceForm base={base} form={form} isNew />
          </>
        )}
        {past.length > 0 && (
          <>
            <h2>{t.earlier}</h2>
            <ul>
              {past.map((row) => (
                <li key={row.id}>
                  {when(row)}: {row.audience.map((group) => t.audiences[group]).join(', ')} ({t.states[row.state]})
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  });
}
