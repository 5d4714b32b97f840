import { Alert, Button, ErrorSummary, type FormState, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Meeting } from '../store/meetings.ts';
import type { BodyRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { hasErrors } from './frame.tsx';

/** /einspruch/:token: an objection to circulated minutes. */
export function objectionPage(c: Ctx, meeting: Meeting, body: BodyRow, form: FormState, isOver: boolean): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  return renderPage(c, {
    title: t.objectionTitle,
    isPrivate: true,
    status: hasErrors(form) ? 422 : 200,
    flashes: { eingewandt: t.objected },
    children: (
      <>
        <h1>{t.objectionTitle}</h1>
        <p class="lead">{t.meeting(body.name, formatDay(meeting.day, locale))}</p>
        {isOver ? (
          <Alert kind="warning" title={t.objectionOver} />
        ) : (
          <p>{t.objectionLead(meeting.objections_until ? formatDay(meeting.objections_until, locale) : '–')}</p>
        )}
        {meeting.items.map((item) => (
          <section key={item.id}>
            <h2>
              {item.number}. {item.title}
            </h2>
            <p class="prewrap">{item.text}</p>
          </section>
        ))}
        {!isOver && (
          <>
            <ErrorSummary errors={form.errors} locale={locale} />
            <form method="post" action={c.req.path} class="form" noValidate>
              <TextField form={form} name="who" label={t.objectionWho} maxLength={200} />
              <TextArea form={form} name="text" label={t.objectionText} maxLength={4000} />
              <Button>{t.objectionSend}</Button>
            </form>
          </>
        )}
      </>
    ),
  });
}
