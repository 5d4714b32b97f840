import { plusDays } from '#platform/days.ts';
import { addDays } from '#platform/clock.ts';
import { audit } from '#platform/audit/index.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { changesForReaders, minutesPrint, partsOfMinutes } from '../circulated.ts';
import { mailKey } from '#platform/mail/index.ts';
import { circulationLetter, meetingDesk } from '../letters.ts';
import { afterReason, isOpenToObjections, type MinutesFacts, type MinutesHindrance, minutesHindrances } from '../minutes-gates.ts';
import { holdsName, type MinutesState, type Named, publicName, redact } from '../model.ts';
import { openMarks, type PublicText, textsIn } from '../public-text.ts';
import { type Agreement, agreementsOfMinutes, lockAgreements, minuteAgreements } from '../store/agreements.ts';
import { bodyById, receiversOf } from '../store/bodies.ts';
import { personById, personsByIds } from '../store/persons.ts';
import {
  answerObjection,
  insertObjection,
  type Meeting,
  meetingById,
  minutesReader,
  readerById,
  updateMeeting,
} from '../store/meetings.ts';
import type { MinutesReaderRow, PersonRow } from '../tables.ts';
import { type Context, existing } from './context.ts';

export const OBJECTION = 'minutes-objection';
export const OBJECTION_DAYS = 14;

export interface Step {
  /** Last day for objections, of a circulation. */
  until?: string | undefined;
  /** Why a hindrance is set aside that may be set aside; empty: it is not. */
  reason?: string;
  /** The print of the draft that was looked at (`minutesPrint`); undefined: nobody looked (a command, a test). */
  looked?: string | undefined;
}

export type StepFault = MinutesHindrance | 'untilPast';

/** The way of minutes to the public: circulation, objections, approval, the version without names. */
export interface Publication {
  become(id: string, to: MinutesState, step?: Step): Promise<Result<undefined, StepFault>>;
  /** What keeps the minutes from a step today. */
  hindrances(meeting: Meeting, agreements: readonly Agreement[], to: MinutesState): MinutesHindrance[];
  /** The minutes behind a link and whose it is. @throws HttpError 404, 410 */
  readBy(token: string): Promise<{ meeting: Meeting; reader: MinutesReaderRow; person: PersonRow | undefined }>;
  /** An objection by somebody's own link; `who` only where the link is everybody's. */
  object(token: string, objection: { who: string; about: string; text: string }): Promise<Result<undefined, 'tooLate'>>;
  answer(meetingId: string, objectionId: string, answer: string): Promise<void>;
  /** What the public version would be: names out, wherever somebody has not agreed. */
  proposePublic(meeting: Meeting): Promise<{ text: PublicText; people: Named[] }>;
  /** Keeps a checked public version; refused with the name that still stands in it, or where a mark was not looked at. */
  savePublic(meetingId: string, text: PublicText): Promise<Result<undefined, { name: string } | { unchecked: number }>>;
}

/** Everybody who is named at a meeting, and whether they agreed to be named in public. */
async function peopleOf(
  db: Db,
  meeting: Pick<Meeting, 'attendance' | 'minute_taker' | 'items'>,
  agreements: readonly Agreement[],
): Promise<Named[]> {
  const ids = [
    ...meeting.attendance.flatMap((each) => each.person_id ?? []),
    ...agreements.flatMap((each) => each.responsible.flatMap((who) => who.person_id ?? [])),
  ];
  const persons = await personsByIds(db, ids);
  const people = new Map<string, Named>();
  for (const each of meeting.attendance) {
    const person = each.person_id ? persons.get(each.person_id) : undefined;
    people.set(each.name, {
      name: each.name,
      organisation: each.organisation ?? person?.organisation ?? null,
      role: each.role,
      isPublic: person?.public_since != null,
    });
  }
  for (const { name, person_id: id } of agreements.flatMap((each) => each.responsible)) {
    const person = id ? persons.get(id) : undefined;
    if (person?.kind === 'person' && !people.has(name))
      people.set(name, { name, organisation: person.organisation, role: null, isPublic: person.public_since !== null });
  }
  const taker = meeting.minute_taker.trim();
  if (taker !== '' && ![...people.values()].some((person) => person.name === taker || person.name.endsWith(` ${taker}`)))
    people.set(taker, { name: taker, organisation: null, role: null, isPublic: false });
  return [...people.values()];
}

const factsOf = (meeting: Meeting, agreements: readonly Agreement[]): MinutesFacts => {
  const text = meeting.public_text as PublicText | null;
  return {
    state: meeting.minutes_state,
    day: meeting.day,
    objectionsUntil: meeting.minutes_state === 'circulated' ? meeting.objections_until : null,
    openObjections: meeting.objections.filter((objection) => objection.answer === null).length,
    isChangedSince: meeting.minutes_state === 'circulated' && changesForReaders(meeting, agreements).length > 0,
    hasPublicText: text !== null,
    openMarks: text === null ? 0 : openMarks(text),
  };
};

/** Whom a draft is sent to: everybody of the body and everybody who was there; and who of them has no address. */
export async function draftReaders(
  db: Db,
  { body_id: body, attendance }: Pick<Meeting, 'body_id' | 'attendance'>,
  today: string,
): Promise<{ reached: PersonRow[]; unreached: PersonRow[] }> {
  const members = await receiversOf(db, body, today);
  const there = await personsByIds(
    db,
    attendance.flatMap((each) => each.person_id ?? []),
  );
  const all = [...there.values(), ...[...members.reached, ...members.unreached].flatMap(({ person }) => person ?? [])];
  const people = [...new Map(all.map((person) => [person.id, person])).values()];
  return { reached: people.filter((person) => person.email), unreached: people.filter((person) => !person.email) };
}

export function createPublication(context: Context): Publication {
  const { db, now, today, id: newId, jobs, links, mailer, config } = context;

  /** A letter to everybody whom the draft concerns, each with a link of their own. */
  async function circulate(trx: Db, raw: Trx, meeting: Meeting, until: string): Promise<void> {
    const body = existing(await bodyById(trx, meeting.body_id));
    const told = { meeting, body, until, isAgain: meeting.circulated !== null };
    const { reached } = await draftReaders(trx, meeting, today());
    for (const person of reached) {
      if (!person.email) continue;
      const reader = await minutesReader(trx, { id: newId(), meeting_id: meeting.id, person_id: person.id });
      const link = await links.create(trx, OBJECTION, reader, addDays(now(), 60));
      const letter = circulationLetter(told, person.name, `${config.publicUrl}/einspruch/${links.token(OBJECTION, link)}`);
      await mailer.queue(raw, mailKey(link, 'circulation'), { to: person.email, about: meetingDesk(meeting), ...letter });
    }
  }

  const readBy: Publication['readBy'] = async (token) => {
    const link = await links.open(db, OBJECTION, token);
    if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
    const reader = existing(await readerById(db, link.subject));
    const person = reader.person_id ? await personById(db, reader.person_id) : undefined;
    return { meeting: existing(await meetingById(db, reader.meeting_id)), reader, person };
  };

  return {
    become: (id, to, { until, reason = '', looked } = {}) =>
      context.within(async (trx, raw) => {
        const meeting = existing(await meetingById(trx, id, true));
        // In the order in which everybody takes them: agreements before the trail.
        await lockAgreements(trx, id);
        const agreements = await agreementsOfMinutes(trx, id, today());
        if (looked !== undefined && to !== 'draft' && looked !== minutesPrint(meeting, agreements)) return refused('otherDraft');
        const hindrances = minutesHindrances(factsOf(meeting, agreements), to, today());
        const [hindrance] = afterReason(hindrances, reason);
        if (hindrance) return refused(hindrance);
        if (to === 'circulated' && until !== undefined && until <= today()) return refused('untilPast');
        const isAgainst = to === 'approved' && hindrances.length > 0;
        await updateMeeting(trx, id, {
          minutes_state: to,
          ...(to === 'circulated' ? { objections_until: until ?? plusDays(today(), OBJECTION_DAYS), early_why: '' } : {}),
          ...(to === 'circulated' ? { circulated: JSON.stringify(partsOfMinutes(meeting, agreements)) } : {}),
          ...(isAgainst ? { early_why: reason.trim() } : {}),
          updated_at: now(),
        });
        if (to === 'approved' && meeting.minutes_state === 'circulated') await minuteAgreements(trx, id, today());
        if (isAgainst)
          await audit(trx, { action: 'minutes.approvedEarly', kind: 'meeting', record: id, details: { although: hindrances } });
        if (to === 'circulated') await circulate(trx, raw, meeting, until ?? plusDays(today(), OBJECTION_DAYS));
        return ok(undefined);
      }),

    hindrances: (meeting, agreements, to) => minutesHindrances(factsOf(meeting, agreements), to, today()),
    readBy,

    async object(token, { who, about, text }) {
      const { meeting, reader, person } = await readBy(token);
      if (!isOpenToObjections(meeting, today())) return refused('tooLate');
      const id = newId();
      await context.within(async (trx, raw) => {
        await insertObjection(trx, reader, {
          id,
          meeting_id: meeting.id,
          at: now(),
          // Whose letter it is, says it: nobody signs for somebody else.
          who: person?.name ?? who,
          text,
          answer: null,
          person_id: person?.id ?? null,
          about,
        });
        await jobs.publish(raw, { type: 'minutes.objected', subject: meeting.id, payload: { objection: id } });
      });
      return ok(undefined);
    },

    async answer(meetingId, objectionId, answer) {
      const meeting = existing(await meetingById(db, meetingId));
      const objection = existing(meeting.objections.find((each) => each.id === objectionId));
      await context.within(async (trx, raw) => {
        await answerObjection(trx, objectionId, answer);
        if (objection.person_id === null) return;
        const reader = await minutesReader(trx, { id: newId(), meeting_id: meetingId, person_id: objection.person_id });
        const link = await links.create(trx, OBJECTION, reader, addDays(now(), 60));
        await jobs.publish(raw, { type: 'objection.answered', subject: meetingId, payload: { objection: objectionId, link } });
      });
    },

    async proposePublic(meeting) {
      const agreements = await agreementsOfMinutes(db, meeting.id, today());
      const people = await peopleOf(db, meeting, agreements);
      const named = (name: string) => people.find((person) => person.name === name);
      return {
        people,
        text: {
          items: meeting.items.map(({ number, title, text }) => ({ number, title: redact(title, people), text: redact(text, people) })),
          participants: [
            ...new Set(
              meeting.attendance
                .filter((each) => each.status === 'present' || each.status === 'guest')
                .map((each) =>
                  publicName(named(each.name) ?? { name: each.name, organisation: each.organisation, role: each.role, isPublic: false }),
                ),
            ),
          ],
          agreements: agreements.map(({ item_number: number, kind, text, due, responsible }) => ({
            number,
            kind,
            text: redact(text, people),
            due,
            responsible: [...new Set(responsible.map((who) => (named(who.name) ? publicName(named(who.name) as Named) : who.name)))],
          })),
        },
      };
    },

    async savePublic(meetingId, text) {
      const meeting = existing(await meetingById(db, meetingId));
      const agreements = await agreementsOfMinutes(db, meetingId, today());
      const people = await peopleOf(db, meeting, agreements);
      const whole = textsIn(text).join('\n');
      const name = holdsName(whole, people);
      if (name !== undefined) return refused({ name });
      const unchecked = openMarks(text);
      if (unchecked > 0) return refused({ unchecked });
      await updateMeeting(db, meetingId, { public_text: JSON.stringify(text), updated_at: now() });
      return ok(undefined);
    },
  };
}
