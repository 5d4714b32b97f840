import type { ScopeKind } from '#platform/actor.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { sharedSecret } from '#platform/links.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { type Auth, createAuth } from '../auth.ts';

/** Knows what places are called; the modules that own them say so through the composition root. */
export interface Directory {
  /** Names by id; what is gone is missing. `within`: the transaction of whoever has one. */
  names(scope: ScopeKind, ids: readonly string[], within?: Db): Promise<Map<string, string>>;
}

/** What places of several kinds are called; ids are never used twice. */
export async function namesOfPlaces(
  directory: Directory,
  places: readonly { scope: ScopeKind; id: string | null }[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const scope of new Set(places.map((place) => place.scope))) {
    const ids = places.flatMap(({ id, ...place }) => (place.scope === scope && id !== null ? [id] : []));
    for (const [id, name] of await directory.names(scope, ids)) names.set(id, name);
  }
  return names;
}

/** What all parts of the accounts service stand on. */
export interface Context extends Services {
  auth: Auth;
  directory: Directory;
  now(): Date;
  id(): string;
  /** All of it or nothing. */
  within<Value>(work: (db: Db, trx: Trx) => Promise<Value>): Promise<Value>;
}

export async function createContext(services: Services, directory: Directory): Promise<Context> {
  const now = () => services.clock.now();
  const secret = await sharedSecret(services.db, 'accounts');
  return {
    ...services,
    auth: createAuth(services.db, services.config, secret, services.logger),
    directory,
    now,
    id: () => newId(now().getTime()),
    within: (work) => services.db.transaction().execute((trx) => work(trx as unknown as Db, trx)),
  };
}
