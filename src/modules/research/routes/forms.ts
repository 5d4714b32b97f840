import { z } from 'zod';
import { field } from '#platform/forms/index.ts';
import { withoutMarkup } from '#platform/pasted.ts';
import { KINDS, PATHS } from '../model.ts';

const prose = (most: number) =>
  z.preprocess((value) => (Array.isArray(value) ? withoutMarkup(String(value[0] ?? '')) : ''), field.text(most));
const day = () => field.optionalDay().refine((text) => text !== undefined, 'required');

export const projectForm = z.object({
  organisation: field.required(40),
  title: field.required(160),
  summary: field.required(800),
  funder: field.required(160),
  partners: field.text(500),
  contact: field.required(120),
  email: field.email(),
  begins: day(),
  ends: day(),
});
export const textForm = z.object({ title: field.required(160), summary: field.required(600), body: prose(30_000), link: field.text(500) });
export const resultForm = textForm.extend({ kind: field.choice(KINDS) });
export const stepForm = z.object({ path: field.choice(PATHS), target: field.text(200), responsible: field.required(160), due: day() });
export const dropForm = z.object({ note: field.text(300) });
