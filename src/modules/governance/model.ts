import { DAY, localDay, ZONE } from '#platform/clock.ts';
import { literally } from '#platform/text.ts';
import { isWorkingDay } from '#reference/index.ts';
import { bareName } from './names.ts';

export const BODY_KINDS = ['workingGroup', 'coordination', 'strategy', 'plenum', 'other'] as const;
export type BodyKind = (typeof BODY_KINDS)[number];
export const DECISION_RULES = ['consensus', 'unanimous', 'majority', 'silence'] as const;
export type DecisionRule = (typeof DECISION_RULES)[number];
export const MEETING_MODES = ['online', 'onsite', 'hybrid', 'unknown'] as const;
export type MeetingMode = (typeof MEETING_MODES)[number];
export type MeetingState = 'planned' | 'held' | 'cancelled';
export type MinutesState = 'none' | 'draft' | 'circulated' | 'approved' | 'published';
export const AGREEMENT_KINDS = ['agreement', 'decision', 'task', 'recommendation'] as const;
export type AgreementKind = (typeof AGREEMENT_KINDS)[number];
export type AgreementState = 'open' | 'progress' | 'done' | 'dropped';
export type PaperState = 'travelling' | 'decided' | 'rejected' | 'withdrawn';
export const TREATMENT_RESULTS = ['supported', 'returned', 'decided', 'rejected'] as const;
export type TreatmentResult = (typeof TREATMENT_RESULTS)[number];

const localHour = (moment: Date): number =>
  Number(new Intl.DateTimeFormat('de-DE', { timeZone: ZONE, hour: 'numeric', hourCycle: 'h23' }).format(moment).replace(/\D/g, ''));

export interface Due {
  state: AgreementState;
  due: string | null;
}

export const isOpen = ({ state }: Pick<Due, 'state'>): boolean => state === 'open' || state === 'progress';

/** Open past its day. The day itself still counts. */
export const isOverdue = (agreement: Due, today: string): boolean => isOpen(agreement) && agreement.due !== null && agreement.due < today;

/** What an agreement is shown as: its state, or overdue. */
export const shownState = (agreement: Due, today: string): AgreementState | 'overdue' =>
  isOverdue(agreement, today) ? 'overdue' : agreement.state;

const REMIND_BEFORE_DAYS = 7;
const REMIND_EVERY_DAYS = 7;
const OFFICE_HOURS = { from: 8, to: 17 };

/** Whether reminders may go out now: in office hours of a working day of the state (feiertagejs' codes; BUND: nationwide). */
export function isOfficeTime(now: Date, state: string): boolean {
  const hour = localHour(now);
  return isWorkingDay(localDay(now), state) && hour >= OFFICE_HOURS.from && hour < OFFICE_HOURS.to;
}

/** Whether an agreement asks for a word: due within a week, or overdue. */
export function wantsReminder(agreement: Due, now: Date): boolean {
  if (!isOpen(agreement) || agreement.due === null) return false;
  return agreement.due <= localDay(new Date(now.getTime() + REMIND_BEFORE_DAYS * DAY));
}

/** One mail a week at most: whoever was reminded of anything within seven days is left in peace. */
export const mayRemind = (lastReminded: Date | null, now: Date): boolean =>
  lastReminded === null || now.getTime() - lastReminded.getTime() >= REMIND_EVERY_DAYS * DAY - DAY / 2;

export interface Treatment {
  rule: DecisionRule;
  yes: number | null;
  no: number | null;
  abstain: number | null;
  /** Silence procedure: somebody objected before the date. */
  objected: boolean;
}

/**
 * Whether a body has agreed by its own rule: consensus and unanimity bear no vote against, a majority more votes for
 * than against, silence no objection. Quorum and vetoes are not known of these networks: the counts are kept, the
 * rule is the body's configuration.
 */
export function isCarried({ rule, yes, no, objected }: Treatment): boolean {
  if (rule === 'silence') return !objected;
  if (rule === 'majority') return (yes ?? 0) > (no ?? 0);
  return (no ?? 0) === 0 && !objected;
}

export interface Step {
  result: TreatmentResult | null;
  due: string | null;
}

/** Where a paper stands: the first treatment without a result; stuck when its date has passed or it was sent back. */
export function standOf(steps: readonly Step[], today: string): { at: number; isStuck: boolean } {
  const at = steps.findIndex((step) => step.result === null || step.result === 'returned' || step.result === 'rejected');
  if (at < 0) return { at: steps.length, isStuck: false };
  const step = steps[at];
  const isStuck = step?.result === 'returned' || (step?.result === null && step.due !== null && step.due < today);
  return { at, isStuck };
}

/** What becomes of a paper with its treatments. */
export function paperStateOf(steps: readonly Step[]): PaperState {
  if (steps.some((step) => step.result === 'rejected')) return 'rejected';
  return steps.at(-1)?.result === 'decided' ? 'decided' : 'travelling';
}

/** A paper that was decided, rejected or taken back has come to its end: nothing changes it any more. */
export const isEnded = (paper: { state: PaperState }): boolean => paper.state !== 'travelling';

/** A body answers once; what it sent back it may answer again. */
export const isOpenStation = (step: Pick<Step, 'result'>): boolean => step.result === null || step.result === 'returned';

export interface Named {
  name: string;
  organisation: string | null;
  role: string | null;
  isPublic: boolean;
}

/** How somebody is called in public who did not agree to be named: by organisation, else by role. */
export const publicName = ({ name, organisation, role, isPublic }: Named): string =>
  isPublic ? name : `[${organisation ?? role ?? 'Teilnehmer:in'}]`;

const WORD = /[\p{L}\p{N}]+/gu;
const TITLED = '(?:(?:Prof|Dr|Mag|Dipl|Ing)\\.(?:-?[A-Z][a-zä]{1,5}\\.)?\\s*){0,3}';
const ADDRESSED = `(?:(?:Frau|Herrn?|Fr\\.|Hr\\.|Kollegin|Kollegen?)\\s+)?${TITLED}`;

/** The words of a text, each also without the s of its genitive. */
const wordsOf = (text: string): Set<string> => new Set([...text.matchAll(WORD)].flatMap(([word]) => [word, word.replace(/s$/, '')]));

/** Everything that somebody may be called by in a text. What people are called is their own: every sign of it stands for itself. */
function patternOf(name: string): RegExp | undefined {
  const bare = bareName(name);
  const words = bare.split(/\s+/);
  const [given = ''] = words;
  const family = words.slice(1).join(' ');
  const source = (form: string) => literally(form).replace(/\s+/g, '\\s+');
  const forms = [name, bare, ...(words.length > 1 ? [family, words.at(-1) ?? '', given] : [])].filter((form) => form.length >= 3);
  const initial = family === '' ? [] : [`${literally(given.slice(0, 1))}\\.\\s*${source(family)}`];
  const sources = [...new Set([...forms.map(source), ...initial])].toSorted((one, other) => other.length - one.length);
  if (sources.length === 0) return undefined;
  return new RegExp(`${ADDRESSED}(?<![\\p{L}-])(?:${sources.join('|')})s?(?![\\p{L}-])`, 'gu');
}

/**
 * Takes the names of people who did not agree out of texts: whole names, family names with and without Frau/Herr,
 * given names alone. The organisation or the role stands in their place, in brackets, so that it is seen. Made once for
 * many texts: only those of whom a word stands in a text are looked for.
 */
export function redactor(people: readonly Named[]): (text: string) => string {
  const byWord = new Map<string, Named[]>();
  for (const person of people)
    if (!person.isPublic) for (const word of wordsOf(person.name)) byWord.set(word, [...(byWord.get(word) ?? []), person]);
  const patterns = new Map<Named, RegExp | undefined>();
  return (text) => {
    const met = new Set([...wordsOf(text)].flatMap((word) => byWord.get(word) ?? []));
    let result = text;
    for (const person of people) {
      if (!met.has(person)) continue;
      if (!patterns.has(person)) patterns.set(person, patternOf(person.name));
      const pattern = patterns.get(person);
      if (pattern) result = result.replace(pattern, () => publicName(person));
    }
    return result;
  };
}

export const redact = (text: string, people: readonly Named[]): string => redactor(people)(text);

/** Whether a text still holds the name of somebody who did not agree: the last look before anything is published. */
export const holdsName = (text: string, people: readonly Named[]): string | undefined =>
  people.find((person) => !person.isPublic && redact(text, [person]) !== text)?.name;

const TITLE = 160;

/** The first sentence of a text, as the title of what is made from it. */
export function titleOf(text: string): string {
  const [first = ''] = text.trim().split(/(?<=[.!?])\s+(?=\p{Lu})/u);
  return first.length <= TITLE ? first : `${first.slice(0, TITLE).replace(/\s+\S*$/, '')} …`;
}

const nameKey = (name: string): string =>
  name
    .normalize('NFKD')
    .toLocaleLowerCase('de')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .replace(/\b(?:ag|arbeitsgruppe|das|der|die|dem|den|des)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The body that minutes mean by a name: the same words, or the only one whose name holds them. */
export function bodyNamed<Body extends { name: string }>(bodies: readonly Body[], name: string): Body | undefined {
  const key = nameKey(name);
  if (key === '') return undefined;
  const same = bodies.filter((body) => nameKey(body.name) === key);
  const [only, second] = same.length > 0 ? same : bodies.filter((body) => ` ${nameKey(body.name)} `.includes(` ${key} `));
  return second ? undefined : only;
}
