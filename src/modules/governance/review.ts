import { type FormInput, isDay, typed } from '#platform/forms/index.ts';
import { sentencesOf } from './minutes/sentences.ts';
import { AGREEMENT_KINDS, type AgreementKind, MEETING_MODES, type MeetingMode } from './model.ts';

export interface ReviewedPerson {
  keep: boolean;
  name: string;
  organisation: string;
  role: string;
  status: 'present' | 'excused' | 'guest';
  /** The known person who is meant, or '' for somebody new. Never chosen silently: the page shows it. */
  personId: string;
  source: Span | null;
}
export interface ReviewedItem {
  number: string;
  title: string;
  text: string;
  source: Span | null;
}
export interface ReviewedAgreement {
  keep: boolean;
  kind: AgreementKind;
  text: string;
  item: string;
  /** Names, divided by semicolons. */
  responsible: string;
  due: string;
  dueText: string;
  referredTo: string;
  condition: string;
  source: Span | null;
  confidence: number | null;
}
export interface ReviewedMeeting {
  keep: boolean;
  date: string;
  startTime: string;
  endTime: string;
  mode: MeetingMode;
  location: string;
  condition: string;
}
export interface Span {
  start: number;
  end: number;
}

/** What a reviewer sees and changes: everything as it stands in fields. Nothing of it counts before it is taken over. */
export interface Review {
  bodyId: string;
  bodyName: string;
  title: string;
  date: string;
  startTime: string;
  endTime: string;
  mode: MeetingMode;
  location: string;
  minuteTaker: string;
  unnamed: string;
  persons: ReviewedPerson[];
  items: ReviewedItem[];
  agreements: ReviewedAgreement[];
  nextMeetings: ReviewedMeeting[];
  /** There are minutes of that day already, and these are of another meeting. */
  another?: boolean;
}

/** What stands where somebody has to say who of several is meant. */
export const UNDECIDED = '?';

const MOST_ROWS = 300;
const LONGEST = 20_000;
const get = (input: FormInput, name: string, most = 500): string =>
  typed(input, name).replace(/\r\n?/g, '\n').replaceAll('\0', '').trim().slice(0, most);
const oneOf = <Value extends string>(values: readonly Value[], value: string, fallback: Value): Value =>
  values.find((each) => each === value) ?? fallback;

/** What the form holds, on top of what was kept: places and confidences do not travel through the browser. */
export function readReview(input: FormInput, before: Review): Review {
  const rows = <Row>(prefix: string, old: readonly Row[], read: (at: string, row: Row | undefined, index: number) => Row): Row[] => {
    const count = Math.min(MOST_ROWS, Number(get(input, `${prefix}_count`)) || 0);
    return Array.from({ length: count }, (_, index) => read(`${prefix}${index}`, old[index], index));
  };
  return {
    bodyId: get(input, 'bodyId', 40),
    bodyName: get(input, 'bodyName', 200),
    title: get(input, 'title', 300),
    date: get(input, 'date', 10),
    startTime: get(input, 'startTime', 5),
    endTime: get(input, 'endTime', 5),
    mode: oneOf(MEETING_MODES, get(input, 'mode'), 'unknown'),
    location: get(input, 'location', 300),
    minuteTaker: get(input, 'minuteTaker', 200),
    unnamed: get(input, 'unnamed', 5),
    another: get(input, 'another') !== '',
    persons: rows('p', before.persons, (at, row) => ({
      keep: get(input, `${at}_keep`) !== '',
      name: get(input, `${at}_name`, 200),
      organisation: get(input, `${at}_org`, 200),
      role: get(input, `${at}_role`, 200),
      status: oneOf(['present', 'excused', 'guest'] as const, get(input, `${at}_status`), 'present'),
      personId: get(input, `${at}_person`, 40),
      source: row?.source ?? null,
    })),
    items: rows('i', before.items, (at, row) => ({
      number: get(input, `${at}_number`, 20),
      title: get(input, `${at}_title`, 300),
      text: get(input, `${at}_text`, LONGEST),
      source: row?.source ?? null,
    })),
    agreements: rows('a', before.agreements, (at, row) => ({
      keep: get(input, `${at}_keep`) !== '',
      kind: oneOf(AGREEMENT_KINDS, get(input, `${at}_kind`), 'agreement'),
      text: get(input, `${at}_text`, 4000),
      item: get(input, `${at}_item`, 20),
      responsible: get(input, `${at}_who`, 1000),
      due: get(input, `${at}_due`, 10),
      dueText: get(input, `${at}_dueText`, 200),
      referredTo: get(input, `${at}_to`, 400),
      condition: get(input, `${at}_if`, 400),
      source: row?.source ?? null,
      confidence: row?.confidence ?? null,
    })),
    nextMeetings: rows('n', before.nextMeetings, (at) => ({
      keep: get(input, `${at}_keep`) !== '',
      date: get(input, `${at}_date`, 10),
      startTime: get(input, `${at}_start`, 5),
      endTime: get(input, `${at}_end`, 5),
      mode: oneOf(MEETING_MODES, get(input, `${at}_mode`), 'unknown'),
      location: get(input, `${at}_place`, 300),
      condition: get(input, `${at}_if`, 400),
    })),
  };
}

const emptyAgreement = (): ReviewedAgreement => ({
  keep: true,
  kind: 'task',
  text: '',
  item: '',
  responsible: '',
  due: '',
  dueText: '',
  referredTo: '',
  condition: '',
  source: null,
  confidence: null,
});
const emptyPerson = (): ReviewedPerson => ({
  keep: true,
  name: '',
  organisation: '',
  role: '',
  status: 'present',
  personId: '',
  source: null,
});

/** Cuts an agreement at its first sentence end, else at "und". */
function splitText(text: string): [string, string] | undefined {
  const sentences = sentencesOf(text, 0);
  const second = sentences[1];
  if (second) return [text.slice(0, second.start).trim(), text.slice(second.start).trim()];
  const und = /,? und (?=\p{Ll})/u.exec(text);
  return und && und.index > 10 ? [text.slice(0, und.index).trim(), text.slice(und.index + und[0].length).trim()] : undefined;
}

const join = (a: string, b: string) =>
  [...new Set([...a.split(';'), ...b.split(';')].map((part) => part.trim()).filter((part) => part !== ''))].join('; ');

/** One of the buttons: merge with the one before, split, add. Returns the row to look at next. */
export function actOn(review: Review, action: string): { review: Review; anchor: string } {
  const [verb = '', at = ''] = action.split('-');
  const index = Number(at);
  const agreements = [...review.agreements];
  const row = agreements[index];
  if (verb === 'merge' && row && index > 0) {
    const before = agreements[index - 1] as ReviewedAgreement;
    const span =
      before.source && row.source
        ? { start: Math.min(before.source.start, row.source.start), end: Math.max(before.source.end, row.source.end) }
        : (before.source ?? row.source);
    agreements.splice(index - 1, 2, {
      ...before,
      text: `${before.text} ${row.text}`.trim(),
      responsible: join(before.responsible, row.responsible),
      due: before.due || row.due,
      dueText: before.dueText || row.dueText,
      referredTo: join(before.referredTo, row.referredTo),
      condition: before.condition || row.condition,
      source: span,
    });
    return { review: { ...review, agreements }, anchor: `a${index - 1}` };
  }
  if (verb === 'split' && row) {
    const parts = splitText(row.text);
    if (!parts) return { review, anchor: `a${index}` };
    agreements.splice(index, 1, { ...row, text: parts[0] }, { ...row, text: parts[1] });
    return { review: { ...review, agreements }, anchor: `a${index + 1}` };
  }
  if (verb === 'add') return { review: { ...review, agreements: [...agreements, emptyAgreement()] }, anchor: `a${agreements.length}` };
  if (verb === 'person') return { review: { ...review, persons: [...review.persons, emptyPerson()] }, anchor: `p${review.persons.length}` };
  return { review, anchor: 'inhalt' };
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const goodTime = (text: string) => text === '' || TIME.test(text);

/** What stands in the way of taking over, by field; keys of the texts. */
export function faultsOf(review: Review): Record<string, 'required' | 'day' | 'time' | 'number' | 'text' | 'who' | 'dayTaken'> {
  const faults: ReturnType<typeof faultsOf> = {};
  if (review.bodyId === '' && review.bodyName === '') faults['bodyName'] = 'required';
  if (!isDay(review.date)) faults['date'] = 'day';
  if (!goodTime(review.startTime)) faults['startTime'] = 'time';
  if (!goodTime(review.endTime)) faults['endTime'] = 'time';
  if (!/^\d{0,4}$/.test(review.unnamed)) faults['unnamed'] = 'number';
  review.persons.forEach((person, index) => {
    if (person.keep && person.name === '') faults[`p${index}_name`] = 'required';
    if (person.keep && person.personId === UNDECIDED) faults[`p${index}_person`] = 'who';
  });
  review.agreements.forEach((agreement, index) => {
    if (!agreement.keep) return;
    if (agreement.text === '') faults[`a${index}_text`] = 'text';
    if (agreement.due !== '' && !isDay(agreement.due)) faults[`a${index}_due`] = 'day';
  });
  review.nextMeetings.forEach((meeting, index) => {
    if (!meeting.keep) return;
    if (!isDay(meeting.date)) faults[`n${index}_date`] = 'day';
    if (!goodTime(meeting.startTime)) faults[`n${index}_start`] = 'time';
    if (!goodTime(meeting.endTime)) faults[`n${index}_end`] = 'time';
  });
  return faults;
}

export const namesOf = (text: string): string[] =>
  [
    ...new Set(
      text
        .split(/[;\n]/)
        .map((name) => name.replace(/\s+/g, ' ').trim())
        .filter((name) => name !== ''),
    ),
  ].slice(0, 20);
