import { createHash } from 'node:crypto';
import type { FormInput } from '../../forms/index.ts';
import type { ShownField, ShownForm } from './html-forms.ts';

/** Line breaks are what the browser makes of them; blanks at the ends are taken away by every form. */
const settled = (values: readonly string[]): string[] => values.map((value) => value.replace(/\r\n?/g, '\n').trim());

const hashOf = (values: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const value of settled(values)) hash.update(`${value.length}:${value}`);
  return hash.digest('base64url').slice(0, 12);
};

/** What stood in a form when it was shown: which form of its page it was, and a hash of each field. */
export interface Seen {
  nth: number;
  of: number;
  action: string;
  fields: ReadonlyMap<string, string>;
}

const hashes = (form: ShownForm): [string, string][] => [...form.fields].map(([name, { values }]) => [name, hashOf(values)]);

/** As it is carried by the form itself. */
export const seenText = (form: ShownForm): string =>
  new URLSearchParams([['', `${form.nth}/${form.of}/${form.action}`], ...hashes(form)]).toString();

/** More fields than any form of ours has. */
const MOST_FIELDS = 10_000;

export function readSeen(text: string): Seen | undefined {
  if (text.split('&', MOST_FIELDS + 1).length > MOST_FIELDS) return undefined;
  const entries = [...new URLSearchParams(text)];
  const [nth, of, action] = /^(\d{1,4})\/(\d{1,4})\/(.*)$/.exec(entries[0]?.[1] ?? '')?.slice(1) ?? [];
  if (nth === undefined || action === undefined) return undefined;
  return { nth: Number(nth), of: Number(of), action, fields: new Map(entries.slice(1)) };
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

/** The fields that say something else by now than when the form was shown. */
function changedSince(seen: Seen, now: ShownForm): Set<string> {
  return new Set(hashes(now).flatMap(([name, hash]) => (seen.fields.has(name) && seen.fields.get(name) !== hash ? [name] : [])));
}

/** What differs between what is stored by now and what is sent. */
export function differences(seen: Seen, now: ShownForm, input: FormInput): Difference[] {
  const changed = changedSince(seen, now);
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
