/**
 * A theme page on which two devices work at the same time. The device keeps its own copy of the changes, sends what it
 * has when there is a connection, and merges what the others have: the same rule as on the server (changes/model.ts).
 */
import {
  accordOf,
  type Change,
  type Field,
  headsOf,
  mergeChanges,
  nextChange,
  registerOf,
  type Side,
  standingOf,
} from '../changes/model.ts';
import { newId } from '#platform/ids.ts';
import type { Rating } from '../model.ts';

interface Words {
  rating: Record<Rating, string>;
  notYet: string;
  accord: Record<'alone' | 'same' | 'different', string>;
  online: string;
  offline: string;
  sending: string;
  ended: string;
}

const RETRY = 2_000;
/** Answers after which trying again is of no use. */
const ENDED = new Set([403, 404, 410]);
const TYPING = 600;

/** Changes that were made but not sent, by whichever tab; sending one twice does no harm. */
function leftBehind(prefix: string): Change[] {
  let all: Change[] = [];
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix))) {
    all = mergeChanges(all, JSON.parse(localStorage.getItem(key) ?? '[]') as Change[]);
    localStorage.removeItem(key);
  }
  return all;
}

function startLive(form: HTMLFormElement): void {
  const path = form.dataset['live'] ?? '';
  const side = form.dataset['side'] as Side;
  const words = JSON.parse(form.dataset['words'] ?? '{}') as Words;
  const other: Side = side === 'company' ? 'consultant' : 'company';
  // Each tab keeps what it has not sent under a name of its own; what a closed tab left behind is sent by the next.
  const storagePrefix = `ungesendet ${path} `;
  const storageKey = `${storagePrefix}${newId()}`;
  const line = form.querySelector<HTMLElement>('[data-save-state]');
  const stand = form.querySelector<HTMLInputElement>('input[name="version"]');

  // The page brings along what has been said: whoever answers before anything was fetched has seen it, too.
  let known = JSON.parse(form.dataset['changes'] ?? '[]') as Change[];
  let seq = Number(stand?.value ?? 0);
  let queue = leftBehind(storagePrefix);
  let isOver = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let busy: Promise<void> | undefined;
  const typing = new Map<string, ReturnType<typeof setTimeout>>();

  const say = (text: string) => {
    if (line && line.textContent !== text) line.textContent = text;
  };
  const keepQueue = () =>
    queue.length > 0 ? localStorage.setItem(storageKey, JSON.stringify(queue)) : localStorage.removeItem(storageKey);

  /** Fetches what is new and sends what is waiting, one after the other; says how it went. */
  function exchange(): Promise<void> {
    if (isOver) return Promise.resolve();
    clearTimeout(retry);
    busy ??= run().finally(() => {
      busy = undefined;
    });
    return busy;
  }

  async function run(): Promise<void> {
    try {
      // What is answered while the news are on their way waits for nobody else to start an exchange.
      do {
        await sendQueue();
        await fetchNews();
      } while (queue.length > 0 && !isOver);
      if (!isOver) say(words.online);
    } catch {
      say(words.offline);
      retry = setTimeout(() => void exchange(), RETRY);
    }
  }

  async function sendQueue(): Promise<void> {
    while (queue.length > 0 && !isOver) {
      say(words.sending);
      const portion = queue.slice(0, 200);
      const changes = portion.map(({ id, checkpoint, field, value, seen, clock, at }) => ({
        id,
        checkpoint,
        field,
        value,
        seen,
        clock,
        at,
      }));
      const answer = await fetch(`${path}/aenderungen`, {
        method: 'POST',
        body: JSON.stringify({ changes }),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      });
      // What the server will never take must not block the rest; a fault on the way is tried again.
      if (ENDED.has(answer.status)) return end();
      if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
      const sent = new Set(portion.map((change) => change.id));
      queue = queue.filter((change) => !sent.has(change.id));
      keepQueue();
    }
  }

  async function fetchNews(): Promise<void> {
    if (isOver) return;
    const answer = await fetch(`${path}/aenderungen?seit=${seq}`, { headers: { accept: 'application/json' } });
    if (ENDED.has(answer.status)) return end();
    if (!answer.ok) throw new Error(String(answer.status));
    const news = (await answer.json()) as { seq: number; changes: Change[] };
    known = mergeChanges(known, news.changes);
    seq = Math.max(seq, news.seq);
    if (stand) stand.value = String(seq);
    show();
  }

  /** The link no longer counts: says so, and leaves nothing behind on what may be somebody else's device. */
  function end(): void {
    isOver = true;
    queue = [];
    keepQueue();
    stream.close();
    say(words.ended);
  }

  function change(checkpoint: string, field: Field, value: string): void {
    const heads = headsOf(known).get(registerOf({ checkpoint, side, field })) ?? [];
    if ((heads[0]?.value ?? '') === value && heads.length <= 1) return;
    const made = nextChange(heads, { checkpoint, side, field, value }, { id: newId(), at: new Date().toISOString() });
    known = mergeChanges(known, [made]);
    queue.push(made);
    keepQueue();
    show();
    void exchange();
  }

  /** Brings the page to what stands: own fields, the other's word, whether they agree. */
  function show(): void {
    const standing = standingOf(known);
    for (const section of form.querySelectorAll<HTMLElement>('[data-checkpoint]')) {
      const checkpoint = section.dataset['checkpoint'] ?? '';
      showOwn(checkpoint, standing[side].ratings[checkpoint] ?? '', standing[side].notes[checkpoint] ?? '');
      const said = standing[other].ratings[checkpoint];
      setText(section, '[data-other]', said ? words.rating[said] : words.notYet);
      setText(section, '[data-accord]', words.accord[accordOf(standing.company.ratings, standing.consultant.ratings, checkpoint)]);
      const advice = section.querySelector<HTMLElement>('[data-advice]');
      const remark = standing.consultant.notes[checkpoint] ?? '';
      if (advice) advice.hidden = remark === '';
      setText(section, '[data-advice-text]', remark);
      const adopt = section.querySelector<HTMLElement>('[data-adopt]');
      if (adopt) adopt.hidden = said === undefined || said === standing[side].ratings[checkpoint];
    }
  }

  function showOwn(checkpoint: string, rating: string, note: string): void {
    for (const radio of form.querySelectorAll<HTMLInputElement>(`input[name="r_${checkpoint}"]`)) radio.checked = radio.value === rating;
    const area = form.querySelector<HTMLTextAreaElement>(`textarea[name="n_${checkpoint}"]`);
    if (area && area !== document.activeElement && !typing.has(area.name)) area.value = note;
  }

  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.name.startsWith('r_')) change(target.name.slice(2), 'rating', target.value);
  });
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    clearTimeout(typing.get(target.name));
    const later = setTimeout(() => {
      typing.delete(target.name);
      change(target.name.slice(2), 'note', target.value);
    }, TYPING);
    typing.set(target.name, later);
  });
  form.addEventListener('submit', (event) => {
    for (const area of form.querySelectorAll('textarea')) change(area.name.slice(2), 'note', area.value);
    // Without a connection the next page could not come: stay here, where everything is safe.
    if (queue.length === 0 || navigator.onLine) return;
    event.preventDefault();
    say(words.offline);
  });

  const stream = new EventSource(`${path}/strom`);
  keepQueue();
  known = mergeChanges(known, queue);
  void exchange();
  stream.addEventListener('message', () => void exchange().then(() => exchange()));
  stream.addEventListener('error', () => void exchange());
  stream.addEventListener('ende', () => void exchange());
  addEventListener('online', () => void exchange());
  addEventListener('pagehide', () => stream.close());
}

function setText(section: HTMLElement, selector: string, text: string): void {
  const place = section.querySelector<HTMLElement>(selector);
  if (place && place.textContent !== text) place.textContent = text;
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-live]')) startLive(form);
