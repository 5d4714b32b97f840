import type { Locale } from '#platform/i18n/index.ts';
import type { Meeting } from '../store/meetings.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';

/** Who was there and who was excused, one line each, as minutes on paper have it. */
export function attendanceLines(
  meeting: Pick<Meeting, 'attendance' | 'unnamed_participants'>,
  locale: Locale,
): { title: string; names: string }[] {
  const t = governanceTexts(locale);
  const o = officeTexts(locale);
  const names = (...statuses: string[]) =>
    meeting.attendance
      .filter((each) => statuses.includes(each.status))
      .map(
        ({ name, organisation, status }) =>
          `${name}${organisation ? ` (${organisation})` : ''}${status === 'guest' ? `, ${o.statuses.guest}` : ''}`,
      )
      .join('; ');
  const more = meeting.unnamed_participants > 0 ? ` ${t.more(meeting.unnamed_participants)}` : '';
  return [
    { title: t.participants, names: `${names('present', 'guest')}${more}`.trim() },
    { title: o.excusedTitle, names: names('excused') },
  ].filter((line) => line.names !== '');
}
