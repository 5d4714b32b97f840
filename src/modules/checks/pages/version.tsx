import { Alert, Button, EmptyState, LinkButton, NeedBars, NeedLabel, type NeedLevel, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { carryOver } from '../definition/carry.ts';
import type { CheckDefinition, Checkpoint } from '../definition/model.ts';
import type { Opened } from '../desk.ts';
import { evaluate } from '../model.ts';
import { type Moved, movement } from '../progress.ts';
import { checksTexts } from '../texts.ts';
import { wayTexts } from '../texts-way.ts';
import { base, crumbs } from './frame.tsx';
import { barRow } from './result.tsx';

function Points({ title, points, locale }: { title: string; points: readonly Checkpoint[]; locale: Locale }) {
  return (
    <>
      <h2>
        {title} ({points.length})
      </h2>
      {points.length === 0 ? (
        <p class="muted">{wayTexts(locale).none}</p>
      ) : (
        <ul>
          {points.map((point) => (
            <li key={point.id}>
              <strong>{inLocale(point.title, locale)}</strong>: {inLocale(point.question, locale)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** /bogen/:token/fassung: what is new in the newest version, and the way into it. */
export function versionPage(c: Ctx, opened: Opened, newer: CheckDefinition | undefined): Response {
  const locale = c.get('locale');
  const w = wayTexts(locale);
  const isNewest = !newer || newer.version <= opened.full.version;
  const carry = newer && !isNewest ? carryOver(opened.full, newer) : undefined;
  const kept = carry ? [...carry.from.values()].filter((id) => opened.assessment.ratings[id] !== undefined).length : 0;
  const title = w.versionTitle(newer?.version ?? opened.full.version);
  return renderPage(c, {
    title,
    crumbs: crumbs(opened, locale),
    isPrivate: true,
    children: (
      <>
        <h1>{title}</h1>
        {carry ? (
          <>
            <p class="lead">{w.versionLead}</p>
            <p>{w.kept(kept)}</p>
            <form method="post" noValidate class="actions">
              <Button>{w.carry}</Button>
            </form>
            <Points title={w.added} points={carry.added} locale={locale} />
            <Points title={w.changed} points={carry.changed} locale={locale} />
            <Points title={w.gone} points={carry.gone} locale={locale} />
          </>
        ) : (
          <EmptyState title={w.carryNewest}>
            <LinkButton kind="secondary" href={base(opened)}>
              {checksTexts(locale).overview}
            </LinkButton>
          </EmptyState>
        )}
      </>
    ),
  });
}

/** /bogen/:token/neu: says what a new round means. */
export function againPage(c: Ctx, opened: Opened): Response {
  const locale = c.get('locale');
  const w = wayTexts(locale);
  return renderPage(c, {
    title: w.again,
    crumbs: crumbs(opened, locale),
    isPrivate: true,
    children: (
      <>
        <h1>{w.againTitle}</h1>
        <p class="lead">{w.againLead}</p>
        <form method="post" noValidate class="actions">
          <Button>{w.againButton}</Button>
          <LinkButton href={base(opened)} kind="secondary">
            {checksTexts(locale).overview}
          </LinkButton>
        </form>
      </>
    ),
  });
}

function MovedList({ title, moved, locale }: { title: string; moved: readonly Moved[]; locale: Locale }) {
  const level = (rating: Moved['from']): NeedLevel => rating;
  if (moved.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul class="entries">
        {moved.map(({ point, from, to }) => (
          <li class="entry" key={point.id}>
            <h3 class="entry__title">{inLocale(point.title, locale)}</h3>
            <p>
              <NeedLabel need={level(from)} locale={locale} /> → <NeedLabel need={level(to)} locale={locale} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** /bogen/:token/bewegung: this round beside the one before. */
export function movedPage(c: Ctx, opened: Opened, before: Pick<Opened, 'assessment' | 'full'> | undefined): Response {
  const locale = c.get('locale');
  const w = wayTexts(locale);
  const t = checksTexts(locale);
  if (!before) {
    return renderPage(c, {
      title: w.moved,
      crumbs: crumbs(opened, locale),
      isPrivate: true,
      children: (
        <>
          <h1>{w.moved}</h1>
          <EmptyState title={w.movedNone} />
        </>
      ),
    });
  }
  const { better, worse, same } = movement(before.full, before.assessment.ratings, opened.full, opened.assessment.ratings);
  const plan = before.assessment.measures;
  const done = plan.filter((measure) => measure.state === 'done').length;
  const day = (date: Date) => formatDate(date, locale);
  const rows = (
    [
      [before.full, before.assessment],
      [opened.full, opened.assessment],
    ] as const
  ).flatMap(([full, assessment]) => {
    const counts = evaluate(full, assessment.ratings).themes.map((theme) => theme.counts);
    const sum = (key: keyof (typeof counts)[number]) => counts.reduce((total, each) => total + each[key], 0);
    return barRow(day(assessment.createdAt), {
      urgent: sum('urgent'),
      some: sum('some'),
      none: sum('none'),
      notApplicable: sum('notApplicable'),
      open: sum('open'),
    });
  });
  const summary = w.movedSummary(better.length, worse.length, same);
  return renderPage(c, {
    title: w.moved,
    crumbs: crumbs(opened, locale),
    isPrivate: true,
    children: (
      <>
        <h1>{w.moved}</h1>
        <p class="lead">{summary}</p>
        <NeedBars
          rows={rows}
          heading={w.moved}
          summary={w.movedLead(day(before.assessment.createdAt), day(opened.assessment.createdAt))}
          locale={locale}
        />
        {plan.length > 0 && <Alert kind="info" title={w.movedPlan(done, plan.length)} />}
        <MovedList title={w.better} moved={better} locale={locale} />
        <MovedList title={w.worse} moved={worse} locale={locale} />
        <p>
          <a href={`${base(opened)}/ergebnis`}>{t.result}</a>
        </p>
      </>
    ),
  });
}
