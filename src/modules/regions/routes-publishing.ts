import { plusDays } from '#platform/days.ts';
import { Hono } from 'hono';
import { filledForm } from '#design/index.ts';
import { parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import { conditional, latestOf } from '#platform/http/conditional.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Services } from '#platform/services.ts';
import { isSlug } from '#platform/slug.ts';
import { WHOLE } from '#platform/lists.ts';
import { type Network, networkBySlug } from '#modules/networks/index.ts';
import { networkCalendar } from './calendar.ts';
import { reportPage, reportPdf } from './pages/report.tsx';
import { answersIn, unsaid } from './route-parts.ts';
import type { Regions } from './service.ts';
import { eventsFrom, reportsOf, saveReport } from './store.ts';
import { regionsTexts } from './texts.ts';

const FIRST_YEAR = 2015;
/** The calendar also holds what took place lately. */
const CALENDAR_DAYS = 90;

/** What a network gives out: /netzwerk/:network/berichte/…, /vor-ort/:slug/berichte/…, /vor-ort/:slug/termine.ics */
export function regionsPublishing({ db, clock, config: { publicUrl } }: Services, regions: Regions) {
  const { config } = regions;
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const networkIn = (c: Ctx) => regions.network(param(c, 'network'));

  /** @throws HttpError 404 for years without a report */
  function yearIn(c: Ctx): number {
    const year = /^\d{4}$/.test(param(c, 'year')) ? Number(param(c, 'year')) : 0;
    if (year < FIRST_YEAR || year > Number(clock.today().slice(0, 4))) throw new HttpError(404);
    return year;
  }

  async function reportIn(network: Network, year: number) {
    const report = (await reportsOf(db, network.id)).find((each) => each.year === year);
    return { network, year, report, figures: report?.figures ?? (await regions.figures(network, year)) };
  }
  const asPdf = (c: Ctx, pdf: Buffer, name: string) =>
    c.body(new Uint8Array(pdf), 200, { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${name}.pdf"` });

  const { questions } = config.report;
  return new Hono<Env>()
    .get('/netzwerk/:network/berichte/:year', async (c) => {
      const view = await reportIn(await networkIn(c), yearIn(c));
      return reportPage(c, view, config, filledForm(c.get('locale'), view.report?.answers ?? {}));
    })
    .post('/netzwerk/:network/berichte/:year', async (c) => {
      const network = await networkIn(c);
      const year = yearIn(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const isFinal = typed(input, 'schritt') === 'veroeffentlichen';
      const form = parseForm(answersIn(questions, 6000), input, locale);
      const missing =
        isFinal && form.ok ? unsaid(questions, form.value, (question) => regionsTexts(locale).missing(inLocale(question, locale))) : {};
      if (!form.ok || Object.keys(missing).length > 0)
        return reportPage(c, await reportIn(network, year), config, { locale, input, errors: form.ok ? missing : form.errors });
      const now = clock.now();
      const figures = isFinal ? await regions.figures(network, year) : null;
      const row = { network_id: network.id, year, answers: form.value, figures, published_at: isFinal ? now : null, changed_at: now };
      if (!(await saveReport(db, row))) throw new HttpError(422);
      await regions.live(network);
      leaveFlash(c, isFinal ? 'bericht' : 'entwurf');
      return c.redirect(`/netzwerk/${network.id}/berichte/${year}`, 303);
    })
    .get('/netzwerk/:network/berichte/:year/bericht.pdf', async (c) => {
      const view = await reportIn(await networkIn(c), yearIn(c));
      c.header('Cache-Control', 'private, no-store');
      return asPdf(c, await reportPdf(view, config, clock.now(), c.get('locale')), `${view.network.slug}-${view.year}`);
    })
    .get('/vor-ort/:slug/termine.ics', async (c) => {
      const slug = param(c, 'slug');
      const network = isSlug(slug) ? await networkBySlug(db, slug) : undefined;
      if (!network) throw new HttpError(404);
      const { rows: events } = await eventsFrom(db, network.id, plusDays(clock.today(), -CALENDAR_DAYS), WHOLE);
      const text = networkCalendar(network.name, events, `${publicUrl}/vor-ort/${network.slug}`);
      const changed = latestOf(events.map((event) => event.changed_at));
      return conditional(c, { text, type: 'text/calendar', changed, cacheControl: 'public, max-age=300' });
    })
    .get('/vor-ort/:slug/berichte/:year/bericht.pdf', async (c) => {
      const slug = param(c, 'slug');
      const network = isSlug(slug) ? await networkBySlug(db, slug) : undefined;
      const view = network && (await reportIn(network, yearIn(c)));
      if (!view?.report?.published_at) throw new HttpError(404);
      return asPdf(c, await reportPdf(view, config, clock.now(), c.get('locale')), `${view.network.slug}-${view.year}`);
    });
}
