import { Hono } from 'hono';
import { z } from 'zod';
import { LOOKED_FIELD } from '#design/index.ts';
import { field, type FormInput, typed } from '#platform/forms/index.ts';
import { readForm, readQuery } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import { mailingPrint } from '#platform/mail/index.ts';
import type { Services } from '#platform/services.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import { importedIds } from '#modules/sheets/index.ts';
import { workspaceTexts } from '../texts.ts';
import {
  ACCESS_KINDS,
  type AccessFilter,
  type AccessKind,
  FIRST_ROLE,
  invitable,
  matching,
  PER_PAGE,
  type PlaceRow,
  type Stand,
  STANDS,
  standOf,
} from './model.ts';
import { ACCESS_PATH, accessHref, accessPage, type AccessQuery, confirmInvitationsPage } from './pages.tsx';
import { placesWithAccess } from './sources.ts';

const address = z.object({ an: field.email() });
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
    return { rows: matching(all, query.kind, filter), counts: counts as Record<Stand, number> };
  }
  const show = async (c: Ctx, query: AccessQuery, fault?: string) => {
    const list = await found(query);
    const pages = Math.max(1, Math.ceil(list.rows.length / PER_PAGE));
    return accessPage(c, { ...list, query: { ...query, page: Math.min(query.page, pages) }, fault });
  };

  /** The places that were ticked, each with the address that stands beside it now; a wrong one is named. */
  function chosen(input: FormInput, rows: readonly PlaceRow[]): { rows: PlaceRow[]; wrong: string[] } {
    const ticked = new Set(input['wer'] ?? []);
    const wrong: string[] = [];
    const fitting = rows.flatMap((row) => {
      if (!ticked.has(row.id)) return [];
      const parsed = address.safeParse({ an: typed(input, `an_${row.id}`) });
      if (parsed.success) return [{ ...row, email: parsed.data.an }];
      wrong.push(row.name);
      return [];
    });
    return { rows: fitting, wrong };
  }

  /** What would go to them now: the letter to the first of them, and a print of all that somebody looks at. */
  async function lookAt(kind: AccessKind, rows: readonly PlaceRow[]) {
    const sample = await membership.sample({ role: FIRST_ROLE[kind], scope: kind, id: rows[0]?.id ?? '' });
    const print = mailingPrint(
      rows.map((row) => `${row.id} ${row.email}`),
      [sample.subject, sample.text],
    );
    return { rows, sample, print };
  }

  return new Hono<Env>()
    .post(`${ACCESS_PATH}/probe`, limits('invite-many', 60, 3600), async (c) => {
      const query = queryOf(await readForm(c));
      const [first] = invitable((await found(query)).rows, query.kind);
      if (!first) return show(c, query, workspaceTexts(c.get('locale')).access.nobody);
      await membership.sendSample({ role: FIRST_ROLE[query.kind], scope: query.kind, id: first.id });
      leaveFlash(c, 'probe');
      return c.redirect(accessHref(query), 303);
    })
    .get(ACCESS_PATH, (c) => show(c, queryOf(readQuery(c))))
    .post(`${ACCESS_PATH}/einladen`, limits('invite-many', 60, 3600), async (c) => {
      const input = await readForm(c, MOST_FIELDS);
      const query = queryOf(input);
      const t = workspaceTexts(c.get('locale')).access;
      const { rows } = await found(query);
      const isAll = typed(input, 'umfang') === 'alle';
      const picked = isAll ? { rows: invitable(rows, query.kind), wrong: [] } : chosen(input, rows);
      if (picked.wrong.length > 0) return show(c, query, t.wrongAddress(picked.wrong.join(', ')));
      if (picked.rows.length === 0) return show(c, query, t.nobody);
      if (isAll) {
        const looked = typed(input, LOOKED_FIELD);
        const look = await lookAt(query.kind, picked.rows);
        if (looked !== look.print) return confirmInvitationsPage(c, query, { ...look, isChanged: looked !== '' });
      }
      await membership.inviteMany(
        picked.rows.map((row) => ({ email: row.email, role: FIRST_ROLE[query.kind], scope: query.kind, id: row.id })),
      );
      leaveFlash(c, 'unterwegs');
      return c.redirect(accessHref({ ...query, stand: isAll ? 'invited' : query.stand, page: 1 }), 303);
    });
}
