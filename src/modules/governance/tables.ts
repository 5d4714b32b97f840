import type { ColumnType, Generated } from 'kysely';
import type {
  AgreementKind,
  AgreementState,
  BodyKind,
  DecisionRule,
  MeetingMode,
  MeetingState,
  MinutesState,
  PaperState,
  TreatmentResult,
} from './model.ts';

/** A calendar day: PostgreSQL's `date`, read as `YYYY-MM-DD`. */
type Day = string;
type Json = ColumnType<unknown, string | null, string | null>;
interface Stamped {
  created_at: Date;
  updated_at: Date;
}

export interface BodyRow extends Stamped {
  id: string;
  slug: string;
  name: string;
  kind: BodyKind;
  mandate: string;
  parent_id: string | null;
  rule: DecisionRule;
  demo: boolean;
}
export interface PersonRow extends Stamped {
  id: string;
  kind: 'person' | 'organisation';
  name: string;
  organisation: string | null;
  email: string | null;
  public_since: Date | null;
  demo: boolean;
}
export interface MembershipRow extends Stamped {
  id: string;
  body_id: string;
  person_id: string | null;
  organisation: string | null;
  role: string;
  from_day: Day;
  to_day: Day | null;
}
interface MeetingTable extends Stamped {
  id: string;
  body_id: string;
  series_id: string | null;
  title: string;
  day: Day;
  start_time: string | null;
  end_time: string | null;
  mode: MeetingMode;
  length: 'short' | 'long' | null;
  place: string;
  link: string;
  condition: string;
  state: MeetingState;
  invited_sequence: number | null;
  minutes_state: MinutesState;
  objections_until: Day | null;
  minute_taker: string;
  unnamed_participants: number;
  public_text: Json;
  /** The draft as it was sent round (`Circulated`); null: none was, or by a release before. */
  circulated: ColumnType<unknown, string | null | undefined, string | null>;
  /** Why the minutes were approved before the time for objections was over. */
  early_why: Generated<string>;
  version: Generated<number>;
  demo: boolean;
}
export interface AgendaItemRow extends Stamped {
  id: string;
  meeting_id: string;
  position: number;
  number: string;
  title: string;
  duration: number | null;
  text: string;
  paper_id: string | null;
  version: number;
}
export interface AttendanceRow {
  id: string;
  meeting_id: string;
  person_id: string | null;
  name: string;
  organisation: string | null;
  role: string | null;
  status: 'invited' | 'present' | 'excused' | 'guest';
}
export interface VoteRow {
  id: string;
  meeting_id: string;
  item_number: string | null;
  yes: number | null;
  no: number | null;
  abstain: number | null;
  result: string | null;
}
interface DocumentTable extends Stamped {
  id: string;
  name: string;
  kind: string;
  size: number;
  bytes: Buffer;
  text: string;
  parsed: Json;
  review: Json;
  state: 'noText' | 'reviewing' | 'taken' | 'discarded' | 'attached';
  meeting_id: string | null;
  uploaded_by: ColumnType<string | null, string | null | undefined, string | null>;
}
export interface AttachmentRow {
  id: string;
  meeting_id: string;
  item_number: string | null;
  label: string;
  status: 'present' | 'pending';
  document_id: string | null;
}
export interface AgreementRow extends Stamped {
  id: string;
  meeting_id: string | null;
  body_id: string;
  item_number: string | null;
  kind: AgreementKind;
  text: string;
  topic: string | null;
  due: Day | null;
  due_text: string | null;
  condition: string | null;
  referred_to: string[];
  state: AgreementState;
  dropped_why: string | null;
  replaced_by: string | null;
  agreed_on: Day;
  reminded_at: Date | null;
  version: number;
  demo: boolean;
}
interface AgreementTable extends AgreementRow {
  /** What the paper was made for that this decides; null: nothing may rest on it. */
  purpose: ColumnType<string | null, string | null | undefined, string | null>;
  paper_id: ColumnType<string | null, string | null | undefined, string | null>;
  /** What approved minutes say of it; null until then. */
  minuted: ColumnType<Minuted | null, string | null | undefined, string | null>;
}
/** An agreement as minutes were approved with it. */
export interface Minuted {
  kind: AgreementKind;
  text: string;
  due: Day | null;
  due_text: string | null;
  responsible: ResponsibleRow[];
}
export interface ResponsibleRow {
  agreement_id: string;
  position: number;
  person_id: string | null;
  name: string;
}
export interface AgreementEventRow {
  id: string;
  agreement_id: string;
  at: Date;
  kind: string;
  who: string;
  word: string;
}
export interface ObjectionRow {
  id: string;
  meeting_id: string;
  at: Date;
  who: string;
  text: string;
  answer: string | null;
  /** Whose letter it came by; null: by a link that was everybody's, or the person is gone. */
  person_id: string | null;
  /** What it is about, in words; empty: the draft as a whole. */
  about: string;
}
/** Somebody who got a draft of minutes, each with a link of their own. */
export interface MinutesReaderRow {
  id: string;
  meeting_id: string;
  person_id: string | null;
}
export interface PaperRow extends Stamped {
  id: string;
  title: string;
  body_id: string;
  topic: string | null;
  state: PaperState;
  demo: boolean;
  /** The agreement that it carries further. */
  agreement_id: string | null;
}
interface PaperTable extends PaperRow {
  /** What it was made for, where something rests on what is decided on it. */
  purpose: ColumnType<string | null, string | null | undefined, string | null>;
}
export interface PaperVersionRow {
  paper_id: string;
  number: number;
  text: string;
  who: string;
  at: Date;
}
export interface ConsultationRow extends Stamped {
  id: string;
  paper_id: string;
  position: number;
  body_id: string;
  question: string;
  due: Day | null;
  condition: string;
  result: TreatmentResult | null;
  rule: DecisionRule | null;
  yes: number | null;
  no: number | null;
  abstain: number | null;
  note: string;
  objected: boolean;
  decided_on: Day | null;
}

/** Tables of the schema `governance`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type GovernanceTables = {
  'governance.body': BodyRow;
  'governance.person': PersonRow;
  'governance.membership': MembershipRow;
  'governance.no_reminders': { person_id: string; since: Date };
  'governance.meeting': MeetingTable;
  'governance.agenda_item': AgendaItemRow;
  'governance.attendance': AttendanceRow;
  'governance.vote': VoteRow;
  'governance.document': DocumentTable;
  'governance.attachment': AttachmentRow;
  'governance.agreement': AgreementTable;
  'governance.responsible': ResponsibleRow;
  'governance.agreement_event': AgreementEventRow;
  'governance.agreement_file': { agreement_id: string; document_id: string };
  'governance.objection': ObjectionRow;
  'governance.minutes_reader': MinutesReaderRow;
  'governance.paper': PaperTable;
  'governance.paper_version': PaperVersionRow;
  'governance.consultation': ConsultationRow;
};
