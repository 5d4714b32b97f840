import { z } from 'zod';
import { field } from '#platform/forms/index.ts';

const day = () => field.optionalDay().refine((text) => text !== undefined, 'required');
const list = (most: number) =>
  field.required(600).transform((text) =>
    [
      ...new Set(
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      ),
    ].slice(0, most),
  );
const HELPED = ['yes', 'partly', 'no'] as const;

export const sessionForm = z.object({
  day: day(),
  minutes: field.optionalInteger(5, 960).refine((minutes) => minutes !== undefined, 'required'),
  kind: field.choice(['talk', 'workshop', 'review', 'other'] as const),
  tookPart: list(40),
  notes: field.required(10_000),
  funded: field.checkbox(),
  endsSprint: field.checkbox(),
  reason: field.text(300),
  sprintReason: field.text(300),
});
export const personForm = z.object({
  person: field.required(120),
  side: field.choice(['management', 'staff', 'adviser', 'other'] as const),
});
export const goalForm = z.object({ goal: field.required(1000) });
export const voucherForm = z.object({ number: field.required(60), issued: day() });
export const settledForm = z.object({ settled: day() });
export const closeForm = z.object({
  result: field.choice(HELPED),
  resultNote: field.required(3000),
  version: field.optionalInteger(0, 1_000_000),
});
export const handOverForm = z.object({ to: field.required(120), word: field.text(500) });
export const documentForm = z.object({
  documentKind: field.choice(['documentation', 'report', 'other'] as const),
  documentName: field.required(160),
  documentText: field.text(50_000),
});
const stars = () => field.choice(['1', '2', '3', '4', '5'] as const).transform(Number);
export const ratingForm = z.object({ stars: stars(), words: field.text(2000) });
export const effectForm = z.object({ goals: stars(), staff: stars(), work: stars(), recommend: stars(), bogen: field.text(300) });
