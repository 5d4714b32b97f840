import { clockTime } from './time.ts';
import { z } from 'zod';
import type { Locale } from '../i18n/index.ts';
import { isShellField } from './shell-fields.ts';
import { makeDay } from '../days.ts';
import { composed, visible } from '../text.ts';
import { asciiEmail, isAscii } from './email.ts';
import { formTexts } from './texts.ts';

/** What a browser sent: every field with all its values, as text. */
export type FormInput = Record<string, string[]>;

/** What was wrong, by field, in the reader's words. */
export type FormErrors = Record<string, string>;

export type FormResult<Value> = { ok: true; value: Value } | { ok: false; errors: FormErrors };

/** More fields than any of our forms has: a body of thousands of names is refused as a whole. */
export const MOST_FIELDS = 500;

/** What mail programs make a link of. */
const LINK = /:\/\/|\bwww\.|\b[a-z0-9-]+\.(?:com|de|net|org|info|io)\//i;

const clean = (text: unknown): unknown =>
  typeof text === 'string' ? composed(visible(text.toWellFormed().replace(/\r\n?/g, '\n'))).trim() : text;

/** The first value of a field; a missing field counts as empty. */
const single = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value) ?? '';

const plain = (max: number) => z.string().refine((text) => text.length <= max, `tooLong:${max}`);

const from = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => clean(single(value)), schema);

const given = (schema: z.ZodString) => schema.refine((text) => text !== '', 'required');
const name = (max: number) => plain(max).refine((text) => !LINK.test(text), 'noLink');
const mailbox = () => plain(254).refine((text) => text === '' || asciiEmail(text) !== undefined, 'email');
const time = () => plain(20).refine((text) => text === '' || clockTime(text) !== undefined, 'time');
const asAscii = (text: string): string => asciiEmail(text) ?? text;

/** The fields that our forms are made of. Each message is a key of the form texts, with a parameter behind a colon. */
export const field = {
  /** Text of at most `max` characters, empty allowed. */
  text: (max: number) => from(plain(max)),
  /** Text that has to be there. */
  required: (max: number) => from(given(plain(max))),
  /** A name that has to be there. It stands in letters to people who did not ask for them: an address in it is refused. */
  name: (max: number) => from(given(name(max))),
  /** The same, but it may be left out. */
  optionalName: (max: number) => from(name(max)),
  /** An address of a mailbox, its domain in ASCII (RFC 5891): so it is the same wherever and however it was typed. */
  email: () => from(given(mailbox())).transform(asAscii),
  /** An address that can sign in: in ASCII throughout. */
  accountEmail: () =>
    from(given(mailbox()).refine((text) => isAscii(text.slice(0, text.lastIndexOf('@'))), 'emailAscii')).transform(asAscii),
  /** An address that may be left out. */
  optionalEmail: () => from(mailbox()).transform(asAscii),
  /** One of the given values. */
  choice: <const Value extends string>(values: readonly Value[]) =>
    from(z.string().refine((text) => (values as readonly string[]).includes(text), 'choice')).transform((text) => text as Value),
  /** One of the given values or nothing. */
  optionalChoice: <const Value extends string>(values: readonly Value[]) =>
    from(z.string().refine((text) => text === '' || (values as readonly string[]).includes(text), 'choice')).transform((text) =>
      text === '' ? undefined : (text as Value),
    ),
  /** A time of day as people write it, as `HH:MM`. */
  time: () => from(given(time())).transform((text) => clockTime(text) ?? text),
  /** The same, or an empty text. */
  optionalTime: () => from(time()).transform((text) => clockTime(text) ?? ''),
  /** A calendar day `YYYY-MM-DD`, or nothing. */
  optionalDay: () =>
    from(plain(10).refine((text) => text === '' || isDay(text), 'date')).transform((text) => (text === '' ? undefined : text)),
  optionalInteger: (min: number, max: number) =>
    from(
      plain(12)
        .refine((text) => /^-?\d*$/.test(text), 'number')
        .refine((text) => text === '' || (Number(text) >= min && Number(text) <= max), `range:${min}:${max}`),
    ).transform((text) => (text === '' ? undefined : Number(text))),
  checkbox: () => from(z.string()).transform((text) => text !== ''),
  /** A box that has to be ticked. */
  consent: () => from(z.string().refine((text) => text !== '', 'consent')).transform(() => true as const),
};

/** Whether a text is a day that the calendar has, between 1900 and 2199. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return makeDay(Number(year), Number(month), Number(day)) !== null;
}

/** A message key with its parameters in the reader's words. */
function formMessage(key: string, locale: Locale): string {
  const texts = formTexts(locale);
  const [name = '', ...parameters] = key.split(':');
  const [first = 0, second = 0] = parameters.map(Number);
  if (name === 'tooLong') return texts.tooLong(first);
  if (name === 'range') return texts.range(first, second);
  const found = texts[name as keyof typeof texts];
  return typeof found === 'string' ? found : texts.invalid;
}

/** Checks a form as a whole: every wrong field is named, each once. */
export function parseForm<Schema extends z.ZodType>(schema: Schema, input: FormInput, locale: Locale): FormResult<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: FormErrors = {};
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? '');
    errors[name] ??= formMessage(issue.message, locale);
  }
  return { ok: false, errors };
}

/** Turns a decoded body into form input; undefined where it holds more fields than a form of ours can have. */
export function toFormInput(entries: Iterable<[string, string]>, mostFields = MOST_FIELDS): FormInput | undefined {
  const input: FormInput = Object.create(null) as FormInput;
  let count = 0;
  for (const [name, value] of entries) {
    if (isShellField(name)) continue;
    if (++count > mostFields) return undefined;
    const values = input[name] ?? [];
    // Signs that nobody sees go before anything reads a field: a NUL would end in the database.
    values.push(visible(value.toWellFormed()));
    input[name] = values;
  }
  return input;
}

/** What was typed into a field, to be shown again. */
export const typed = (input: FormInput, name: string): string => input[name]?.[0] ?? '';
