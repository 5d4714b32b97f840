import { Hono } from 'hono';
import { audit, auditPage } from '#platform/audit/index.ts';
import { typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import { askedPage } from '#platform/lists.ts';
import { may } from '../model.ts';
import { peoplePage, trailPage } from '../pages/office.tsx';
import { permit } from '../permit.ts';
import type { AccountsService } from '../service/index.ts';
import * as people from '../store/people.ts';
import { endSessions } from '../store/sessions.ts';
import { accountsTexts } from '../texts.ts';
import { workplacesOf } from './account.ts';

/** /geschaeftsstelle/konten, /geschaeftsstelle/verlauf */
export function accountOfficeRoutes(service: AccountsService) {
  const { factors, membership } = service;
  const { db, now, within } = service.context;

  return new Hono<Env>()
    .get('/geschaeftsstelle/konten', async (c) => {
      const search = (c.req.query('suche') ?? '').replaceAll('\0', '').trim().slice(0, 80);
      const found = await people.listPeople(db, search, askedPage(c));
      const rows = [];
      for (const person of found.rows) {
        const grants = await people.grantsOf(db, person.id);
        const actor = { ...c.get('actor'), grants };
        rows.push({ person, grants: await workplacesOf(service, actor) });
      }
      return peoplePage(c, { search, people: { ...found, rows }, mayAdminister: may(c.get('actor'), 'roles.grantOffice') });
    })
    .post('/geschaeftsstelle/konten/:user', async (c) => {
      const id = c.req.param('user');
      const person = isId(id) ? await people.personById(db, id) : undefined;
      if (!person) throw new HttpError(404);
      const what = typed(await readForm(c), 'was');
      if (id === c.get('actor').userId) throw new HttpError(422);
      const flash = await within(async (trx, raw) => {
        permit('roles.grantOffice');
        if (what === 'zuruecksetzen') {
          await factors.reset(trx, raw, id);
          await membership.inviteAnew(trx, raw, id);
          return 'zurueckgesetzt';
        }
        if (what !== 'sperren' && what !== 'entsperren') throw new HttpError(422);
        if (what === 'sperren' && !(await people.leavesAdministrator(raw, id))) return 'letzte';
        await people.setBlocked(trx, id, what === 'sperren' ? now() : null);
        await endSessions(trx, id, 'all');
        await audit(trx, { action: `account.${what === 'sperren' ? 'blocked' : 'unblocked'}`, kind: 'account', record: id });
        return what === 'sperren' ? 'gesperrt' : 'entsperrt';
      });
      leaveFlash(c, flash);
      return c.redirect('/geschaeftsstelle/konten', 303);
    })
    .get('/geschaeftsstelle/verlauf', async (c) => {
      const t = accountsTexts(c.get('locale')).trail;
      const idOf = (name: string) => {
        const value = c.req.query(name) ?? '';
        return isId(value) ? value : undefined;
      };
      const record = idOf('datensatz');
      const actor = idOf('person');
      const list = await auditPage(db, { record, actor }, askedPage(c));
      const known = await people.peopleByIds(db, [
        ...list.rows.flatMap((row) => [row.actor ?? [], row.kind === 'account' ? row.record : []].flat()),
        ...(actor ? [actor] : []),
      ]);
      const person = actor ? known.get(actor) : undefined;
      return trailPage(c, {
        list,
        people: known,
        heading: record ? t.ofRecord : actor ? t.ofPerson(person?.name || person?.email || t.gone) : t.title,
      });
    });
}
