import { plusDays } from '#platform/days.ts';
import { addDays } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { holdsName, mayBecome, type MinutesState, type Named, publicName, redact } from '../model.ts';
import { type Agreement, listAgreements } from '../store/agreements.ts';
import { personsByIds } from '../store/persons.ts';
import { answerObjection, insertObjection, type Meeting, meetingById, type PublicText, updateMeeting } from '../store/meetings.ts';
import { type Context, existing } from './context.ts';

export const OBJECTION = 'minutes-objection';
const OBJECTION_DAYS = 14;

/** The way of minutes to the public: circulation, objections, approval, the version without names. */
export interface Publication {
  become(id: string, to: MinutesState, until?: string): Promise<Result<undefined, 'notPossible' | 'objectionsOpen' | 'noPublicText'>>;
  object(meetingId: string, who: string, text: string): Promise<Result<undefined, 'tooLate'>>;
  answer(meetingId: string, objectionId: string, answer: string): Promise<void>;
  /** What the public version would be: names out, wherever somebody has not agreed. */
  proposePublic(meeting: Meeting): Promise<{ text: PublicText; people: Named[] }>;
  /** Keeps a checked public version; refused with the name that still stands in it. */
  savePublic(meetingId: string, text: PublicText): Promise<Result<undefined, string>>;
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

export function createPublication(context: Context): Publication {
  const { db, now, today, id: newId, jobs, links } = context;

  return {
    become: (id, to, until) =>
      context.within(async (trx, raw) => {
        const meeting = existing(await meetingById(trx, id, true));
        if (!mayBecome(meeting.minutes_state, to)) return refused('notPossible');
        if (
          to === 'approved' &&
          meeting.minutes_state === 'circulated' &&
          meeting.objections.some((objection) => objection.answer === null)
        )
          return refused('objectionsOpen');
        if (to === 'published' && meeting.public_text === null) return refused('noPublicText');
        await updateMeeting(trx, id, {
          minutes_state: to,
          ...(to === 'circulated' ? { objections_until: until ?? plusDays(today(), OBJECTION_DAYS) } : {}),
          updated_at: now(),
        });
        if (to === 'circulated') {
          const link = await links.create(trx, OBJECTION, id, addDays(now(), 60));
          const persons = await personsByIds(
            trx,
            meeting.attendance.flatMap((each) => each.person_id ?? []),
          );
          for (const person of persons.values())
            if (person.email) await jobs.publish(raw, { type: 'minutes.circulated', subject: id, payload: { person: person.id, link } });
        }
        return ok(undefined);
      }),

    async object(meetingId, who, text) {
      const meeting = existing(await meetingById(db, meetingId));
      if (meeting.minutes_state !== 'circulated' || (meeting.objections_until !== null && meeting.objections_until < today()))
        return refused('tooLate');
      await insertObjection(db, { id: newId(), meeting_id: meetingId, at: now(), who, text, answer: null });
      return ok(undefined);
    },

    async answer(meetingId, objectionId, answer) {
      const meeting = existing(await meetingById(db, meetingId));
      existing(meeting.objections.find((objection) => objection.id === objectionId));
      await answerObjection(db, objectionId, answer);
    },

    async proposePublic(meeting) {
      const agreements = await listAgreements(db, { meetingId: meeting.id, today: today() });
      const people = await peopleOf(db, meeting, agreements);
      const named = (name: string) => people.find((person) => person.name === name);
      return {
        people,
        text: {
          items: meeting.items.map(({ number, title, text }) => ({ number, title: redact(title, people), text: redact(text, people) })),
          participants: [
            ...new Set(
              meeting.attendance
                .filter((each) => each.status !== 'invited')
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
      const agreements = await listAgreements(db, { meetingId, today: today() });
      const people = await peopleOf(db, meeting, agreements);
      const whole = [
        ...text.items.flatMap((item) => [item.title, item.text]),
        ...text.participants,
        ...text.agreements.flatMap((each) => [each.text, ...each.responsible]),
      ].join('\n');
      const name = holdsName(whole, people);
      if (name !== undefined) return refused(name);
      await updateMeeting(db, meetingId, { public_text: JSON.stringify(text), updated_at: now() });
      return ok(undefined);
    },
  };
}
