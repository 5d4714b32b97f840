import type { Measure, Rating, Stage } from './model.ts';

/** What is known of the company, as far as it told: for finding fitting help. */
export interface CompanyContext {
  place: string | undefined;
  size: string | undefined;
  industry: string | undefined;
}

export interface Assessment {
  id: string;
  checkId: string;
  version: number;
  createdAt: Date;
  visitedAt: Date;
  company: CompanyContext;
  ratings: Record<string, Rating>;
  notes: Record<string, string>;
  measures: Measure[];
}

export interface Answer {
  checkpoint: string;
  /** Undefined takes a rating back. */
  rating: Rating | undefined;
  note: string;
}

/**
 * Where filled-in checks are kept. On the server this is PostgreSQL; the same pages can run on another store
 * (architecture: the check module is the one that also runs in the browser).
 */
export interface AssessmentStore {
  create(assessment: Pick<Assessment, 'id' | 'checkId' | 'version' | 'createdAt'>): Promise<void>;
  get(id: string): Promise<Assessment | undefined>;
  /** Notes a visit; the 90 days begin anew. */
  visit(id: string, at: Date): Promise<void>;
  saveAnswers(id: string, answers: readonly Answer[]): Promise<void>;
  saveCompany(id: string, company: CompanyContext): Promise<void>;
  /** Adds a measure or replaces the one with the same id. */
  saveMeasure(id: string, measure: Measure): Promise<void>;
  removeMeasure(id: string, measureId: string): Promise<void>;
  /** Counts each stage once for an assessment. */
  reach(id: string, stages: readonly Stage[], at: Date): Promise<void>;
  remove(id: string): Promise<void>;
  /** Deletes what nobody visited since; returns how many. */
  removeUnvisitedSince(date: Date): Promise<number>;
}

/** Days that an assessment is kept after the last visit. */
export const KEPT_DAYS = 90;
/** Most measures in one plan; a limit against misuse, far above what anybody carries out. */
export const MOST_MEASURES = 100;
export const MOST_NOTE_CHARACTERS = 2000;
