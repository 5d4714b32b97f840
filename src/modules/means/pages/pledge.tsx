import { Alert, Button, ErrorSummary, Facts, type FormState, LinkButton, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { euro } from '../euro.ts';
import type { Pledge } from '../service.ts';
import type { ReminderRow } from '../store.ts';
import { meansTexts } from '../texts.ts';

/** Where the office keeps the means. */
export const BASE = '/geschaeftsstelle/mittel';

/** What was pledged, in words. */
export const pledged = ({ row }: Pledge, locale: Locale): string =>
  row.kind === 'money' ? euro(row.amount ?? 0, locale) : `${row.what} (${meansTexts(locale).other})`;

function Receipts({ pledge, form, base }: { pledge: Pledge; form: FormState; base: string }) {
  const { locale } = form;
  const t = meansTexts(locale);
  return (
    <>
      <h2>{t.receipts}</h2>
      {pledge.receipts.length === 0 && <p class="muted">{t.noReceipts}</p>}
      {pledge.receipts.map((receipt) => (
        <div class="row" key={receipt.id}>
          <p class="row__text">
            {[formatDay(receipt.day, locale), euro(receipt.amount, locale), receipt.note].filter(Boolean).join(' · ')}
          </p>
          <form method="post" action={`${base}/eingang/${receipt.id}/entfernen`}>
            <Button kind="tertiary">{t.remove}</Button>
          </form>
        </div>
      ))}
      <h3>{t.receipt}</h3>
      <form method="post" action={`${base}/eingang`} class="form">
        <TextField form={form} name="day" label={t.day} type="date" width="short" />
        <TextField form={form} name="amount" label={t.amount} maxLength={20} width="short" />
        <TextField form={form} name="note" label={t.note} maxLength={300} optional />
        <Button>{t.save}</Button>
      </form>
    </>
  );
}

/** /geschaeftsstelle/mittel/:pledge */
export function pledgePage(
  c: Ctx,
  {
    pledge,
    letter,
    mayRemind,
    form,
    fault,
  }: {
    pledge: Pledge & { reminders: ReminderRow[] };
    letter: { subject: string; paragraphs: string[] };
    mayRemind: boolean;
    form: FormState;
    fault: string | undefined;
  },
): Response {
  const { locale, errors } = form;
  const t = meansTexts(locale);
  const { row, organisation } = pledge;
  const base = `${BASE}/${row.id}`;
  const name = organisation?.name ?? '–';
  return renderPage(c, {
    title: name,
    isPrivate: true,
    flashes: t.flash,
    status: fault || Object.keys(errors).length > 0 ? 422 : 200,
    crumbs: [{ href: `${BASE}?jahr=${row.year}`, label: `${t.title} ${row.year}` }],
    children: (
      <>
        <h1>{name}</h1>
        {fault && <Alert kind="danger" title={fault} />}
        <ErrorSummary errors={errors} locale={locale} />
        <Facts
          facts={[
            [t.heads[1] ?? '', pledged(pledge, locale)],
            [t.heads[5] ?? '', t.standings[pledge.standing]],
            [t.due, formatDay(row.due_on, locale)],
            [t.heads[2] ?? '', row.kind === 'money' && euro(pledge.received, locale)],
            [t.heads[3] ?? '', row.kind === 'money' && euro(pledge.open, locale)],
            [t.note, row.note],
          ]}
        />
        {row.kind === 'money' ? (
          <Receipts pledge={pledge} form={form} base={base} />
        ) : (
          <form method="post" action={`${base}/geleistet`}>
            <Button kind="secondary">{row.given_on ? t.notGiven : t.given}</Button>
          </form>
        )}
        <h2>{t.letters}</h2>
        <p class="preview prewrap">{[letter.subject, ...letter.paragraphs].join('\n\n')}</p>
        <p class="actions">
          <LinkButton href={`${base}/brief.docx`} kind="secondary">
            {t.letterDocx}
          </LinkButton>
          <LinkButton href={`${base}/brief.pdf`} kind="secondary">
            {t.letterPdf}
          </LinkButton>
        </p>
        {mayRemind && (
          <form method="post" action={`${base}/erinnern`}>
            <p class="muted">{organisation?.email ? t.remindHint(organisation.email) : t.noMail}</p>
            {organisation?.email && <Button>{t.remind}</Button>}
          </form>
        )}
        {pledge.reminders.length > 0 && (
          <>
            <h2>{t.reminders}</h2>
            <ul>
              {pledge.reminders.map((reminder) => (
                <li key={reminder.id}>
                  {formatDate(reminder.at, locale)}, {reminder.recipient}
                </li>
              ))}
            </ul>
          </>
        )}
        <form method="post" action={`${base}/zuruecknehmen`}>
          <Button kind="tertiary">{row.withdrawn_on ? t.restore : t.withdraw}</Button>
        </form>
      </>
    ),
  });
}
