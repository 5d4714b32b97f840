import type { Db } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { NOTIFICATION_KINDS, type NotificationKind, type Rhythm } from '../model.ts';
import type { Role } from '../roles.ts';
import type { AccountsTables, ConsentRow, NotificationRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccountsTables>();

export async function preferencesOf(db: Db, userId: string): Promise<Map<string, Rhythm>> {
  const rows = await tables(db).selectFrom('accounts.preference').select(['kind', 'rhythm']).where('user_id', '=', userId).execute();
  return new Map(rows.map((row) => [row.kind, row.rhythm]));
}

export async function savePreference(db: Db, userId: string, kind: NotificationKind, rhythm: Rhythm): Promise<void> {
  await tables(db)
    .insertInto('accounts.preference')
    .values({ user_id: userId, kind, rhythm })
    .onConflict((conflict) => conflict.columns(['user_id', 'kind']).doUpdateSet({ rhythm }))
    .execute();
}

/** Somebody who can be told of something, and how soon they want to hear of such things. */
export interface Reader {
  id: string;
  name: string;
  email: string;
  locale: 'de' | 'en';
  rhythm: Rhythm;
}

/** Everybody who has one of some roles, wherever, by name; whoever is blocked is not told. */
export const readersOf = (db: Db, roles: readonly Role[], kind: NotificationKind): Promise<Reader[]> =>
  tables(db)
    .selectFrom('accounts.user as u')
    .leftJoin('accounts.preference as p', (join) => join.onRef('p.user_id', '=', 'u.id').on('p.kind', '=', kind))
    .select(['u.id', 'u.name', 'u.email', 'u.locale'])
    .select(({ fn, val }) => fn.coalesce('p.rhythm', val<Rhythm>(NOTIFICATION_KINDS[kind])).as('rhythm'))
    .where('u.blocked_at', 'is', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('accounts.grant as g')
          .select('g.id')
          .whereRef('g.user_id', '=', 'u.id')
          .where('g.role', 'in', [...roles]),
      ),
    )
    .orderBy('u.name')
    .orderBy('u.id')
    .execute();

export async function insertNotification(db: Db, row: NotificationRow): Promise<void> {
  await tables(db).insertInto('accounts.notification').values(row).execute();
}

/** What waits to be told to somebody, the oldest first. */
export const waitingFor = (db: Db, userId: string): Promise<NotificationRow[]> =>
  tables(db)
    .selectFrom('accounts.notification')
    .selectAll()
    .where('user_id', '=', userId)
    .where('sent_at', 'is', null)
    .orderBy('created_at')
    .limit(200)
    .forUpdate()
    .execute();

/** Accounts for which something waits, after one, by id. */
export const peopleWaiting = (db: Db, after: string, limit: number): Promise<{ id: string }[]> =>
  tables(db)
    .selectFrom('accounts.notification')
    .select('user_id as id')
    .distinct()
    .where('sent_at', 'is', null)
    .where('user_id', '>', after)
    .orderBy('user_id')
    .limit(limit)
    .execute();

export async function markSent(db: Db, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tables(db)
    .updateTable('accounts.notification')
    .set({ sent_at: at })
    .where('id', 'in', [...ids])
    .execute();
}

/** When somebody was last told something of one kind. */
export async function lastSent(db: Db, userId: string, kind: string): Promise<Date | null> {
  const row = await tables(db)
    .selectFrom('accounts.notification')
    .select((select) => select.fn.max('sent_at').as('at'))
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** What somebody was told, the newest first. */
export const notificationsOf = (db: Db, userId: string, asked: Asked): Promise<Page<NotificationRow>> => {
  const own = tables(db).selectFrom('accounts.notification').selectAll().where('user_id', '=', userId);
  return pageOf(db, own.orderBy('created_at', 'desc'), 'id', asked);
};

export async function markSeen(db: Db, userId: string, at: Date): Promise<void> {
  await tables(db)
    .updateTable('accounts.notification')
    .set({ seen_at: at })
    .where('user_id', '=', userId)
    .where('seen_at', 'is', null)
    .execute();
}

export async function insertConsent(db: Db, row: ConsentRow): Promise<void> {
  await tables(db).insertInto('accounts.consent').values(row).execute();
}

export const consentsOf = (db: Db, userId: string): Promise<ConsentRow[]> =>
  tables(db).selectFrom('accounts.consent').selectAll().where('user_id', '=', userId).orderBy('at').execute();
