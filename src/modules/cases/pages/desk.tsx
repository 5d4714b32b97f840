import {
  Alert,
  Button,
  ErrorSummary,
  Facts,
  LinkButton,
  PickField,
  RadioGroup,
  renderPage,
  TextArea,
  TextField,
  Undelivered,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { PhaseNeed } from '#modules/programmes/index.ts';
import { SharedCheck } from '#modules/requests/index.ts';
import { missingIn, nextPhases, phaseOf } from '../model.ts';
import { casesTexts } from '../texts.ts';
import { type DeskView, DocumentForm, Goals, ProgrammeForm, SessionForm, VoucherForm } from './desk-forms.tsx';
import { CaseFacts, Doubts, History, Record, Way } from './parts.tsx';

function needText(need: PhaseNeed, locale: Locale): string {
  const t = casesTexts(locale).needs;
  return need.kind === 'sessions' || need.kind === 'sprints' || need.kind === 'goals' ? t[need.kind](need.least) : t[need.kind]();
}

function Next({ view }: { view: DeskView }) {
  const { file, today, form } = view;
  const { row, sessions, goals, documents } = file;
  const { locale } = form;
  const t = casesTexts(locale);
  const facts = { ...row, sessions, goals, documents };
  const missing = missingIn(row.process, facts, today);
  const phase = phaseOf(row.process, row.phase);
  const isLast = phase?.next.length === 0;
  const base = `/faelle/${row.id}`;
  return (
    <section>
      <h2>{phase ? inLocale(phase, locale) : row.phase}</h2>
      {phase && <p>{inLocale(phase.hint, locale)}</p>}
      {missing.length > 0 && (
        <>
          <p>{t.missing}:</p>
          <ul>
            {missing.map((need) => (
              <li key={need.kind}>{needText(need, locale)}</li>
            ))}
          </ul>
        </>
      )}
      {nextPhases(row.process, facts, today).map((next) => (
        <form method="post" action={`${base}/phase`} key={next.id}>
          <Button name="phase" value={next.id}>
            {t.advance(inLocale(next, locale))}
          </Button>
        </form>
      ))}
      {isLast && missing.length === 0 && (
        <form method="post" action={`${base}/abschluss`} class="form" id="abschluss">
          <h3>{t.close}</h3>
          <input type="hidden" name="version" value={String(row.version)} />
          <RadioGroup
            form={form}
            name="result"
            label={t.helpedQuestion}
            options={(['yes', 'partly', 'no'] as const).map((value) => ({ value, label: t.helped[value] }))}
          />
          <TextArea form={form} name="resultNote" label={t.resultNote} rows={4} maxLength={3000} />
          <Button>{t.closeButton}</Button>
        </form>
      )}
    </section>
  );
}

/** What the company asked, how it is reached, and its check where it shared one: why there is a case at all. */
function Concern({ view }: { view: DeskView }) {
  const { request, form, file } = view;
  const t = casesTexts(form.locale);
  if (!request || file.row.anonymised_at) return null;
  return (
    <section>
      <h2>{t.concern}</h2>
      <p class="prewrap quote">{request.message}</p>
      <Facts
        facts={[
          [t.contact, request.contact],
          [t.email, <a href={`mailto:${request.email}`}>{request.email}</a>],
          [t.phone, request.phone && <a href={`tel:${request.phone.replace(/[^+\d]/g, '')}`}>{request.phone}</a>],
          [t.company, [request.company, request.place].filter(Boolean).join(', ')],
          [t.asked, formatDate(request.createdAt, form.locale)],
        ]}
      />
      {request.shared && <SharedCheck shared={request.shared} locale={form.locale} />}
    </section>
  );
}

/** The story of a closed case: to be begun with one click once the company has agreed. */
function StoryPart({ view }: { view: DeskView }) {
  const { row } = view.file;
  const t = casesTexts(view.form.locale).story;
  if (row.state !== 'closed' || row.anonymised_at) return null;
  return (
    <>
      <h2>{t.title}</h2>
      {view.story ? (
        <p>
          <a href={`/geschichtenwerkstatt/${view.story}`}>{t.open}</a>
        </p>
      ) : row.story_consent ? (
        <form method="post" action={`/geschichtenwerkstatt/aus-fall/${row.id}`}>
          <p class="muted">{t.hint}</p>
          <Button kind="secondary">{t.begin}</Button>
        </form>
      ) : (
        <p class="muted">{t.noConsent}</p>
      )}
    </>
  );
}

/** /faelle/:case: where a case is worked on. */
export function deskPage(c: Ctx, view: DeskView): Response {
  const { file, form, today } = view;
  const { row } = file;
  const { locale } = form;
  const t = casesTexts(locale);
  const base = `/faelle/${row.id}`;
  const isOpen = row.state === 'open';
  const needsSettlement = row.process.some((phase) => phase.needs.some((need) => need.kind === 'settlement'));
  const title = [row.company || row.contact, row.place].filter(Boolean).join(', ') || t.title;
  return renderPage(c, {
    title,
    isPrivate: true,
    flashes: t.flash,
    status: view.fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/faelle', label: t.title }],
    children: (
      <>
        <h1>{title}</h1>
        {view.fault && <Alert kind="danger" title={view.fault} />}
        <Undelivered mails={view.undelivered} locale={locale} />
        <ErrorSummary errors={form.errors} locale={locale} />
        <Concern view={view} />
        <Way file={file} today={today} locale={locale} />
        {isOpen && <Next view={view} />}
        {isOpen && <SessionForm view={view} />}
        {isOpen && <DocumentForm view={view} />}
        <CaseFacts file={file} hoursPerDay={view.hoursPerDay} locale={locale} />
        {row.result && (
          <Alert kind="success" title={`${t.helpedQuestion} ${t.helped[row.result]}`}>
            <p class="prewrap">{row.result_note}</p>
          </Alert>
        )}
        {isOpen && <ProgrammeForm view={view} />}
        {isOpen && <VoucherForm view={view} />}
        <Goals view={view} />
        <Doubts file={file} locale={locale} />
        <Record file={file} base={base} locale={locale} />
        {isOpen && needsSettlement && !row.settled_on && (
          <details>
            <summary>{t.saveSettled}</summary>
            <form method="post" action={`${base}/abrechnung`} class="form">
              <TextField form={form} name="settled" label={t.settled} type="date" width="short" />
              <Button kind="secondary">{t.saveSettled}</Button>
            </form>
          </details>
        )}
        <h2>{t.report}</h2>
        <p class="actions">
          <LinkButton href={`${base}/bericht.docx`} kind="secondary">
            {t.reportDocx}
          </LinkButton>
          <LinkButton href={`${base}/bericht.pdf`} kind="secondary">
            {t.reportPdf}
          </LinkButton>
          <LinkButton href={`${base}/rechnung.xlsx`} kind="secondary">
            {t.invoice}
          </LinkButton>
        </p>
        <StoryPart view={view} />
        <details open={form.errors['to'] !== undefined}>
          <summary>{t.handOver}</summary>
          <p class="muted">{t.handOverHint}</p>
          <form method="post" action={`${base}/weitergabe`} class="form">
            <PickField form={form} name="to" label={t.handOverTo} hint={t.handOverToHint} choices={view.handOverTo} />
            <TextField form={form} name="word" label={t.handOverWord} maxLength={500} optional />
            <Button kind="secondary">{t.handOver}</Button>
          </form>
        </details>
        <History file={file} locale={locale} />
      </>
    ),
  });
}
