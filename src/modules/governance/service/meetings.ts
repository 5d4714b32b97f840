import { HttpError } from '#platform/http/errors.ts';
import { permit } from '#modules/accounts/index.ts';
import { type MeetingHindrance, meetingHindrance } from '../meeting-gates.ts';
import { isWritable } from '../minutes-gates.ts';
import { plusDays } from '#platform/days.ts';
import { paperById } from '../store/papers.ts';
import type { NewBody, NewMeeting, NewAgreement } from './inputs.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { slugify } from '#platform/slug.ts';
import { isOpen } from '../model.ts';
import { insertAgreement, insertEvent, listAgreements } from '../store/agreements.ts';
import { bodyById, insertBody, insertMembership, membersOf, updateBody } from '../store/bodies.ts';
import { personById, updatePerson } from '../store/persons.ts';
import { insertAttendance, insertItems, insertMeeting, itemById, meetingById, saveItem, updateMeeting } from '../store/meetings.ts';
import type { AgendaItemRow } from '../tables.ts';
import { newAgreement } from './agreement-row.ts';
import { type Context, existing, personNamed } from './context.ts';
import { createInviting, type Inviting } from './inviting.ts';

export interface Meetings extends Inviting {
  createBody(body: NewBody): Promise<string>;
  changeBody(id: string, body: NewBody): Promise<void>;
  addMember(bodyId: string, member: { name: string; organisation: string; role: string; email: string; from: string }): Promise<void>;
  /** Plans one meeting or a series; what is open in the body is proposed as an item. Returns the first one's id. */
  plan(bodyId: string, meeting: NewMeeting): Promise<string>;
  change(id: string, meeting: Omit<NewMeeting, 'times' | 'everyWeeks' | 'agenda'>): Promise<void>;
  addItem(id: string, title: string, duration: number | null, paperId: string | null): Promise<void>;
  begin(id: string): Promise<Result<undefined, MeetingHindrance>>;
  /** A later save of an old version is a conflict: nothing is lost, both are shown. Else the new version. */
  writeItem(itemId: string, version: number, title: string, text: string): Promise<Result<number, AgendaItemRow>>;
  agree(meetingId: string, agreement: NewAgreement): Promise<string>;
  attend(meetingId: string, name: string, organisation: string, status: 'present' | 'excused' | 'guest'): Promise<void>;
}

export function createMeetings(context: Context): Meetings {
  const { db, now, today, id: newId } = context;

  const itemRow = (
    meetingId: string,
    position: number,
    title: string,
    number: string,
    duration: number | null = null,
    text = '',
  ): AgendaItemRow => ({
    id: newId(),
    meeting_id: meetingId,
    position,
    number,
    title,
    duration,
    text,
    paper_id: null,
    version: 1,
    created_at: now(),
    updated_at: now(),
  });

  const columns = ({
    day,
    startTime,
    endTime,
    mode,
    length,
    place,
    link,
    condition,
  }: Omit<NewMeeting, 'times' | 'everyWeeks' | 'agenda'>) => ({
    day,
    start_time: startTime || null,
    end_time: endTime || null,
    mode,
    length,
    place,
    link,
    condition,
  });

  return {
    async createBody({ name, kind, mandate, parentId, rule }) {
      const id = newId();
      const slug = `${slugify(name)}-${id.slice(-4)}`;
      await insertBody(db, { id, slug, name, kind, mandate, parent_id: parentId, rule, demo: false, created_at: now(), updated_at: now() });
      return id;
    },

    changeBody: async (id, { name, kind, mandate, parentId, rule }) => {
      const body = existing(await bodyById(db, id));
      const parent = parentId === id ? null : parentId;
      // What a body is and to whom it answers decides what its people may read elsewhere: whoever founds bodies says it.
      if (kind !== body.kind || parent !== body.parent_id || rule !== body.rule) permit('body.found');
      await updateBody(db, id, { name, kind, mandate, parent_id: parent, rule, updated_at: now() });
    },

    addMember: (bodyId, { name, organisation, role, email, from }) =>
      context.within(async (trx) => {
        const personId = name ? await personNamed(context, trx, bodyId, { name, organisation: organisation || null, email }) : null;
        const known = personId ? await personById(trx, personId) : undefined;
        if (known && email && email !== known.email) await updatePerson(trx, known.id, { email, updated_at: now() });
        await insertMembership(trx, {
          id: newId(),
          body_id: bodyId,
          person_id: personId,
          organisation: organisation || null,
          role,
          from_day: from,
          to_day: null,
          created_at: now(),
          updated_at: now(),
        });
      }),

    plan: (bodyId, meeting) =>
      context.within(async (trx) => {
        existing(await bodyById(trx, bodyId));
        const open = (await listAgreements(trx, { bodyId, state: 'anyOpen', today: today() })).filter(isOpen);
        const seriesId = meeting.times > 1 ? newId() : null;
        let first: string | undefined;
        for (let time = 0; time < meeting.times; time++) {
          const id = newId();
          first ??= id;
          await insertMeeting(trx, {
            ...columns({ ...meeting, day: plusDays(meeting.day, time * meeting.everyWeeks * 7) }),
            id,
            body_id: bodyId,
            series_id: seriesId,
            title: '',
            state: 'planned',
            invited_sequence: null,
            minutes_state: 'none',
            objections_until: null,
            minute_taker: '',
            unnamed_participants: 0,
            public_text: null,
            demo: false,
            created_at: now(),
            updated_at: now(),
          });
          const titles = [...meeting.agenda, ...(open.length > 0 && time === 0 ? ['Offene Vereinbarungen'] : [])];
          const text = open
            .map(
              (agreement) =>
                `- ${agreement.text}${agreement.responsible.length > 0 ? ` (${agreement.responsible.map((who) => who.name).join(', ')})` : ''}`,
            )
            .join('\n');
          await insertItems(
            trx,
            titles.map((title, position) =>
              itemRow(
                id,
                position,
                title,
                String(position + 1),
                null,
                title === 'Offene Vereinbarungen' && position === titles.length - 1 && open.length > 0 ? text : '',
              ),
            ),
          );
        }
        return first as string;
      }),

    change: (id, meeting) =>
      context.within(async (trx) => {
        existing(await meetingById(trx, id, true));
        await updateMeeting(trx, id, { ...columns(meeting), updated_at: now() });
      }),

    addItem: (id, title, duration, paperId) =>
      context.within(async (trx) => {
        const meeting = existing(await meetingById(trx, id, true));
        const position = (meeting.items.at(-1)?.position ?? -1) + 1;
        const paper = paperId ? await paperById(trx, paperId) : undefined;
        await insertItems(trx, [{ ...itemRow(id, position, title, String(position + 1), duration), paper_id: paper?.id ?? null }]);
      }),

    ...createInviting(context),

    begin: (id) =>
      context.within(async (trx) => {
        const meeting = existing(await meetingById(trx, id, true));
        const hindrance = meetingHindrance(meeting, 'begin', today());
        if (hindrance) return refused(hindrance);
        await updateMeeting(trx, id, { state: 'held', minutes_state: 'draft', updated_at: now() });
        if (meeting.attendance.length > 0) return ok(undefined);
        const members = await membersOf(trx, meeting.body_id);
        await insertAttendance(
          trx,
          members.flatMap(({ person, role, to_day }) =>
            person && (to_day === null || to_day >= meeting.day)
              ? [
                  {
                    id: newId(),
                    meeting_id: id,
                    person_id: person.id,
                    name: person.name,
                    organisation: person.organisation,
                    role: role || null,
                    status: 'invited' as const,
                  },
                ]
              : [],
          ),
        );
        return ok(undefined);
      }),

    async writeItem(itemId, version, title, text) {
      if (await saveItem(db, itemId, version, { title, text }, now())) return ok(version + 1);
      const current = existing(await itemById(db, itemId));
      // The same words twice are no conflict: a repeated autosave, or two who typed the same.
      return current.text === text && current.title === title ? ok(current.version) : refused(current);
    },

    agree: (meetingId, agreement) =>
      context.within(async (trx) => {
        // Locked: minutes that are being approved meanwhile are approved without it.
        const meeting = existing(await meetingById(trx, meetingId, true));
        if (!isWritable(meeting.minutes_state)) throw new HttpError(403);
        const id = newId();
        const responsible = [];
        for (const name of agreement.responsible) {
          const present = meeting.attendance.find((each) => each.name.toLowerCase() === name.toLowerCase());
          responsible.push({
            person_id:
              present?.person_id ?? (await personNamed(context, trx, meeting.body_id, { name, organisation: null, kind: 'organisation' })),
            name: present?.name ?? name,
          });
        }
        const { itemNumber, kind, text, topic, due } = agreement;
        const row = { id, meeting_id: meetingId, body_id: meeting.body_id, item_number: itemNumber, kind, text, topic, due };
        await insertAgreement(trx, newAgreement({ ...row, agreed_on: meeting.day }, now()), responsible);
        await insertEvent(trx, { id: newId(), agreement_id: id, at: now(), kind: 'agreed', who: '', word: '' });
        return id;
      }),

    attend: (meetingId, name, organisation, status) =>
      context.within(async (trx) => {
        const { body_id } = existing(await meetingById(trx, meetingId));
        const personId = await personNamed(context, trx, body_id, { name, organisation: organisation || null });
        await insertAttendance(trx, [
          { id: newId(), meeting_id: meetingId, person_id: personId, name, organisation: organisation || null, role: null, status },
        ]);
        await updateMeeting(trx, meetingId, { updated_at: now() });
      }),
  };
}
