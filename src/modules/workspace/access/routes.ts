import { Hono } from 'hono';
import { LOOKED_FIELD } from '#design/index.ts';
import { type FormInput, typed } from '#platform/forms/index.ts';
import { readForm, readQuery } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import { mailingPrint, refusedAmong } from '#platform/mail/index.ts';
import type { Services } from '#platform/services.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import { importedIds } from '#modules/sheets/index.ts';
import { workspaceTexts } from '../texts.ts';
import {
  ACCESS_KINDS,
  type AccessFilter,
  type AccessKind,
  FIRST_ROLE,
  matching,
  PER_PAGE,
  type PlaceRow,
  type Stand,
  STANDS,
  standOf,
} from './model.ts';
import { type Wish, wishOf } from './wish.ts';
import { confirmInvitationsPage } from './confirm.tsx';
import { ACCESS_PATH, accessHref, accessPage, type AccessQuery } from './pages.tsx';
import { placesWithAccess } from './sources.ts';

/** A page of the list has fifty rows with two fields each, and the filters. */
const MOST_FIELDS = 400;

function queryOf(input: FormInput): AccessQuery {
  const page = Number(typed(input, 'seite'));
  const from = typed(input, 'einlesen');
  return {
    kind: ACCESS_KINDS.find((kind) => kind === typed(input, 'art')) ?? 'organisation',
    search: typed(input, 'suche').trim().slice(0, 80),
    stand: STANDS.find((stand) => stand === typed(input, 'stand')),
    from: isId(from) ? from : '',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** /geschaeftsstelle/zugaenge */
export function accessRoutes({ db, clock, limits }: Services, { membership }: AccountsService) {
  async function found(query: AccessQuery) {
    const all = await placesWithAccess(db, query.kind, clock.now());
    const only = query.from ? new Set(await importedIds(db, query.from)) : undefined;
    const filter: AccessFilter = { search: query.search, stand: query.stand, only };
    const counts = Object.fromEntries(STANDS.map((stand) => [stand, all.filter((row) => standOf(row, query.kind) === stand).length]));
    return { all, rows: matching(all, query.kind, filter), counts: counts as Record<Stand, number> };
  }
  const show = async (c: Ctx, query: AccessQuery, more: { fault?: string; wish?: Wish } = {}) => {
    const list = await found(query);
    const pages = Math.max(1, Math.ceil(list.rows.length / PER_PAGE));
    const page = Math.min(query.page, pages);
    const shown = list.rows.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    const refused = await refusedAmong(
      db,
      shown.map((row) => row.email),
    );
    return accessPage(c, { ...list, query: { ...query, page }, refused, ...more });
  };

  const roleOf = (kind: AccessKind, { id }: PlaceRow) => ({ role: FIRST_ROLE[kind], scope: kind, id });

  /** What would go to them now: the letter to the first of them, and a print of all that somebody looks at. */
  async function lookAt(kind: AccessKind, rows: readonly PlaceRow[]) {
    const [first] = rows;
    const sample = first ? await membership.sample(roleOf(kind, first)) : { subject: '', text: '' };
    const print = mailingPrint(
      rows.map((row) => `${row.id} ${row.email}`),
      [sample.subject, sample.text],
    );
    return { rows, sample, print };
  }

  /** What somebody asks for: whom, at which address; or what keeps them from it, said on the page. */
  async function asked(c: Ctx, input: FormInput): Promise<{ query: AccessQuery; wish: Wish } | Response> {
    const query = queryOf(input);
    const t = workspaceTexts(c.get('locale')).access;
    const { all, rows } = await found(query);
    const wish = wishOf(input, all, rows, query.kind);
    if (wish.wrong.size > 0) return show(c, query, { wish });
    if (wish.rows.length > 0) return { query, wish };
    return show(c, query, { fault: wish.done.length > 0 ? t.allDone(wish.done.join(', ')) : t.nobody, wish });
  }

  return new Hono<Env>()
    .get(ACCESS_PATH, (c) => show(c, queryOf(readQuery(c))))
    .post(`${ACCESS_PATH}/probe`, limits('invite-many', 60, 3600), async (c) => {
      const request = await asked(c, await readForm(c, MOST_FIELDS));
      if (request instanceof Response) return request;
      const { query, wish } = request;
      const [first] = wish.rows;
      if (first) await membership.sendSample(roleOf(query.kind, first));
      return confirmInvitationsPage(c, query, { ...(await lookAt(query.kind, wish.rows)), wish, said: 'sample' });
    })
    .post(`${ACCESS_PATH}/einladen`, limits('invite-many', 60, 3600), async (c) => {
      const input = await readForm(c, MOST_FIELDS);
      const request = await asked(c, input);
      if (request instanceof Response) return request;
      const { query, wish } = request;
      // Nobody is written to before somebody has looked at just this list and this letter.
      const look = await lookAt(query.kind, wish.rows);
      const looked = typed(input, LOOKED_FIELD);
      if (looked !== look.print) return confirmInvitationsPage(c, query, { ...look, wish, said: looked === '' ? undefined : 'changed' });
      await membership.inviteMany(wish.rows.map((row) => ({ email: row.email, ...roleOf(query.kind, row) })));
      leaveFlash(c, 'unterwegs');
      return c.redirect(accessHref({ ...query, stand: wish.isAll ? 'invited' : query.stand, page: 1 }), 303);
    });
}
