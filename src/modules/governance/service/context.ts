import { localDay } from '#platform/clock.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';

import { insertPerson, personByName } from '../store/bodies.ts';

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

/** The person or organisation of a name, made where there is none. Only called for names that somebody has confirmed. */
export async function personNamed(
  context: Context,
  db: Db,
  name: string,
  organisation: string | null,
  kind: 'person' | 'organisation' = 'person',
): Promise<string> {
  const known = await personByName(db, name);
  if (known) return known.id;
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
