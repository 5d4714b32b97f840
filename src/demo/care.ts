/** Courses and exchanges of experience of the demo network: invented, and gone with it. */
import { plusDays } from '#platform/days.ts';
import { localDay } from '#platform/clock.ts';
import { namedId } from '#platform/named-id.ts';
import type { DemoExchange } from '#modules/accreditation/index.ts';
import type { DemoCourse } from '#modules/qualification/index.ts';
import type { generateDemo } from './generate.ts';

const COURSES = [
  {
    curriculum: 'network-pilot',
    title: 'Netzwerklotse werden (Demo)',
    module: 'actors',
    in: 30,
    seats: 14,
    note: 'Drei Tage in Präsenz, dazwischen eine Aufgabe in der eigenen Region.',
  },
  {
    curriculum: 'consultant',
    title: 'Berater:in des Netzwerks werden (Demo)',
    module: 'basics',
    in: 45,
    seats: 18,
    note: 'Zwei Tage in Präsenz, ein halber Tag online.',
  },
  { curriculum: 'network-pilot', title: 'Netzwerklotse werden, kompakt (Demo)', module: 'networks', in: 80, seats: 8, note: '' },
] as const;
const EXCHANGES = [
  { title: 'Was hilft beim Einstieg in den Check? (Demo)', topics: ['strategy', 'participation'], in: 12, online: true },
  {
    title: 'Wenn der Nachwuchs fehlt: Erfahrungen aus zwölf Betrieben (Demo)',
    topics: ['finding-trainees', 'employer-image'],
    in: 26,
    online: false,
  },
  { title: 'KI im Büro: was wirklich ankommt (Demo)', topics: ['ai-start', 'digital-start'], in: 55, online: true },
] as const;
const MODULE_DAYS = 3;

const dayIn = (now: Date, days: number): string => plusDays(localDay(now), days);

/** Some dates to come, each at one of the demo's organisations. */
export function generateCare(
  { organisations }: Pick<ReturnType<typeof generateDemo>, 'organisations'>,
  now: Date,
): { courses: DemoCourse[]; exchanges: DemoExchange[] } {
  const at = (index: number) => organisations[index * 3] ?? organisations[0];
  const courses = COURSES.flatMap((course, index): DemoCourse[] => {
    const host = at(index);
    if (!host) return [];
    const id = namedId(`demo course ${index}`);
    return [
      {
        course: {
          id,
          curriculum: course.curriculum,
          organisation_id: host.id,
          title: course.title,
          place: host.town,
          link: '',
          note: course.note,
          seats: course.seats,
          demo: true,
          created_at: now,
        },
        sessions: Array.from({ length: MODULE_DAYS }, (_, number) => ({
          id: namedId(`demo session ${index} ${number}`),
          course_id: id,
          module: course.module,
          day: dayIn(now, course.in + number * 7),
          starts: '09:00',
          ends: '15:00',
        })),
      },
    ];
  });
  const exchanges = EXCHANGES.map(
    (exchange, index): DemoExchange => ({
      id: namedId(`demo exchange ${index}`),
      title: exchange.title,
      topics: [...exchange.topics],
      day: dayIn(now, exchange.in),
      hours: '16 bis 18 Uhr',
      place: at(index)?.town ?? '',
      district: '',
      online: exchange.online,
      link: '',
      created_by: 'demo',
      created_at: now,
    }),
  );
  return { courses, exchanges };
}
