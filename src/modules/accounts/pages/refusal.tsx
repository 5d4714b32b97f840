import { LinkButton, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatList } from '#platform/i18n/format.ts';
import { PERMISSIONS } from '../permissions.ts';
import { actionIn } from '../refusal.ts';
import { ROLES, type Role } from '../roles.ts';
import { accountsTexts } from '../texts.ts';

/** Who hands out a role: the first who can, as people are asked. */
type Giver = 'own' | 'coordinator' | 'network' | 'secretary' | 'consultant' | 'office' | 'administrator';
const GIVERS: Record<Role, Giver> = {
  company: 'own',
  consultant: 'consultant',
  organisationEditor: 'coordinator',
  organisationCoordinator: 'coordinator',
  networkCoordinator: 'network',
  bodyMember: 'secretary',
  bodySecretary: 'secretary',
  reviewer: 'office',
  office: 'administrator',
  administrator: 'administrator',
};

/** The page for whoever may not: what it takes, and who gives it. Undefined where the refusal is about something else. */
export function refusalPage(c: Ctx, status: number, detail: string | undefined, officeMail: string): Response | undefined {
  const action = status === 403 ? actionIn(detail) : undefined;
  const isSecond = status === 403 && detail === 'secondFactor';
  if (!action && !isSecond) return undefined;
  const t = accountsTexts(c.get('locale'));
  const roles = action ? ROLES.filter((role) => PERMISSIONS[action].roles[role]) : [];
  const names = formatList(
    roles.map((role) => t.roles[role]),
    c.get('locale'),
  );
  const says = isSecond ? t.refused.secondFactor : roles.length > 0 ? t.refused.needs(names) : t.refused.linkOnly;
  if (c.req.path.startsWith('/api/')) return c.json({ error: { status: 403, message: t.refused.title, detail: says } }, 403);
  const isVisitor = c.get('actor').kind === 'visitor';
  const givers = [...new Set(roles.map((role) => GIVERS[role]))];
  return renderPage(c, {
    title: t.refused.title,
    status: 403,
    isPrivate: true,
    children: (
      <>
        <h1>{t.refused.title}</h1>
        <p class="lead">{says}</p>
        {givers.length > 0 && (
          <ul>
            {givers.map((giver) => (
              <li key={giver}>{t.refused.givers[giver]}</li>
            ))}
          </ul>
        )}
        <p>{t.refused.nothingLost}</p>
        <div class="actions">
          {isSecond && <LinkButton href={`/anmelden/zweiter-faktor?weiter=${encodeURIComponent('/konto')}`}>{t.own.toFactor}</LinkButton>}
          {!isSecond && isVisitor && <LinkButton href="/anmelden">{t.signIn}</LinkButton>}
          {!isSecond && !isVisitor && <LinkButton href="/konto">{t.refused.toOwn}</LinkButton>}
          {roles.length > 0 && (
            <LinkButton kind="secondary" href={`mailto:${officeMail}`}>
              {t.refused.askOffice}
            </LinkButton>
          )}
        </div>
      </>
    ),
  });
}
