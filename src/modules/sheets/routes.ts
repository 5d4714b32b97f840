import { Hono } from 'hono';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { LARGEST_SHEET } from './file.ts';
import { previewPage, sheetsPage } from './pages.tsx';
import { type Format, FORMATS, type SheetsService } from './service.ts';
import { lastApplied, listImports } from './store.ts';
import { sheetsTexts } from './texts.ts';

const BASE = '/geschaeftsstelle/daten';
const MOST = 20;

/** The body of an upload may be as large as the largest table. */
export const sheetBodies = (path: string): number | undefined => (path === `${BASE}/einlesen` ? LARGEST_SHEET + 64 * 1024 : undefined);

/** /geschaeftsstelle/daten */
export function sheetsRoutes({ db, limits }: Services, service: SheetsService) {
  const overview = async (c: Ctx, fault?: string) => sheetsPage(c, service, await listImports(db, MOST), await lastApplied(db), fault);
  const idOf = (c: Ctx) => {
    const id = c.req.param('id') ?? '';
    if (!isId(id)) throw new HttpError(404);
    return id;
  };
  function send(c: Ctx, bytes: Buffer, name: string, format: Format): Response {
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': FORMATS[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'private, no-store',
    }) as Response;
  }
  const known = (name: string) => [...service.kinds, ...service.exports].some((kind) => kind.name === name);

  return new Hono<Env>()
    .get(BASE, (c) => overview(c))
    .post(`${BASE}/einlesen`, limits('import', 60, 3600), async (c) => {
      const t = sheetsTexts(c.get('locale')).faults;
      const data = await c.req.formData().catch(() => undefined);
      if (!data) throw new HttpError(400, 'noForm');
      const file = data.get('datei');
      const kind = data.get('art');
      if (!(file instanceof File) || file.size === 0) return overview(c, t.none);
      const done = await service.preview(typeof kind === 'string' ? kind : '', Buffer.from(await file.arrayBuffer()), file.name);
      return done.ok ? c.redirect(`${BASE}/einlesen/${done.value}`, 303) : overview(c, t[done.fault]);
    })
    .get(`${BASE}/einlesen/:id`, async (c) => previewPage(c, await service.open(idOf(c))))
    .post(`${BASE}/einlesen/:id/anwenden`, async (c) => {
      const done = await service.apply(idOf(c));
      if (!done.ok) return previewPage(c, await service.open(idOf(c)), sheetsTexts(c.get('locale')).outdated);
      leaveFlash(c, 'eingelesen');
      return c.redirect(`${BASE}/einlesen/${idOf(c)}`, 303);
    })
    .post(`${BASE}/einlesen/:id/verwerfen`, async (c) => {
      await service.discard(idOf(c));
      return c.redirect(BASE, 303);
    })
    .post(`${BASE}/einlesen/:id/zuruecknehmen`, async (c) => {
      const t = sheetsTexts(c.get('locale'));
      const done = await service.undo(idOf(c));
      if (!done.ok) return overview(c, done.fault === 'notLast' ? t.notLast : t.touched(done.fault.changed.join(', ')));
      leaveFlash(c, 'zurueckgenommen');
      return c.redirect(BASE, 303);
    })
    .get('/organisation/:organisation/angebote.csv', async (c) =>
      send(c, await service.ownOffers(c.req.param('organisation')), 'angebote', 'csv'),
    )
    .get(`${BASE}/:kind/vorlage`, async (c) => {
      const kind = c.req.param('kind');
      if (!service.kinds.some((each) => each.name === kind)) throw new HttpError(404);
      return send(c, await service.template(kind, 'xlsx'), `vorlage-${kind}`, 'xlsx');
    })
    .get(`${BASE}/:kind/:format`, async (c) => {
      const { kind, format } = c.req.param();
      if (!known(kind) || (format !== 'xlsx' && format !== 'csv')) throw new HttpError(404);
      return send(c, await service.export(kind, format), kind, format);
    });
}
