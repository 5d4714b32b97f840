import { Alert, Button, ErrorSummary, type FormState, Paged, Prose, RadioGroup, renderPage, Select, Tag, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay, formatNumber } from '#platform/i18n/format.ts';
import type { Page } from '#platform/lists.ts';
import type { Topics } from '#modules/topics/index.ts';
import { isDivided, isDueForReview, SCALE } from '../model.ts';
import type { JudgementRow, ObservationRow } from '../store.ts';
import { trendsTexts } from '../texts.ts';
import { ObservationForm, Observations } from './observations.tsx';
import type { Judged } from './radar.tsx';

const scale = SCALE.map((value) => ({ value: String(value), label: String(value) }));

export interface Reach {
  topic: string;
  share: number;
  anywhere: number;
  isGap: boolean;
}

export interface TrendView {
  judged: Judged;
  judgements: JudgementRow[];
  observations: Page<ObservationRow>;
  offers: { href: string; title: string; summary: string }[];
  reach: Reach[];
  bodies: { id: string; name: string }[];
  bodyName: string;
  /** What became of the proposal. */
  outcome: { state: 'travelling' | 'decided' | 'rejected'; by: string; on: string } | undefined;
  form: FormState;
  fault: string | undefined;
  today: string;
}

function Judgement({ view }: { view: TrendView }) {
  const { judged, judgements, form } = view;
  const { locale } = form;
  const t = trendsTexts(locale);
  const { strength, nearness, trend } = judged;
  return (
    <>
      {strength && nearness ? (
        <>
          <p>{t.judged(formatNumber(strength.median, locale), formatNumber(nearness.median, locale), strength.count)}</p>
          {(isDivided(strength) || isDivided(nearness)) && <Alert kind="info" title={t.divided} />}
          <details>
            <summary>{t.who}</summary>
            <ul>
              {judgements.map((each) => (
                <li key={each.user_id}>{t.judgementOf(each.name, each.strength, each.nearness, formatDate(each.at, locale))}</li>
              ))}
            </ul>
          </details>
        </>
      ) : (
        <p class="muted">{t.notJudged}</p>
      )}
      <form method="post" action={`/trends/${trend.id}/urteil`} class="form">
        <h2>{t.judge}</h2>
        <RadioGroup form={form} name="strength" label={t.strength} hint={t.strengthHint} options={scale} className="scale" />
        <RadioGroup form={form} name="nearness" label={t.nearness} hint={t.nearnessHint} options={scale} className="scale" />
        <Button kind="secondary">{t.saveJudgement}</Button>
      </form>
    </>
  );
}

function Missing({ view, topics }: { view: TrendView; topics: Topics }) {
  const { locale } = view.form;
  const t = trendsTexts(locale);
  return (
    <>
      <h2>{t.offers}</h2>
      {view.offers.length === 0 && <p class="muted">{t.noOffers}</p>}
      <ul class="plain-list">
        {view.offers.map((offer) => (
          <li class="entry" key={offer.href}>
            <h3 class="entry__title">
              <a href={offer.href}>{offer.title}</a>
            </h3>
            <p>{offer.summary}</p>
          </li>
        ))}
      </ul>
      <h2>{t.missing}</h2>
      <ul>
        {view.reach.map((each) => (
          <li key={each.topic}>
            {t.reach(topics.label(each.topic, locale), `${formatNumber(Math.round(each.share * 100), locale)} %`, each.anywhere)}{' '}
            {each.isGap && <Tag>{t.gap}</Tag>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Proposal({ view }: { view: TrendView }) {
  const { judged, bodies, bodyName, outcome, form } = view;
  const { locale } = form;
  const t = trendsTexts(locale);
  const { trend } = judged;
  if (trend.paper_id && trend.proposed_at)
    return (
      <p>
        {t.proposed(bodyName, formatDate(trend.proposed_at, locale))} <a href={`/vorlagen/${trend.paper_id}`}>{t.toPaper}</a>
        {outcome && outcome.state !== 'travelling' && (
          <>
            <br />
            <strong>{t.came[outcome.state](outcome.by, outcome.on ? formatDay(outcome.on, locale) : '')}</strong>
          </>
        )}
      </p>
    );
  if (bodies.length === 0) return <p class="muted">{t.noBodies}</p>;
  return (
    <form method="post" action={`/trends/${trend.id}/vorschlag`} class="form">
      <p class="muted">{t.proposeHint}</p>
      <Select form={form} name="body" label={t.body} options={bodies.map(({ id, name }) => ({ value: id, label: name }))} />
      <Button>{t.proposeButton}</Button>
    </form>
  );
}

/** /trends/:trend */
export function trendPage(c: Ctx, view: TrendView, topics: Topics): Response {
  const { judged, observations, form, fault, today } = view;
  const { trend } = judged;
  const { locale } = form;
  const t = trendsTexts(locale);
  const base = `/trends/${trend.id}`;
  return renderPage(c, {
    title: trend.title,
    isPrivate: true,
    flashes: t.flash,
    status: fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/trends', label: t.title }],
    children: (
      <>
        <h1>{trend.title}</h1>
        {fault && <Alert kind="danger" title={fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        <Prose text={trend.description} />
        <p>
          {trend.topics.map((id) => (
            <a class="tag" href={`/themen/${id}`} key={id}>
              {topics.label(id, locale)}
            </a>
          ))}
        </p>
        {isDueForReview(trend, today) && <Alert kind="warning" title={t.afterDue} />}
        <Judgement view={view} />
        <Missing view={view} topics={topics} />
        <h2>{t.propose}</h2>
        <Proposal view={view} />
        <h2>{t.observations}</h2>
        <Paged list={observations} c={c} path={`/trends/${trend.id}`} anchor="beobachtungen" label={t.observations}>
          <Observations rows={observations.rows} locale={locale} />
        </Paged>
        <details>
          <summary>{t.add}</summary>
          <ObservationForm form={form} action={`${base}/beobachtungen`} />
        </details>
        <h2>{t.after}</h2>
        {trend.outcome_at ? (
          <p class="prewrap">{`${trend.outcome} (${formatDate(trend.outcome_at, locale)})`}</p>
        ) : (
          <p class="muted">{t.afterHint(formatDay(trend.review_on, locale))}</p>
        )}
        <details open={isDueForReview(trend, today)}>
          <summary>{t.saveOutcome}</summary>
          <form method="post" action={`${base}/ausgang`} class="form">
            <TextArea form={form} name="outcome" label={t.outcome} rows={3} maxLength={2000} />
            <Button kind="secondary">{t.saveOutcome}</Button>
          </form>
        </details>
      </>
    ),
  });
}
