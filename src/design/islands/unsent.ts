/*
 * A page with several forms sends one of them. What was typed into the others is kept in this tab, and stands in them again
 * where they are shown next: nobody loses a sentence because another button was pressed.
 */
const PLACE = 'unsent';
const KEPT_MS = 3_600_000;
const TYPED = new Set(['text', 'email', 'tel', 'url', 'search', 'number', 'date', 'time', 'textarea', 'select-one', 'checkbox', 'radio']);

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
/** A field: its name, which of that name, what stands in it, and what stood in it when the page came. */
type Typed = [name: string, nth: number, now: string, before: string];

interface Unsent {
  action: string;
  nth: number;
  of: number;
  /** What the form says hidden: which record it is about. */
  about: string;
  fields: Typed[];
  at: number;
}

const isBox = (control: Control): control is HTMLInputElement => control.type === 'checkbox' || control.type === 'radio';
const nowOf = (control: Control): string => (isBox(control) ? String(control.checked) : control.value);

function beforeOf(control: Control): string {
  if (control instanceof HTMLSelectElement)
    return (control.querySelector<HTMLOptionElement>('option[selected]') ?? control.options[0])?.value ?? '';
  return isBox(control) ? String(control.defaultChecked) : control.defaultValue;
}

function controlsOf(form: HTMLFormElement): [string, number, Control][] {
  const seen = new Map<string, number>();
  return [...form.elements].flatMap((element): [string, number, Control][] => {
    const control = element as Control;
    if (!control.name || control.name.startsWith('_') || !TYPED.has(control.type)) return [];
    const nth = seen.get(control.name) ?? 0;
    seen.set(control.name, nth + 1);
    return [[control.name, nth, control]];
  });
}

/** What saves itself needs no keeping; a search is no work. */
const forms = (): HTMLFormElement[] =>
  [...document.forms].filter((form) => form.method === 'post' && form.dataset['autosave'] === undefined);
const alikeTo = (action: string): HTMLFormElement[] => forms().filter((form) => form.action === action);
const aboutOf = (form: HTMLFormElement): string =>
  [...form.querySelectorAll<HTMLInputElement>('input[type="hidden"]:not([name^="_"])')]
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');

function unsentOf(form: HTMLFormElement): Unsent[] {
  const fields = controlsOf(form).flatMap(([name, nth, control]): Typed[] => {
    const [now, before] = [nowOf(control), beforeOf(control)];
    return now === before ? [] : [[name, nth, now, before]];
  });
  if (fields.length === 0) return [];
  const alike = alikeTo(form.action);
  return [{ action: form.action, nth: alike.indexOf(form), of: alike.length, about: aboutOf(form), fields, at: Date.now() }];
}

function read(): Unsent[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]') as Unsent[];
    return kept.filter(({ at }) => Date.now() - at < KEPT_MS);
  } catch {
    return [];
  }
}
function write(kept: readonly Unsent[]): void {
  try {
    if (kept.length === 0) sessionStorage.removeItem(PLACE);
    else sessionStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    // A tab without room keeps nothing, as before.
  }
}

/** The form as it is shown now: by its place; where forms have come or gone since, by what it is about. */
function found({ action, nth, of, about }: Unsent): HTMLFormElement | undefined {
  const alike = alikeTo(action);
  if (alike.length === of) return alike[nth];
  const same = alike.filter((form) => aboutOf(form) === about);
  return same.length === 1 ? same[0] : undefined;
}

function put(control: Control, value: string): void {
  if (isBox(control)) control.checked = value === 'true';
  else control.value = value;
}

/** Puts back what nobody has changed meanwhile; says so. */
function restore(form: HTMLFormElement, fields: readonly Typed[], words: string): void {
  const controls = controlsOf(form);
  let done = 0;
  for (const [name, nth, now, before] of fields) {
    const control = controls.find((each) => each[0] === name && each[1] === nth)?.[2];
    if (!control || beforeOf(control) !== before || nowOf(control) !== before) continue;
    put(control, now);
    done++;
  }
  if (done === 0) return;
  for (let at = form.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true;
  const line = document.createElement('p');
  line.className = 'kern-hint';
  line.setAttribute('role', 'status');
  line.textContent = words;
  form.prepend(line);
}

export function startUnsent(): void {
  const words = document.body.dataset['unsent'] ?? '';
  const later = read().filter((unsent) => {
    const form = found(unsent);
    if (form) restore(form, unsent.fields, words);
    return form === undefined;
  });
  write(later);
  document.addEventListener('submit', (event) => {
    const sent = event.target as HTMLFormElement;
    if (event.defaultPrevented || sent.method !== 'post') return;
    // Whoever signs off leaves nothing behind.
    if (sent.dataset['leaves'] !== undefined) return write([]);
    const others = forms().filter((form) => form !== sent);
    const stale = new Set([...others, sent].map((form) => form.action));
    write([...read().filter(({ action }) => !stale.has(action)), ...others.flatMap(unsentOf)]);
  });
}
