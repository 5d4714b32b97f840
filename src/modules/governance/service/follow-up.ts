import { addDays, DAY, localDay } from '#platform/clock.ts';
import { currentActor } from '#platform/actor.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { type AgreementState, isOfficeTime, mayRemind, wantsReminder } from '../model.ts';
import {
  type Agreement,
  agreementById,
  duties,
  insertEvent,
  listAgreements,
  setResponsible,
  updateAgreement,
} from '../store/agreements.ts';
import { personById } from '../store/persons.ts';
import { resumeReminders, stopReminders, unreminded } from '../store/reminders.ts';
import { attachFile, insertDocument } from '../store/documents.ts';
import type { PersonRow } from '../tables.ts';
import { type Context, existing, personNamed } from './context.ts';

export const TASKS = 'governance-tasks';
const LINK_DAYS = 180;

export type Reply = 'done' | 'newDate' | 'help' | 'progress';

export interface Tasks {
  person: PersonRow;
  agreements: Agreement[];
  /** Whether letters come about what is due. */
  isReminded: boolean;
}

export interface FollowUp {
  /** The office changes an agreement; a drop needs its reason. */
  change(
    id: string,
    change: {
      state: AgreementState;
      due: string | null;
      text: string;
      responsible: string[];
      droppedWhy: string;
      topic: string | null;
      replaces: string | null;
    },
  ): Promise<Result<undefined, 'needWhy' | 'minuted'>>;
  comment(id: string, who: string, word: string): Promise<void>;
  /** Hangs a file on an agreement; it is kept as it is, not read. */
  attach(id: string, bytes: Buffer, name: string): Promise<void>;
  /** The link to somebody's tasks. */
  link(personId: string): Promise<string>;
  /** @throws HttpError 404, 410 */
  tasks(token: string): Promise<Tasks>;
  /** Whether whoever has the link is reminded of what they took on, from now on. @throws HttpError 404, 410 */
  setReminders(token: string, isOn: boolean): Promise<void>;
  /** An answer by link: done, a new date, or help needed. */
  reply(
    token: string,
    agreementId: string,
    reply: Reply,
    day: string | undefined,
    word: string,
  ): Promise<Result<undefined, 'needDay' | 'needWord'>>;
  /** Reminds whoever has something due or overdue: one mail each, in office hours, once a week at most. `anytime` only leaves out the office hours. Returns how many. */
  remind(anytime?: boolean): Promise<number>;
}

export function createFollowUp(context: Context): FollowUp {
  const { db, now, today, id: newId, jobs, links, config } = context;

  const note = (trx: Db, agreementId: string, kind: string, who: string, word: string) =>
    insertEvent(trx, { id: newId(), agreement_id: agreementId, at: now(), kind, who, word });

  async function personOf(token: string): Promise<PersonRow> {
    const link = await links.open(db, TASKS, token);
    if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
    return existing(await personById(db, link.subject));
  }

  const openOf = (trx: Db, personId: string) => listAgreements(trx, { personId, today: today() });

  async function applyReply(
    trx: Db,
    raw: Trx,
    person: PersonRow,
    agreement: Agreement,
    reply: Reply,
    day: string | undefined,
    word: string,
  ): Promise<void> {
    if (reply === 'newDate') {
      await updateAgreement(trx, agreement.id, { due: day ?? null, due_text: null, updated_at: now() });
      await note(
        trx,
        agreement.id,
        'due',
        person.name,
        [`${agreement.due ?? '–'} → ${day}`, word].filter((part) => part !== '').join('. '),
      );
    } else {
      await updateAgreement(trx, agreement.id, { state: reply === 'done' ? 'done' : 'progress', updated_at: now() });
      await note(trx, agreement.id, reply, person.name, word);
    }
    await jobs.publish(raw, { type: `agreement.${reply}`, subject: agreement.id, payload: { person: person.id } });
  }

  return {
    change: (id, change) =>
      context.within(async (trx) => {
        const agreement = existing(await agreementById(trx, id, true));
        if (change.state === 'dropped' && change.droppedWhy === '') return refused('needWhy');
        const { state, due, text, topic } = change;
        // What approved minutes say was agreed stays; who does it and until when may change.
        if (agreement.minuted && text !== agreement.minuted.text) return refused('minuted');
        const names = (all: readonly { name: string }[]) => all.map(({ name }) => name).join(', ') || '–';
        if (text !== agreement.text) await note(trx, id, 'text', currentActor().name, agreement.text.slice(0, 1000));
        await updateAgreement(trx, id, {
          state,
          due,
          text,
          topic,
          due_text: due === agreement.due ? agreement.due_text : null,
          dropped_why: state === 'dropped' ? change.droppedWhy : null,
          updated_at: now(),
        });
        const responsible = [];
        for (const name of change.responsible) {
          const known = agreement.responsible.find((each) => each.name === name);
          responsible.push({
            name,
            person_id: known?.person_id ?? (await personNamed(context, trx, agreement.body_id, { name, organisation: null })),
          });
        }
        await setResponsible(trx, id, responsible);
        if (names(responsible) !== names(agreement.responsible))
          await note(trx, id, 'responsible', currentActor().name, `${names(agreement.responsible)} → ${names(responsible)}`);
        if (state !== agreement.state) await note(trx, id, state, '', change.droppedWhy);
        if (due !== agreement.due) await note(trx, id, 'due', '', `${agreement.due ?? '–'} → ${due ?? '–'}`);
        if (change.replaces) {
          const old = await agreementById(trx, change.replaces, true);
          if (old && old.id !== id) {
            await updateAgreement(trx, old.id, { replaced_by: id, updated_at: now() });
            await note(trx, old.id, 'replaced', '', text.slice(0, 200));
          }
        }
        return ok(undefined);
      }),

    comment: async (id, who, word) => {
      existing(await agreementById(db, id));
      await note(db, id, 'comment', who, word);
    },

    attach: (id, bytes, name) =>
      context.within(async (trx) => {
        existing(await agreementById(trx, id));
        const documentId = newId();
        const file = {
          name: name.replaceAll('\0', '').slice(0, 200),
          kind: 'file',
          size: bytes.length,
          bytes,
          text: '',
          parsed: null,
          review: null,
        };
        await insertDocument(trx, { ...file, id: documentId, state: 'attached', meeting_id: null, created_at: now(), updated_at: now() });
        await attachFile(trx, id, documentId);
        await note(trx, id, 'file', '', file.name);
      }),

    async link(personId) {
      return links.token(TASKS, await links.create(db, TASKS, personId, addDays(now(), LINK_DAYS)));
    },

    async tasks(token) {
      const person = await personOf(token);
      return {
        person,
        agreements: await openOf(db, person.id),
        isReminded: !(await unreminded(db, [person.id])).has(person.id),
      };
    },

    async setReminders(token, isOn) {
      const person = await personOf(token);
      await context.within((trx) => (isOn ? resumeReminders(trx, person.id) : stopReminders(trx, person.id, now())));
    },

    reply: async (token, agreementId, reply, day, word) => {
      const person = await personOf(token);
      if (reply === 'newDate' && day === undefined) return refused('needDay');
      if (reply === 'help' && word === '') return refused('needWord');
      return context.within(async (trx, raw) => {
        const own = await openOf(trx, person.id);
        const agreement = existing(own.find((each) => each.id === agreementId));
        await applyReply(trx, raw, person, agreement, reply, day, word);
        return ok(undefined);
      });
    },

    async remind(anytime = false) {
      if (!anytime && !isOfficeTime(now(), config.holidays)) return 0;
      const until = localDay(new Date(now().getTime() + 7 * DAY));
      const byPerson = Map.groupBy(await duties(db, until), (duty) => duty.personId);
      let sent = 0;
      for (const [personId, own] of byPerson) {
        const times = own.flatMap((duty) => (duty.remindedAt ? [duty.remindedAt.getTime()] : []));
        if (!mayRemind(times.length > 0 ? new Date(Math.max(...times)) : null, now())) continue;
        sent += await context.within(async (trx, raw) => {
          const agreements = (await openOf(trx, personId)).filter((agreement) => wantsReminder(agreement, now()));
          if (agreements.length === 0) return 0;
          for (const agreement of agreements) {
            await updateAgreement(trx, agreement.id, { reminded_at: now() });
            await note(trx, agreement.id, 'reminded', '', '');
          }
          const link = await links.create(trx, TASKS, personId, addDays(now(), LINK_DAYS));
          await jobs.publish(raw, {
            type: 'agreement.reminded',
            subject: personId,
            payload: { link, agreements: agreements.map((agreement) => agreement.id) },
          });
          return 1;
        });
      }
      return sent;
    },
  };
}
