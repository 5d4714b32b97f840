import { type Document, type Element, isTag, type Node } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { labelName, squeezed } from '../../text.ts';

/** A field as a page shows it. */
export interface ShownField {
  /** What the page calls it: its label, or the legend of its group. */
  label: string;
  /** What a browser would send for it. */
  values: string[];
  /** Nobody has chosen that: it is what a list begins with. */
  isDefault: boolean;
  /** It is only suggested ("today"), and may be another tomorrow. */
  isSuggested: boolean;
  /** What the page says for a value that is a code: the words of an option. */
  words: ReadonlyMap<string, string>;
}

/** A form of a page that is posted. */
export interface ShownForm {
  action: string;
  /** Its place among the forms of the page with the same action, and how many there are. */
  nth: number;
  of: number;
  isMultipart: boolean;
  /** The form saves as it is typed, with a version of its own. */
  savesItself: boolean;
  fields: ReadonlyMap<string, ShownField>;
  hidden: readonly [name: string, value: string][];
  /** Where its start tag begins and its end tag begins in the page. */
  from: number;
  to: number;
}

const BLIND = new Set(['hidden', 'password', 'file', 'submit', 'button', 'image', 'reset']);

const childrenOf = (node: Node): readonly Node[] => ('children' in node ? (node as Element | Document).children : []);

function* within(node: Node): Generator<Element> {
  for (const child of childrenOf(node)) {
    if (isTag(child)) yield child;
    yield* within(child);
  }
}

/** Text as it is read; what explains a label is not part of it. */
function textOf(node: Node): string {
  if (isTag(node) && /\bhint\b|__hint\b/.test(node.attribs['class'] ?? '')) return '';
  if ('data' in node && node.type === 'text') return String(node.data);
  return childrenOf(node).map(textOf).join('');
}

const above = (node: Element, name: string): Element | undefined => {
  for (let at = node.parent; at; at = at.parent) if (isTag(at) && at.name === name) return at;
  return undefined;
};

/** The words for a box or a circle: what stands beside it. */
function besideOf(input: Element, labels: ReadonlyMap<string, string>): string {
  const around = above(input, 'label');
  return labelName(labels.get(input.attribs['id'] ?? '') ?? (around ? textOf(around) : (input.attribs['aria-label'] ?? '')));
}

function legendOf(input: Element): string | undefined {
  const group = above(input, 'fieldset');
  const legend = group && [...within(group)].find((each) => each.name === 'legend');
  return legend && labelName(textOf(legend));
}

function readField(fields: Map<string, ShownField>, element: Element, labels: ReadonlyMap<string, string>): void {
  const name = element.attribs['name'];
  const type = element.name === 'input' ? (element.attribs['type'] ?? 'text') : element.name;
  if (name === undefined || BLIND.has(type) || 'disabled' in element.attribs) return;
  const isBox = type === 'checkbox' || type === 'radio';
  const known = fields.get(name) ?? { label: '', values: [], isDefault: true, isSuggested: false, words: new Map<string, string>() };
  const beside = besideOf(element, labels);
  const label = known.label || ((isBox ? legendOf(element) : undefined) ?? beside);
  const values: string[] = [];
  let isDefault = known.isDefault;
  const words = new Map(known.words);
  if (isBox) {
    const value = element.attribs['value'] ?? 'on';
    words.set(value, beside);
    if ('checked' in element.attribs) {
      values.push(value);
      isDefault = false;
    }
  } else if (type === 'select') {
    const options = [...within(element)].filter((each) => each.name === 'option');
    for (const option of options) words.set(option.attribs['value'] ?? textOf(option), squeezed(textOf(option)));
    const selected = options.find((option) => 'selected' in option.attribs);
    const chosen = selected ?? options[0];
    values.push(chosen ? (chosen.attribs['value'] ?? textOf(chosen)) : '');
    isDefault &&= selected === undefined;
  } else {
    const value = type === 'textarea' ? textOf(element).replace(/^\n/, '') : (element.attribs['value'] ?? '');
    values.push(value);
    isDefault &&= value.trim() === '';
  }
  const isSuggested = known.isSuggested || 'data-suggested' in element.attribs;
  fields.set(name, { label, values: [...known.values, ...values], isDefault, isSuggested, words });
}

function hiddenOf(element: Element): [string, string][] {
  const name = element.attribs['name'];
  const isHidden = (element.name === 'input' && element.attribs['type'] === 'hidden') || 'hidden' in element.attribs;
  return isHidden && name !== undefined ? [[name, element.attribs['value'] ?? textOf(element)]] : [];
}

const FIELDS = new Set(['input', 'textarea', 'select']);

/** The fields of each form; one may stand elsewhere on the page and name its form. */
function fieldsByForm(all: readonly Element[]): Map<Element | undefined, Element[]> {
  const byId = new Map(all.flatMap((each) => (each.name === 'form' && each.attribs['id'] ? [[each.attribs['id'], each]] : [])));
  const formOf = (field: Element) => {
    const named = field.attribs['form'];
    return named === undefined ? above(field, 'form') : byId.get(named);
  };
  return Map.groupBy(
    all.filter((each) => FIELDS.has(each.name)),
    formOf,
  );
}

function readForm(html: string, form: Element, own: readonly Element[], labels: ReadonlyMap<string, string>, page: string): ShownForm {
  const fields = new Map<string, ShownField>();
  const hidden: [string, string][] = [];
  for (const element of own) {
    const pair = hiddenOf(element);
    if (pair.length > 0) hidden.push(...pair);
    else readField(fields, element, labels);
  }
  const end = form.endIndex ?? html.length - 1;
  return {
    action: form.attribs['action'] ?? page,
    nth: 0,
    of: 1,
    isMultipart: form.attribs['enctype'] === 'multipart/form-data',
    savesItself: form.attribs['data-autosave'] !== undefined,
    fields,
    hidden,
    from: form.startIndex ?? 0,
    to: html.lastIndexOf('</form', end),
  };
}

/** The forms of a page of ours that are posted, in their order. `page` is the path of the page. */
export function formsIn(html: string, page: string): ShownForm[] {
  if (!html.includes('method="post"')) return [];
  const document = parseDocument(html, { withStartIndices: true, withEndIndices: true });
  const all = [...within(document)];
  const labels = new Map(
    all.flatMap((each) => (each.name === 'label' && each.attribs['for'] ? [[each.attribs['for'], textOf(each)]] : [])),
  );
  const fields = fieldsByForm(all);
  const forms = all
    .filter((each) => each.name === 'form' && each.attribs['method']?.toLowerCase() === 'post')
    .map((form) => readForm(html, form, fields.get(form) ?? [], labels, page));
  const seen = new Map<string, number>();
  const counts = Map.groupBy(forms, (form) => form.action);
  return forms.map((form) => {
    const nth = seen.get(form.action) ?? 0;
    seen.set(form.action, nth + 1);
    return { ...form, nth, of: counts.get(form.action)?.length ?? 1 };
  });
}
