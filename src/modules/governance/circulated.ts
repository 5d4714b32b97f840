/** The draft of minutes as it was sent round, and what has changed since. Pure. */
import { formatDay } from '#platform/i18n/format.ts';
import { createHash } from 'node:crypto';
import { attendanceLines } from './documents/attendance.ts';
import { whenAndWhere } from './pages/frame.tsx';
import type { Agreement } from './store/agreements.ts';
import type { Meeting } from './store/meetings.ts';
import { governanceTexts } from './texts.ts';
import { officeTexts } from './texts-office.ts';

/** One part of a draft, in words; `key` stays its own while its words change. */
interface Part {
  key: string;
  label: string;
  text: string;
}
export type Circulated = Part[];

export interface Change {
  label: string;
  before: string;
  after: string;
}

const t = governanceTexts('de'); // minutes are written in German

/** What a draft says by now. */
export function partsOfMinutes(meeting: Meeting, agreements: readonly Agreement[]): Circulated {
  const frame = [
    { key: 'when', label: t.when, text: whenAndWhere(meeting, 'de') },
    { key: 'taker', label: officeTexts('de').taker, text: meeting.minute_taker },
  ];
  const agreed = agreements.map((agreement) => ({
    key: `agreement ${agreement.id}`,
    label: t.agreementKinds[agreement.kind],
    text: [
      agreement.state === 'dropped' ? `${agreement.text} (${t.states.dropped})` : agreement.text,
      agreement.responsible.map((who) => who.name).join(', ') || t.nobody,
      agreement.due ? formatDay(agreement.due, 'de') : (agreement.due_text ?? t.noDue),
    ].join(' · '),
  }));
  return [
    ...frame,
    ...attendanceLines(meeting, 'de').map(({ title, names }) => ({ key: title, label: title, text: names })),
    ...meeting.items.map((item) => ({ key: `item ${item.id}`, label: `${item.number}. ${item.title}`, text: item.text })),
    ...agreed,
  ];
}

/** A fingerprint of a draft as somebody looks at it: whoever takes it a step further has seen just that. */
export const minutesPrint = (meeting: Meeting, agreements: readonly Agreement[]): string =>
  createHash('sha256')
    .update(JSON.stringify([meeting.minutes_state, partsOfMinutes(meeting, agreements)]))
    .digest('base64url')
    .slice(0, 22);

/** Everything that says something else than what was sent round, is new, or is gone. */
export function changesSince(circulated: Circulated, now: Circulated): Change[] {
  const before = new Map(circulated.map((part) => [part.key, part]));
  const after = new Map(now.map((part) => [part.key, part]));
  const gone = circulated.filter(({ key }) => !after.has(key)).map(({ label, text }) => ({ label, before: text, after: '' }));
  const changed = now.flatMap(({ key, label, text }) => {
    const old = before.get(key);
    const isSame = old !== undefined && old.text === text && old.label === label;
    return isSame ? [] : [{ label: old && old.label !== label ? `${old.label} → ${label}` : label, before: old?.text ?? '', after: text }];
  });
  return [...changed, ...gone];
}

/** What readers of a draft have not read as it is by now; nothing where none is sent round, or where nobody kept what was sent. */
export const changesForReaders = (meeting: Meeting, agreements: readonly Agreement[]): Change[] =>
  meeting.minutes_state !== 'draft' && meeting.circulated !== null
    ? changesSince(meeting.circulated as unknown as Circulated, partsOfMinutes(meeting, agreements))
    : [];
