import {
  Alert,
  Button,
  EmptyState,
  ErrorSummary,
  type FormState,
  type Option,
  renderPage,
  Select,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay, formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { StandingDecision } from '#modules/governance/index.ts';
import type { Curriculum, SealRule } from '../model.ts';
import type { SealDecisionRow, SponsorshipRow } from '../tables.ts';
import { qualificationTexts } from '../texts.ts';

export interface RecognitionView {
  curriculum: Curriculum;
  rule: SealRule;
  sponsorships: SponsorshipRow[];
  sealDecisions: SealDecisionRow[];
  /** Decisions of the bodies that a recognition or a seal may rest on: those taken for exactly that. */
  forSponsors: StandingDecision[];
  forSeal: StandingDecision[];
}

export interface OfficeView {
  curricula: RecognitionView[];
  /** Bodies that can be asked. */
  bodies: Option[];
  /** All decisions that something rests on, by id. */
  resting: ReadonlyMap<string, StandingDecision>;
  names: ReadonlyMap<string, string>;
  form: FormState;
  fault?: string | undefined;
}

const shorten = (text: string) => (text.length > 90 ? `${text.slice(0, 90)} …` : text);

function SpanEntry({
  row,
  kind,
  what,
  curriculum,
  view,
}: {
  row: SponsorshipRow | SealDecisionRow;
  kind: 'sponsorship' | 'seal_decision';
  what: string;
  curriculum: Curriculum;
  view: OfficeView;
}) {
  const { locale } = view.form;
  const t = qualificationTexts(locale).office;
  const decision = view.resting.get(row.agreement_id);
  return (
    <li class="entry">
      <p>
        <strong>{what}</strong> {formatDay(row.valid_from, locale)} – {row.valid_until ? formatDay(row.valid_until, locale) : '…'}
      </p>
      <p class="muted small">
        {decision ? `${decision.body}, ${formatDay(decision.agreed_on, locale)}: ${shorten(decision.text)}` : ''}
        {decision?.stands === false && ` (${t.fallen})`}
      </p>
      {row.ended_on ? (
        <p class="muted">{t.ended(formatDay(row.ended_on, locale), row.ended_why)}</p>
      ) : (
        <form method="post" action={`/geschaeftsstelle/bildung/${curriculum.id}/beenden/${row.id}`} class="form form--inline">
          <input type="hidden" name="art" value={kind} />
          <TextField form={view.form} name={`why-${row.id}`} label={t.why} maxLength={300} width="medium" />
          <Button kind="secondary">{t.end}</Button>
        </form>
      )}
    </li>
  );
}

/** Asks a body: a paper made for exactly this, whose result comes back by itself. */
function AskForm({ view, base, prefix, isSeal }: { view: OfficeView; base: string; prefix: string; isSeal: boolean }) {
  const { form } = view;
  const t = qualificationTexts(form.locale);
  const own = `${prefix}v${isSeal ? 's' : ''}-`;
  return (
    <details>
      <summary>{isSeal ? t.ask.seal : t.ask.sponsor}</summary>
      <form method="post" action={`${base}/vorlage`} class="form">
        <p class="muted">{t.ask.lead}</p>
        <input type="hidden" name="art" value={isSeal ? 'siegel' : 'traeger'} />
        {!isSeal && (
          <TextArea
            form={form}
            name={`${own}organisations`}
            label={t.office.organisations}
            hint={t.office.organisationsHint}
            rows={3}
            maxLength={600}
          />
        )}
        <Select form={form} name={`${own}body`} label={t.ask.body} options={view.bodies} blank="–" />
        <Button>{t.ask.button}</Button>
      </form>
    </details>
  );
}

function DecisionFields({
  view,
  decisions,
  locale,
  prefix,
}: {
  view: OfficeView;
  decisions: readonly StandingDecision[];
  locale: Locale;
  prefix: string;
}) {
  const t = qualificationTexts(locale).office;
  const options = decisions.map((each) => ({
    value: each.id,
    label: `${formatDay(each.agreed_on, locale)}, ${each.body}: ${shorten(each.text)}`,
  }));
  return (
    <>
      <Select form={view.form} name={`${prefix}agreement`} label={t.agreement} options={options} blank="–" />
      <TextField form={view.form} name={`${prefix}from`} label={t.from} type="date" width="short" />
      <TextField form={view.form} name={`${prefix}until`} label={t.until} hint={t.untilHint} type="date" width="short" optional />
    </>
  );
}

function CurriculumSection({ each, view }: { each: RecognitionView; view: OfficeView }) {
  const { locale } = view.form;
  const t = qualificationTexts(locale);
  const { curriculum, rule } = each;
  const base = `/geschaeftsstelle/bildung/${curriculum.id}`;
  const nameOf = (row: SponsorshipRow) =>
    formatList(
      row.organisations.map((id) => view.names.get(id) ?? '–'),
      locale,
    );
  const prefix = `${curriculum.id}-`;
  return (
    <section>
      <h2>{inLocale(curriculum.title, locale)}</h2>
      <p>
        {rule.allowed
          ? t.sealYes(curriculum.seal ? inLocale(curriculum.seal.title, locale) : '', rule.until ? formatDay(rule.until, locale) : '')
          : t.sealNo}
      </p>
      <h3>{t.sponsors}</h3>
      {each.sponsorships.length === 0 && <EmptyState title={t.office.none} />}
      <ul class="entries">
        {each.sponsorships.map((row) => (
          <SpanEntry key={row.id} row={row} kind="sponsorship" what={nameOf(row)} curriculum={curriculum} view={view} />
        ))}
      </ul>
      <AskForm view={view} base={base} prefix={prefix} isSeal={false} />
      {each.forSponsors.length > 0 && (
        <details>
          <summary>{t.office.recognise}</summary>
          <form method="post" action={`${base}/traeger`} class="form">
            <TextArea
              form={view.form}
              name={`${prefix}organisations`}
              label={t.office.organisations}
              hint={t.office.organisationsHint}
              rows={3}
              maxLength={600}
            />
            <DecisionFields view={view} decisions={each.forSponsors} locale={locale} prefix={prefix} />
            <Button>{t.office.recognise}</Button>
          </form>
        </details>
      )}
      {curriculum.seal && (
        <>
          <h3>{t.office.sealDecisions}</h3>
          {each.sealDecisions.length === 0 && <EmptyState title={t.office.none} />}
          <ul class="entries">
            {each.sealDecisions.map((row) => (
              <SpanEntry key={row.id} row={row} kind="seal_decision" what={t.bodies[row.body_kind]} curriculum={curriculum} view={view} />
            ))}
          </ul>
          <AskForm view={view} base={base} prefix={prefix} isSeal />
          {each.forSeal.length > 0 && (
            <details>
              <summary>{t.office.decide}</summary>
              <form method="post" action={`${base}/siegel`} class="form">
                <DecisionFields view={view} decisions={each.forSeal} locale={locale} prefix={`${prefix}s-`} />
                <Button>{t.office.decide}</Button>
              </form>
            </details>
          )}
          <details>
            <summary>{t.office.seal}</summary>
            <form method="post" action={`${base}/verleihen`} class="form">
              <TextField
                form={view.form}
                name={`${prefix}certificate`}
                label={t.office.certificate}
                hint={t.office.certificateHint}
                maxLength={20}
                width="medium"
              />
              <Button>{t.office.seal}</Button>
            </form>
          </details>
        </>
      )}
    </section>
  );
}

/** /geschaeftsstelle/bildung */
export function officePage(c: Ctx, view: OfficeView): Response {
  const { locale } = view.form;
  const t = qualificationTexts(locale);
  return renderPage(c, {
    title: t.office.title,
    isPrivate: true,
    flashes: t.flash,
    status: view.fault || Object.keys(view.form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/geschaeftsstelle', label: t.office.desk }],
    children: (
      <>
        <h1>{t.office.title}</h1>
        <p class="lead">{t.office.lead}</p>
        {view.fault && <Alert kind="danger" title={view.fault} />}
        <ErrorSummary errors={view.form.errors} locale={locale} />
        {view.curricula.map((each) => (
          <CurriculumSection key={each.curriculum.id} each={each} view={view} />
        ))}
      </>
    ),
  });
}
