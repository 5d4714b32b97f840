import type { Db } from '#platform/database/index.ts';
import { permit } from '#modules/accounts/index.ts';
import { tables } from './bodies.ts';

const byEmail = (db: Db, email: string) =>
  tables(db)
    .selectFrom('governance.person')
    .selectAll()
    .where((where) => where(where.fn<string>('lower', ['email']), '=', email.toLowerCase()));

/** Whoever is forgotten is no longer written to and no longer named in public; minutes keep the name as proof of decisions. */
export async function forgetPerson(db: Db, email: string, now: Date): Promise<number> {
  permit('privacy.decide');
  const result = await tables(db)
    .updateTable('governance.person')
    .set({ email: null, public_since: null, updated_at: now })
    .where((where) => where(where.fn<string>('lower', ['email']), '=', email.toLowerCase()))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** What the bodies know of whoever has an address. */
export async function personData(db: Db, email: string): Promise<Record<string, unknown>[]> {
  const persons = await byEmail(db, email).execute();
  if (persons.length === 0) return [];
  const ids = persons.map((person) => person.id);
  const memberships = await tables(db).selectFrom('governance.membership').selectAll().where('person_id', 'in', ids).execute();
  const attendance = await tables(db).selectFrom('governance.attendance').selectAll().where('person_id', 'in', ids).execute();
  const agreements = await tables(db)
    .selectFrom('governance.responsible')
    .innerJoin('governance.agreement', 'governance.agreement.id', 'governance.responsible.agreement_id')
    .select(['governance.agreement.id', 'governance.agreement.text', 'governance.agreement.due', 'governance.agreement.state'])
    .where('person_id', 'in', ids)
    .execute();
  return persons.map((person) => ({ ...person, memberships, attendance, agreements }));
}
