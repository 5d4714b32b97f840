import type { ComponentChildren } from 'preact';
import { type FormState, Journey, type PageProps, renderPage, type Station, type Crumb } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { MeetingRow } from '../store/meetings.ts';
import type { BodyRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';

/** The pages of whoever works for bodies: the base of all their addresses. */
export interface Desk {
  base: string;
  /** The office sees all bodies, founds new ones and keeps the people. */
  isOffice: boolean;
}

/** A page of the office: private, with the way back to the desk. */
export function officePage(
  c: Ctx,
  desk: Desk,
  page: Omit<PageProps, 'isPrivate' | 'children'> & { lead?: string; children: ComponentChildren },
): Response {
  const t = officeTexts(c.get('locale'));
  const isDesk = page.title === t.title;
  const crumbs: Crumb[] = isDesk ? [] : [{ href: desk.base, label: t.title }, ...(page.crumbs ?? [])];
  return renderPage(c, {
    ...page,
    crumbs,
    isPrivate: true,
    flashes: { gespeichert: t.saved, uebernommen: t.taken, vorlage: t.paperMade, ...page.flashes },
    children: (
      <>
        <h1>{page.title}</h1>
        {page.lead && <p class="lead">{page.lead}</p>}
        {page.children}
      </>
    ),
  });
}

export const hasErrors = (form: FormState): boolean => Object.keys(form.errors).length > 0;

/** Long texts in lists: the beginning, up to a word's end. */
export const shorten = (text: string, most = 150): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/\s+\S*$/, '')} …`;

/** "12. Februar 2027, 10:00 bis 12:00 Uhr, online, Bonn" */
export function whenAndWhere(
  meeting: Pick<MeetingRow, 'day' | 'start_time' | 'end_time' | 'mode' | 'place' | 'length'>,
  locale: Locale,
): string {
  const t = governanceTexts(locale);
  return [
    formatDay(meeting.day, locale),
    meeting.start_time ? t.time(meeting.start_time, meeting.end_time ?? undefined) : '',
    t.modes[meeting.mode],
    meeting.place,
    meeting.length ? t.lengths[meeting.length] : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

export const bodyName = (bodies: readonly BodyRow[], id: string): string => bodies.find((body) => body.id === id)?.name ?? '–';

/** The way of minutes from draft to publication. */
export function MinutesWay({ meeting, locale }: { meeting: Pick<MeetingRow, 'minutes_state' | 'objections_until'>; locale: Locale }) {
  const t = officeTexts(locale);
  const order = ['draft', 'circulated', 'approved', 'published'] as const;
  const at = order.indexOf(meeting.minutes_state as (typeof order)[number]);
  const stations: Station[] = order.map((step, index) => ({
    label: t.steps[step],
    state: index < at || (index === at && step === 'published') ? 'done' : index === at ? 'now' : 'ahead',
    note:
      step === 'circulated' && meeting.objections_until && index === at
        ? `${t.until} ${formatDay(meeting.objections_until, locale)}`
        : undefined,
  }));
  return <Journey stations={stations} label={t.way} locale={locale} />;
}
