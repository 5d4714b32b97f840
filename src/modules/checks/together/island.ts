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
import { afterPress } from '#design/islands/pressed.ts';
import { newId } from '#platform/ids.ts';
import type { Rating } from '../model.ts';
import { ownAnswers, questionAt } from './view.ts';

interface Words {
  rating: Record<Rating, string>;
  noAnswer: string;
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
  /** What was said on this device: it shows until it is replaced, whatever another device said at the same time. */
  const mine = new Set(queue.map((change) => change.id));
  let isOver = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let busy: Promise<void> | undefined;
  const typing = new Map<string, ReturnType<typeof setTimeout>>();

  const say = (text: string) =>
    afterPress(() => {
      if (line && line.textContent !== text) line.textContent = text;
    });
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
    mine.add(made.id);
    queue.push(made);
    keepQueue();
    show();
    void exchange();
  }

  const ownNow = () => ownAnswers(headsOf(known), side, mine);

  const show = () => afterPress(showNow);
  /** Brings the page to what stands: own fields, what is to be decided, the other's word, whether they agree. */
  function showNow(): void {
    const standing = standingOf(known);
    const own = ownNow();
    for (const section of form.querySelectorAll<HTMLElement>('[data-checkpoint]')) {
      const checkpoint = section.dataset['checkpoint'] ?? '';
      const rating = own(checkpoint, 'rating').value;
      showOwn(checkpoint, rating, own(checkpoint, 'note').value);
      const question = questionAt(own, checkpoint);
      showQuestion(
        form,
        section,
        question.map(({ field, value }) => (value === '' ? words.noAnswer : field === 'rating' ? words.rating[value as Rating] : value)),
      );
      const said = standing[other].ratings[checkpoint];
      setText(section, '[data-other]', said ? words.rating[said] : words.notYet);
      // The radio and the sentence beside it speak of the same word.
      const ratings = { ...standing[side].ratings, ...(rating === '' ? {} : { [checkpoint]: rating as Rating }) };
      const sides = { [side]: ratings, [other]: standing[other].ratings } as Record<Side, typeof ratings>;
      setText(section, '[data-accord]', words.accord[accordOf(sides.company, sides.consultant, checkpoint)]);
      const advice = section.querySelector<HTMLElement>('[data-advice]');
      const remark = standing.consultant.notes[checkpoint] ?? '';
      if (advice) advice.hidden = remark === '';
      setText(section, '[data-advice-text]', remark);
      const adopt = section.querySelector<HTMLElement>('[data-adopt]');
      if (adopt) adopt.hidden = said === undefined || said === rating;
    }
  }

  function showOwn(checkpoint: string, rating: string, note: string): void {
    for (const radio of radiosOf(checkpoint)) radio.checked = radio.value === rating;
    const area = areaOf(checkpoint);
    if (area && area !== document.activeElement && !typing.has(area.name)) area.value = note;
  }
  const radiosOf = (checkpoint: string) => [...form.querySelectorAll<HTMLInputElement>(`input[name="r_${checkpoint}"]`)];
  const areaOf = (checkpoint: string) => form.querySelector<HTMLTextAreaElement>(`textarea[name="n_${checkpoint}"]`);

  /** What the fields of a check point show holds, on both devices. */
  function decide(checkpoint: string): void {
    const own = ownNow();
    const rating = radiosOf(checkpoint).find((radio) => radio.checked)?.value ?? '';
    if (own(checkpoint, 'rating').rivals.length > 0) change(checkpoint, 'rating', rating);
    if (own(checkpoint, 'note').rivals.length > 0) change(checkpoint, 'note', areaOf(checkpoint)?.value ?? '');
  }

  form.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[name="einig"]') : null;
    if (!button || isOver) return;
    event.preventDefault();
    decide(button.value);
  });
  // Going on decides nothing: what is still asked goes as the server has it, and is asked again.
  form.addEventListener('formdata', ({ formData }) => {
    const own = ownNow();
    const sent = ownAnswers(headsOf(known.filter((each) => !queue.includes(each))), side, new Set());
    for (const section of form.querySelectorAll<HTMLElement>('[data-checkpoint]')) {
      const checkpoint = section.dataset['checkpoint'] ?? '';
      for (const [field, name] of [
        ['rating', `r_${checkpoint}`],
        ['note', `n_${checkpoint}`],
      ] as const) {
        if (own(checkpoint, field).rivals.length === 0) continue;
        const { value } = sent(checkpoint, field);
        if (value === '' && field === 'rating') formData.delete(name);
        else formData.set(name, value);
      }
    }
  });
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
    const own = ownNow();
    for (const area of form.querySelectorAll('textarea')) {
      const checkpoint = area.name.slice(2);
      // What is still asked is decided by its button or by writing, never by going on.
      if (own(checkpoint, 'note').rivals.length === 0 || typing.has(area.name)) change(checkpoint, 'note', area.value);
    }
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

/** Both values and the question at the point where two devices differ, in the words of the page; none where they agree. */
function showQuestion(form: HTMLElement, section: HTMLElement, values: readonly string[]): void {
  const place = section.querySelector<HTMLElement>('[data-question]');
  if (!place) return;
  const shown = [...place.querySelectorAll('li')].map((item) => item.textContent);
  if (JSON.stringify(shown) === JSON.stringify(values)) return;
  const frame = form.querySelector<HTMLTemplateElement>('template[data-question-form]');
  if (values.length === 0 || !frame) {
    place.replaceChildren();
    return;
  }
  const question = document.importNode(frame.content, true);
  const items = values.map((value) => {
    const item = document.createElement('li');
    item.textContent = value;
    return item;
  });
  question.querySelector('ul')?.replaceChildren(...items);
  question.querySelector('button')?.setAttribute('value', section.dataset['checkpoint'] ?? '');
  place.replaceChildren(question);
}

function setText(section: HTMLElement, selector: string, text: string): void {
  const place = section.querySelector<HTMLElement>(selector);
  if (place && place.textContent !== text) place.textContent = text;
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-live]')) startLive(form);
