import { Alert, Button, EmptyState, ErrorSummary, type FormState, Paged, renderPage, Select, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { Scheme } from '../model.ts';
import type { ApplicationRow, ObjectionRow } from '../tables.ts';
import { accreditationTexts } from '../texts.ts';
import { Campaign, type CampaignView } from './campaign.tsx';

export interface DeskView {
  waiting: Page<{ application: ApplicationRow; name: string }>;
  objections: Page<{ objection: ObjectionRow; name: string }>;
  campaigns: CampaignView[];
  schemes: readonly Scheme[];
  form: FormState;
  fault?: string | undefined;
}

const DESK = '/geschaeftsstelle/akkreditierung';

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
        {view.waiting.total + view.objections.total === 0 && <EmptyState title={t.office.nothing} />}
        <Paged list={view.waiting} c={c} path={DESK} label={t.office.waiting}>
          {view.waiting.rows.map(({ application, name }) => (
            <div class="row" key={application.id}>
              <p class="row__text">
                <a href={`/geschaeftsstelle/akkreditierung/${application.id}`}>{name}</a>{' '}
                <span class="muted">({t.states[application.state]})</span>
              </p>
              <span class="muted small">{formatDate(application.submitted_at, locale)}</span>
            </div>
          ))}
        </Paged>
        <Paged list={view.objections} c={c} path={DESK} parameter="widerspruch" label={t.own.objection}>
          {view.objections.rows.map(({ objection, name }) => (
            <div class="row" key={objection.id}>
              <p class="row__text">
                <span class="tag">{objection.level === 1 ? t.own.objection : t.own.appeal}</span>{' '}
                <a href={`/geschaeftsstelle/akkreditierung/${objection.application_id}`}>{name}</a>
              </p>
              <span class="muted small">{formatDate(objection.lodged_at, locale)}</span>
            </div>
          ))}
        </Paged>
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
