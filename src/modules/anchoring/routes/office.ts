import { Hono } from 'hono';
import { emptyForm, type FormState } from '#design/index.ts';
import { addDays } from '#platform/clock.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage, mapPage, pageOfAll } from '#platform/lists.ts';
import { z } from 'zod';
import type { AccountsService } from '#modules/accounts/index.ts';
import { listOrganisations } from '#modules/organisations/index.ts';
import { LISTS, officePage } from '../pages/office.tsx';
import type { Anchoring } from '../service.ts';
import * as store from '../store.ts';
import { anchoringTexts } from '../texts.ts';

const YEAR = 365;

/** /geschaeftsstelle/verankerung…, /geschaeftsstelle/unterstuetzung/:support */
export function officeRoutes({ db, clock }: Services, anchoring: Anchoring, accounts: AccountsService) {
  async function show(c: Ctx, form?: FormState): Promise<Response> {
    const organisations = await listOrganisations(db);
    const names = new Map(organisations.map(({ id, name }) => [id, name]));
    const nameOf = (id: string) => names.get(id) ?? '–';
    const [lines, support, figures, concepts] = await Promise.all([
      anchoring.overview(organisations),
      store.supportOpen(db, askedPage(c, undefined, LISTS.support)),
      store.supportFigures(db, addDays(clock.now(), -YEAR)),
      store.allConcepts(db),
    ]);
    const begun = lines.filter((line) => line.state !== 'notBegun');
    const sorted = [...begun, ...lines.filter((line) => line.state === 'notBegun')];
    return officePage(c, {
      counts: Map.groupBy(lines, (line) => line.state),
      lines: pageOfAll(sorted, askedPage(c)),
      support: mapPage(support, (row) => ({ ...row, organisation: nameOf(row.organisation_id) })),
      figures,
      examples: mapPage(
        pageOfAll(
          concepts.filter((concept) => concept.example_shared && concept.example !== ''),
          askedPage(c, undefined, LISTS.examples),
        ),
        (concept) => ({ ...concept, organisation: nameOf(concept.organisation_id) }),
      ),
      form: form ?? emptyForm(c.get('locale')),
    });
  }

  return new Hono<Env>()
    .get('/geschaeftsstelle/verankerung', (c) => show(c))
    .post('/geschaeftsstelle/verankerung/:organisation/beispiel', async (c) => {
      const id = c.req.param('organisation');
      const shows = typed(await readForm(c), 'zeigen') === 'ja';
      if (isId(id)) await store.setShining(db, id, shows ? clock.now() : null);
      leaveFlash(c, 'gespeichert');
      return c.redirect('/geschaeftsstelle/verankerung', 303);
    })
    .post('/geschaeftsstelle/unterstuetzung/:support', async (c) => {
      const id = c.req.param('support');
      const row = isId(id) ? await store.supportById(db, id) : undefined;
      if (!row) throw new HttpError(404);
      const locale = c.get('locale');
      const input = await readForm(c);
      const name = `answer-${id}`;
      const form = parseForm(z.object({ [name]: field.required(3000) }), input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      await store.answerSupport(db, row, String(form.value[name] ?? ''), c.get('actor').name, clock.now());
      if (row.asked_by_id) {
        const title = anchoringTexts('de').notice(anchoringTexts('de').supportKinds[row.kind]);
        const path = `/organisation/${row.organisation_id}/verankerung`;
        await accounts.notify.tell({ userId: row.asked_by_id, kind: 'request', title, path });
      }
      leaveFlash(c, 'beantwortet');
      return c.redirect('/geschaeftsstelle/verankerung', 303);
    });
}
