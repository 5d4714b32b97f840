import type { Generated, Selectable } from 'kysely';
import type { Checked, Kind, Path, StepState } from './model.ts';

export interface ProjectRow {
  id: string;
  organisation_id: string;
  title: string;
  summary: string;
  funder: string;
  partners: string;
  contact: string;
  email: string;
  begins_on: string;
  ends_on: string;
  created_at: Date;
}
interface ResultTable {
  id: string;
  project_id: string;
  kind: Kind;
  title: string;
  summary: string;
  body: string;
  link: string;
  topics: string[];
  checked: Generated<Checked[]>;
  handed_at: Date;
  updated_at: Date;
}
interface StepTable {
  id: string;
  result_id: string;
  path: Path;
  target: string;
  responsible: string;
  due: string;
  state: StepState;
  note: Generated<string>;
  outcome: Generated<string | null>;
  agreed_at: Date;
  closed_at: Generated<Date | null>;
}
export interface AidRow {
  id: string;
  result_id: string;
  /** check/point */
  point: string;
  slug: string;
  published_at: Date;
}
export type ResultRow = Selectable<ResultTable>;
export type StepRow = Selectable<StepTable>;

/** Tables of the schema `research`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type ResearchTables = {
  'research.project': ProjectRow;
  'research.result': ResultTable;
  'research.step': StepTable;
  'research.aid': AidRow;
};
