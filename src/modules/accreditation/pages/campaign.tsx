import {
  Alert,
  Button,
  DataTable,
  MailingActs,
  MailingFault,
  MailingProgress,
  MailingReceivers,
  MailingSample,
  MailingStop,
  MailingUnsure,
  renderPage,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay, formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { MailingDelivery, Missing } from '#platform/mail/index.ts';
import { mailingState, type Scheme } from '../model.ts';
import type { CampaignLook, CampaignSample } from '../service/campaign.ts';
import type { CampaignFigures } from '../store/campaign.ts';
import type { CampaignRow } from '../tables.ts';
import { accreditationTexts } from '../texts.ts';
import { campaignTexts } from '../texts-campaign.ts';

const DESK = '/geschaeftsstelle/akkreditierung';
const baseOf = (campaign: CampaignRow) => `${DESK}/kampagnen/${campaign.id}`;

export interface CampaignView {
  campaign: CampaignRow;
  figures: CampaignFigures;
  delivery: MailingDelivery;
  scheme: Scheme | undefined;
}

/** How a campaign can be left from the list: one whose requirements are no longer there has no page of its own. */
function wayOut({ state }: CampaignRow, scheme: Scheme | undefined): 'beenden' | 'verwerfen' | undefined {
  if (state === 'running' || (!scheme && (state === 'writing' || state === 'stopped'))) return 'beenden';
  return !scheme && state === 'draft' ? 'verwerfen' : undefined;
}

/** How a campaign stands, on the page of the office. */
export function Campaign({ each, locale }: { each: CampaignView; locale: Locale }) {
  const t = accreditationTexts(locale).office;
  const own = campaignTexts(locale);
  const { campaign, figures, delivery, scheme } = each;
  const names = new Map(scheme?.requirements.map((requirement) => [requirement.id, inLocale(requirement, locale)]));
  const count = (value: number) => formatNumber(value, locale);
  const act = wayOut(campaign, scheme);
  return (
    <section class="entry">
      <h3 class="entry__title">
        {scheme ? <a href={baseOf(campaign)}>{inLocale(scheme.title, locale)}</a> : campaign.scheme}{' '}
        <span class="muted">({own.states[campaign.state]})</span>
      </h3>
      <p class="muted">
        {formatDate(campaign.started_at, locale)}, {t.deadline} {formatDay(campaign.deadline, locale)}
      </p>
      {campaign.state !== 'draft' && (
        <>
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
          <Letters campaign={campaign} delivery={delivery} locale={locale} />
        </>
      )}
      {figures.missing.length > 0 && (
        <>
          <p>{t.mostMissing}:</p>
          <ul>
            {figures.missing.map(({ requirement, people }) => (
              <li key={requirement}>
                {names.get(requirement) ?? requirement}: {count(people)}
              </li>
            ))}
          </ul>
        </>
      )}
      {act !== undefined && (
        <form method="post" action={`${baseOf(campaign)}/${act}`}>
          <Button kind="secondary">{act === 'beenden' ? t.end : own.discard}</Button>
        </form>
      )}
    </section>
  );
}

/** How its letters have come along, and what can be done about them. */
function Letters({ campaign, delivery, locale }: { campaign: CampaignRow; delivery: MailingDelivery; locale: Locale }) {
  const state = mailingState(campaign.state, delivery.waiting);
  return (
    <>
      <MailingProgress state={state} delivery={delivery} unsent={campaign.unsent} locale={locale} />
      {state === 'running' && <MailingStop base={baseOf(campaign)} act="stop" locale={locale} />}
      {(state === 'running' || state === 'finished') && <MailingUnsure base={baseOf(campaign)} delivery={delivery} locale={locale} />}
    </>
  );
}

export interface CampaignPageView extends CampaignLook {
  campaign: CampaignRow;
  scheme: Scheme;
  delivery: MailingDelivery;
  sample: CampaignSample | undefined;
  missing: readonly Missing[];
  /** Another campaign for the same scheme is under way. */
  isRunning: boolean;
  page: number;
  locale: Locale;
}

function Look({ view }: { view: CampaignPageView }) {
  const { campaign, mailing, people, unreached, sample, obstacles, page, locale } = view;
  const t = campaignTexts(locale);
  const base = baseOf(campaign);
  const isDraft = campaign.state === 'draft';
  return (
    <>
      <p class="lead">{t.lead}</p>
      {!isDraft && <p class="muted">{t.held}</p>}
      <MailingReceivers
        receivers={people.map(({ consultant_id: id, name, email }) => ({ id, name, email }))}
        unreached={unreached}
        page={page}
        base={base}
        locale={locale}
      />
      <MailingSample sample={sample} locale={locale} />
      <MailingActs
        base={base}
        mailing={mailing}
        obstacles={obstacles}
        receiver={sample?.id}
        send={isDraft ? t.send(mailing.receivers) : t.resume(mailing.receivers)}
        hint={isDraft ? t.sendHint : t.resumeHint}
        locale={locale}
      />
      {isDraft ? (
        <form method="post" action={`${base}/verwerfen`}>
          <Button kind="tertiary">{t.discard}</Button>
        </form>
      ) : (
        <MailingStop base={base} act="end" locale={locale} />
      )}
    </>
  );
}

/** /geschaeftsstelle/akkreditierung/kampagnen/:campaign */
export function campaignPage(c: Ctx, view: CampaignPageView): Response {
  const { campaign, scheme, delivery, missing, isRunning, locale } = view;
  const t = accreditationTexts(locale);
  const own = campaignTexts(locale);
  return renderPage(c, {
    title: inLocale(scheme.title, locale),
    isPrivate: true,
    flashes: t.flash,
    status: missing.length > 0 || isRunning ? 422 : 200,
    crumbs: [{ href: DESK, label: t.office.title }],
    children: (
      <>
        <h1>{inLocale(scheme.title, locale)}</h1>
        <p class="muted">
          {own.states[campaign.state]}, {t.office.deadline} {formatDay(campaign.deadline, locale)}
        </p>
        {isRunning && <Alert kind="warning" title={own.running} />}
        <MailingFault missing={missing} locale={locale} />
        {campaign.state !== 'draft' && <Letters campaign={campaign} delivery={delivery} locale={locale} />}
        {(campaign.state === 'draft' || campaign.state === 'stopped') && <Look view={view} />}
      </>
    ),
  });
}
