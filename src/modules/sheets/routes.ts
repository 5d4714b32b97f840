import { Hono } from 'hono';
import { fileTexts } from '#platform/files/texts.ts';
import { type FormInput, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import { downloadOf } from '#platform/http/download.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { defineUpload } from '#platform/http/upload.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage } from '#platform/lists.ts';
import { LARGEST_SHEET } from './file.ts';
import { type Answers, NEW, type Plan } from './model.ts';
import { previewPage, sheetsPage } from './pages.tsx';
import { type Format, FORMATS, type Pieces, type SheetsService } from './service.ts';
import { lastApplied, listImports } from './store.ts';
import { sheetsTexts } from './texts.ts';

const BASE = '/geschaeftsstelle/daten';
const IMPORTS_ON_PAGE = 20;

const tableUpload = defineUpload({ route: `${BASE}/einlesen`, kinds: ['xlsx', 'csv'], largest: LARGEST_SHEET });

/** What was chosen for each open row; the buttons below answer all that are still open. */
function answersOf(input: FormInput, plan: Plan): Answers {
  const all = typed(input, 'alle');
  const open = plan.rows.filter((row) => row.action === 'ask');
  const answers = open.flatMap((row): [string, string][] => {
    const chosen = typed(input, `zeile-${row.row}`);
    const first = all === 'erster' ? row.choices[0]?.answer : all === 'neu' ? NEW : undefined;
    const answer = row.choices.find((choice) => choice.answer === (chosen === '' ? first : chosen))?.answer;
    return answer === undefined ? [] : [[String(row.row), answer]];
  });
  return Object.fromEntries(answers);
}

/** /geschaeftsstelle/daten */
export function sheetsRoutes({ db, limits }: Services, service: SheetsService) {
  const overview = async (c: Ctx, fault?: string) =>
    sheetsPage(c, service, await listImports(db, askedPage(c, IMPORTS_ON_PAGE)), await lastApplied(db), fault);
  const idOf = (c: Ctx) => {
    const id = c.req.param('id') ?? '';
    if (!isId(id)) throw new HttpError(404);
    return id;
  };
  const send = (c: Ctx, pieces: Pieces, name: string, format: Format): Response =>
    downloadOf(c, `${name}.${format}`, FORMATS[format], pieces);
  const known = (name: string) => [...service.kinds, ...service.exports].some((kind) => kind.name === name);

  return new Hono<Env>()
    .get(BASE, (c) => overview(c))
    .post(`${BASE}/einlesen`, limits('import', 60, 3600), async (c) => {
      const t = sheetsTexts(c.get('locale')).faults;
      const { input, file, isTooLarge } = await tableUpload.read(c);
      if (isTooLarge) return overview(c, t.tooLarge);
      if (!file) return overview(c, t.none);
      const done = await service.preview(typed(input, 'art'), file.bytes, file.name);
      if (done.ok) return c.redirect(`${BASE}/einlesen/${done.value}`, 303);
      return overview(c, { ...fileTexts(c.get('locale')), ...t }[done.fault]);
    })
    .get(`${BASE}/einlesen/:id`, async (c) => previewPage(c, await service.open(idOf(c))))
    .post(`${BASE}/einlesen/:id/anwenden`, async (c) => {
      const done = await service.apply(idOf(c));
      if (!done.ok) return previewPage(c, await service.open(idOf(c)), sheetsTexts(c.get('locale')).outdated);
      leaveFlash(c, 'eingelesen');
      return c.redirect(`${BASE}/einlesen/${idOf(c)}`, 303);
    })
    .post(`${BASE}/einlesen/:id/antworten`, async (c) => {
      const id = idOf(c);
      const { plan } = await service.open(id);
      await service.answer(id, answersOf(await readForm(c), plan));
      return c.redirect(`${BASE}/einlesen/${id}`, 303);
    })
    .post(`${BASE}/einlesen/:id/verwerfen`, async (c) => {
      await service.discard(idOf(c));
      return c.redirect(BASE, 303);
    })
    .post(`${BASE}/einlesen/:id/zuruecknehmen`, async (c) => {
      const t = sheetsTexts(c.get('locale'));
      const done = await service.undo(idOf(c));
      const page = async (fault?: string, word?: string) => previewPage(c, await service.open(idOf(c)), fault, word);
      if (!done.ok) return page(done.fault === 'notLast' ? t.notLast : t.touched(done.fault.changed.join(', ')));
      if (done.value.length > 0) return page(undefined, t.stayed(done.value.join(', ')));
      leaveFlash(c, 'zurueckgenommen');
      return c.redirect(BASE, 303);
    })
    .get('/organisation/:organisation/angebote.csv', async (c) =>
      send(c, await service.ownOffers(c.req.param('organisation')), 'angebote', 'csv'),
    )
    .get(`${BASE}/:kind/vorlage`, async (c) => {
      const kind = c.req.param('kind');
      if (!service.kinds.some((each) => each.name === kind)) throw new HttpError(404);
      return send(c, service.template(kind, 'xlsx'), `vorlage-${kind}`, 'xlsx');
    })
    .get(`${BASE}/:kind/:format`, async (c) => {
      const { kind, format } = c.req.param();
      if (!known(kind) || (format !== 'xlsx' && format !== 'csv')) throw new HttpError(404);
      return send(c, await service.export(kind, format, c.get('locale')), kind, format);
    });
}
