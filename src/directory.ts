import type { ScopeKind } from '#platform/actor.ts';
import type { Db } from '#platform/database/index.ts';
import type { Directory } from '#modules/accounts/index.ts';
import { companyNames } from '#modules/companies/index.ts';
import { consultantNames } from '#modules/consultants/index.ts';
import { bodyNames } from '#modules/governance/index.ts';
import { networkNames } from '#modules/networks/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';

/** What places are called: each module knows its own. */
export function createDirectory(db: Db): Directory {
  return {
    async names(scope: ScopeKind, ids: readonly string[], within: Db = db) {
      if (ids.length === 0) return new Map();
      if (scope === 'organisation') {
        const found = await organisationsByIds(within, ids);
        return new Map([...found].map(([id, organisation]) => [id, organisation.name]));
      }
      if (scope === 'network') return networkNames(within, ids);
      if (scope === 'body') return bodyNames(within, ids);
      if (scope === 'consultant') return consultantNames(within, ids);
      if (scope === 'company') return companyNames(within, ids);
      return new Map();
    },
  };
}
