import { checkMark } from '../came-from.ts';
import { plusDays } from '#platform/days.ts';
import {
  Alert,
  type BarRow,
  Button,
  designTexts,
  EmptyState,
  ErrorSummary,
  filledForm,
  type FormState,
  LinkButton,
  NeedBars,
  NeedLabel,
  renderPage,
  TextField,
} from '#design/index.ts';
import { localDay } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { topicsTexts } from '#modules/topics/index.ts';
import type { Checkpoint } from '../definition/model.ts';
import { type Counts, evaluate, evaluateByAim, topicsInNeed } from '../model.ts';
import { evaluateFocus, type Desk, type Opened, themesInFocus } from '../desk.ts';
import { togetherTexts } from '../together/texts.ts';
import { deviceTexts } from '../device/texts.ts';
import { checksTexts } from '../texts.ts';
import { planTexts } from '../texts-plan.ts';
import { wayTexts } from '../texts-way.ts';
import { CompanyFields } from './company-fields.tsx';
import { FirstMeasure } from './first.tsx';
import { base, crumbs, themePath } from './frame.tsx';

export const barRow = (label: string, counts: Counts): BarRow => ({
  label,
  urgent: counts.urgent,
  some: counts.some,
  none: counts.none,
  rest: counts.notApplicable + counts.open,
});

function PointInNeed({ point, opened, locale, need }: { point: Checkpoint; opened: Opened; locale: Locale; need: 'urgent' | 'some' }) {
  const t = checksTexts(locale);
  const taken = new Set(opened.assessment.measures.filter((measure) => measure.checkpoint === point.id).map((measure) => measure.text));
  const note = opened.assessment.notes[point.id];
  return (
    <li class="entry">
      <p class="entry__kicker">
        <NeedLabel need={need} locale={locale} />
      </p>
      <h3 class="entry__title" id={`punkt-${point.id}`}>
        {inLocale(point.title, locale)}
      </h3>
      {note && (
        <p class="muted">
          {t.yourNote} {note}
        </p>
      )}
      {opened.place === 'server' && opened.side === 'company' && (
        <p>
          <a href={`${base(opened)}/vorlagen/${point.id}`} aria-label={planTexts(locale).moreTitle(inLocale(point.title, locale))}>
            {planTexts(locale).more}
          </a>
        </p>
      )}
      <p class="muted small">{t.proposals}:</p>
      <ul class="plain-list">
        {point.measures.map((measure, index) => {
          const text = inLocale(measure, locale);
          return (
            <li key={text} class="proposal">
              {text}{' '}
              {opened.side === 'consultant' ? null : taken.has(text) ? (
                <span class="muted">✓ {t.taken}</span>
              ) : (
                <form method="post" action={`${base(opened)}/plan/uebernehmen`}>
                  <input type="hidden" name="checkpoint" value={point.id} />
                  <input type="hidden" name="vorschlag" value={index} />
                  <button class="kern-btn kern-btn--tertiary" type="submit" aria-label={`${t.take}: ${text}`}>
                    <span class="kern-label">{t.take}</span>
                  </button>
                </form>
              )}
            </li>
          );
        })}
      </ul>
    </li>
  );
}

function FindHelp({ opened, topics, locale }: { opened: Opened; topics: string[]; locale: Locale }) {
  const t = checksTexts(locale);
  const isServer = opened.place === 'server';
  const { company } = opened.assessment;
  const form = filledForm(locale, { ort: company.place, groesse: company.size, branche: company.industry });
  return (
    <section aria-labelledby="hilfe">
      <h2 id="hilfe">{t.helpTitle}</h2>
      <p>{t.helpLead}</p>
      {!isServer && <p class="muted">{deviceTexts(locale).helpHint}</p>}
      <form method="get" action="/finden" class="form">
        {topics.map((topic) => (
          <input type="hidden" name="thema" value={topic} key={topic} />
        ))}
        {isServer && <input type="hidden" name="bogen" value={checkMark(opened)} />}
        <TextField
          form={form}
          name="ort"
          label={t.place}
          hint={t.placeHint}
          suggest={isServer ? '/api/orte' : undefined}
          autocomplete="postal-code"
          maxLength={80}
          width="medium"
        />
        <CompanyFields form={form} />
        <Button>{t.helpButton}</Button>
      </form>
    </section>
  );
}

/** The form of the first measure as it is offered: a week from now. */
const firstForm = (c: Ctx, desk: Desk): FormState => filledForm(c.get('locale'), { due: plusDays(localDay(desk.now()), 7) });

/** /bogen/:token/ergebnis: the profile as a picture, the urgent points first, the way to the plan and to help. */
export function resultPage(c: Ctx, desk: Desk, opened: Opened, form: FormState = firstForm(c, desk)): Response {
  const locale = c.get('locale');
  const t = checksTexts(locale);
  const { definition, assessment } = opened;
  const evaluation = evaluate(definition, assessment.ratings);
  const title = inLocale(definition.title, locale);
  const isCompany = opened.side === 'company';
  const heading = isCompany ? t.resultLead(title) : togetherTexts(locale).resultOf(title);
  const named = new Map(definition.themes.map((theme) => [theme.id, inLocale(theme.title, locale)]));
  // Urgent themes first: that is what the picture is for.
  const ordered = evaluation.themes.toSorted((a, b) => b.counts.urgent - a.counts.urgent || b.counts.some - a.counts.some);
  const urgentThemes = ordered.filter((theme) => theme.counts.urgent > 0).map((theme) => named.get(theme.id) ?? theme.id);
  const aims = evaluateByAim(definition, assessment.ratings, desk.topics);
  const sum = (key: keyof Counts) => evaluation.themes.reduce((total, theme) => total + theme.counts[key], 0);
  const focus = evaluateFocus(opened);
  const firstOpen = themesInFocus(opened).find((theme) => focus.themes.some(({ id, counts }) => id === theme.id && counts.open > 0));
  const w = wayTexts(locale);
  return renderPage(c, {
    title: t.result,
    crumbs: crumbs(opened, locale),
    isPrivate: true,
    flashes: t.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children:
      evaluation.rated === 0 ? (
        <>
          <h1>{heading}</h1>
          <EmptyState title={t.nothingRated}>
            {isCompany && (
              <LinkButton href={themePath(opened, themesInFocus(opened)[0]?.number ?? 1)}>
                {t.continueAt(named.values().next().value ?? '')}
              </LinkButton>
            )}
          </EmptyState>
        </>
      ) : (
        <>
          <h1>{heading}</h1>
          <ErrorSummary errors={form.errors} locale={locale} />
          <p class="lead">{t.resultSummary(evaluation.urgent.length, evaluation.some.length, sum('none'))}</p>
          {!evaluation.complete && isCompany && (
            <Alert kind="info" title={t.notComplete(evaluation.total - evaluation.rated)}>
              <p>
                {firstOpen ? (
                  <a href={themePath(opened, firstOpen.number)}>{t.continueAt(named.get(firstOpen.id) ?? '')}</a>
                ) : (
                  <a href={`${base(opened)}/zuschneiden`}>{w.tune}</a>
                )}
              </p>
            </Alert>
          )}
          {isCompany && (
            <div class="actions no-print">
              <LinkButton href={`${base(opened)}/plan`}>{t.toPlan}</LinkButton>
              {assessment.previous && (
                <LinkButton href={`${base(opened)}/bewegung`} kind="secondary">
                  {w.moved}
                </LinkButton>
              )}
              {opened.place === 'server' ? (
                <LinkButton href={`${base(opened)}/plan.pdf`} kind="secondary">
                  {t.pdf}
                </LinkButton>
              ) : (
                <button class="kern-btn kern-btn--secondary" type="button" data-print hidden>
                  <span class="kern-label">{t.print}</span>
                </button>
              )}
            </div>
          )}
          <h2>{t.profile}</h2>
          <NeedBars
            rows={ordered.map((theme) => barRow(named.get(theme.id) ?? theme.id, theme.counts))}
            heading={t.profileBy}
            locale={locale}
            summary={t.profileSummary(title, formatList(urgentThemes, locale))}
          />
          <details>
            <summary>{t.byAim}</summary>
            <NeedBars
              rows={aims.map((aim) => barRow(topicsTexts(locale).aim[aim.aim], aim.counts))}
              heading={t.aimBy}
              summary={t.aimSummary}
              locale={locale}
            />
          </details>
          {isCompany && <FirstMeasure opened={opened} form={form} locale={locale} />}
          <h2>{t.urgentTitle}</h2>
          {evaluation.urgent.length === 0 ? (
            <p>{isCompany ? t.noneUrgent : togetherTexts(locale).noneUrgent}</p>
          ) : (
            <ul class="entries">
              {evaluation.urgent.map((point) => (
                <PointInNeed key={point.id} point={point} opened={opened} locale={locale} need="urgent" />
              ))}
            </ul>
          )}
          {evaluation.some.length > 0 && (
            <details open={evaluation.urgent.length === 0}>
              <summary>
                {t.someTitle} ({evaluation.some.length})
              </summary>
              <ul class="entries">
                {evaluation.some.map((point) => (
                  <PointInNeed key={point.id} point={point} opened={opened} locale={locale} need="some" />
                ))}
              </ul>
            </details>
          )}
          {isCompany && opened.place === 'server' && (
            <p>
              <a href={`${base(opened)}/vergleich`}>{w.compare}</a>
            </p>
          )}
          {isCompany && <FindHelp opened={opened} topics={topicsInNeed(evaluation, 5)} locale={locale} />}
          <p class="visually-hidden">{designTexts(locale).claim}</p>
        </>
      ),
  });
}
