import type { Troubled } from '#platform/mail/index.ts';
import {
  Alert,
  Button,
  EmptyState,
  ErrorSummary,
  type FormState,
  Paged,
  renderPage,
  Select,
  TextArea,
  TextField,
  Undelivered,
} from '#design/index.ts';
import type { Actor, ScopeKind } from '#platform/actor.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import { mayGrant } from '../model.ts';
import type { Role } from '../roles.ts';
import type { Person } from '../store/people.ts';
import type { GrantRow, InvitationRow, JoinRequestRow } from '../tables.ts';
import { accountsTexts } from '../texts.ts';

/** How the pages of its lists are named; that of the people as everywhere. */
export const LISTS = { requests: 'beitritte', invitations: 'einladungen' } as const;

export interface MembersPage {
  scope: ScopeKind;
  id: string | null;
  name: string;
  /** Base of the page's addresses. */
  base: string;
  roles: Role[];
  grants: Page<GrantRow>;
  invitations: Page<InvitationRow>;
  requests: Page<JoinRequestRow>;
  people: Map<string, Person>;
  form: FormState;
  fault?: string | undefined;
  /** Invitations that did not arrive. */
  undelivered: readonly Troubled[];
}

const nameOf = (people: Map<string, Person>, id: string) => {
  const person = people.get(id);
  return person ? `${person.name || person.email}` : '–';
};

interface TakeProps {
  page: Pick<MembersPage, 'base' | 'scope' | 'id'>;
  grant: GrantRow;
  actor: Actor;
  locale: Locale;
}

/** Takes a role away, or gives up one's own: asked before it is done, and only where it may be. */
function Take({ page, grant, actor, locale }: TakeProps) {
  const m = accountsTexts(locale).members;
  const isOwn = grant.user_id === actor.userId;
  if (!isOwn && !mayGrant(actor, grant.role, { [page.scope]: page.id })) return null;
  const [label, hint] = isOwn ? [m.giveUp, m.giveUpHint] : [m.take, m.takeHint];
  return (
    <details>
      <summary>{label} …</summary>
      <form method="post" action={`${page.base}/rollen/${grant.id}/nehmen`}>
        <p class="small">{hint}</p>
        <Button kind="secondary">{label}</Button>
      </form>
    </details>
  );
}

/** Who works at a place: those who do, those who are invited, those who ask. */
export function membersPage(c: Ctx, page: MembersPage): Response {
  const locale = c.get('locale');
  const t = accountsTexts(locale);
  const m = t.members;
  const isWrong = page.fault !== undefined || Object.keys(page.form.errors).length > 0;
  return renderPage(c, {
    title: m.title,
    isPrivate: true,
    status: isWrong ? 422 : 200,
    crumbs: [{ href: '/konto', label: t.account }],
    flashes: { eingeladen: m.sent, zurueckgenommen: m.revoked, entschieden: m.decided, genommen: m.taken },
    children: (
      <>
        <h1>
          {m.title}: {page.name || t.platform}
        </h1>
        <p class="lead">{m.lead(page.name || t.platform)}</p>
        {page.fault && <Alert kind="danger" title={page.fault} />}
        <Undelivered mails={page.undelivered} locale={locale} />
        <ErrorSummary errors={page.form.errors} locale={locale} />
        {page.requests.total > 0 && <h2>{m.asks}</h2>}
        <Paged list={page.requests} c={c} path={page.base} parameter={LISTS.requests} anchor={LISTS.requests} label={m.asks}>
          {page.requests.rows.map((request) => (
            <div class="row" key={request.id}>
              <p class="row__text">
                <strong>{nameOf(page.people, request.user_id)}</strong>, {page.people.get(request.user_id)?.email} ({t.roles[request.role]})
                <br />
                {request.word}
              </p>
              <form method="post" action={`${page.base}/beitritt/${request.id}`} class="actions">
                <Button name="entscheidung" value="ja">
                  {m.approve}
                </Button>
                <Button kind="tertiary" name="entscheidung" value="nein">
                  {m.decline}
                </Button>
              </form>
            </div>
          ))}
        </Paged>
        {page.grants.total === 0 && <EmptyState title={m.none} />}
        <Paged list={page.grants} c={c} path={page.base} anchor="menschen" label={m.title}>
          {page.grants.rows.map((grant) => (
            <div class="row" key={grant.id} id={`rolle-${grant.id}`}>
              <p class="row__text">
                <strong>{nameOf(page.people, grant.user_id)}</strong>, {page.people.get(grant.user_id)?.email}
                <br />
                <span class="muted small">
                  {t.roles[grant.role]}, {m.since(formatDate(grant.granted_at, locale))}
                </span>
              </p>
              <Take page={page} grant={grant} actor={c.get('actor')} locale={locale} />
            </div>
          ))}
        </Paged>
        <h2>{m.invite}</h2>
        <form method="post" action={`${page.base}/einladen`} class="form">
          <TextField form={page.form} name="email" label={m.email} type="email" maxLength={254} width="medium" />
          <Select form={page.form} name="role" label={m.role} options={page.roles.map((role) => ({ value: role, label: t.roles[role] }))} />
          <Button>{m.send}</Button>
        </form>
        {page.invitations.total > 0 && <h2>{m.open}</h2>}
        <Paged list={page.invitations} c={c} path={page.base} parameter={LISTS.invitations} anchor={LISTS.invitations} label={m.open}>
          {page.invitations.rows.map((each) => (
            <div class="row" key={each.id}>
              <p class="row__text">
                {each.email} ({t.roles[each.role]}), {m.until(formatDate(each.expires_at, locale))}
              </p>
              <form method="post" action={`${page.base}/einladungen/${each.id}/zuruecknehmen`}>
                <Button kind="tertiary">{m.revoke}</Button>
              </form>
            </div>
          ))}
        </Paged>
      </>
    ),
  });
}

/** Somebody who is signed in asks to work for an organisation. */
export function joinPage(c: Ctx, { scope, name }: { scope: ScopeKind; name: string }, form: FormState): Response {
  const t = accountsTexts(c.get('locale')).join;
  const titles: Partial<Record<ScopeKind, (name: string) => string>> = {
    consultant: t.titleConsultant,
    network: t.titleNetwork,
    body: t.titleBody,
  };
  const title = (titles[scope] ?? t.title)(name);
  return renderPage(c, {
    title,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{title}</h1>
        <p class="lead">{t.leads[scope] ?? t.lead}</p>
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <form method="post" class="form">
          <TextArea form={form} name="word" label={t.word} hint={t.wordHint} rows={3} maxLength={500} />
          <Button>{t.ask}</Button>
        </form>
      </>
    ),
  });
}
