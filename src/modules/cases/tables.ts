import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Process } from '#modules/programmes/index.ts';
import type { CaseState, Helped } from './model.ts';

type Day = string;
type Json<Value> = ColumnType<Value, string, string>;

interface CaseTable {
  id: string;
  request_id: string;
  opened_at: Date;
  locale: 'de' | 'en';
  company: string;
  contact: string;
  email: string;
  place: string;
  district: string | null;
  topics: string[];
  owner_scope: 'organisation' | 'consultant' | 'network' | null;
  owner: string | null;
  owner_name: string;
  programme: Generated<string | null>;
  programme_version: Generated<string | null>;
  rules: ColumnType<unknown, string | null, string | null>;
  process: Json<Process>;
  phase: string;
  phase_since: Day;
  phase_due: Day | null;
  budget_days: Generated<number | null>;
  day_rate: Generated<number | null>;
  voucher_number: Generated<string | null>;
  voucher_issued: Generated<Day | null>;
  voucher_until: Generated<Day | null>;
  settled_on: Generated<Day | null>;
  state: Generated<CaseState>;
  closed_on: Generated<Day | null>;
  result: Generated<Helped | null>;
  result_note: Generated<string>;
  story_consent: Generated<Date | null>;
  link_id: string;
  version: Generated<number>;
  forget_on: Generated<Day | null>;
  anonymised_at: Generated<Date | null>;
}
export interface PersonRow {
  id: string;
  case_id: string;
  name: string;
  side: 'management' | 'staff' | 'adviser' | 'other';
}
interface GoalTable {
  id: string;
  case_id: string;
  text: string;
  company_agreed_at: Generated<Date | null>;
  reached: Generated<Helped | null>;
}
export interface SessionRow {
  id: string;
  case_id: string;
  phase: string;
  day: Day;
  minutes: number;
  kind: 'talk' | 'workshop' | 'review' | 'other';
  took_part: string[];
  notes: string;
  funded: boolean;
  ends_sprint: boolean;
  reason: string;
  held_by: string | null;
  sprint_since: Day | null;
  sprint_reason: string;
  entered_by: string;
  entered_at: Date;
}
interface DocumentTable {
  id: string;
  case_id: string;
  phase: string;
  kind: 'documentation' | 'report' | 'other';
  name: string;
  text: string;
  type: string;
  bytes: Buffer | null;
  added_by: string;
  added_at: Date;
}
interface EventTable {
  id: string;
  position: Generated<number>;
  case_id: string;
  at: Date;
  kind: string;
  who: string;
  detail: string;
}

export type CaseRow = Selectable<CaseTable>;
export type GoalRow = Selectable<GoalTable>;
/** A document without its content. */
export type DocumentRow = Omit<Selectable<DocumentTable>, 'bytes'>;
export type EventRow = Selectable<EventTable>;

/** Tables of the schema `cases`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type CasesTables = {
  'cases.case_file': CaseTable;
  'cases.person': PersonRow;
  'cases.goal': GoalTable;
  'cases.session': SessionRow;
  'cases.document': DocumentTable;
  'cases.event': EventTable;
  'cases.rating': { case_id: string; stars: number; words: string; at: Date };
  'cases.asked': { case_id: string; what: string; at: Date };
  'cases.effect': {
    case_id: string;
    months: number;
    answers: Json<Record<string, number>>;
    second_check: ColumnType<Record<string, number> | null, string | null, string | null>;
    answered_at: Date;
  };
};
