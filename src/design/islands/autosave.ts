import { afterPress } from './pressed.ts';

/**
 * Sends a form in the background whenever something in it changed, so that nobody loses an answer by leaving.
 * `data-autosave` is the address; `data-saving`, `data-saved`, `data-failed` are the words for the state line.
 */
export function startAutosave(form: HTMLFormElement): void {
  const state = form.querySelector<HTMLElement>('[data-save-state]');
  const address = form.dataset['autosave'] ?? form.action;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending = false;
  let running = Promise.resolve();
  const say = (key: 'saving' | 'saved' | 'failed') => {
    afterPress(() => {
      if (state) state.textContent = form.dataset[key] ?? '';
    });
  };

  const send = async () => {
    pending = false;
    say('saving');
    try {
      // A key would make of a change back and forth one that was sent before.
      const sent = [...new FormData(form)].filter(([key]) => key !== '_einmal');
      const body = new URLSearchParams(sent.map(([key, value]) => [key, typeof value === 'string' ? value : '']));
      const answer = await fetch(address, { method: 'POST', body, headers: { accept: 'application/json' }, keepalive: true });
      if (answer.status === 409) {
        // Somebody else saved meanwhile: the page shows both, nothing is lost.
        form.requestSubmit();
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const { progress, version, fields } = (await answer.json()) as {
        progress?: { rated: number; total: number; text: string };
        version?: number;
        /** What somebody else changed meanwhile. */
        fields?: Record<string, string>;
      };
      for (const [name, value] of Object.entries(fields ?? {})) setField(form, name, value);
      const versionField = form.querySelector<HTMLInputElement>('input[name="version"]');
      if (versionField && version !== undefined) versionField.value = String(version);
      if (!pending) say('saved');
      if (progress) afterPress(() => showProgress(progress));
    } catch {
      say('failed');
    }
  };
  const queue = (delay: number) => {
    pending = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(send);
    }, delay);
  };
  form.addEventListener('change', () => queue(0));
  form.addEventListener('input', () => queue(800));
  form.addEventListener('submit', () => clearTimeout(timer));
  addEventListener('pagehide', () => {
    if (pending) void send();
  });
}

/** Shows what somebody else changed, except in the field one is typing in. */
function setField(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof RadioNodeList) field.value = value;
  else if (field instanceof HTMLTextAreaElement && field !== document.activeElement) field.value = value;
}

function showProgress(progress: { rated: number; total: number; text: string }): void {
  const bar = document.querySelector<HTMLProgressElement>('[data-progress]');
  const text = document.querySelector<HTMLElement>('[data-progress-text]');
  if (bar) bar.value = progress.rated;
  if (text) text.textContent = progress.text;
}
