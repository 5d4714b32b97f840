import { dictionary } from '@zxcvbn-ts/language-common';

export const PASSWORD_MIN = 12;
/** Argon2id takes any length; a limit keeps somebody from sending us megabytes to hash. */
export const PASSWORD_MAX = 128;

export type PasswordFault = 'tooShort' | 'tooLong' | 'common' | 'personal';

let known: ReadonlySet<string> | undefined;
/** The 30,000 commonest passwords, loaded when the first password is set. */
const common = (): ReadonlySet<string> => {
  known ??= new Set(dictionary['passwords-common'] as readonly string[]);
  return known;
};

const graphemes = new Intl.Segmenter('de', { granularity: 'grapheme' });
/** Letters as people count them: an umlaut made of two signs, a smiley, is one. */
const lettersOf = (text: string): number => Array.from(graphemes.segment(text.slice(0, 4 * PASSWORD_MAX))).length;

/** "passwordpassword" → "password": a repetition is as easily guessed as what it repeats. */
function unrepeated(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text) return text.slice(0, length);
  }
  return text;
}

/** What a guesser tries first: the word without what people hang on to reach the length. */
function bare(text: string): string[] {
  const lower = text.toLowerCase().normalize('NFKC');
  const trimmed = lower.replace(/^[\d\W_]+|[\d\W_]+$/gu, '');
  return [lower, unrepeated(lower), trimmed, unrepeated(trimmed)];
}

/**
 * Whether a password may be used: length counts, kinds of characters do not (NIST SP 800-63B, ASVS 5.0 6.2); it must
 * not be among the commonest or be made of them, and not be made of what is known of the person.
 */
export function passwordFault(password: string, person: { email: string; name: string }): PasswordFault | undefined {
  if (lettersOf(password) < PASSWORD_MIN) return 'tooShort';
  if (password.length > PASSWORD_MAX) return 'tooLong';
  if (bare(password).some((each) => each.length <= 2 || common().has(each))) return 'common';
  const lower = password.toLowerCase();
  const parts = [...person.email.toLowerCase().split(/[@.]/), ...person.name.toLowerCase().split(/\s+/), 'transferwerk'];
  const rest = parts.filter((part) => part.length >= 4).reduce((text, part) => text.replaceAll(part, ''), lower);
  return lettersOf(rest) < PASSWORD_MIN / 2 ? 'personal' : undefined;
}
