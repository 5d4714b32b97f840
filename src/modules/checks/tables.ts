import type { Generated } from 'kysely';
import type { Field, Side } from './changes/model.ts';
import type { Words } from './assessment.ts';
import type { MeasureState, Rating, Ratings } from './model.ts';
import type { Group, TeamResult } from './team/model.ts';

/** Tables of the schema `checks`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type ChecksTables = {
  'checks.assessment': {
    id: string;
    check_id: string;
    version: number;
    created_at: Date;
    visited_at: Date;
    postal_code: string | null;
    size: string | null;
    industry: string | null;
    seq: Generated<number>;
    focus: Generated<string[]>;
    words: Generated<Words>;
    previous: string | null;
  };
  'checks.answer': {
    assessment_id: string;
    checkpoint: string;
    side: Side;
    rating: Rating | null;
    note: string;
    rating_rivals: string[];
    note_rivals: string[];
  };
  'checks.change': {
    assessment_id: string;
    seq: number;
    id: string;
    checkpoint: string;
    side: Side;
    field: Field;
    value: string;
    seen: string[];
    clock: number;
    at: Date;
    replaced: Generated<boolean>;
  };
  'checks.measure': {
    id: string;
    assessment_id: string;
    checkpoint: string | null;
    text: string;
    urgency: 'now' | 'soon' | 'later' | null;
    responsible: string;
    due: string | null;
    control: string;
    state: Generated<MeasureState>;
    helper: Generated<string>;
    is_first: Generated<boolean>;
    added_on: string | null;
    done_on: string | null;
  };
  'checks.companion': CompanionRow;
  'checks.edition': EditionRow;
  'checks.team_round': TeamRoundRow;
  'checks.team_ticket': Omit<TeamTicketRow, 'used'> & { used: Generated<boolean> };
  'checks.team_answer': { id: string; round_id: string; grp: Group; ratings: Ratings };
  'checks.reminder': ReminderRow;
  'checks.theme_use': { check_id: string; month: string; theme: string; kind: 'finished' | 'stopped'; number: number };
  'checks.duration': { check_id: string; month: string; minutes: number; number: number };
  'checks.milestone': { assessment_id: string; stage: string };
  'checks.funnel': { check_id: string; month: string; stage: string; accompanied: boolean; reached: number };
};

/** A version of a check, as it is on trial, in force, or was. */
export interface EditionRow {
  id: string;
  check_id: string;
  version: number;
  hash: string;
  state: 'trial' | 'inForce' | 'withdrawn';
  /** The German file and its translations, as JSON. */
  source: unknown;
  /** From content/, or published from the editor. */
  origin: 'content' | 'editor';
  published_at: Date;
  withdrawn_at: Date | null;
}

export interface TeamRoundRow {
  id: string;
  assessment_id: string;
  created_at: Date;
  expires_at: Date;
  closed_at: Date | null;
  result: TeamResult | null;
}

export interface TeamTicketRow {
  id: string;
  round_id: string;
  grp: Group;
  link_id: string;
  used: boolean;
}

/** Who wants to be reminded by mail. */
export interface ReminderRow {
  id: string;
  assessment_id: string;
  email: string;
  locale: 'de' | 'en';
  link_id: string;
  assessment_link: string;
  asked_at: Date;
  confirmed_at: Date | null;
  sent_at: Date | null;
  pauses: number;
}

/** Who looks at an assessment together with the company. */
export interface CompanionRow {
  id: string;
  assessment_id: string;
  name: string;
  scope: 'read' | 'rate';
  link_id: string;
  created_at: Date;
  expires_at: Date;
  ended_at: Date | null;
  seen_at: Date | null;
}
