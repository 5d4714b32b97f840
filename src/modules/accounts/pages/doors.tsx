import type { ScopeKind } from '#platform/actor.ts';
import type { Ctx } from '#platform/http/context.ts';
import { may, placesOf } from '../model.ts';
import type { Action } from '../permissions.ts';
import { accountsTexts } from '../texts.ts';

type PlaceScope = Exclude<ScopeKind, 'platform' | 'link' | 'company'>;

/** Who may open the workplace of each kind of place, and where it is. */
const WORKPLACES: Record<PlaceScope, { action: Action; path: (id: string) => string }> = {
  organisation: { action: 'organisation.edit', path: (id) => `/organisation/${id}` },
  network: { action: 'network.edit', path: (id) => `/netzwerk/${id}` },
  body: { action: 'body.manage', path: (id) => `/gremienarbeit/gremien/${id}` },
  consultant: { action: 'consultant.edit', path: (id) => `/beratungsprofil/${id}` },
};

/**
 * The doors behind a public page: to the workplace and the people of the place for those who may, and for everybody
 * else the way to become one of them.
 */
export function PlaceDoors({ c, scope, id }: { c: Ctx; scope: PlaceScope; id: string }) {
  const actor = c.get('actor');
  const t = accountsTexts(c.get('locale')).doors;
  const { action, path } = WORKPLACES[scope];
  const own = placesOf(actor, action, scope);
  const isOwn = own !== 'all' && own.includes(id);
  const links: [string, string][] = [
    ...(may(actor, action, { [scope]: id }) ? ([[path(id), t.workplace]] as [string, string][]) : []),
    ...(may(actor, 'members.manage', { [scope]: id }) ? ([[`/mitarbeit/${scope}/${id}`, t.people]] as [string, string][]) : []),
    ...(isOwn ? [] : ([[`/beitreten/${scope}/${id}`, t.join[scope]]] as [string, string][])),
  ];
  return (
    <p class="no-print doors-behind">
      {links.map(([href, label], index) => (
        <span key={href}>
          {index > 0 && ' · '}
          <a href={href}>{label}</a>
        </span>
      ))}
    </p>
  );
}
