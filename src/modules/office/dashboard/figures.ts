import { plusDays } from '#platform/days.ts';
import { addDays, localDay } from '#platform/clock.ts';
import { formatDate, formatDay, formatNumber } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { type Asked, mapPage, pageOfAll } from '#platform/lists.ts';
import type { Services } from '#platform/services.ts';
import { countSupportSince, supportWaiting } from '#modules/anchoring/index.ts';
import { accreditedUntilPage } from '#modules/consultants/index.ts';
import type { CoverageService } from '#modules/coverage/index.ts';
import { declarationsEnding } from '#modules/declarations/index.ts';
import { confirmedBeforePage } from '#modules/editorial/index.ts';
import { agreementsPage } from '#modules/governance/index.ts';
import type { Means } from '#modules/means/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { countWaitingSince, requestCare, waitingRequests } from '#modules/requests/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { byAge, type Figure } from './model.ts';
import { dashboardTexts } from './texts.ts';

export interface DashboardParts {
  coverage: CoverageService;
  means: Means;
  topics: Topics;
}

const SOON_DAYS = 90;
const CONTACT_DAYS = 30;
/** Eleven months: then whoever owns something is asked to confirm it. */
const CONFIRM_DAYS = 335;
const LITTLE = 0.5;
const EDIT: Record<string, (owner: string, subject: string) => string> = {
  offer: (owner, subject) => `/organisation/${owner}/angebote/${subject}`,
  organisation: (_, subject) => `/organisation/${subject}/profil`,
  consultant: (_, subject) => `/beratungsprofil/${subject}`,
};

/** All figures of the office at this moment, each with what lies behind it: as much of it as is asked for. */
export async function figuresOf(
  { db, clock }: Services,
  { coverage, means, topics }: DashboardParts,
  locale: Locale,
  asked: Asked,
): Promise<Figure[]> {
  const now = clock.now();
  const today = localDay(now);
  const soon = plusDays(localDay(now), SOON_DAYS);
  const t = dashboardTexts(locale);
  const percent = (share: number) => `${formatNumber(Math.round(share * 100), locale)} %`;
  const [waiting, care, reach, agreements, ending, declarations, content, support, pledges] = await Promise.all([
    waitingRequests(db, 'all', asked),
    requestCare(db, addDays(now, -CONTACT_DAYS), 'all'),
    coverage.reach(topics.all.map((topic) => topic.id)),
    agreementsPage(db, { state: 'overdue', today }, asked),
    accreditedUntilPage(db, today, soon, asked),
    declarationsEnding(db, today, soon, asked),
    confirmedBeforePage(db, addDays(now, -CONFIRM_DAYS), asked),
    supportWaiting(db, asked),
    means.overdue(),
  ]);
  const chosen = care.filter((each) => each.owner !== null);
  const gaps = reach.filter((each) => each.share < LITTLE && each.anywhere === 0);
  const names = await organisationsByIds(db, [...new Set(support.rows.map((row) => row.organisation_id))]);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return [
    {
      id: 'requests',
      count: waiting.total,
      parts: await byAge(waiting.total, now, (before) => countWaitingSince(db, before)),
      rows: mapPage(waiting, (request) => ({
        title: [request.title, request.company, request.place].filter(Boolean).join(', '),
        note: `${request.receiver}, ${t.since(formatDate(request.waiting_since, locale))}`,
        href: `/geschaeftsstelle/anfragen/${request.id}`,
      })),
    },
    {
      id: 'contacts',
      count: sum(chosen.map((each) => each.requests)),
      parts: [sum(chosen.map((each) => each.taken)), sum(chosen.map((each) => each.requests))],
      rows: pageOfAll(
        chosen.map((each) => ({ title: each.name, note: t.taken(each.taken, each.requests), href: '/geschaeftsstelle/betreuung' })),
        asked,
      ),
    },
    {
      id: 'coverage',
      count: gaps.length,
      parts: [],
      rows: mapPage(
        pageOfAll(
          gaps.toSorted((a, b) => a.share - b.share),
          asked,
        ),
        (gap) => ({
          title: topics.label(gap.topic, locale),
          note: t.reached(percent(gap.share)),
          href: `/abdeckung?thema=${gap.topic}`,
        }),
      ),
    },
    {
      id: 'agreements',
      count: agreements.total,
      parts: [],
      rows: mapPage(agreements, (agreement) => ({
        title: agreement.text,
        note: agreement.due ? t.since(formatDay(agreement.due, locale)) : '',
        href: `/gremienarbeit/vereinbarungen/${agreement.id}`,
      })),
    },
    {
      id: 'accreditations',
      count: ending.total,
      parts: [],
      rows: mapPage(ending, (person) => ({
        title: person.name,
        note: t.until(formatDay(person.accredited_until ?? today, locale)),
        href: `/beratung/${person.slug}`,
      })),
    },
    {
      id: 'declarations',
      count: declarations.total,
      parts: [],
      rows: mapPage(declarations, (each) => ({
        title: [each.number, each.named ? each.company : t.unnamed].join(' · '),
        note: t.until(formatDay(each.valid_until, locale)),
        href: `/erklaerung/${each.number}`,
      })),
    },
    {
      id: 'content',
      count: content.total,
      parts: [],
      rows: mapPage(content, (row) => ({
        title: row.title,
        note: t.since(formatDate(row.confirmed_at, locale)),
        href: EDIT[row.kind]?.(row.owner, row.subject),
      })),
    },
    {
      id: 'support',
      count: support.total,
      parts: await byAge(support.total, now, (before) => countSupportSince(db, before)),
      rows: mapPage(support, (row) => ({
        title: names.get(row.organisation_id)?.name ?? '–',
        note: t.since(formatDate(row.asked_at, locale)),
        href: '/geschaeftsstelle/verankerung',
      })),
    },
    {
      id: 'pledges',
      count: pledges.length,
      parts: [],
      rows: mapPage(pageOfAll(pledges, asked), (pledge) => ({
        title: pledge.organisation?.name ?? '–',
        note: t.since(formatDay(pledge.row.due_on, locale)),
        href: `/geschaeftsstelle/mittel/${pledge.row.id}`,
      })),
    },
  ];
}

/** What a figure says besides its count. */
export function partsText(figure: Figure, locale: Locale): string {
  const t = dashboardTexts(locale);
  const [a = 0, b = 0, c = 0] = figure.parts;
  if (figure.id === 'contacts') return t.taken(a, b);
  return figure.parts.length === 3 && figure.count > 0 ? t.ages(a, b, c) : '';
}
