import { Hono } from 'hono';
import { z } from 'zod';
import { filledForm } from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import type { Services } from '#platform/services.ts';
import { askedPage, pageOfAll } from '#platform/lists.ts';
import { listNetworks, networkNames } from '#modules/networks/index.ts';
import { decisionPage, networksDeskPage } from './pages/office.tsx';
import type { Regions } from './service.ts';
import { recognitionsOf, submittedRecognitions } from './store.ts';
import { regionsTexts } from './texts.ts';

const decideForm = z.object({
  ergebnis: field.choice(['recognised', 'returned', 'ended'] as const),
  note: field.text(2000),
  conditions: field.text(2000),
});

/** /geschaeftsstelle/netzwerke… */
export function regionsOfficeRoutes({ db }: Services, regions: Regions) {
  return new Hono<Env>()
    .get('/geschaeftsstelle/netzwerke', async (c) => {
      const waiting = await submittedRecognitions(db, askedPage(c, undefined, 'wartend'));
      const names = await networkNames(
        db,
        waiting.rows.map((row) => row.network_id),
      );
      return networksDeskPage(c, waiting, names, pageOfAll(await listNetworks(db), askedPage(c)));
    })
    .get('/geschaeftsstelle/netzwerke/:network', async (c) => {
      const network = await regions.network(c.req.param('network'));
      return decisionPage(c, network, await recognitionsOf(db, network.id), regions.config, filledForm(c.get('locale'), {}));
    })
    .post('/geschaeftsstelle/netzwerke/:network', async (c) => {
      const network = await regions.network(c.req.param('network'));
      const locale = c.get('locale');
      const rows = await recognitionsOf(db, network.id);
      const input = await readForm(c);
      const form = parseForm(decideForm, input, locale);
      const needsNote = form.ok && form.value.ergebnis !== 'recognised' && typed(input, 'note').trim() === '';
      if (!form.ok || needsNote) {
        const errors = form.ok ? { note: regionsTexts(locale).office.noteFault } : form.errors;
        return decisionPage(c, network, rows, regions.config, { locale, input, errors });
      }
      const { ergebnis, note, conditions } = form.value;
      const subject = rows.find(({ state }) => state === (ergebnis === 'ended' ? 'recognised' : 'submitted'));
      if (!subject) throw new HttpError(422);
      const isDone = await (ergebnis === 'ended' ? regions.end(subject.id, note) : regions.decide(subject.id, ergebnis, note, conditions));
      if (!isDone) throw new HttpError(422);
      leaveFlash(c, 'entschieden');
      return c.redirect(`/geschaeftsstelle/netzwerke/${network.id}`, 303);
    });
}
