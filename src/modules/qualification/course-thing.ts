import { eventThing, type Thing } from '#design/index.ts';
import { localMoment } from '#platform/clock.ts';
import type { CourseRow, SessionRow } from './tables.ts';

interface Shown {
  course: CourseRow;
  sessions: readonly SessionRow[];
}

/** A course in schema.org's words, with when and where it is held. */
export function courseThing({ course, sessions }: Shown, provider: string | undefined, description: string): Thing {
  const online = course.link !== '' || /online/i.test(course.place);
  const onSite = course.place !== '' && !/^online$/i.test(course.place.trim());
  const at = (session: SessionRow, time: string) => localMoment(session.day, time.slice(0, 5)).toISOString();
  const [first, last] = [sessions[0], sessions.at(-1)];
  return {
    '@type': 'Course',
    name: course.title,
    description,
    ...(provider ? { provider: { '@type': 'Organization', name: provider } } : {}),
    ...(first && last
      ? {
          hasCourseInstance: {
            ...eventThing({
              name: course.title,
              start: at(first, first.starts),
              end: at(last, last.ends),
              place: onSite ? course.place : '',
              online,
              isCancelled: course.state === 'cancelled',
              organizer: provider,
            }),
            '@type': 'CourseInstance',
            courseMode: online ? (onSite ? 'blended' : 'online') : 'onsite',
          },
        }
      : {}),
  };
}
