import { fileOf } from './params.ts';
import { Hono } from 'hono';
import type { FormInput } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { LARGEST_DOCUMENT } from '../documents/read.ts';
import { deskPage } from '../pages/desk.tsx';
import { noTextPage, reviewPage } from '../pages/review.tsx';
import { actOn, faultsOf, readReview } from '../review.ts';
import { existing } from '../service/context.ts';
import type { GovernanceService } from '../service/index.ts';
import type { Reviewed } from '../service/import.ts';
import { listBodies, listPersons } from '../store/bodies.ts';
import { documentBytes } from '../store/documents.ts';
import { officeTexts } from '../texts-office.ts';
import { openDesk } from '../access.ts';
import { deskContents } from './desk.ts';
import { idParam } from './params.ts';

/** The review form lists a whole document: more fields than any other. */
const REVIEW_FIELDS = 12_000;
const REVIEW_BYTES = 4 * 1024 * 1024;

/** Larger bodies than ordinary forms: uploads, and the review of a long document. */
export const largeBodies = (path: string): number | undefined => {
  if (/^\/geschaeftsstelle\/[^/]{1,60}\/(?:import|vereinbarungen\/[^/]{1,60}\/datei)$/.test(path)) return LARGEST_DOCUMENT + 64 * 1024;
  return /^\/geschaeftsstelle\/[^/]{1,60}\/(?:import\/[^/]{1,60}|sitzungen\/[^/]{1,60}\/oeffentlich)$/.test(path)
    ? REVIEW_BYTES
    : undefined;
};

const MIME: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  text: 'text/plain; charset=utf-8',
};

/** …/import: upload, review, take over */
export function importRoutes(service: GovernanceService) {
  const { context, imports } = service;
  const { db, limits } = context;

  async function show(c: Ctx, token: string, document: Reviewed, faults: ReturnType<typeof faultsOf> = {}): Promise<Response> {
    const desk = await openDesk(context, token);
    if (document.state === 'noText') return noTextPage(c, desk, document);
    if (document.state === 'taken' && document.meeting_id) return c.redirect(`${desk.base}/sitzungen/${document.meeting_id}`, 303);
    if (document.state !== 'reviewing') throw new HttpError(410);
    return reviewPage(c, desk, document, {
      review: document.current,
      faults,
      bodies: await listBodies(db),
      persons: await listPersons(db),
    });
  }

  async function act(c: Ctx, token: string, id: string, input: FormInput): Promise<Response> {
    const desk = await openDesk(context, token);
    const document = await imports.open(id);
    if (document.state !== 'reviewing') return c.redirect(`${desk.base}/import/${id}`, 303);
    const review = readReview(input, document.current);
    const action = input['do']?.[0] ?? 'save-0';
    if (action.startsWith('take')) {
      const faults = faultsOf(review);
      await imports.save(id, review);
      if (Object.keys(faults).length > 0) return show(c, token, { ...document, current: review }, faults);
      const taken = await imports.takeOver(id, review);
      if (!taken.ok) return c.redirect(`${desk.base}/import/${id}`, 303);
      leaveFlash(c, 'uebernommen');
      return c.redirect(`${desk.base}/sitzungen/${taken.value}`, 303);
    }
    const done = actOn(review, action);
    await imports.save(id, done.review);
    if (action.startsWith('save')) leaveFlash(c, 'gespeichert');
    return c.redirect(`${desk.base}/import/${id}#${done.anchor}`, 303);
  }

  return new Hono<Env>()
    .post('/geschaeftsstelle/:token/import', limits('minutes-import', 60, 3600), async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const t = officeTexts(c.get('locale'));
      const file = await fileOf(c);
      const refuse = async (fault: keyof typeof t.faults) => deskPage(c, desk, await deskContents(service), t.faults[fault]);
      if (!file) return refuse('none');
      const result = await imports.upload(Buffer.from(await file.arrayBuffer()), file.name);
      return result.ok ? c.redirect(`${desk.base}/import/${result.value}`, 303) : refuse(result.fault);
    })
    .get('/geschaeftsstelle/:token/import/:id', async (c) => {
      await openDesk(context, c.req.param('token'));
      return show(c, c.req.param('token'), await imports.open(idParam(c, 'id')));
    })
    .post('/geschaeftsstelle/:token/import/:id', async (c) => {
      await openDesk(context, c.req.param('token'));
      return act(c, c.req.param('token'), idParam(c, 'id'), await readForm(c, REVIEW_FIELDS));
    })
    .post('/geschaeftsstelle/:token/import/:id/verwerfen', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const document = await imports.open(idParam(c, 'id'));
      if (document.state === 'reviewing' || document.state === 'noText') await imports.discard(document.id);
      return c.redirect(desk.base, 303);
    })
    .get('/geschaeftsstelle/:token/import/:id/datei', async (c) => {
      await openDesk(context, c.req.param('token'));
      const { bytes, name, kind } = existing(await documentBytes(db, idParam(c, 'id')));
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': MIME[kind] ?? 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'private, no-store',
      });
    });
}
