import type { BodyKind, DecisionRule, MeetingMode } from '../model.ts';
import type { Agreement } from '../store/agreements.ts';

export interface NewBody {
  name: string;
  kind: BodyKind;
  mandate: string;
  parentId: string | null;
  rule: DecisionRule;
}

export interface NewMeeting {
  day: string;
  startTime: string;
  endTime: string;
  mode: MeetingMode;
  length: 'short' | 'long' | null;
  place: string;
  link: string;
  condition: string;
  /** How many in all, and after how many weeks each: a series. */
  times: number;
  everyWeeks: number;
  agenda: string[];
}

export interface NewAgreement {
  kind: Agreement['kind'];
  text: string;
  responsible: string[];
  due: string | null;
  itemNumber: string | null;
  topic: string | null;
}
