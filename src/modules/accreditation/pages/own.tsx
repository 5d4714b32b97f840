import {
  Alert,
  Button,
  Checkbox,
  DataTable,
  EmptyState,
  ErrorSummary,
  type FormState,
  LinkButton,
  renderPage,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { type Fault, FAULTS, credentialsTexts } from '#modules/credentials/index.ts';
import type { BindingCharter } from '#modules/membership/index.ts';
import { accreditedOn, objectionUntil, type RequirementState, type Scheme } from '../model.ts';
import type { ApplicationRow, EvidenceRow, ObjectionRow } from '../tables.ts';
import { accreditationTexts } from '../texts.ts';

export interface ApplicationView {
  application: ApplicationRow;
  scheme: Scheme;
  evidence: EvidenceRow[];
  objections: ObjectionRow[];
}

export interface OwnView {
  consultant: { id: string; name: string; slug: string; accredited_until: string | null };
  scheme: Scheme | undefined;
  requirements: RequirementState[];
  /** Last day of the present accreditation, or of the campaign that runs, whichever comes first. */
  meetBy: string | null;
  charters: BindingCharter[];
  applications: ApplicationView[];
  today: string;
  form: FormState;
  fault?: string | undefined;
}

/** What verifying said of a piece of evidence. */
function verdictText(verdict: string, locale: Locale): string {
  if (verdict === '') return '';
  if (verdict === 'valid') return accreditationTexts(locale).verdictValid;
  if (verdict === 'otherHolder') return accreditationTexts(locale).verdictOtherHolder;
  return FAULTS.includes(verdict as Fault) ? credentialsTexts(locale).faults[verdict as Fault]('') : verdict;
}

/** How somebody meets what a scheme asks. */
export function RequirementTable({ requirements, locale }: { requirements: readonly RequirementState[]; locale: Locale }) {
  const t = accreditationTexts(locale).own;
  const says = ({ requirement, met, have }: RequirementState): string => {
    const count = 'least' in requirement ? ` (${t.some(have, requirement.least)})` : '';
    return (met ? t.met : t.missing) + count;
  };
  return (
    <DataTable
      caption={t.standing}
      heads={[t.requirement, t.state]}
      rows={requirements.map((state) => ({ key: state.requirement.id, cells: [inLocale(state.requirement, locale), says(state)] }))}
    />
  );
}

export function EvidenceList({ evidence, locale }: { evidence: readonly EvidenceRow[]; locale: Locale }) {
  return (
    <ul>
      {evidence.map((each) => (
        <li key={each.id}>
          <strong>{each.title}</strong>
          {each.kind === 'text' ? `: ${each.content}` : `: ${verdictText(each.verdict, locale)}`}
        </li>
      ))}
    </ul>
  );
}

function Application({ view, base, today, form }: { view: ApplicationView; base: string; today: string; form: FormState }) {
  const { locale } = form;
  const t = accreditationTexts(locale);
  const { application, scheme, evidence, objections } = view;
  const last = objections.at(-1);
  const decided = last?.answered_at ?? application.decided_at;
  const until = decided ? objectionUntil(decided, scheme.objectionDays) : '';
  const mayObject = application.state === 'refused' && objections.length < 2 && (!last || last.answered_at) && until >= today;
  const isOpen = application.state === 'submitted' || application.state === 'checked';
  return (
    <section class="entry">
      <h3 class="entry__title">
        {inLocale(scheme.title, locale)}, {formatDate(application.submitted_at, locale)}{' '}
        <span class="muted">({t.states[application.state]})</span>
      </h3>
      <EvidenceList evidence={evidence} locale={locale} />
      {application.decision_note && <p class="prewrap">{application.decision_note}</p>}
      {objections.map((objection) => (
        <div key={objection.id}>
          <p>
            <strong>{objection.level === 1 ? t.own.objection : t.own.appeal}</strong>, {formatDate(objection.lodged_at, locale)}
          </p>
          <p class="prewrap">{objection.text}</p>
          {objection.answer && <p class="prewrap">{objection.answer}</p>}
        </div>
      ))}
      {isOpen && (
        <form method="post" action={`${base}/${application.id}/zuruecknehmen`}>
          <Button kind="secondary">{t.own.takeBack}</Button>
        </form>
      )}
      {mayObject && (
        <form method="post" action={`${base}/${application.id}/widerspruch`} class="form">
          <TextArea
            form={form}
            name={`text-${application.id}`}
            label={objections.length === 0 ? t.own.objection : t.own.appeal}
            hint={t.own.objectionHint(formatDay(until, locale))}
            maxLength={5000}
          />
          <Button kind="secondary">{t.own.lodge}</Button>
        </form>
      )}
    </section>
  );
}

/** /beratungsprofil/:consultant/akkreditierung */
export function ownPage(c: Ctx, view: OwnView): Response {
  const { consultant, scheme, requirements, applications, charters, today, form } = view;
  const { locale } = form;
  const t = accreditationTexts(locale);
  const base = `/beratungsprofil/${consultant.id}/akkreditierung`;
  const stands = accreditedOn(consultant.accredited_until, today);
  const isOpen = applications.some(({ application }) => application.state === 'submitted' || application.state === 'checked');
  const missing = requirements.some((state) => !state.met);
  return renderPage(c, {
    title: t.own.title,
    isPrivate: true,
    flashes: t.flash,
    status: view.fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: `/beratungsprofil/${consultant.id}`, label: consultant.name }],
    children: (
      <>
        <h1>{t.own.title}</h1>
        {view.fault && <Alert kind="danger" title={view.fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        <Alert
          kind={stands === 'valid' ? 'success' : 'warning'}
          title={t.stands[stands](consultant.accredited_until ? formatDay(consultant.accredited_until, locale) : '')}
        />
        {scheme && (
          <>
            <h2>{inLocale(scheme.title, locale)}</h2>
            {missing && view.meetBy && <p>{t.own.until(formatDay(view.meetBy, locale))}</p>}
            <RequirementTable requirements={requirements} locale={locale} />
            <p class="actions">
              <LinkButton href="/austausch" kind="secondary">
                {t.own.toExchange}
              </LinkButton>
              <LinkButton href="/bildung" kind="secondary">
                {t.own.toTraining}
              </LinkButton>
            </p>
            <h2>{t.own.apply}</h2>
            {isOpen ? (
              <p>{t.own.waits}</p>
            ) : (
              <form method="post" action={base} class="form">
                <p class="muted">{t.own.applyHint}</p>
                {charters.map((charter) => (
                  <Checkbox
                    key={charter.id}
                    form={form}
                    name={`charter-${charter.id}`}
                    label={t.own.agree(inLocale(charter.title, locale), charter.version)}
                  />
                ))}
                {charters.map((charter) => (
                  <details key={charter.id}>
                    <summary>{inLocale(charter.title, locale)}</summary>
                    <p class="prewrap">{charter.text}</p>
                  </details>
                ))}
                <TextField form={form} name="evidenceTitle" label={t.own.evidenceTitle} maxLength={160} optional />
                <TextArea
                  form={form}
                  name="evidence"
                  label={t.own.evidence}
                  hint={t.own.evidenceHint}
                  rows={4}
                  maxLength={100000}
                  optional
                />
                <TextArea form={form} name="note" label={t.own.note} rows={3} maxLength={3000} optional />
                <Button>{t.own.submit}</Button>
              </form>
            )}
          </>
        )}
        <h2>{t.own.history}</h2>
        {applications.length === 0 && <EmptyState title={t.own.none} />}
        {applications.map((each) => (
          <Application key={each.application.id} view={each} base={base} today={today} form={form} />
        ))}
      </>
    ),
  });
}
