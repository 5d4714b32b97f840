import { localDay } from '#platform/clock.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';

import { isSameName } from '../names.ts';
import { insertPerson, ownPersons, personsAt } from '../store/persons.ts';
import type { PersonRow } from '../tables.ts';

/** What all parts of the governance service stand on. */
export interface Context extends Services {
  now(): Date;
  today(): string;
  id(): string;
  /** All of it or nothing. */
  within<Value>(work: (db: Db, trx: Trx) => Promise<Value>): Promise<Value>;
}

export function createContext(services: Services): Context {
  const now = () => services.clock.now();
  return {
    ...services,
    now,
    today: () => localDay(now()),
    id: () => newId(now().getTime()),
    within: (work) => services.db.transaction().execute((trx) => work(trx as unknown as Db, trx)),
  };
}

/** @throws HttpError 404 where nothing was found */
export function existing<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new HttpError(404);
  return value;
}

export interface Named {
  name: string;
  organisation: string | null;
  email?: string | null;
  kind?: 'person' | 'organisation';
}

const fold = (text: string | null | undefined) => (text ?? '').toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * Whether somebody is the one who is named, by name and address; where an address is missing, by name and organisation,
 * or within one body by the name alone.
 */
function isNamed(person: PersonRow, named: Named, isOfBody: boolean): boolean {
  if (!isSameName(person.name, named.name)) return false;
  if (person.email && named.email) return fold(person.email) === fold(named.email);
  const [a, b] = [fold(person.organisation), fold(named.organisation)];
  if (isOfBody) return a === '' || b === '' || a === b;
  return a !== '' && a === b;
}

/**
 * The person or organisation that a body means by a name: somebody of that body, else somebody else whom the actor looks
 * after and whose address or organisation is the same. A name alone is never somebody of another body: then it is
 * somebody new. Only called for names that somebody has confirmed.
 */
export async function personNamed(context: Context, db: Db, bodyId: string, named: Named): Promise<string> {
  const ofBody = (await personsAt(db, [bodyId])).filter((person) => isNamed(person, named, true));
  const known = ofBody.length === 1 ? ofBody : (await ownPersons(db)).filter((person) => isNamed(person, named, false));
  const [only] = known;
  return only && known.length === 1 ? only.id : newPerson(context, db, named);
}

/** Somebody who was not known before, whoever else has that name. */
export async function newPerson(context: Context, db: Db, { name, organisation, kind = 'person' }: Named): Promise<string> {
  const id = context.id();
  await insertPerson(db, {
    id,
    kind,
    name,
    organisation,
    email: null,
    public_since: null,
    demo: false,
    created_at: context.now(),
    updated_at: context.now(),
  });
  return id;
}
