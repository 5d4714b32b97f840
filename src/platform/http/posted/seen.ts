import { createHash } from 'node:crypto';
import { daysBetween, plusDays } from '../../days.ts';
import type { FormInput } from '../../forms/index.ts';
import type { ShownField, ShownForm } from './html-forms.ts';

/** Line breaks are what the browser makes of them; blanks at the ends are taken away by every form. */
const settled = (values: readonly string[]): string[] => values.map((value) => value.replace(/\r\n?/g, '\n').trim());

const hashOf = (values: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const value of settled(values)) hash.update(`${value.length}:${value}`);
  return hash.digest('base64url').slice(0, 12);
};

/** What stood in a form when it was shown: which form of its page it was, on which day, and a hash of each field. */
export interface Seen {
  /** `YYYY-MM-DD`; undefined on pages that a release before this one has shown. */
  day: string | undefined;
  nth: number;
  of: number;
  action: string;
  fields: ReadonlyMap<string, string>;
}

const hashes = (form: ShownForm): [string, string][] => [...form.fields].map(([name, { values }]) => [name, hashOf(values)]);

/** As it is carried by the form itself, shown on a day. */
export const seenText = (form: ShownForm, today: string): string =>
  new URLSearchParams([['', `${form.nth}/${form.of}/${today}/${form.action}`], ...hashes(form)]).toString();

/** More fields than any form of ours has. */
const MOST_FIELDS = 10_000;

export function readSeen(text: string): Seen | undefined {
  if (text.split('&', MOST_FIELDS + 1).length > MOST_FIELDS) return undefined;
  const entries = [...new URLSearchParams(text)];
  const [nth, of, day, action] = /^(\d{1,4})\/(\d{1,4})\/(?:(\d{4}-\d\d-\d\d)\/)?(.*)$/.exec(entries[0]?.[1] ?? '')?.slice(1) ?? [];
  if (nth === undefined || action === undefined) return undefined;
  return { nth: Number(nth), of: Number(of), day, action, fields: new Map(entries.slice(1)) };
}

/** A list from which nobody has chosen shows what it begins with: that is nobody's word. */
const isUnchosen = ({ isDefault, values, words }: ShownField): boolean => isDefault && words.size > 0 && values.length > 0;

/** Whether something that can be typed over stands in the form. */
export const holdsSomething = (form: ShownForm): boolean =>
  [...form.fields.values()].some(({ values, isDefault }) => !isDefault && values.some((value) => value.trim() !== ''));

/** A field in which what is stored by now and what somebody sends differ. */
export interface Difference {
  name: string;
  label: string;
  mine: string[];
  /** Both in the words of the page. */
  storedWords: string[];
  mineWords: string[];
  /** Who changed it since the form was shown. */
  by: 'others' | 'me' | 'both';
}

const isEqual = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(settled(one)) === JSON.stringify(settled(other));

const isDay = (value: string | undefined): value is string => /^\d{4}-\d\d-\d\d$/.test(value ?? '');

/** A day that is only suggested ("today", "in two weeks") has moved on with the calendar, and nobody has said anything. */
function hasMovedOn({ values, isSuggested }: ShownField, hash: string | undefined, day: string | undefined, today: string): boolean {
  const [value] = values;
  // What is stored moves only because somebody moves it.
  if (!isSuggested || day === undefined || day === today || values.length !== 1 || !isDay(value)) return false;
  return hash === hashOf([plusDays(value, daysBetween(today, day))]);
}

/** The fields that say something else by now than when the form was shown. */
function changedSince({ fields, day }: Seen, now: ShownForm, today: string): Set<string> {
  const isChanged = (name: string, field: ShownField) =>
    fields.has(name) && fields.get(name) !== hashOf(field.values) && !hasMovedOn(field, fields.get(name), day, today);
  return new Set([...now.fields].flatMap(([name, field]) => (isChanged(name, field) ? [name] : [])));
}

/** What differs between what is stored by now and what is sent. */
export function differences(seen: Seen, now: ShownForm, input: FormInput, today: string): Difference[] {
  const changed = changedSince(seen, now, today);
  const found: Difference[] = [];
  for (const [name, field] of now.fields) {
    const { label, values, words } = field;
    const mine = input[name] ?? [];
    if (!seen.fields.has(name) || isUnchosen(field) || isEqual(values, mine)) continue;
    const isMine = hashOf(mine) !== seen.fields.get(name);
    const say = (all: readonly string[]) => all.map((value) => words.get(value) ?? value);
    found.push({
      name,
      label: label || name,
      mine,
      storedWords: say(values),
      mineWords: say(mine),
      by: changed.has(name) ? (isMine ? 'both' : 'others') : 'me',
    });
  }
  return found;
}
