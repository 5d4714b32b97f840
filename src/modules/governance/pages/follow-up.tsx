import {
  Alert,
  Button,
  EmptyState,
  ErrorSummary,
  Facts,
  FileField,
  type FormState,
  Journey,
  LinkButton,
  Paged,
  Select,
  type Station,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDateTime, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { type Page, PAGE_PARAMETER } from '#platform/lists.ts';
import { type AgreementState, shownState } from '../model.ts';
import type { Agreement } from '../store/agreements.ts';
import type { AttachedFile } from '../store/documents.ts';
import type { AgreementEventRow, BodyRow, PersonRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';
import { bodyName, type Desk, hasErrors, officePage, shorten } from './frame.tsx';

/** The way of an agreement as stations. */
function AgreementWay({ agreement, today, locale }: { agreement: Agreement; today: string; locale: Locale }) {
  const t = governanceTexts(locale);
  const state = shownState(agreement, today);
  const stations: Station[] = [
    { label: t.event.agreed, state: 'done', note: formatDay(agreement.agreed_on, locale) },
    {
      label: t.states.progress,
      state: state === 'done' || state === 'progress' ? 'done' : state === 'overdue' ? 'stuck' : 'now',
      note: state === 'overdue' ? t.states.overdue : undefined,
    },
    {
      label: state === 'dropped' ? t.states.dropped : t.states.done,
      state: state === 'done' || state === 'dropped' ? 'done' : 'ahead',
      note: agreement.due ? t.waits(formatDay(agreement.due, locale)) : undefined,
    },
  ];
  return <Journey stations={stations} label={agreement.text} locale={locale} />;
}

export interface ListParts {
  agreements: Page<Agreement>;
  bodies: BodyRow[];
  persons: PersonRow[];
  form: FormState;
  today: string;
  asBoard: boolean;
}

function Card({
  desk,
  agreement,
  bodies,
  today,
  locale,
}: {
  desk: Desk;
  agreement: Agreement;
  bodies: BodyRow[];
  today: string;
  locale: Locale;
}) {
  const t = governanceTexts(locale);
  return (
    <li class="entry">
      <p class="entry__kicker">{bodyName(bodies, agreement.body_id)}</p>
      <p>
        <a href={`${desk.base}/vereinbarungen/${agreement.id}`}>{shorten(agreement.text)}</a>
      </p>
      <p class="muted small">
        {[
          t.states[shownState(agreement, today)],
          agreement.responsible.map((who) => who.name).join(', ') || t.nobody,
          agreement.due ? formatDay(agreement.due, locale) : (agreement.due_text ?? t.noDue),
        ].join(' · ')}
      </p>
    </li>
  );
}

/** All agreements, as a list or as a board. */
export function agreementsPage(c: Ctx, desk: Desk, { agreements, bodies, persons, form, today, asBoard }: ListParts): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const query = new URL(c.req.url).searchParams;
  query.set('ansicht', asBoard ? 'liste' : 'tafel');
  query.delete(PAGE_PARAMETER);
  const columns: (AgreementState | 'overdue')[] = ['overdue', 'open', 'progress', 'done', 'dropped'];
  return officePage(c, desk, {
    title: t.all,
    wide: true,
    children: (
      <>
        <form method="get" class="form form-row">
          <Select
            form={form}
            name="gremium"
            label={g.body}
            blank={g.all}
            options={bodies.map((body) => ({ value: body.id, label: body.name }))}
          />
          <Select
            form={form}
            name="stand"
            label={t.state}
            blank={g.all}
            options={[
              { value: 'anyOpen', label: t.anyOpen },
              { value: 'help', label: t.helpWanted },
              ...columns.map((state) => ({ value: state, label: g.states[state] })),
            ]}
          />
          <Select
            form={form}
            name="wer"
            label={t.who}
            blank={g.all}
            options={persons.map((person) => ({ value: person.id, label: person.name }))}
          />
          <TextField form={form} name="text" label={g.search} maxLength={100} optional />
          <Button>{t.filter}</Button>
        </form>
        <p>
          {t.listCount(agreements.total)} · <a href={`?${query}`}>{asBoard ? t.list : t.board}</a>
        </p>
        {agreements.total === 0 && (
          <EmptyState title={t.listCount(0)}>
            <p>{t.listEmpty}</p>
          </EmptyState>
        )}
        <Paged list={agreements} c={c}>
          {asBoard ? (
            <div class="board">
              {columns.map((state) => (
                <section key={state} aria-label={g.states[state]}>
                  <h2>{g.states[state]}</h2>
                  <ul class="plain-list">
                    {agreements.rows
                      .filter((agreement) => shownState(agreement, today) === state)
                      .map((agreement) => (
                        <Card key={agreement.id} desk={desk} agreement={agreement} bodies={bodies} today={today} locale={locale} />
                      ))}
                  </ul>
                </section>
              ))}
            </div>
          ) : (
            <ul class="plain-list">
              {agreements.rows.map((agreement) => (
                <Card key={agreement.id} desk={desk} agreement={agreement} bodies={bodies} today={today} locale={locale} />
              ))}
            </ul>
          )}
        </Paged>
      </>
    ),
  });
}

interface AgreementParts {
  agreement: Agreement;
  events: AgreementEventRow[];
  files: AttachedFile[];
  bodies: BodyRow[];
  others: Agreement[];
  /** The paper that carries it further, where there is one. */
  paper: string | undefined;
  form: FormState;
  today: string;
}

/** One agreement: its state, its way, its history; changed by the office. */
export function agreementPage(
  c: Ctx,
  desk: Desk,
  { agreement, events, files, bodies, others, paper, form, today }: AgreementParts,
): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  return officePage(c, desk, {
    title: g.agreementKinds[agreement.kind],
    lead: agreement.text,
    crumbs: [{ href: `${desk.base}/vereinbarungen`, label: t.all }],
    status: hasErrors(form) ? 422 : 200,
    children: (
      <>
        <ErrorSummary errors={form.errors} locale={locale} />
        <AgreementWay agreement={agreement} today={today} locale={locale} />
        {agreement.replaced_by && <Alert kind="info" title={g.replaced} />}
        <Facts
          facts={[
            [g.body, bodyName(bodies, agreement.body_id)],
            [g.responsible, agreement.responsible.map((who) => who.name).join(', ') || g.nobody],
            [g.due, agreement.due ? formatDay(agreement.due, locale) : (agreement.due_text ?? g.noDue)],
            [g.condition, agreement.condition ?? ''],
            [t.to, agreement.referred_to.join(' → ')],
            [t.why, agreement.dropped_why ?? ''],
          ]}
        />
        {paper ? (
          <p>
            <LinkButton kind="secondary" href={`${desk.base}/vorlagen/${paper}`}>
              {t.openPaper}
            </LinkButton>
          </p>
        ) : (
          (agreement.referred_to.length > 0 || agreement.kind === 'recommendation') && (
            <form method="post" action={`${desk.base}/vereinbarungen/${agreement.id}/vorlage`}>
              <p>{agreement.referred_to.length > 0 ? t.carryLead(agreement.referred_to.join(' → ')) : t.carryLeadOpen}</p>
              <Button>{t.carry}</Button>
            </form>
          )
        )}
        <form method="post" action={`${desk.base}/vereinbarungen/${agreement.id}`} class="form" noValidate>
          <TextArea form={form} name="text" label={t.text} maxLength={4000} />
          <Select
            form={form}
            name="state"
            label={t.state}
            options={(['open', 'progress', 'done', 'dropped'] as const).map((state) => ({ value: state, label: g.states[state] }))}
          />
          <TextField form={form} name="droppedWhy" label={t.why} maxLength={500} optional />
          <TextField form={form} name="due" label={t.due} type="date" width="short" optional />
          <TextField form={form} name="responsible" label={t.who} hint={t.whoHint} maxLength={500} optional />
          <TextField form={form} name="topic" label={g.topic} maxLength={100} optional />
          {agreement.kind === 'decision' && (
            <Select
              form={form}
              name="replaces"
              label={t.replaces}
              blank={t.nothing}
              options={others.map((other) => ({
                value: other.id,
                label: `${other.text.slice(0, 90)} (${formatDay(other.agreed_on, locale)})`,
              }))}
            />
          )}
          <Button>{t.save}</Button>
        </form>
        <h2>{t.files}</h2>
        {files.length > 0 && (
          <ul>
            {files.map((file) => (
              <li key={file.id}>
                <a href={`${desk.base}/import/${file.id}/datei`}>{file.name}</a>{' '}
                <span class="muted small">{formatDate(file.created_at, locale)}</span>
              </li>
            ))}
          </ul>
        )}
        <form method="post" action={`${desk.base}/vereinbarungen/${agreement.id}/datei`} encType="multipart/form-data" class="form">
          <FileField label={t.attachFile} error={form.errors['datei']} />
          <Button kind="secondary">{t.attachFile}</Button>
        </form>
        <h2>{t.history}</h2>
        <ol class="timeline">
          {events.map((event) => (
            <li key={event.id}>
              {g.event[event.kind as keyof typeof g.event] ?? event.kind}
              {event.who && `, ${event.who}`} <span class="muted small">({formatDateTime(event.at, locale)})</span>
              {event.word && <p class="quote">{event.word}</p>}
            </li>
          ))}
        </ol>
        <form method="post" action={`${desk.base}/vereinbarungen/${agreement.id}/bemerkung`} class="form">
          <label class="kern-label" for="comment">
            {t.comment}
          </label>
          <textarea class="kern-form-input__input" id="comment" name="comment" rows={3} maxLength={2000} />
          <Button kind="secondary">{t.commentSend}</Button>
        </form>
        <p class="muted small">{formatDate(agreement.updated_at, locale)}</p>
      </>
    ),
  });
}
