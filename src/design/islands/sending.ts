/** So long a button says that it sends; then the line is dead, and whoever waits may try again: nothing is done twice. */
const PATIENCE_MS = 30_000;
const KEY = 'input[name="_einmal"]';

/** A key that the page did not bring: for a page that comes back from the browser's memory. */
const newKey = (): string => crypto.randomUUID().replaceAll('-', '');

function backToBefore(form: HTMLFormElement): void {
  const { sending } = form.dataset;
  if (sending === undefined) return;
  delete form.dataset['sending'];
  const button = form.querySelector<HTMLElement>('[data-said]') ?? document.querySelector<HTMLElement>(`[form="${form.id}"][data-said]`);
  if (!button) return;
  const label = button.querySelector('.kern-label') ?? button;
  label.textContent = button.dataset['said'] ?? '';
  delete button.dataset['said'];
  button.removeAttribute('aria-disabled');
}

/** The button that was pressed says that it sends; a second press is none. */
function begin(form: HTMLFormElement, button: HTMLElement | null, words: string): void {
  form.dataset['sending'] = '';
  if (button) {
    const label = button.querySelector('.kern-label') ?? button;
    button.dataset['said'] = label.textContent;
    label.textContent = words;
    button.setAttribute('aria-disabled', 'true');
  }
  setTimeout(() => backToBefore(form), PATIENCE_MS);
}

/** Two clicks on a slow line send one form. */
export function startSending(): void {
  const words = document.body.dataset['sending'] ?? '';
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset['sending'] !== undefined) event.preventDefault();
    else begin(form, event.submitter, words);
  });
  globalThis.addEventListener('pageshow', ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    for (const form of document.forms) backToBefore(form);
    for (const key of document.querySelectorAll<HTMLInputElement>(KEY)) key.value = newKey();
  });
}
