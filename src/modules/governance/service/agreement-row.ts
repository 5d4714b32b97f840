import type { AgreementRow } from '../tables.ts';

type Given = Pick<AgreementRow, 'id' | 'meeting_id' | 'body_id' | 'item_number' | 'kind' | 'text' | 'topic' | 'due' | 'agreed_on'> &
  Partial<Pick<AgreementRow, 'due_text' | 'condition' | 'referred_to' | 'state'>>;

/** An agreement to which nothing has happened yet. */
export const newAgreement = (given: Given, at: Date): AgreementRow => ({
  due_text: null,
  condition: null,
  referred_to: [],
  state: 'open',
  dropped_why: null,
  replaced_by: null,
  reminded_at: null,
  version: 1,
  demo: false,
  created_at: at,
  updated_at: at,
  ...given,
});
