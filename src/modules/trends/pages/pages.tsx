import {
  Alert,
  Button,
  CheckGroup,
  EmptyState,
  ErrorSummary,
  type FormState,
  Prose,
  RadioGroup,
  renderPage,
  Select,
  Tag,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay, formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { isDivided, isDueForReview, SCALE } from '../model.ts';
import type { JudgementRow, ObservationRow } from '../store.ts';
import { trendsTexts } from '../texts.ts';
import { type Judged, Radar } from './radar.tsx';

const scale = SCALE.map((value) => ({ value: String(value), label: String(value) }));
const byWhom = (row: ObservationRow, locale: Locale) =>
  trendsTexts(locale).by(row.who || trendsTexts(locale).somebody, formatDay(row.seen_on, locale));

function Observations({ rows, locale }: { rows: readonly ObservationRow[]; locale: Locale }) {
  return (
    <ul class="plain-list">
      {rows.map((row) => (
        <li class="entry" key={row.id}>
          <p class="prewrap">{row.text}</p>
          <p class="muted small">
            {row.source} · {byWhom(row, locale)}
          </p>
        </li>
      ))}
    </ul>
  );
}

function ObservationForm({ form, action }: { form: FormState; action: string }) {
  const t = trendsTexts(form.locale);
  return (
    <form method="post" action={action} class="form">
      <TextArea form={form} name="text" label={t.text} rows={3} maxLength={2000} />
      <TextField form={form} name="source" label={t.source} hint={t.sourceHint} maxLength={300} />
      <TextField form={form} name="seen" label={t.seen} type="date" width="short" />
      <Button kind="secondary">{t.save}</Button>
    </form>
  );
}

/** /trends */
export function trendsPage(
  c: Ctx,
  {
    judged,
    loose,
    form,
    open,
    topics,
  }: { judged: Judged[]; loose: ObservationRow[]; form: FormState; open: 'trend' | 'observation' | undefined; topics: Topics },
): Response {
  const { locale } = form;
  const t = trendsTexts(locale);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: t.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        {judged.length === 0 ? (
          <EmptyState title={t.none} />
        ) : (
          <>
            <Radar judged={judged} topics={topics} locale={locale} />
            <ol class="link-list radar__names">
              {judged.map(({ trend }) => (
                <li key={trend.id}>
                  <a href={`/trends/${trend.id}`}>{trend.title}</a>
                </li>
              ))}
            </ol>
          </>
        )}
        <details open={open === 'observation' || judged.length + loose.length === 0}>
          <summary>{t.add}</summary>
          <ObservationForm form={open === 'trend' ? { ...form, errors: {}, input: {} } : form} action="/trends/beobachtungen" />
        </details>
        <h2>{t.loose}</h2>
        {loose.length === 0 && <p class="muted">{t.noLoose}</p>}
        <form method="post" action="/trends" class="form">
          {loose.length > 0 && (
            <CheckGroup
              form={form}
              name="observations"
              label={t.observations}
              hint={t.nameHint}
              options={loose.map((row) => ({ value: row.id, label: `${row.text.slice(0, 160)} (${byWhom(row, locale)})` }))}
            />
          )}
          <details open={open === 'trend'}>
            <summary>{t.name}</summary>
            <TextField form={form} name="title" label={t.trendTitle} maxLength={120} />
            <TextArea form={form} name="description" label={t.description} rows={4} maxLength={3000} />
            <CheckGroup
              form={form}
              name="topics"
              label={t.topics}
              groups={topics.fields.map((field) => ({
                label: inLocale(field, locale),
                options: field.topics.map((topic) => ({ value: topic.id, label: inLocale(topic, locale) })),
              }))}
            />
            <Button>{t.create}</Button>
          </details>
        </form>
      </>
    ),
  });
}

export interface Reach {
  topic: string;
  share: number;
  anywhere: number;
  isGap: boolean;
}

export interface TrendView {
  judged: Judged;
  judgements: JudgementRow[];
  observations: ObservationRow[];
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
        <Observations rows={observations} locale={locale} />
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
