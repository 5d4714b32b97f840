import type { MeetingParts } from './meeting.tsx';
import { AgreementList } from './agreement-list.tsx';
import { Alert, Button, ErrorSummary, Select, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { isWritable } from '../minutes-gates.ts';
import { AGREEMENT_KINDS } from '../model.ts';
import type { Meeting } from '../store/meetings.ts';
import type { AgendaItemRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';
import { type Desk, hasErrors, officePage } from './frame.tsx';
import { WholeDraft } from './objection.tsx';

interface Conflict {
  itemId: string;
  mine: { title: string; text: string };
}

function ItemForm({
  desk,
  meeting,
  item,
  conflict,
  locale,
}: {
  desk: Desk;
  meeting: Meeting;
  item: AgendaItemRow;
  conflict: Conflict | undefined;
  locale: Locale;
}) {
  const t = officeTexts(locale);
  const id = `text-${item.id}`;
  return (
    <form
      method="post"
      action={`${desk.base}/sitzungen/${meeting.id}/protokoll/${item.id}`}
      class="form"
      // Both texts stand here to be put together: what is typed now is saved by the button only, never on the way.
      {...(!conflict && {
        'data-autosave': `${desk.base}/sitzungen/${meeting.id}/protokoll/${item.id}`,
        'data-saved': t.saved,
        'data-saving': '…',
        'data-failed': t.notPossible,
      })}
      id={`punkt-${item.id}`}
    >
      <input type="hidden" name="version" value={String(item.version)} />
      <h2>
        {item.number}. {item.title}
      </h2>
      {conflict && (
        <Alert kind="warning" title={t.conflictTitle}>
          <p>{t.conflictLead}</p>
          <div class="compare">
            <div>
              <h3>{t.theirs}</h3>
              {item.title !== conflict.mine.title && <p class="prewrap">{item.title}</p>}
              <p class="prewrap">{item.text}</p>
            </div>
            <div>
              <h3>{t.mine}</h3>
              {item.title !== conflict.mine.title && <p class="prewrap">{conflict.mine.title}</p>}
              <p class="prewrap">{conflict.mine.text}</p>
            </div>
          </div>
        </Alert>
      )}
      <input type="hidden" name="title" value={conflict?.mine.title ?? item.title} />
      <label class="kern-label" for={id}>
        {t.writeItem}
      </label>
      <textarea class="kern-form-input__input" id={id} name="text" rows={8} maxLength={20_000}>
        {conflict?.mine.text ?? item.text}
      </textarea>
      <p class="save-state" data-save-state aria-live="polite" />
      <Button kind="secondary">{t.save}</Button>
    </form>
  );
}

/** Taking minutes, item by item; an agreement falls where it belongs. */
export function protocolPage(c: Ctx, desk: Desk, { meeting, body, agreements, form }: MeetingParts, conflict?: Conflict): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const base = `${desk.base}/sitzungen/${meeting.id}`;
  const crumbs = [{ href: base, label: g.meeting(body.name, formatDay(meeting.day, locale)) }];
  if (!isWritable(meeting.minutes_state))
    return officePage(c, desk, {
      title: t.protocol,
      crumbs,
      children: (
        <>
          <Alert kind="info" title={t.minutesClosed} />
          <WholeDraft
            title={g.meeting(body.name, formatDay(meeting.day, locale))}
            meeting={meeting}
            agreements={agreements}
            locale={locale}
          />
        </>
      ),
    });
  return officePage(c, desk, {
    title: t.protocol,
    lead: g.meeting(body.name, formatDay(meeting.day, locale)),
    crumbs,
    status: conflict ? 422 : hasErrors(form) ? 422 : 200,
    children: (
      <>
        <ErrorSummary errors={form.errors} locale={locale} />
        <h2>{g.participants}</h2>
        <form method="post" action={`${base}/anwesend`} class="attendance">
          {meeting.attendance.map((each) => (
            <div class="small-field small-field--narrow" key={each.id}>
              <label for={`s-${each.id}`}>{each.name}</label>
              <select id={`s-${each.id}`} name={`s_${each.id}`}>
                {(['invited', 'present', 'excused', 'guest'] as const).map((status) => (
                  <option value={status} key={status} selected={each.status === status}>
                    {t.statuses[status]}
                  </option>
                ))}
              </select>
            </div>
          ))}
          <div class="small-field">
            <label for="newName">{t.attend}</label>
            <input id="newName" name="newName" type="text" />
          </div>
          <div class="small-field">
            <label for="newOrganisation">{t.organisation}</label>
            <input id="newOrganisation" name="newOrganisation" type="text" />
          </div>
          <div class="small-field small-field--narrow">
            <label for="unnamed">{t.unnamed}</label>
            <input id="unnamed" name="unnamed" type="text" inputMode="numeric" value={String(meeting.unnamed_participants)} />
          </div>
          <div class="small-field">
            <label for="taker">{t.taker}</label>
            <input id="taker" name="taker" type="text" value={meeting.minute_taker} />
          </div>
          <Button kind="secondary">{t.save}</Button>
        </form>
        {meeting.items.map((item) => (
          <ItemForm
            key={item.id}
            desk={desk}
            meeting={meeting}
            item={item}
            conflict={conflict?.itemId === item.id ? conflict : undefined}
            locale={locale}
          />
        ))}
        <h2>{t.agree}</h2>
        <AgreementList desk={desk} agreements={agreements} locale={locale} />
        <form method="post" action={`${base}/vereinbaren`} class="form" noValidate>
          <TextArea form={form} name="agreement" label={t.text} rows={3} maxLength={4000} />
          <Select
            form={form}
            name="kind"
            label={t.kind}
            options={AGREEMENT_KINDS.map((kind) => ({ value: kind, label: g.agreementKinds[kind] }))}
          />
          <Select
            form={form}
            name="item"
            label={t.item}
            blank="–"
            options={meeting.items.map((item) => ({ value: item.number, label: `${item.number}. ${item.title}` }))}
          />
          <TextField form={form} name="responsible" label={t.who} hint={t.whoHint} maxLength={500} optional />
          <TextField form={form} name="due" label={t.due} type="date" width="short" optional />
          <Button>{t.agree}</Button>
        </form>
      </>
    ),
  });
}
