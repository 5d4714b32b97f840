import { DataTable, EmptyState, Entry, Paged, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay, formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { WaitingRequest } from '#modules/requests/index.ts';
import { EFFECT_QUESTIONS, phaseOf } from '../model.ts';
import type { CareFigures, EffectFigure } from '../service/follow-up.ts';
import type { CaseRow } from '../tables.ts';
import { casesTexts } from '../texts.ts';

export interface Waiting extends WaitingRequest {
  /** Working days that it has waited. */
  days: number;
  href: string;
}

/** Requests without an answer, the oldest first, with their age in working days. */
function WaitingList({ waiting, c }: { waiting: Page<Waiting>; c: Ctx }) {
  const t = casesTexts(c.get('locale'));
  if (waiting.total === 0) return <EmptyState title={t.noWaiting} />;
  return (
    <Paged list={waiting} c={c} parameter="wartend" anchor="wartend" label={t.waiting}>
      {waiting.rows.map((request) => (
        <div class="row" key={request.id}>
          <p class="row__text">
            <a href={request.href}>{[request.title, request.company, request.place].filter(Boolean).join(', ')}</a>{' '}
            <span class="muted">({request.receiver})</span>
          </p>
          <span class="muted small">{t.workingDays(request.days)}</span>
        </div>
      ))}
    </Paged>
  );
}

function CaseEntry({ row, today, locale }: { row: CaseRow; today: string; locale: Locale }) {
  const t = casesTexts(locale);
  const phase = phaseOf(row.process, row.phase);
  const due = row.phase_due ? (row.phase_due < today ? t.overdue : t.due)(formatDay(row.phase_due, locale)) : '';
  const says = row.state === 'open' ? [phase ? inLocale(phase, locale) : row.phase, due] : [t.state[row.state]];
  return (
    <Entry href={`/faelle/${row.id}`} title={row.company || row.contact} level={3} kicker={row.owner_name}>
      <p class="muted">{says.filter(Boolean).join(', ')}</p>
    </Entry>
  );
}

function CaseList({ list, label, today, c }: { list: Page<CaseRow>; label: string; today: string; c: Ctx }) {
  return (
    <Paged list={list} c={c} anchor="faelle" label={label}>
      <ul class="entries">
        {list.rows.map((row) => (
          <CaseEntry key={row.id} row={row} today={today} locale={c.get('locale')} />
        ))}
      </ul>
    </Paged>
  );
}

/** /faelle */
export function casesPage(c: Ctx, view: { waiting: Page<Waiting>; rows: Page<CaseRow>; today: string }): Response {
  const locale = c.get('locale');
  const t = casesTexts(locale);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <h2>{t.waiting}</h2>
        <WaitingList waiting={view.waiting} c={c} />
        <h2>{t.title}</h2>
        {view.rows.total === 0 ? <EmptyState title={t.none} /> : <CaseList list={view.rows} label={t.title} today={view.today} c={c} />}
      </>
    ),
  });
}

function Quality({ care, locale }: { care: readonly CareFigures[]; locale: Locale }) {
  const t = casesTexts(locale).care;
  if (care.length === 0) return <EmptyState title={t.nobody} />;
  const count = (value: number) => formatNumber(value, locale);
  return (
    <DataTable
      caption={t.quality}
      captionHidden
      heads={[t.who, t.requests, t.inTime, t.taken, t.closed, t.helped, t.rating]}
      rows={care.map((each) => ({
        key: each.owner ?? 'office',
        cells: [
          each.owner ? each.name : t.office,
          count(each.requests),
          each.inTime === undefined ? '–' : `${each.inTime} %`,
          count(each.taken),
          count(each.closed),
          count(each.helped),
          each.rating === undefined ? t.few : count(each.rating),
        ],
      }))}
    />
  );
}

function Effects({
  figures,
  caption,
  name,
  locale,
}: {
  figures: readonly EffectFigure[];
  caption: string;
  name: (group: string) => string;
  locale: Locale;
}) {
  const texts = casesTexts(locale);
  const t = texts.care;
  if (figures.length === 0) return null;
  const show = (value: number | undefined) => (value === undefined ? t.few : formatNumber(value, locale));
  return (
    <DataTable
      caption={caption}
      heads={[t.group, t.months, t.answers, ...EFFECT_QUESTIONS.map((question) => texts.questions[question]), t.lessNeed]}
      rows={figures.map((figure) => ({
        key: `${figure.group} ${figure.months}`,
        cells: [
          name(figure.group),
          String(figure.months),
          show(figure.answers),
          ...EFFECT_QUESTIONS.map((question) => show(figure.means[question])),
          show(figure.lessNeed),
        ],
      }))}
    />
  );
}

export interface CareView {
  title: string;
  crumb: { href: string; label: string };
  waiting: Page<Waiting>;
  late: Page<CaseRow>;
  care: CareFigures[];
  effects?: Record<'programme' | 'topic' | 'network', EffectFigure[]>;
  leastAnswers: number;
  topicName(id: string): string;
  today: string;
}

/** …/betreuung: what waits by age, and how well it is looked after. */
export function carePage(c: Ctx, view: CareView): Response {
  const locale = c.get('locale');
  const texts = casesTexts(locale);
  const t = texts.care;
  const same = (group: string) => group;
  return renderPage(c, {
    title: view.title,
    isPrivate: true,
    crumbs: [view.crumb],
    wide: true,
    children: (
      <>
        <h1>{view.title}</h1>
        <p class="lead">{t.lead}</p>
        <h2>{texts.waiting}</h2>
        <WaitingList waiting={view.waiting} c={c} />
        <h2>{t.late}</h2>
        {view.late.total === 0 ? <EmptyState title={t.noLate} /> : <CaseList list={view.late} label={t.late} today={view.today} c={c} />}
        <h2>{t.quality}</h2>
        <Quality care={view.care} locale={locale} />
        {view.effects && (
          <>
            <h2>{t.effects}</h2>
            <p class="muted">{t.effectsHint(view.leastAnswers)}</p>
            <Effects figures={view.effects.programme} caption={t.byProgramme} name={same} locale={locale} />
            <Effects figures={view.effects.topic} caption={t.byTopic} name={view.topicName} locale={locale} />
            <Effects figures={view.effects.network} caption={t.byNetwork} name={same} locale={locale} />
          </>
        )}
      </>
    ),
  });
}
