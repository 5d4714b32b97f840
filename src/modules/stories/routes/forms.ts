import { z } from 'zod';
import { field } from '#platform/forms/index.ts';
import { withoutMarkup } from '#platform/pasted.ts';
import { SECTIONS, SIZES } from '#reference/index.ts';
import { PARTS } from '../model.ts';

/** Text that may have been pasted from anywhere. */
const prose = (most: number) =>
  z.preprocess((value) => (Array.isArray(value) ? withoutMarkup(String(value[0] ?? '')) : ''), field.text(most));
const email = field.optionalEmail;

const LONGEST_PART = 20_000;
export const beginForm = z.object({
  owner: field.text(80),
  title: field.required(160),
  company: field.required(160),
  contact: field.text(120),
  email: email(),
});
export const partForm = z.object({ text: prose(LONGEST_PART), before: field.text(LONGEST_PART + 100), weiter: field.text(10) });
export const factsForm = z.object({
  title: field.required(160),
  summary: prose(600),
  company: field.text(160),
  contact: field.text(120),
  email: email(),
  industry: field.optionalChoice(SECTIONS.map((section) => section.code)),
  size: field.optionalChoice(SIZES),
  region: field.text(80),
  refs: field.text(3000),
  programme: field.text(60),
});
export const quoteForm = z.object({
  quote: prose(1000).refine((text) => text !== '', 'required'),
  person: field.required(120),
  personMail: email(),
});
export const paperForm = z.object({ paper: field.required(300) });
export const altForm = z.object({ alt: field.required(300) });
export const wordForm = z.object({ word: field.required(2000) });
export const withdrawForm = z.object({ withdrawWord: field.text(500) });
export const approveForm = z.object({ fassung: field.required(80), nennen: field.choice(['ja', 'nein'] as const) });

/** Rows of figures as they come from the form: what, before, after. */
export const FIGURE_ROWS = 6;
const figure = () => field.text(120);
export const figuresForm = z.object(
  Object.fromEntries(
    Array.from({ length: FIGURE_ROWS }, (_, row) =>
      ['label', 'before', 'after'].map((name) => [`${name}${row}`, figure()] as const),
    ).flat(),
  ),
);
export const isPart = (text: string): text is (typeof PARTS)[number] => (PARTS as readonly string[]).includes(text);
