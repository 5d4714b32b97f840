/** What all mailings have in common: each act goes through the gate, and nobody else changes the mailing meanwhile. */
import { currentActor } from '../actor.ts';
import { type Db, inTransaction, type Trx } from '../database/index.ts';
import { HttpError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { ok, type Result, refused } from '../result.ts';
import type { Services } from '../services.ts';
import type { Mail } from './index.ts';
import { type Delivery, deliveryOf, releaseUnsure, takeBackLetter, takeBackWaiting, waitingMailings } from './letters.ts';
import { mailKey } from './message.ts';
import { failedLetters, type Troubled } from './troubled.ts';
import { type Asking, type Mailing, type MailingAct, type MailingState, type Missing, missingFor, obstaclesFor } from './mailing-gate.ts';

/** What somebody decides about a mailing on its way. */
export type Decision = 'stop' | 'end' | 'close' | 'again';

/** What a module says of its mailings. Whoever decides has to hold the right: its store asks (`change`). */
export interface MailingKind<Row extends { id: string }, Look extends { mailing: Mailing }> {
  /** The event that lets letters go out. */
  event: string;
  may(): boolean;
  find(db: Db, id: string, lock?: boolean): Promise<Row | undefined>;
  /** `waiting`: letters that nobody has begun to send. */
  stateOf(row: Row, waiting: number): MailingState;
  /** Whom it would go to now and what it would say. */
  look(db: Db, row: Row): Promise<Look>;
  /** Starts it, or lets it go on, as it was looked at. */
  begin(trx: Db, row: Row, look: Look): Promise<unknown>;
  /** `unsent`: receivers who were not written to. */
  decide(trx: Db, row: Row, act: Decision, unsent: number): Promise<unknown>;
  /** Stops it and tells who has to look, because its words are no longer those that were looked at: a rule, no decision. */
  hold(trx: Db, row: Row): Promise<unknown>;
  /** Their letters were taken back before they went out. */
  noteTakenBack(trx: Db, id: string, emails: readonly string[]): Promise<unknown>;
  countOpen(db: Db, id: string): Promise<number>;
  /** A letter that was on its way when it was ended has come back. */
  noteUnsent(trx: Db, id: string, unsent: number): Promise<unknown>;
}

/** How the letters have come along; `open`: receivers without one. */
export type MailingDelivery = Delivery & { open: number; undelivered: Troubled[] };
export type Looked<Look> = Look & { obstacles: Missing[] };

/** Addresses that the page of a mailing names. */
const MOST_UNDELIVERED = 500;

export interface Mailings<Row, Look> {
  /** What would go out now, and what stands in the way of it besides the look. */
  look(row: Row): Promise<Looked<Look>>;
  /** Sends the letter that is shown to whoever acts, to nobody else. Gives their address. */
  test(id: string, sample: (look: Look) => Promise<Pick<Mail, 'subject' | 'text'> | undefined>): Promise<Result<string, Missing[]>>;
  /** Starts a draft, or goes on with what was stopped. `looked`: the print of what the actor has seen. */
  send(id: string, looked: string): Promise<Result<void, Missing[]>>;
  decide(id: string, act: Decision): Promise<Result<void, Missing[]>>;
  /** Changes or drops what nobody is getting at the moment. */
  change(id: string, act: 'edit' | 'discard', work: (trx: Db) => Promise<unknown>): Promise<Result<void, Missing[]>>;
  delivery(id: string): Promise<MailingDelivery>;
  /**
   * A letter must not go out as it is: where the words are not those that were looked at, the whole mailing stops.
   * `letter`: what somebody is about to send.
   */
  hold(id: string, isOutdated: (row: Row) => boolean, letter?: { key: string; to: string }): Promise<void>;
  /** Sends what waits, and takes back what waits of mailings that somebody has stopped. */
  sweep(deliver: (id: string) => Promise<void>): Promise<void>;
}

export function createMailings<Row extends { id: string }, Look extends { mailing: Mailing }>(
  { db, clock, jobs, mailer }: Pick<Services, 'db' | 'clock' | 'jobs' | 'mailer'>,
  kind: MailingKind<Row, Look>,
): Mailings<Row, Look> {
  const asking = (looked?: string): Asking => ({ may: kind.may(), today: clock.today(), looked });
  /** Acts that send to nobody depend on the state alone. */
  const missingIn = (state: MailingState, act: MailingAct) => missingFor(act, { state, receivers: 0, hasText: true, print: '' }, asking());
  // Whoever may not is told so by the store, as everywhere.
  const isShut = (missing: readonly Missing[]) => missing.some((each) => each !== 'right');
  const publish = (trx: Db, id: string) => jobs.publish(trx as unknown as Trx, { type: kind.event, subject: id, payload: {} });

  const locked = <Value>(id: string, work: (trx: Db, row: Row, state: MailingState) => Promise<Value>): Promise<Value> =>
    inTransaction(db, async (trx) => {
      const row = await kind.find(trx, id, true);
      if (!row) throw new HttpError(404);
      const { waiting } = await deliveryOf(trx, id, clock.now());
      return work(trx, row, kind.stateOf(row, waiting));
    });

  async function takeBack(trx: Db, id: string): Promise<void> {
    await kind.noteTakenBack(trx, id, await takeBackWaiting(trx, id));
  }
  /** What waits of something that is over goes to nobody; how many that makes is said anew. */
  async function takeBackLate(trx: Db, id: string, state: MailingState): Promise<void> {
    await takeBack(trx, id);
    if (state === 'ended') await kind.noteUnsent(trx, id, await kind.countOpen(trx, id));
  }

  return {
    async look(row) {
      const look = await kind.look(db, row);
      const act = look.mailing.state === 'draft' ? 'start' : 'resume';
      return { ...look, obstacles: obstaclesFor(act, look.mailing, asking()) };
    },

    async test(id, sample) {
      if (!kind.may()) throw new HttpError(403);
      const row = await kind.find(db, id);
      if (!row) throw new HttpError(404);
      const look = await kind.look(db, row);
      const letter = await sample(look);
      const missing = missingFor('test', look.mailing, asking());
      if (missing.length > 0 || !letter) return refused(missing.length > 0 ? missing : ['text']);
      const { email } = currentActor();
      const key = mailKey(newId(clock.now().getTime()), 'mailing-test');
      await inTransaction(db, (trx) => mailer.queue(trx as unknown as Trx, key, { to: email, ...letter }));
      return ok(email);
    },

    send: (id, looked) =>
      locked(id, async (trx, row, state) => {
        // What waits from before says what was looked at before.
        if (state === 'stopped') await takeBack(trx, id);
        const look = await kind.look(trx, row);
        const missing = missingFor(state === 'draft' ? 'start' : 'resume', look.mailing, asking(looked));
        if (isShut(missing)) return refused(missing);
        await kind.begin(trx, row, look);
        await publish(trx, id);
        return ok(undefined);
      }),

    decide: (id, act) =>
      locked(id, async (trx, row, state) => {
        const missing = missingIn(state, act);
        if (isShut(missing)) return refused(missing);
        if (act === 'again' && (await deliveryOf(trx, id, clock.now())).unsure === 0) return refused(['state']);
        if (act !== 'again') await takeBack(trx, id);
        await kind.decide(trx, row, act, await kind.countOpen(trx, id));
        if (act === 'again') {
          await releaseUnsure(trx, id, clock.now());
          await publish(trx, id);
        }
        return ok(undefined);
      }),

    change: (id, act, work) =>
      locked(id, async (trx, _, state) => {
        const missing = missingIn(state, act);
        if (isShut(missing)) return refused(missing);
        await work(trx);
        return ok(undefined);
      }),

    async delivery(id) {
      const [delivery, open] = await Promise.all([deliveryOf(db, id, clock.now()), kind.countOpen(db, id)]);
      const undelivered = delivery.failed > 0 ? await failedLetters(db, id, MOST_UNDELIVERED) : [];
      return { ...delivery, open, undelivered };
    },

    hold: (id, isOutdated, letter) =>
      locked(id, async (trx, row, state) => {
        // With the letter itself: a later one to the same address has the same key.
        if (letter) {
          await takeBackLetter(trx, letter.key);
          await kind.noteTakenBack(trx, id, [letter.to]);
        }
        if (state !== 'running') return takeBackLate(trx, id, state);
        // Somebody has looked at the new words meanwhile: this letter is written anew.
        if (!isOutdated(row)) return;
        await kind.hold(trx, row);
        await takeBack(trx, id);
      }),

    async sweep(deliver) {
      for (const { campaign: id, isDue } of await waitingMailings(db, clock.now())) {
        const row = await kind.find(db, id);
        if (!row) continue;
        const isOver = await locked(id, async (trx, _, state) => {
          if (state !== 'stopped' && state !== 'ended') return false;
          await takeBackLate(trx, id, state);
          return true;
        });
        if (!isOver && isDue) await deliver(id);
      }
    },
  };
}
