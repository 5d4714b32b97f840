/** What may be done with a course and when, and what keeps it from being done. Pure. */
import { type Level, overlap, type Sitting } from './model.ts';

type Day = string;
export interface CourseStand {
  state: 'open' | 'cancelled' | 'closed';
  sessions: readonly Sitting[];
}

const lastDay = ({ sessions }: Pick<CourseStand, 'sessions'>): Day | undefined =>
  sessions
    .map(({ day }) => day)
    .toSorted()
    .at(-1);
const firstDay = ({ sessions }: Pick<CourseStand, 'sessions'>): Day | undefined => sessions.map(({ day }) => day).toSorted()[0];

/** All its days have passed; one without days yet is still ahead. */
export const isOver = (course: Pick<CourseStand, 'sessions'>, today: Day): boolean => (lastDay(course) ?? today) < today;

/** Whether a place that becomes free goes to the next in the line: not once a day of the course is missed. */
export const passesOn = (course: CourseStand, today: Day): boolean => course.state === 'open' && (firstDay(course) ?? today) >= today;

/** Another course that somebody has promised to be at. */
export interface Promised {
  course: string;
  title: string;
  curriculum: string;
  sessions: readonly Sitting[];
}
export type EnrolFault =
  | { kind: 'closed' }
  | { kind: 'past' }
  | { kind: 'twice' }
  /** The same training, in another course that is not over. */
  | { kind: 'same'; with: string }
  | { kind: 'overlap'; with: string };

/** What keeps somebody from taking a place. `others`: open courses they are registered for or wait for. */
export function enrolFault(
  course: CourseStand & { id: string; curriculum: string },
  others: readonly Promised[],
  today: Day,
): EnrolFault | undefined {
  if (course.state !== 'open') return { kind: 'closed' };
  if (isOver(course, today)) return { kind: 'past' };
  if (others.some((other) => other.course === course.id)) return { kind: 'twice' };
  const same = others.find((other) => other.curriculum === course.curriculum && !isOver(other, today));
  if (same) return { kind: 'same', with: same.title };
  const clash = others.find((other) => other.sessions.some((sitting) => course.sessions.some((own) => overlap(own, sitting))));
  return clash && { kind: 'overlap', with: clash.title };
}

/** Whether a place can be taken at once: one is free, and nobody has waited for it. */
export const hasPlace = (seats: number, taken: number, waiting: number): boolean => taken < seats && waiting === 0;

/** A course is called off once, and only as long as something of it lies ahead. */
export function cancelFault(course: CourseStand, today: Day): 'closed' | 'over' | undefined {
  if (course.state !== 'open') return 'closed';
  return course.sessions.length > 0 && isOver(course, today) ? 'over' : undefined;
}

export type AttendanceFault = 'cancelled' | 'ahead';

/** Who was there is known from the day of the session on. */
export function attendanceFault({ state }: Pick<CourseStand, 'state'>, day: Day, today: Day): AttendanceFault | undefined {
  if (state === 'cancelled') return 'cancelled';
  return day > today ? 'ahead' : undefined;
}

export type CompleteFault = 'notEnough' | 'notOver' | 'done' | 'waiting' | 'cancelled';

/** What keeps a certificate from being issued; `level`: what somebody has proved. */
export function completeFault(
  course: CourseStand,
  enrolment: 'registered' | 'waiting' | 'left' | 'completed',
  level: Level | undefined,
  today: Day,
): CompleteFault | undefined {
  if (course.state === 'cancelled') return 'cancelled';
  if (enrolment === 'waiting') return 'waiting';
  if (enrolment !== 'registered') return 'done';
  if (course.sessions.some(({ day }) => day > today)) return 'notOver';
  return level ? undefined : 'notEnough';
}

export type ChangeFault = 'closed' | 'attended' | 'times' | 'clash';

/** What keeps a session from being added, moved (`held`: whether somebody is noted as having been there) or taken out. */
export function sessionFault(
  course: CourseStand,
  sitting: Sitting | undefined,
  { others, held = false }: { others: readonly Sitting[]; held?: boolean },
): ChangeFault | undefined {
  if (course.state !== 'open') return 'closed';
  if (held) return 'attended';
  if (!sitting) return undefined;
  if (sitting.ends <= sitting.starts) return 'times';
  return others.some((other) => overlap(other, sitting)) ? 'clash' : undefined;
}

/** Places are never fewer than people have them. */
export const seatsFault = (seats: number, taken: number): 'taken' | undefined => (seats < taken ? 'taken' : undefined);
