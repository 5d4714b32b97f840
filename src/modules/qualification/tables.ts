import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';
import type { BodyKind, Level } from './model.ts';

type Day = string;

interface SpanTable {
  id: string;
  curriculum: string;
  agreement_id: string;
  valid_from: Day;
  valid_until: Day | null;
  ended_on: Generated<Day | null>;
  ended_why: Generated<string>;
  created_at: Date;
}
export interface SponsorshipTable extends SpanTable {
  organisations: string[];
}
export interface SealDecisionTable extends SpanTable {
  body_kind: BodyKind;
}
export interface CourseTable {
  id: string;
  curriculum: string;
  organisation_id: string;
  title: string;
  place: string;
  link: string;
  note: string;
  seats: number;
  state: Generated<'open' | 'cancelled' | 'closed'>;
  demo: Generated<boolean>;
  created_at: Date;
  /** Counts its changes, for calendars. */
  revision: Generated<number>;
  /** Null: not since it was made. */
  changed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}
export interface SessionTable {
  id: string;
  course_id: string;
  module: string;
  day: Day;
  starts: string;
  ends: string;
  revision: Generated<number>;
  /** Null: not since it was made. */
  changed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}
export interface EnrolmentTable {
  id: string;
  course_id: string;
  user_id: string;
  name: string;
  state: 'registered' | 'waiting' | 'left' | 'completed';
  position: Generated<number>;
  enrolled_at: Date;
  completed_at: Generated<Date | null>;
  reminded_at: Generated<Date | null>;
}
export interface TaskTable {
  enrolment_id: string;
  module: string;
  answer: string;
  handed_in_at: Date;
  accepted: Generated<boolean | null>;
  remark: Generated<string>;
}
export interface TitleTable {
  id: string;
  credential_id: string;
  user_id: string | null;
  consultant_id: string | null;
  curriculum: string;
  kind: 'certificate' | 'seal';
  level: Level;
  enrolment_id: string | null;
  sponsorship_id: string | null;
  decisions: Generated<string[]>;
  shown: Generated<boolean>;
  issued_at: Date;
}

export type SponsorshipRow = Selectable<SponsorshipTable>;
export type SealDecisionRow = Selectable<SealDecisionTable>;
export type CourseRow = Selectable<CourseTable>;
export type SessionRow = Selectable<SessionTable>;
export type NewSession = Insertable<SessionTable>;
export type EnrolmentRow = Selectable<EnrolmentTable>;
export type TaskRow = Selectable<TaskTable>;
export type TitleRow = Selectable<TitleTable>;

/** Tables of the schema `qualification`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type QualificationTables = {
  'qualification.sponsorship': SponsorshipTable;
  'qualification.seal_decision': SealDecisionTable;
  'qualification.course': CourseTable;
  'qualification.session': SessionTable;
  'qualification.enrolment': EnrolmentTable;
  'qualification.attendance': { session_id: string; enrolment_id: string };
  'qualification.task': TaskTable;
  'qualification.title': TitleTable;
};
