import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import type { Db } from '../../database/index.ts';
import { type FormInput, toFormInput } from '../../forms/index.ts';
import { CHOICE_PREFIX, DISPUTED_FIELD, isShellField, SEEN_FIELD, STORED } from '../../forms/shell-fields.ts';
import { LINK_TOKEN } from '../../links.ts';
import type { Ctx } from '../context.ts';
import { HttpError } from '../errors.ts';
import type { ShownForm } from './html-forms.ts';
import type { Posted } from './read.ts';
import { type Difference, differences, readSeen, type Seen, seenText } from './seen.ts';
import { hold, letGo } from './store.ts';

/** Two versions of what a form edits, to be shown side by side. */
export interface Conflict {
  action: string;
  differences: Difference[];
  /** What is sent along: fields in which both agree, hidden ones as they are by now. */
  rest: [string, string][];
  /** What stands in the form by now, for the next look. */
  seen: string;
  /** The page the form stands on. */
  page: string;
  /** Choices that were made already, by field. */
  chosen: ReadonlyMap<string, string>;
}

const PATIENCE_MS = 20_000;

/**
 * The form as it is shown now: by its place; where forms have come or gone since, the one that says hidden what was sent
 * (which record it is about). Undefined where that is not clear: then the save stands under the gates of its own module.
 */
function find(forms: readonly ShownForm[], seen: Seen, posted: Posted): ShownForm | undefined {
  const alike = forms.filter((form) => form.action === seen.action);
  if (alike.length === seen.of) return alike[seen.nth];
  const isSent = ([name, value]: readonly [string, string]) => posted.fields.some((each) => each[0] === name && each[1] === value);
  const same = alike.filter((form) => form.hidden.filter(([name]) => !isShellField(name)).every(isSent));
  return same.length === 1 ? same[0] : undefined;
}

const choices = (posted: Posted): Map<string, string> =>
  new Map(posted.fields.flatMap(([name, value]) => (name.startsWith(CHOICE_PREFIX) ? [[name.slice(CHOICE_PREFIX.length), value]] : [])));

/** Everything that is sent along beside the fields one chooses between. */
function restOf(posted: Posted, now: ShownForm, found: readonly Difference[]): [string, string][] {
  const disputed = new Set(found.map(({ name }) => name));
  const hidden = new Set(now.hidden.map(([name]) => name));
  const others = posted.fields.filter(([name]) => !isShellField(name) && !disputed.has(name) && !hidden.has(name));
  return [...others, ...now.hidden.filter(([name]) => !isShellField(name))];
}

const PRIVATE_LINK = new RegExp(`/${LINK_TOKEN}(?:/|$)`);

/**
 * What two may not save to at once: an address that somebody works at. What strangers send to an address of all (a request
 * to the office) is new each time, and nobody waits for somebody who came from another page.
 */
const savedTo = (c: Ctx, { page }: Posted): string =>
  c.get('actor').kind === 'person' || PRIVATE_LINK.test(c.req.path) ? c.req.path : `${c.req.path} ${page}`;

/**
 * A save over what somebody else saved meanwhile is refused, with both versions side by side (decision 0040). What is
 * stored by now is what the page of the form shows by now: it is asked for as whoever saves, before the save, while
 * nobody else saves to the same address.
 */
export function createStale(db: Db, clock: Clock, formsOnPage: (c: Ctx, posted: Posted) => Promise<ShownForm[]>) {
  /** Both versions, where they differ and it was not yet said which holds. */
  function conflictOf(posted: Posted, seen: Seen, now: ShownForm, input: FormInput): Conflict | undefined {
    const chosen = choices(posted);
    const disputed = posted.fields.flatMap(([name, value]) => (name === DISPUTED_FIELD ? [value] : []));
    const isOpen = disputed.some((name) => now.fields.has(name) && !chosen.has(name));
    const found = differences(seen, now, input, clock.today());
    if (!isOpen && !found.some(({ by }) => by !== 'me')) return undefined;
    if (found.length === 0) return undefined;
    const shown = found.map((each): Difference => (disputed.includes(each.name) ? { ...each, by: 'both' } : each));
    const { action } = seen;
    return {
      action,
      differences: shown,
      rest: restOf(posted, now, shown),
      seen: seenText(now, clock.today()),
      page: posted.page ?? action,
      chosen,
    };
  }

  /** One at a time saves to an address. */
  async function alone<T>(path: string, work: () => Promise<T>): Promise<T> {
    const key = createHash('sha256').update(path).digest();
    const holder = randomBytes(16);
    const end = performance.now() + PATIENCE_MS;
    for (let pause = 20; !(await hold(db, key, holder, clock.now())); pause = Math.min(pause * 2, 500)) {
      if (performance.now() > end) throw new HttpError(429, 'stillRunning');
      await wait(pause);
    }
    try {
      return await work();
    } finally {
      await letGo(db, key, holder);
    }
  }

  return async (c: Ctx, posted: Posted, next: () => Promise<void>, refuse: (conflict: Conflict) => Promise<void>): Promise<void> => {
    const text = posted.fields.find(([name]) => name === SEEN_FIELD)?.[1];
    const seen = text === undefined ? undefined : readSeen(text);
    if (!seen) return next();
    await alone(savedTo(c, posted), async () => {
      const now = find(await formsOnPage(c, posted), seen, posted);
      const input = now && toFormInput(posted.fields, 10_000);
      const conflict = now && input && conflictOf(posted, seen, now, input);
      if (conflict) {
        await refuse(conflict);
        return;
      }
      const taken = [...choices(posted)].filter(([, whose]) => whose === STORED).map(([name]) => name);
      if (now) c.set('chosen', Object.fromEntries(taken.map((name) => [name, now.fields.get(name)?.values ?? []])));
      await next();
    });
  };
}
