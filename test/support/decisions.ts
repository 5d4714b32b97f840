import { sql } from 'kysely';
import type { Db } from '../../src/platform/database/index.ts';
import { newId } from '../../src/platform/ids.ts';

/** A body's decision in the register, as the bodies' own pages make it on a paper that was made for something. */
export async function decisionOf(
  db: Db,
  kind: 'coordination' | 'strategy',
  text: string,
  now: Date,
  purpose: string | null = null,
): Promise<string> {
  const id = newId(now.getTime());
  await sql`insert into governance.agreement (id, meeting_id, body_id, kind, text, referred_to, state, agreed_on, version, demo, created_at, updated_at, purpose)
    select ${id}, null, b.id, 'decision', ${text}, '{}', 'done', ${now.toISOString().slice(0, 10)}, 1, false, ${now}, ${now}, ${purpose}
    from governance.body b where b.kind = ${kind} order by b.name limit 1`.execute(db);
  return id;
}

/** A body withdraws what it decided. */
export const dropDecision = (db: Db, id: string) => sql`update governance.agreement set state = 'dropped' where id = ${id}`.execute(db);
