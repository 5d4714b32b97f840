import { ok, type Result, refused } from '#platform/result.ts';
import { slugify } from '#platform/slug.ts';
import type { Db } from '#platform/database/index.ts';
import { type DocumentFault, readDocument } from '../documents/read.ts';
import type { ParsedMinutes } from '../minutes/schema.ts';
import { proposeReview } from '../proposal.ts';
import { namesOf, type Review, type ReviewedPerson } from '../review.ts';
import { insertAgreement, insertEvent } from '../store/agreements.ts';
import { insertBody, listBodies } from '../store/bodies.ts';
import { documentById, type DocumentRow, insertDocument, updateDocument } from '../store/documents.ts';
import {
  clearPlanned,
  insertAttachments,
  insertAttendance,
  insertItems,
  insertMeeting,
  insertVotes,
  listMeetings,
  updateMeeting,
} from '../store/meetings.ts';
import { ownPersons, personsAt } from '../store/persons.ts';
import { newAgreement } from './agreement-row.ts';
import { type Context, existing, newPerson, personNamed } from './context.ts';

export type Reviewed = Omit<DocumentRow, 'bytes'> & { found: ParsedMinutes; current: Review };

export interface Imports {
  /** Keeps a file and reads it; a scan without text is kept, too. Returns the document's id. */
  upload(bytes: Buffer, name: string): Promise<Result<string, DocumentFault>>;
  /** @throws HttpError 404 */
  open(id: string): Promise<Reviewed>;
  save(id: string, review: Review): Promise<void>;
  discard(id: string): Promise<void>;
  /**
   * Takes the reviewed minutes into the records, all or nothing: into the meeting that was planned for that day, where
   * there is one. Returns the meeting's id.
   */
  takeOver(id: string, review: Review): Promise<Result<string, 'alreadyTaken' | 'dayTaken'>>;
}

export function createImports(context: Context): Imports {
  const { db, now, id: newId } = context;

  async function bodyOf(trx: Db, review: Review): Promise<string> {
    const bodies = await listBodies(trx);
    const known =
      bodies.find((body) => body.id === review.bodyId) ?? bodies.find((body) => body.name.toLowerCase() === review.bodyName.toLowerCase());
    if (known) return known.id;
    const id = newId();
    const name = review.bodyName || '?';
    await insertBody(trx, {
      id,
      slug: `${slugify(name)}-${id.slice(-4)}`,
      name,
      kind: 'workingGroup',
      mandate: '',
      parent_id: null,
      rule: 'consensus',
      demo: false,
      created_at: now(),
      updated_at: now(),
    });
    return id;
  }

  async function attendanceOf(trx: Db, meetingId: string, persons: readonly ReviewedPerson[]): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    const known = new Set((await ownPersons(trx)).map((person) => person.id));
    for (const person of persons) {
      // Who is meant was asked on the page: nobody chosen is somebody new.
      const named = { name: person.name, organisation: person.organisation || null };
      const id = known.has(person.personId) ? person.personId : await newPerson(context, trx, named);
      ids.set(person.name.toLowerCase(), id);
      await insertAttendance(trx, [
        {
          id: newId(),
          meeting_id: meetingId,
          person_id: id,
          name: person.name,
          organisation: person.organisation || null,
          role: person.role || null,
          status: person.status,
        },
      ]);
    }
    return ids;
  }

  async function agreementsOf(trx: Db, meetingId: string, bodyId: string, review: Review, persons: Map<string, string>): Promise<void> {
    for (const each of review.agreements.filter((agreement) => agreement.keep)) {
      const id = newId();
      const responsible = [];
      for (const name of namesOf(each.responsible)) {
        // Whoever was not there is an organisation or a role: kept by its name, a person only when somebody says so.
        const personId =
          persons.get(name.toLowerCase()) ??
          (isGroup(name) ? null : await personNamed(context, trx, bodyId, { name, organisation: null, kind: 'organisation' }));
        responsible.push({ person_id: personId, name });
      }
      const agreement = newAgreement(
        {
          id,
          meeting_id: meetingId,
          body_id: bodyId,
          item_number: each.item || null,
          kind: each.kind,
          text: each.text,
          topic: null,
          due: each.due || null,
          due_text: each.dueText || null,
          condition: each.condition || null,
          referred_to: namesOf(each.referredTo),
          state: each.kind === 'decision' && responsible.length === 0 && !each.due ? 'done' : 'open',
          agreed_on: review.date,
        },
        now(),
      );
      await insertAgreement(trx, agreement, responsible);
      await insertEvent(trx, { id: newId(), agreement_id: id, at: now(), kind: 'agreed', who: '', word: '' });
    }
  }

  return {
    async upload(bytes, name) {
      const read = await readDocument(bytes, name);
      if (!read.ok) return read;
      const { text, kind, isCut, pages, minutes } = read.value;
      const id = newId();
      const hasText = text.trim().length >= 40;
      const parsed = hasText ? minutes : null;
      if (parsed && isCut)
        parsed.warnings.unshift({
          code: 'cut',
          message: `Das Dokument hat ${pages} Seiten. Gelesen sind nur die ersten 500.`,
          source: null,
        });
      const known = { bodies: await listBodies(db), persons: await ownPersons(db), of: (body: string) => personsAt(db, [body]) };
      await insertDocument(db, {
        id,
        name: name.slice(0, 200),
        kind,
        size: bytes.length,
        bytes,
        text: text.replaceAll('\0', ''),
        parsed: parsed ? JSON.stringify(parsed) : null,
        review: parsed ? JSON.stringify(await proposeReview(parsed, known)) : null,
        state: hasText ? 'reviewing' : 'noText',
        meeting_id: null,
        created_at: now(),
        updated_at: now(),
      });
      return ok(id);
    },

    async open(id) {
      const document = existing(await documentById(db, id));
      return { ...document, found: document.parsed as ParsedMinutes, current: document.review as Review };
    },

    save: (id, review) => updateDocument(db, id, { review: JSON.stringify(review), updated_at: now() }),
    discard: (id) => updateDocument(db, id, { state: 'discarded', updated_at: now() }),

    takeOver: (id, review) =>
      context.within(async (trx) => {
        const document = existing(await documentById(trx, id, true));
        if (document.state !== 'reviewing') return refused('alreadyTaken');
        const found = document.parsed as ParsedMinutes;
        const bodyId = await bodyOf(trx, review);
        const ofBody = await listMeetings(trx, bodyId);
        const sameDay = ofBody.filter((each) => each.day === review.date && each.state !== 'cancelled');
        const planned = sameDay.filter((each) => each.minutes_state === 'none');
        const there =
          planned.find((each) => each.start_time === (review.startTime || null)) ?? (planned.length === 1 ? planned[0] : undefined);
        if (!there && sameDay.some((each) => each.minutes_state !== 'none') && review.another !== true) return refused('dayTaken');
        const meetingId = there?.id ?? newId();
        const base = {
          body_id: bodyId,
          series_id: null,
          link: '',
          invited_sequence: null,
          objections_until: null,
          demo: false,
          public_text: null,
          created_at: now(),
          updated_at: now(),
        };
        const held = {
          title: review.title,
          day: review.date,
          start_time: review.startTime || (there?.start_time ?? null),
          end_time: review.endTime || (there?.end_time ?? null),
          mode: review.mode === 'unknown' && there ? there.mode : review.mode,
          place: review.location || (there?.place ?? ''),
          state: 'held' as const,
          minutes_state: 'draft' as const,
          minute_taker: review.minuteTaker,
          unnamed_participants: Number(review.unnamed) || 0,
        };
        const papers = there ? await clearPlanned(trx, there.id) : new Map<string, string>();
        if (there) await updateMeeting(trx, there.id, { ...held, updated_at: now() });
        else await insertMeeting(trx, { ...base, id: meetingId, length: null, condition: '', ...held });
        await insertItems(
          trx,
          review.items.map((item, position) => ({
            id: newId(),
            meeting_id: meetingId,
            position,
            number: item.number,
            title: item.title,
            duration: null,
            text: item.text,
            paper_id: papers.get(item.title.toLowerCase()) ?? null,
            version: 1,
            created_at: now(),
            updated_at: now(),
          })),
        );
        const persons = await attendanceOf(
          trx,
          meetingId,
          review.persons.filter((person) => person.keep),
        );
        await agreementsOf(trx, meetingId, bodyId, review, persons);
        await insertVotes(
          trx,
          found.votes.map(({ agendaItem, yes, no, abstain, result }) => ({
            id: newId(),
            meeting_id: meetingId,
            item_number: agendaItem,
            yes,
            no,
            abstain,
            result,
          })),
        );
        await insertAttachments(trx, [
          ...found.attachments.map(({ label, agendaItem, status }) => ({
            id: newId(),
            meeting_id: meetingId,
            item_number: agendaItem,
            label,
            status,
            document_id: null,
          })),
          { id: newId(), meeting_id: meetingId, item_number: null, label: document.name, status: 'present' as const, document_id: id },
        ]);
        const isKnown = (day: string) => ofBody.some((each) => each.day === day && each.state !== 'cancelled');
        for (const next of review.nextMeetings.filter((meeting) => meeting.keep && !isKnown(meeting.date))) {
          await insertMeeting(trx, {
            ...base,
            id: newId(),
            title: '',
            day: next.date,
            start_time: next.startTime || null,
            end_time: next.endTime || null,
            mode: next.mode,
            length: null,
            place: next.location,
            condition: next.condition,
            state: 'planned',
            minutes_state: 'none',
            minute_taker: '',
            unnamed_participants: 0,
          });
        }
        await updateDocument(trx, id, { state: 'taken', review: JSON.stringify(review), meeting_id: meetingId, updated_at: now() });
        return ok(meetingId);
      }),
  };
}

const isGroup = (name: string) => /^(?:alle\b|jede|die |partner$|mitglieder$|teilnehm|anwesende|beide$)/i.test(name);
