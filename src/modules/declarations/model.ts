import { plusDays, plusMonths } from '#platform/days.ts';
/** What a self-declaration is, when it counts, and what is signed of it. */

/** Days before the end on which the company is reminded. */
export const REMIND_DAYS = 60;

export type Validity = 'valid' | 'expired' | 'withdrawn';

/** Whether a declaration counts on a day (`YYYY-MM-DD`); the last day is included. */
export const validityOf = (declaration: { valid_until: string; withdrawn_at: Date | null }, today: string): Validity =>
  declaration.withdrawn_at ? 'withdrawn' : declaration.valid_until < today ? 'expired' : 'valid';

/** The same day so many months later; where that month is shorter, its last day. Valid until the day before. */
export const validUntil = (issuedOn: string, months: number): string => plusDays(plusMonths(issuedOn, months), -1);

/** Letters and digits that nobody confuses (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const NUMBER = /^SE-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/** A number out of 12 random bytes: 60 bits that nobody can guess or count up. Before it stands what it is of. */
export function numberFrom(prefix: string, random: Uint8Array): string {
  const letters = Array.from({ length: 12 }, (_, index) => ALPHABET[(random[index] ?? 0) & 31]).join('');
  return `${prefix}-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8, 12)}`;
}

/** What is signed. Times are days; `sha256` is the paper's, so that the paper cannot be changed either. */
export interface Claims {
  iss: string;
  sub: string;
  company: string;
  place: string;
  check: { id: string; version: number; hash: string; title: string };
  measures: number;
  issued: string;
  validUntil: string;
  /** Where it can be looked up whether it was withdrawn. */
  url: string;
  sha256: string;
}
