import type { AgreementKind } from '../schema.ts';

/** An agreement on its way: positions are in the cleaned text. */
export interface Found {
  kind: AgreementKind;
  text: string;
  agendaItem: string | null;
  responsible: string[];
  due: string | null;
  dueText: string | null;
  referredTo: string[];
  condition: string | null;
  start: number;
  end: number;
  confidence: number;
  reason: string;
  /** It stood in a list of actions for the whole meeting, which may repeat what stood before. */
  isListed: boolean;
  /** The item is only where the list stands, not what the point is about. */
  isLoose: boolean;
}
