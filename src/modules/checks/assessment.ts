import { HttpError } from '#platform/http/errors.ts';
import type { Change, Conflict, Said } from './changes/model.ts';
import type { Measure, Rating } from './model.ts';

/** What is known of the company, as far as it told: for finding fitting help. */
export interface CompanyContext {
  place: string | undefined;
  size: string | undefined;
  industry: string | undefined;
}

export const WORDS = ['normal', 'plain'] as const;
export type Words = (typeof WORDS)[number];

export interface Assessment {
  id: string;
  checkId: string;
  version: number;
  createdAt: Date;
  visitedAt: Date;
  company: CompanyContext;
  /** The company's own word. */
  ratings: Record<string, Rating>;
  notes: Record<string, string>;
  /** What a consultant says beside it. */
  advice: Said;
  /** Answers on which two devices of the same side disagree. */
  conflicts: Conflict[];
  measures: Measure[];
  /** Themes the company chose to do now; empty means all. */
  focus: string[];
  /** Whether its texts are read in German that is easy to read. */
  words: Words;
  /** The assessment that it follows on, where there was one. */
  previous: string | undefined;
  /** Number of the last change. */
  seq: number;
}

/** An assessment as it begins: nothing said, nothing chosen. */
export const blankAssessment = (
  begun: Pick<Assessment, 'id' | 'checkId' | 'version' | 'createdAt'> & Pick<Partial<Assessment>, 'previous'>,
): Assessment => ({
  id: begun.id,
  checkId: begun.checkId,
  version: begun.version,
  createdAt: begun.createdAt,
  visitedAt: begun.createdAt,
  company: { place: undefined, size: undefined, industry: undefined },
  ratings: {},
  notes: {},
  advice: { ratings: {}, notes: {} },
  conflicts: [],
  measures: [],
  focus: [],
  words: 'normal',
  previous: begun.previous,
  seq: 0,
});

export interface Answer {
  checkpoint: string;
  /** Undefined takes a rating back. */
  rating: Rating | undefined;
  note: string;
}

/** A change with its number in the assessment, from 1 without gaps. */
export type NumberedChange = Change & { seq: number };

/** A change without what a store keeps beside it. */
export const plainChange = ({ id, seq, checkpoint, side, field, value, seen, clock, at }: NumberedChange): NumberedChange => ({
  id,
  seq,
  checkpoint,
  side,
  field,
  value,
  seen,
  clock,
  at,
});

/**
 * Where filled-in checks are kept: PostgreSQL on the server, IndexedDB on the device. One interface, one contract
 * (contract.ts) that both have to keep.
 */
export interface AssessmentStore {
  create(assessment: Pick<Assessment, 'id' | 'checkId' | 'version' | 'createdAt'> & { previous?: string | undefined }): Promise<void>;
  get(id: string): Promise<Assessment | undefined>;
  /** Notes a visit; the 90 days begin anew. */
  visit(id: string, at: Date): Promise<void>;
  /** Takes changes in; those that are known already are left alone, so it may be repeated. @throws TooManyChanges */
  addChanges(id: string, changes: readonly Change[]): Promise<void>;
  /** Changes after a number, oldest first. The text of a note that was replaced is empty. */
  changesSince(id: string, seq: number): Promise<NumberedChange[]>;
  saveCompany(id: string, company: CompanyContext): Promise<void>;
  saveFocus(id: string, themes: readonly string[]): Promise<void>;
  saveWords(id: string, words: Words): Promise<void>;
  /** Adds a measure or replaces the one with the same id. */
  saveMeasure(id: string, measure: Measure): Promise<void>;
  removeMeasure(id: string, measureId: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Deletes what nobody visited since; returns how many. */
  removeUnvisitedSince(date: Date): Promise<number>;
}

/** More changes than an assessment may have. */
export class TooManyChanges extends HttpError {
  constructor() {
    super(413, 'tooMany');
  }
}

/** Days that an assessment is kept after the last visit. */
export const KEPT_DAYS = 90;
/** Most measures in one plan; a limit against misuse, far above what anybody carries out. */
export const MOST_MEASURES = 100;
export const MOST_NOTE_CHARACTERS = 2000;
