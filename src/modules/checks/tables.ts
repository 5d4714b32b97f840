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
  };
  'checks.answer': { assessment_id: string; checkpoint: string; rating: 'none' | 'some' | 'urgent' | 'notApplicable' | null; note: string };
  'checks.measure': {
    id: string;
    assessment_id: string;
    checkpoint: string | null;
    text: string;
    urgency: 'now' | 'soon' | 'later' | null;
    responsible: string;
    due: string | null;
    control: string;
    done: boolean;
  };
  'checks.milestone': { assessment_id: string; stage: string };
  'checks.funnel': { check_id: string; month: string; stage: string; reached: number };
};
