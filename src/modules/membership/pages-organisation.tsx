import { Alert, Button, Checkbox, ErrorSummary, type FormState, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { organisationFields } from '#modules/organisations/index.ts';
import { type Charter, inForce } from './charters.ts';
import type { DepartureRow } from './store.ts';
import { membershipTexts } from './texts.ts';

const isWrong = (form: FormState) => Object.keys(form.errors).length > 0;

/** /partner-werden */
export function applyPage(c: Ctx, form: FormState, charters: readonly Charter[], isSent = false): Response {
  const locale = c.get('locale');
  const t = membershipTexts(locale).apply;
  return renderPage(c, {
    title: t.title,
    status: isWrong(form) ? 422 : 200,
    children: isSent ? (
      <>
        <h1>{t.title}</h1>
        <Alert kind="success" title={t.sent} />
      </>
    ) : (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" class="form">
          {organisationFields({ form })}
          {charters.map((charter) => {
            const version = inForce(charter);
            return (
              version && (
                <div key={charter.id}>
                  <Checkbox form={form} name={`charter_${charter.id}`} label={t.accept(inLocale(charter, locale), version.version)} />
                  <a href={`/vereinbarungen#${charter.id}`}>{membershipTexts(locale).own.read}</a>
                </div>
              )
            );
          })}
          <Button>{t.send}</Button>
        </form>
      </>
    ),
  });
}

/** …/austritt */
export function leavePage(
  c: Ctx,
  organisation: { id: string; name: string },
  departure: DepartureRow | undefined,
  form: FormState,
): Response {
  const locale = c.get('locale');
  const t = membershipTexts(locale).leave;
  const base = `/organisation/${organisation.id}/austritt`;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    status: isWrong(form) ? 422 : 200,
    flashes: { erklaert: t.declared, bleibt: t.stays },
    crumbs: [{ href: `/organisation/${organisation.id}`, label: organisation.name }],
    children: (
      <>
        <h1>{t.title}</h1>
        {departure ? (
          <>
            <Alert kind="warning" title={t.pending(formatDay(departure.leaves_on, locale))} />
            <form method="post" action={`${base}/zuruecknehmen`}>
              <Button>{t.stay}</Button>
            </form>
          </>
        ) : (
          <>
            <p class="lead">{t.lead}</p>
            <ErrorSummary errors={form.errors} locale={locale} />
            <form method="post" action={base} class="form">
              <TextField form={form} name="on" label={t.on} type="date" width="short" />
              <TextArea form={form} name="reason" label={t.reason} rows={3} maxLength={1000} optional />
              <Button>{t.declare}</Button>
            </form>
          </>
        )}
      </>
    ),
  });
}
