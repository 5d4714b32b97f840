import {
  Alert,
  Button,
  Checkbox,
  emptyForm,
  ErrorSummary,
  Facts,
  type FormState,
  type Option,
  renderPage,
  Select,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { StandingDecision } from '#modules/governance/index.ts';
import { isSameHands } from '../grant-gate.ts';
import type { RequirementState } from '../model.ts';
import { accreditationTexts } from '../texts.ts';
import { type ApplicationView, EvidenceList, RequirementTable } from './own.tsx';

export interface ReviewView extends ApplicationView {
  consultant: { id: string; name: string; email: string; slug: string; accredited_until: string | null };
  requirements: RequirementState[];
  /** Decisions of bodies that were taken for exactly this. */
  decisions: StandingDecision[];
  /** Bodies that can be asked. */
  bodies: Option[];
  form: FormState;
  fault?: string | undefined;
  /** Who looks at it. */
  actor: string | null;
}

/** Fields of reasons, each with the id of a requirement behind it. */
export const WHY = 'why-';

const shorten = (text: string) => (text.length > 90 ? `${text.slice(0, 90)} …` : text);

/** What is missing, each with a field for why it is granted all the same. */
function Although({ view: { requirements, form, application, actor } }: { view: ReviewView }) {
  const { locale } = form;
  const t = accreditationTexts(locale).office;
  const missing = requirements.filter((state) => !state.met);
  if (missing.length === 0) return null;
  return (
    <fieldset class="plain-fieldset">
      <legend class="kern-label">{t.although}</legend>
      <p class="kern-hint">{isSameHands(application.finding_by, actor) ? t.althoughOwn : t.althoughHint}</p>
      {missing.map(({ requirement }) => (
        <TextField
          key={requirement.id}
          form={form}
          name={`${WHY}${requirement.id}`}
          label={t.because(inLocale(requirement, locale))}
          maxLength={500}
          optional
        />
      ))}
    </fieldset>
  );
}

/** Why it was granted although something was missing. */
function Overridden({ view: { requirements, form, application } }: { view: ReviewView }) {
  const { locale } = form;
  const t = accreditationTexts(locale).office;
  const names = new Map(requirements.map(({ requirement }) => [requirement.id, inLocale(requirement, locale)]));
  const all = Object.entries(application.overridden);
  if (all.length === 0) return null;
  return (
    <>
      <h2>{t.although}</h2>
      <Facts facts={all.map(([id, reason]): [string, string] => [names.get(id) ?? id, reason])} />
    </>
  );
}

/** Asks a body: a paper for exactly this application or appeal. */
function AskBody({ view: { application, bodies, form }, objection }: { view: ReviewView; objection: string | undefined }) {
  const t = accreditationTexts(form.locale).office;
  return (
    <form method="post" action={`/geschaeftsstelle/akkreditierung/${application.id}/vorlage`} class="form">
      <p class="muted">{t.askLead}</p>
      {objection && <input type="hidden" name="beschwerde" value={objection} />}
      <Select form={form} name="body" label={t.askBody} options={bodies} blank="–" />
      <Button kind="secondary">{t.ask}</Button>
    </form>
  );
}

/** /geschaeftsstelle/akkreditierung/:application */
export function reviewPage(c: Ctx, view: ReviewView): Response {
  const { application, scheme, evidence, objections, consultant, requirements, form } = view;
  const { locale } = form;
  const t = accreditationTexts(locale);
  const base = `/geschaeftsstelle/akkreditierung/${application.id}`;
  const isOpen = application.state === 'submitted' || application.state === 'checked';
  const open = objections.find((objection) => !objection.answered_at);
  const decisions = view.decisions.map((each) => ({
    value: each.id,
    label: `${formatDay(each.agreed_on, locale)}, ${each.body}: ${shorten(each.text)}`,
  }));
  return renderPage(c, {
    title: consultant.name,
    isPrivate: true,
    flashes: t.flash,
    status: view.fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/geschaeftsstelle/akkreditierung', label: t.office.title }],
    children: (
      <>
        <h1>{consultant.name}</h1>
        {view.fault && <Alert kind="danger" title={view.fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        <Facts
          facts={[
            [t.office.scheme, inLocale(scheme.title, locale)],
            [t.own.state, t.states[application.state]],
            [t.office.profile, <a href={`/beratung/${consultant.slug}`}>{t.office.contact(consultant.email)}</a>],
          ]}
        />
        <RequirementTable requirements={requirements} locale={locale} />
        {application.note && <p class="prewrap">{application.note}</p>}
        <EvidenceList evidence={evidence} locale={locale} />
        <Overridden view={view} />
        {application.finding && (
          <>
            <h2>{t.office.finding}</h2>
            <p class="prewrap">{application.finding}</p>
          </>
        )}
        {isOpen && (
          <>
            <h2>{t.office.check}</h2>
            <form method="post" action={`${base}/pruefung`} class="form">
              <TextArea form={form} name="finding" label={t.office.finding} rows={4} maxLength={5000} />
              <Checkbox form={form} name="recommends" label={t.office.recommends} />
              <Button kind="secondary">{t.office.saveFinding}</Button>
            </form>
          </>
        )}
        {application.state === 'checked' && (
          <>
            <h2>{t.office.decide}</h2>
            <form method="post" action={`${base}/entscheidung`} class="form">
              <TextArea form={form} name="note" label={t.office.note} hint={t.office.noteHint} rows={3} maxLength={3000} optional />
              <Although view={view} />
              {scheme.decidedBy === 'body' && decisions.length > 0 && (
                <Select form={form} name="agreement" label={t.office.agreement} options={decisions} blank="–" />
              )}
              <div class="actions">
                <Button name="ergebnis" value="ja">
                  {t.office.grant}
                </Button>
                <Button kind="secondary" name="ergebnis" value="nein">
                  {t.office.refuse}
                </Button>
              </div>
            </form>
            {scheme.decidedBy === 'body' && <AskBody view={view} objection={undefined} />}
          </>
        )}
        {objections.map((objection) => (
          <section class="entry" key={objection.id}>
            <h2>{objection.level === 1 ? t.own.objection : t.own.appeal}</h2>
            <p class="prewrap">{objection.text}</p>
            {objection.answer && <p class="prewrap">{objection.answer}</p>}
          </section>
        ))}
        {open && (
          <form method="post" action={`${base}/widerspruch/${open.id}`} class="form">
            <TextArea form={form} name="answer" label={t.office.answer} rows={4} maxLength={5000} />
            <Although view={view} />
            {open.level === 2 && decisions.length > 0 && (
              <Select form={form} name="agreement" label={t.office.agreement} options={decisions} blank="–" />
            )}
            <div class="actions">
              <Button name="ergebnis" value="ja">
                {t.office.uphold}
              </Button>
              <Button kind="secondary" name="ergebnis" value="nein">
                {t.office.reject}
              </Button>
            </div>
          </form>
        )}
        {open?.level === 2 && <AskBody view={view} objection={open.id} />}
        {consultant.accredited_until && application.state === 'granted' && (
          <form method="post" action={`${base}/entziehen`} class="form">
            <TextField form={emptyForm(locale)} name="why" label={t.office.note} maxLength={300} />
            <Button kind="secondary">{t.office.withdraw}</Button>
          </form>
        )}
      </>
    ),
  });
}
