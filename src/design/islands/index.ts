/**
 * What gets better with JavaScript. Nothing needs it: every page here works as plain forms and links.
 * One small file, no framework, no inline handlers.
 */
import { startAutosave } from './autosave.ts';
import { startDevice } from './device.ts';
import { startPasskeys } from './passkey.ts';
import { review } from './review.ts';
import { startSending } from './sending.ts';
import { startSuggestions } from './suggest.ts';
import { startUnsent } from './unsent.ts';

document.querySelector<HTMLElement>('#fehler')?.focus();
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) startAutosave(form);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-review]')) review(form);
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) startSuggestions(input);
for (const select of document.querySelectorAll<HTMLElement>('[data-submit-on-change]')) {
  select.addEventListener('change', () => select.closest('form')?.requestSubmit());
}
startPasskeys();
startUnsent();
startSending();
void startDevice();
for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
