import { troubledAbout } from '#platform/mail/index.ts';
import { Hono } from 'hono';
import { EmptyState, emptyForm, Entry, LinkButton, Paged, renderPage } from '#design/index.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { isId } from '#platform/ids.ts';
import { askedPage, type Page } from '#platform/lists.ts';
import type { Services } from '#platform/services.ts';
import { accountsTexts, permit } from '#modules/accounts/index.ts';
import { listOrganisations } from '#modules/organisations/index.ts';
import { answerRequest } from './answer.ts';
import type { CompanyRequest, Target } from './model.ts';
import { inboxOf, PLACES, requestDesk } from './paths.ts';
import { receivePage } from './pages/receive.tsx';
import type { RequestsParts } from './routes.ts';
import { type RequestLine, requestById, requestsOf } from './store.ts';
import { requestsTexts } from './texts.ts';

const LONGEST_MATTER = 160;
/** As much of a text as tells one request from another; whole words. */
const beginningOf = (text: string): string =>
  text.length <= LONGEST_MATTER ? text : `${text.slice(0, LONGEST_MATTER).replace(/\s+\S*$/, '')} …`;

function inboxPage(c: Ctx, base: string, lines: Page<RequestLine>): Response {
  const locale = c.get('locale');
  const texts = requestsTexts(locale);
  const t = texts.inbox;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: texts.flash,
    crumbs: [{ href: '/konto', label: accountsTexts(locale).account }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {lines.total === 0 && (
          <EmptyState title={t.empty}>
            <p>{t.emptyHint}</p>
          </EmptyState>
        )}
        <Paged list={lines} c={c}>
          <ul class="entries">
            {lines.rows.map((line) => (
              <Entry
                key={line.id}
                href={`${base}/${line.id}`}
                title={[line.company, line.place].filter(Boolean).join(', ') || line.title}
                kicker={`${t.states[line.state]}, ${t.since(formatDate(line.state === 'open' ? line.waitingSince : line.createdAt, locale))}`}
              >
                <p>{beginningOf(line.matter)}</p>
                <p class="muted small">{line.title}</p>
              </Entry>
            ))}
          </ul>
        </Paged>
      </>
    ),
  });
}

/** A notice or a bookmark of a request that lies with somebody else now: what happened, and the way back. */
function movedOnPage(c: Ctx, inbox: string): Response {
  const t = requestsTexts(c.get('locale')).inbox;
  return renderPage(c, {
    title: t.movedOn,
    isPrivate: true,
    crumbs: [{ href: inbox, label: t.title }],
    children: (
      <>
        <h1>{t.movedOn}</h1>
        <p class="lead">{t.movedOnText}</p>
        <LinkButton href={inbox}>{t.title}</LinkButton>
      </>
    ),
  });
}

/** …/anfragen and …/anfragen/:request of an organisation, a consultant, a network, the office. */
export function inboxRoutes(parts: RequestsParts, { db }: Services) {
  /** Undefined: it was theirs once, or never; either way it is with somebody else now. */
  async function openAs(c: Ctx, owner: Target['owner']): Promise<CompanyRequest | undefined> {
    const id = c.req.param('request') ?? '';
    const request = isId(id) ? await requestById(db, id) : undefined;
    const isTheirs = request && (owner === null ? true : request.target.owner?.id === owner.id);
    permit('request.answer', owner ? { [owner.scope]: owner.id } : {});
    if (!request) throw new HttpError(404);
    return isTheirs ? request : undefined;
  }
  const list = async (c: Ctx, owner: Target['owner']) => {
    permit('request.answer', owner ? { [owner.scope]: owner.id } : {});
    return inboxPage(c, inboxOf(owner), await requestsOf(db, owner?.id ?? null, askedPage(c)));
  };
  const show = async (c: Ctx, owner: Target['owner']) => {
    const request = await openAs(c, owner);
    if (!request) return movedOnPage(c, inboxOf(owner));
    return receivePage(c, {
      request,
      state: emptyForm(c.get('locale')),
      organisations: await listOrganisations(db),
      casePath: await parts.deskOf(request.id),
      undelivered: await troubledAbout(db, requestDesk(request.id)),
    });
  };
  const answer = async (c: Ctx, owner: Target['owner']) => {
    const request = await openAs(c, owner);
    if (!request) return movedOnPage(c, inboxOf(owner));
    return answerRequest(c, parts, db, async () => (await openAs(c, owner)) ?? request, inboxOf(owner));
  };

  const ownerOf = (c: Ctx, scope: keyof typeof PLACES): NonNullable<Target['owner']> => {
    const id = c.req.param(scope) ?? '';
    if (!isId(id)) throw new HttpError(404);
    return { scope, id };
  };
  const app = new Hono<Env>()
    .get('/geschaeftsstelle/anfragen', (c) => list(c, null))
    .get('/geschaeftsstelle/anfragen/:request', (c) => show(c, null))
    .post('/geschaeftsstelle/anfragen/:request', (c) => answer(c, null));
  for (const scope of Object.keys(PLACES) as (keyof typeof PLACES)[]) {
    const base = `/${PLACES[scope]}/:${scope}/anfragen`;
    app.get(base, (c) => list(c, ownerOf(c, scope)));
    app.get(`${base}/:request`, (c) => show(c, ownerOf(c, scope)));
    app.post(`${base}/:request`, (c) => answer(c, ownerOf(c, scope)));
  }
  return app;
}
