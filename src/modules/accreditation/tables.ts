import type { ColumnType, Generated, Selectable } from 'kysely';
import type { ApplicationState } from './model.ts';

type Day = string;

interface ApplicationTable {
  id: string;
  consultant_id: string;
  user_id: string;
  scheme: string;
  state: ApplicationState;
  note: string;
  charter: string | null;
  charter_version: string | null;
  submitted_at: Date;
  finding: Generated<string>;
  recommends: Generated<boolean | null>;
  checked_at: Generated<Date | null>;
  /** Who wrote the finding. */
  finding_by: Generated<string | null>;
  /** Why it was granted although a requirement was missing, by the requirement's id. */
  overridden: ColumnType<Record<string, string>, string | undefined, string>;
  decision_note: Generated<string>;
  decided_at: Generated<Date | null>;
  agreement_id: Generated<string | null>;
}
export interface EvidenceRow {
  id: string;
  application_id: string;
  kind: 'text' | 'credential';
  title: string;
  content: string;
  verdict: string;
  at: Date;
}
interface AccreditationTable {
  id: string;
  consultant_id: string;
  scheme: string;
  application_id: string;
  credential_id: string;
  granted_on: Day;
  valid_until: Day;
  withdrawn_on: Generated<Day | null>;
  withdrawn_why: Generated<string>;
}
interface ObjectionTable {
  id: string;
  application_id: string;
  level: number;
  text: string;
  lodged_at: Date;
  answer: Generated<string>;
  upheld: Generated<boolean | null>;
  agreement_id: Generated<string | null>;
  answered_at: Generated<Date | null>;
}
interface ExchangeTable {
  id: string;
  title: string;
  topics: string[];
  day: Day;
  hours: string;
  place: string;
  district: string;
  online: boolean;
  link: string;
  notes: Generated<string>;
  cancelled: Generated<boolean>;
  created_by: string;
  created_at: Date;
}
interface ParticipationTable {
  exchange_id: string;
  consultant_id: string;
  name: string;
  registered_at: Date;
  attended: Generated<boolean | null>;
}
export interface QuestionRow {
  id: string;
  exchange_id: string;
  who: string;
  text: string;
  answer: string;
  at: Date;
}
interface CampaignTable {
  id: string;
  scheme: string;
  deadline: Day;
  state: 'draft' | 'writing' | 'running' | 'stopped' | 'ended';
  started_at: Date;
  ended_at: Generated<Date | null>;
  /** A print of the words that somebody looked at before they went out. */
  looked: Generated<string>;
  /** How many addresses were not written to when it was ended. */
  unsent: Generated<number>;
}
interface MemberTable {
  campaign_id: string;
  consultant_id: string;
  email: string;
  name: string;
  valid_until: Day;
  missing: string[] | null;
  told_at: Date | null;
}

export type ApplicationRow = Selectable<ApplicationTable>;
export type AccreditationRow = Selectable<AccreditationTable>;
export type ObjectionRow = Selectable<ObjectionTable>;
export type ExchangeRow = Selectable<ExchangeTable>;
export type ParticipationRow = Selectable<ParticipationTable>;
export type CampaignRow = Selectable<CampaignTable>;
export type MemberRow = Selectable<MemberTable>;

/** Tables of the schema `accreditation`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type AccreditationTables = {
  'accreditation.application': ApplicationTable;
  'accreditation.evidence': EvidenceRow;
  'accreditation.accreditation': AccreditationTable;
  'accreditation.objection': ObjectionTable;
  'accreditation.reminder': { consultant_id: string; valid_until: Day; months: number; sent_at: Date };
  'accreditation.exchange': ExchangeTable;
  'accreditation.participation': ParticipationTable;
  'accreditation.question': QuestionRow;
  'accreditation.campaign': CampaignTable;
  'accreditation.campaign_member': MemberTable;
};
