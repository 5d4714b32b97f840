import type { Db } from '../../database/index.ts';
import type { PlatformTables } from '../../tables.ts';

/** How long an answer is expected of whoever works on a form; then its process is taken for dead. */
const DEAD_AFTER_MS = 60_000;
/** How long the same form with the same content leads to the same answer. */
export const REMEMBERED_MS = 15 * 60_000;

const tables = (db: Db) => db.withTables<PlatformTables>();
const before = (now: Date, ms: number) => new Date(now.getTime() - ms);

/**
 * Takes a form to be worked on. False where the same content is worked on already or has been: what was sent with the
 * same key but other content is something new.
 */
export async function take(db: Db, key: Buffer, content: Buffer, now: Date, rememberedMs = REMEMBERED_MS): Promise<boolean> {
  const row = await tables(db)
    .insertInto('platform.posted')
    .values({ key, content, claimed_at: now, answered_at: null, answer: null })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ content, claimed_at: now, answered_at: null, answer: null })
        .where((where) =>
          where.or([
            where('platform.posted.content', '<>', content),
            where('platform.posted.claimed_at', '<', before(now, rememberedMs)),
            where.and([
              where('platform.posted.answered_at', 'is', null),
              where('platform.posted.claimed_at', '<', before(now, DEAD_AFTER_MS)),
            ]),
          ]),
        ),
    )
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** Where the answer led, sealed; only of whoever works on this content still. */
export async function answered(db: Db, key: Buffer, content: Buffer, answer: Buffer, now: Date): Promise<void> {
  await tables(db)
    .updateTable('platform.posted')
    .set({ answer, answered_at: now })
    .where('key', '=', key)
    .where('content', '=', content)
    .execute();
}

/** Nothing was done: the form may be sent again. */
export async function release(db: Db, key: Buffer, content: Buffer): Promise<void> {
  await tables(db).deleteFrom('platform.posted').where('key', '=', key).where('content', '=', content).execute();
}

export const answerOf = (db: Db, key: Buffer): Promise<{ answered_at: Date | null; answer: Buffer | null } | undefined> =>
  tables(db).selectFrom('platform.posted').select(['answered_at', 'answer']).where('key', '=', key).executeTakeFirst();

/** Takes the right to save a record; false while somebody else has it. */
export async function hold(db: Db, key: Buffer, holder: Buffer, now: Date): Promise<boolean> {
  const row = await tables(db)
    .insertInto('platform.saving')
    .values({ key, holder, claimed_at: now })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ holder, claimed_at: now }).where('platform.saving.claimed_at', '<', before(now, DEAD_AFTER_MS)),
    )
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

export async function letGo(db: Db, key: Buffer, holder: Buffer): Promise<void> {
  await tables(db).deleteFrom('platform.saving').where('key', '=', key).where('holder', '=', holder).execute();
}

/** Forgets what nobody sends again. */
export async function forget(db: Db, now: Date): Promise<void> {
  await tables(db)
    .deleteFrom('platform.posted')
    .where('claimed_at', '<', before(now, 2 * REMEMBERED_MS))
    .execute();
  await tables(db)
    .deleteFrom('platform.saving')
    .where('claimed_at', '<', before(now, 2 * DEAD_AFTER_MS))
    .execute();
}
