import type { Ctx } from '../context.ts';
import { escapedHtml } from '../../text.ts';
import { DISPUTED_FIELD, KEY_FIELD, PAGE_FIELD, SEEN_FIELD } from '../../forms/shell-fields.ts';
import { formsIn, type ShownForm } from './html-forms.ts';
import type { Posted } from './read.ts';
import { holdsSomething, readSeen, seenText } from './seen.ts';

const hidden = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${escapedHtml(value)}">`;

/** A form that was refused is shown again with what was typed; what it was typed over is what is stored. */
function carried(c: Ctx, form: ShownForm): string | undefined {
  const text = c.get('seenAgain');
  const seen = text === undefined ? undefined : readSeen(text);
  return seen && seen.action === form.action && seen.nth === form.nth ? text : undefined;
}

function fieldsFor(c: Ctx, form: ShownForm, page: string, key: string): string {
  const own = hidden(KEY_FIELD, key) + hidden(PAGE_FIELD, page);
  // The page that shows two versions says itself what was seen.
  if (form.savesItself || form.hidden.some(([name]) => name === DISPUTED_FIELD)) return own;
  const seen = carried(c, form) ?? (holdsSomething(form) ? seenText(form) : undefined);
  return seen === undefined ? own : own + hidden(SEEN_FIELD, seen);
}

/** A form with a file has its key in its address: nobody reads its body but whom it is for. */
function withAddress(tag: string, form: ShownForm, page: string, key: string): string {
  const address = `${form.action}${form.action.includes('?') ? '&' : '?'}${new URLSearchParams({ [KEY_FIELD]: key, [PAGE_FIELD]: page })}`;
  const without = tag.replace(/\saction="[^"]*"/, '');
  return `${without.slice(0, -1)} action="${escapedHtml(address)}">`;
}

/**
 * The page with what every form that is posted brings along: a key of its own, the page it stands on, and what stood in
 * it. Done to what is sent, so that no form can be forgotten.
 */
export function annotated(html: string, c: Ctx, newKey: () => string, posted: Posted | undefined): string {
  const url = new URL(c.req.url);
  const page = posted ? (posted.page ?? url.pathname) : `${url.pathname}${url.search}`;
  let done = '';
  let at = 0;
  for (const form of formsIn(html, url.pathname)) {
    const key = newKey();
    if (form.isMultipart) {
      const end = html.indexOf('>', form.from) + 1;
      done += html.slice(at, form.from) + withAddress(html.slice(form.from, end), form, page, key);
      at = end;
    } else {
      done += html.slice(at, form.to) + fieldsFor(c, form, page, key);
      at = form.to;
    }
  }
  return done + html.slice(at);
}
