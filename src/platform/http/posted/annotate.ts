import type { Ctx } from '../context.ts';
import { escapedHtml } from '../../text.ts';
import { isLocal, LONGEST_PAGE } from '../local-path.ts';
import { DISPUTED_FIELD, KEY_FIELD, PAGE_FIELD, SEEN_FIELD } from '../../forms/shell-fields.ts';
import { formsIn, type ShownForm } from './html-forms.ts';
import type { Posted } from './read.ts';
import { holdsSomething, seenText } from './seen.ts';

const hidden = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${escapedHtml(value)}">`;

/**
 * Where something stands there is something to lose. Of those who work here two may also fill in the same empty form at
 * once; what strangers fill in is new each time, and they need not wait for one another.
 */
const isWatched = (c: Ctx, form: ShownForm): boolean => holdsSomething(form) || (c.get('actor').kind === 'person' && form.fields.size > 0);

/**
 * What is said to have stood in the form. A form that was sent and is shown again holds what was typed; what it was typed
 * over is what its own page shows.
 */
function seenOf(c: Ctx, form: ShownForm, { onPage, today }: Answering): string | undefined {
  const stored = onPage.find(({ action, nth, of }) => action === form.action && nth === form.nth && of === form.of) ?? form;
  return isWatched(c, stored) ? seenText(stored, today) : undefined;
}

function fieldsFor(c: Ctx, form: ShownForm, answering: Answering, page: string, key: string): string {
  const own = hidden(KEY_FIELD, key) + hidden(PAGE_FIELD, page);
  // The page that shows two versions says itself what was seen.
  if (form.savesItself || form.hidden.some(([name]) => name === DISPUTED_FIELD)) return own;
  const seen = seenOf(c, form, answering);
  return seen === undefined ? own : own + hidden(SEEN_FIELD, seen);
}

/** A form with a file has its key in its address: nobody reads its body but whom it is for. */
function withAddress(tag: string, form: ShownForm, page: string, key: string): string {
  const address = `${form.action}${form.action.includes('?') ? '&' : '?'}${new URLSearchParams({ [KEY_FIELD]: key, [PAGE_FIELD]: page })}`;
  const without = tag.replace(/\saction="[^"]*"/, '');
  return `${without.slice(0, -1)} action="${escapedHtml(address)}">`;
}

export interface Answering {
  /** What the answer answers; undefined for a page that was asked for. */
  posted: Posted | undefined;
  /** The forms of the page it was sent from, as that page shows them by now. */
  onPage: readonly ShownForm[];
  /** `YYYY-MM-DD` */
  today: string;
}

/**
 * The page with what every form that is posted brings along: a key of its own, the page it stands on, and what stood in
 * it. Done to what is sent, so that no form can be forgotten.
 */
export function annotated(html: string, c: Ctx, newKey: () => string, answering: Answering): string {
  const { posted } = answering;
  const url = new URL(c.req.url);
  const own = `${url.pathname}${url.search}`;
  const page = posted ? (posted.page ?? url.pathname) : own.length <= LONGEST_PAGE && isLocal(own) ? own : url.pathname;
  let done = '';
  let at = 0;
  for (const form of formsIn(html, url.pathname)) {
    const key = newKey();
    if (form.isMultipart) {
      const end = html.indexOf('>', form.from) + 1;
      done += html.slice(at, form.from) + withAddress(html.slice(form.from, end), form, page, key);
      at = end;
    } else {
      done += html.slice(at, form.to) + fieldsFor(c, form, answering, page, key);
      at = form.to;
    }
  }
  return done + html.slice(at);
}
