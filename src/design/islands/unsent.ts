/*
 * A page with several forms sends one of them. What was typed into the others is kept in this tab, and stands in them again
 * where they are shown next: nobody loses a sentence because another button was pressed. For those who are signed in, what
 * they typed also waits when they leave the page by a link. It is theirs alone: whoever signs in next in this tab finds
 * nothing of it.
 */
const PLACE = 'unsent';
const KEPT_MS = 3_600_000;
const TYPED = new Set(['text', 'email', 'tel', 'url', 'search', 'number', 'date', 'time', 'textarea', 'select-one', 'checkbox', 'radio']);
/** What only counts how often something was saved says nothing about what a form is about. */
const COUNTS = new Set(['stand', 'version', 'angesehen']);

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
/** A field: its name, which of that name, what stands in it, and what stood in it when the page came. */
type Typed = [name: string, nth: number, now: string, before: string];

interface Unsent {
  action: string;
  /** What the form says hidden: which record it is about. */
  about: string;
  /** Among the forms that go to the same place and say the same hidden. */
  nth: number;
  of: number;
  /** Whose it is; empty: somebody who is not signed in. */
  who: string;
  fields: Typed[];
  at: number;
}

const who = (): string => document.body.dataset['who'] ?? '';
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
const aboutOf = (form: HTMLFormElement): string =>
  [...form.querySelectorAll<HTMLInputElement>('input[type="hidden"]:not([name^="_"])')]
    .filter(({ name }) => !COUNTS.has(name))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
/** The forms that go to the same place and speak of the same thing. */
const alikeTo = (action: string, about: string): HTMLFormElement[] =>
  forms().filter((form) => form.action === action && aboutOf(form) === about);

function unsentOf(form: HTMLFormElement): Unsent[] {
  const fields = controlsOf(form).flatMap(([name, nth, control]): Typed[] => {
    const [now, before] = [nowOf(control), beforeOf(control)];
    return now === before ? [] : [[name, nth, now, before]];
  });
  if (fields.length === 0) return [];
  const about = aboutOf(form);
  const alike = alikeTo(form.action, about);
  return [{ action: form.action, about, nth: alike.indexOf(form), of: alike.length, who: who(), fields, at: Date.now() }];
}

/** Where nobody is signed in (a session has ended) it waits for whose it is; somebody else clears it away. */
function read(): Unsent[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]') as Unsent[];
    return kept.filter((each) => Date.now() - each.at < KEPT_MS && (who() === '' || each.who === who()));
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

/** The form as it is shown now: the one that is about the same; of several alike the one in its place, if none has come or gone. */
function found({ action, nth, of, about }: Unsent): HTMLFormElement | undefined {
  const alike = alikeTo(action, about);
  return alike.length === of ? alike[nth] : undefined;
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
  line.className = 'kern-hint unsent';
  line.setAttribute('role', 'status');
  line.textContent = words;
  form.prepend(line);
}

export function startUnsent(): void {
  const words = document.body.dataset['unsent'] ?? '';
  const later = read().filter((unsent) => {
    const form = unsent.who === who() ? found(unsent) : undefined;
    if (form) restore(form, unsent.fields, words);
    return form === undefined;
  });
  write(later);
  /** Keeps what stands in forms that are not sent; what is sent, or stands on this page, is no longer what was kept of it. */
  const keep = (sent?: HTMLFormElement) => {
    const here = forms();
    const shown = new Set(here.map((form) => form.action));
    write([...read().filter(({ action }) => !shown.has(action)), ...here.filter((form) => form !== sent).flatMap(unsentOf)]);
  };
  let isSent = false;
  document.addEventListener('submit', (event) => {
    const sent = event.target as HTMLFormElement;
    if (event.defaultPrevented || sent.method !== 'post') return;
    isSent = true;
    // Whoever signs off leaves nothing behind.
    if (sent.dataset['leaves'] !== undefined) write([]);
    else keep(sent);
  });
  addEventListener('pageshow', () => {
    isSent = false;
  });
  addEventListener('pagehide', () => {
    if (!isSent && who() !== '') keep();
  });
}
