import {
  Alert,
  Button,
  Checkbox,
  DataTable,
  EmptyState,
  emptyForm,
  ErrorSummary,
  Facts,
  type FormState,
  renderPage,
  Select,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay, formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Delivery } from '#platform/mail/index.ts';
import type { StandingDecision } from '#modules/governance/index.ts';
import type { RequirementState, Scheme } from '../model.ts';
import type { CampaignFigures } from '../store/campaign.ts';
import type { ApplicationRow, CampaignRow, ObjectionRow } from '../tables.ts';
import { accreditationTexts } from '../texts.ts';
import { type ApplicationView, EvidenceList, RequirementTable } from './own.tsx';

export interface DeskView {
  waiting: { application: ApplicationRow; name: string }[];
  objections: { objection: ObjectionRow; name: string }[];
  campaigns: { campaign: CampaignRow; figures: CampaignFigures; delivery: Delivery; scheme: Scheme | undefined }[];
  schemes: readonly Scheme[];
  form: FormState;
  fault?: string | undefined;
}

function Campaign({ each, locale }: { each: DeskView['campaigns'][number]; locale: Locale }) {
  const t = accreditationTexts(locale).office;
  const { campaign, figures, delivery, scheme } = each;
  const names = new Map(scheme?.requirements.map((requirement) => [requirement.id, inLocale(requirement, locale)]));
  const count = (value: number) => formatNumber(value, locale);
  return (
    <section class="entry">
      <h3 class="entry__title">
        {scheme ? inLocale(scheme.title, locale) : campaign.scheme} <span class="muted">({t[campaign.state]})</span>
      </h3>
      <p class="muted">
        {formatDate(campaign.started_at, locale)}, {t.deadline} {formatDay(campaign.deadline, locale)}
      </p>
      <progress max={figures.people} value={figures.granted}>
        {count(figures.granted)}
      </progress>
      <DataTable
        caption={t.campaigns}
        captionHidden
        heads={[t.people, t.told, t.applied, t.granted, t.refused, t.open, t.lapsed]}
        rows={[
          {
            key: campaign.id,
            cells: [figures.people, figures.told, figures.applied, figures.granted, figures.refused, figures.open, figures.lapsed].map(
              count,
            ),
          },
        ]}
      />
      {delivery.letters > 0 && <p class="muted">{t.letters(delivery.sent, delivery.letters)}</p>}
      {delivery.unsure > 0 && (
        <Alert kind="warning" title={t.unsure(delivery.unsure)}>
          <form method="post" action={`/geschaeftsstelle/akkreditierung/kampagnen/${campaign.id}/unklare`}>
            <Button kind="secondary">{t.resend}</Button>
          </form>
        </Alert>
      )}
      {figures.missing.length > 0 && (
        <>
          <p>{t.mostMissing}:</p>
          <ul>
            {figures.missing.map((each_) => (
              <li key={each_.requirement}>
                {names.get(each_.requirement) ?? each_.requirement}: {count(each_.people)}
              </li>
            ))}
          </ul>
        </>
      )}
      {campaign.state === 'running' && (
        <form method="post" action={`/geschaeftsstelle/akkreditierung/kampagnen/${campaign.id}/beenden`}>
          <Button kind="secondary">{t.end}</Button>
        </form>
      )}
    </section>
  );
}

/** /geschaeftsstelle/akkreditierung */
export function deskPage(c: Ctx, view: DeskView): Response {
  const { form } = view;
  const { locale } = form;
  const t = accreditationTexts(locale);
  return renderPage(c, {
    title: t.office.title,
    isPrivate: true,
    flashes: t.flash,
    status: view.fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/geschaeftsstelle', label: t.office.desk }],
    children: (
      <>
        <h1>{t.office.title}</h1>
        <p class="lead">{t.office.lead}</p>
        {view.fault && <Alert kind="danger" title={view.fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        <h2>{t.office.waiting}</h2>
        {view.waiting.length + view.objections.length === 0 && <EmptyState title={t.office.nothing} />}
        {view.waiting.map(({ application, name }) => (
          <div class="row" key={application.id}>
            <p class="row__text">
              <a href={`/geschaeftsstelle/akkreditierung/${application.id}`}>{name}</a>{' '}
              <span class="muted">({t.states[application.state]})</span>
            </p>
            <span class="muted small">{formatDate(application.submitted_at, locale)}</span>
          </div>
        ))}
        {view.objections.map(({ objection, name }) => (
          <div class="row" key={objection.id}>
            <p class="row__text">
              <span class="tag">{objection.level === 1 ? t.own.objection : t.own.appeal}</span>{' '}
              <a href={`/geschaeftsstelle/akkreditierung/${objection.application_id}`}>{name}</a>
            </p>
            <span class="muted small">{formatDate(objection.lodged_at, locale)}</span>
          </div>
        ))}
        <h2>{t.office.campaigns}</h2>
        <p>{t.office.campaignHint}</p>
        {view.campaigns.map((each) => (
          <Campaign key={each.campaign.id} each={each} locale={locale} />
        ))}
        <form method="post" action="/geschaeftsstelle/akkreditierung/kampagnen" class="form">
          <Select
            form={form}
            name="scheme"
            label={t.office.scheme}
            options={view.schemes.map((scheme) => ({ value: scheme.id, label: inLocale(scheme.title, locale) }))}
          />
          <TextField form={form} name="deadline" label={t.office.deadline} type="date" width="short" />
          <Button>{t.office.start}</Button>
        </form>
      </>
    ),
  });
}

export interface ReviewView extends ApplicationView {
  consultant: { id: string; name: string; email: string; slug: string; accredited_until: string | null };
  requirements: RequirementState[];
  decisions: StandingDecision[];
  form: FormState;
  fault?: string | undefined;
}

const shorten = (text: string) => (text.length > 90 ? `${text.slice(0, 90)} …` : text);

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
              <TextArea form={form} name="note" label={t.office.note} rows={3} maxLength={3000} optional />
              {scheme.decidedBy === 'body' && (
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
            {open.level === 2 && <Select form={form} name="agreement" label={t.office.agreement} options={decisions} blank="–" />}
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
