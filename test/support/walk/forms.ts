import { type ShownField, type ShownForm, formsIn } from '../../../src/platform/http/posted/html-forms.ts';
import { KEY_FIELD, SEEN_FIELD } from '../../../src/platform/forms/shell-fields.ts';
import type { Fields } from '../application.ts';
import type { Kind } from '../full-network/people.ts';
import { POST_PATTERNS, patternOf } from './route-patterns.ts';

export interface Who {
  get(path: string): Promise<Response> | Response;
  post(path: string, fields: Fields): Promise<Response> | Response;
}

/** A form as somebody meets it on a page. */
export interface Met {
  kind: Kind;
  who: Who;
  page: string;
  route: string;
  form: ShownForm;
}

const pathOf = (page: string): string => page.replace(/[?#].*/, '');

/** Of forms that post the same fields to the same route, so many are kept. */
const ALIKE = 12;

/** Adds the forms of pages that somebody saw: of those that are alike the first few. */
export function meet(met: Map<string, Met[]>, kind: Kind, who: Who, pages: ReadonlyMap<string, string>): void {
  for (const [page, html] of pages)
    for (const form of formsIn(html, pathOf(page))) {
      const route = patternOf(form.action, POST_PATTERNS)?.path ?? `no route: ${form.action}`;
      const key = `${route} ${[...form.fields.keys()].join()}`;
      const alike = met.get(key) ?? [];
      const isKnown = alike.some((each) => each.form.action === form.action && each.form.nth === form.nth);
      if (alike.length < ALIKE && !isKnown) met.set(key, [...alike, { kind, who, page, route, form }]);
    }
}

/** The form as its page shows it now; undefined where it is no longer there. */
export async function shownAgain({ who, page, form }: Met): Promise<ShownForm | undefined> {
  const html = await (await who.get(page)).text();
  return formsIn(html, pathOf(page)).find((each) => each.action === form.action && each.nth === form.nth);
}

const hiddenOf = (form: ShownForm, name: string): string | undefined => form.hidden.find(([each]) => each === name)?.[1];
export const isWatched = (form: ShownForm): boolean => hiddenOf(form, SEEN_FIELD) !== undefined;
export const hasKey = (form: ShownForm): boolean =>
  form.isMultipart ? new URL(form.action, 'http://netz.example').searchParams.has(KEY_FIELD) : hiddenOf(form, KEY_FIELD) !== undefined;

const SAMPLE: [RegExp, string][] = [
  [/mail|email/i, 'neu@betrieb.example'],
  [/day|due|until|date|tag|begins|ends|seen|deadline/i, '2027-03-01'],
  [/time|^from$|^to$/i, '10:00'],
  [/link|url|website|register|address/i, 'https://netz.example/neu'],
  [/place|ort|plz/i, '24103'],
  [/amount|hours|minutes|seats|days|number|count|stunden|anzahl|management|staff/i, '5'],
];

function plausible(name: string, { values, words }: ShownField): string {
  const options = [...words.keys()].filter((value) => value !== '');
  return values.find((value) => value !== '') ?? options[0] ?? SAMPLE.find(([pattern]) => pattern.test(name))?.[1] ?? 'Probe';
}

/** What somebody would fill in: what stands there, and something plausible where nothing does. */
export const filled = (form: ShownForm): [string, string][] => [
  ...form.hidden,
  ...[...form.fields].map(([name, field]): [string, string] => [name, plausible(name, field)]),
];

/** What somebody sends who has overlooked all there is to fill in. */
export const emptied = (form: ShownForm): [string, string][] => [
  ...form.hidden,
  ...[...form.fields].flatMap(([name, { words }]): [string, string][] => (words.size === 0 ? [[name, '']] : [])),
];

/** What a browser sends of a form that nobody touched. */
const asShown = (form: ShownForm): [string, string][] => [
  ...form.hidden,
  ...[...form.fields].flatMap(([name, { values }]) => values.map((value): [string, string] => [name, value])),
];

/** A field that can be changed, and what two people make of it. */
export interface Editable {
  name: string;
  one: string[];
  other: string[];
}

const isProse = (text: string): boolean => /\p{L}{3,}/u.test(text) && !/[@/]|^\d/.test(text);
const isPlain = (name: string): boolean => !SAMPLE.some(([pattern]) => pattern.test(name));

function changesOf(name: string, { values, words }: ShownField): [one: string, other: string] | undefined {
  const [value = ''] = values;
  if (words.size === 0) {
    if (/mail/i.test(name)) return ['eins@betrieb.example', 'zwei@betrieb.example'];
    if (isProse(value)) return [`${value} eins`, `${value} zwei`];
    return value === '' && isPlain(name) ? ['Wort eins', 'Wort zwei'] : undefined;
  }
  const [one, other] = [...words.keys()].filter((option) => option !== '' && option !== value);
  return one !== undefined && other !== undefined ? [one, other] : undefined;
}

/** Fields that two people can change, those first in which something stands. */
export function editables(form: ShownForm): Editable[] {
  const found = [...form.fields].flatMap(([name, field]): (Editable & { isEmpty: boolean })[] => {
    const changes = changesOf(name, field);
    return changes ? [{ name, one: [changes[0]], other: [changes[1]], isEmpty: (field.values[0] ?? '') === '' }] : [];
  });
  return found.toSorted((a, b) => Number(a.isEmpty) - Number(b.isEmpty));
}

/** The form with something else in one field. */
export const withValue = (form: ShownForm, name: string, values: readonly string[]): [string, string][] => [
  ...asShown(form).filter(([each]) => each !== name),
  ...values.map((value): [string, string] => [name, value]),
];
