import { z } from 'zod';
import { field } from '#platform/forms/index.ts';
import { withoutMarkup } from '#platform/pasted.ts';
import { AUDIENCES, KINDS } from '../model.ts';

const prose = (most: number) =>
  z.preprocess((value) => (Array.isArray(value) ? withoutMarkup(String(value[0] ?? '')) : ''), field.text(most));

export const itemForm = z.object({
  kind: field.choice(KINDS),
  owner: field.text(80),
  title: field.required(160),
  summary: field.required(400),
  body: prose(20_000),
  audience: field.choice(AUDIENCES),
  bodyId: field.text(40),
  deadline: field.optionalDay(),
  how: prose(2000),
  day: field.optionalDay(),
  from: field.optionalTime(),
  to: field.optionalTime(),
  place: field.text(160),
  register: field.text(300),
  shownUntil: field.optionalDay(),
});
export const planForm = z.object({ publishDay: field.optionalDay(), publishTime: field.optionalTime() });
export const wordForm = z.object({ word: field.text(500) });
export const issueForm = z.object({ title: field.required(160), intro: prose(3000) });
export const subscribeForm = z.object({ email: field.email() });
