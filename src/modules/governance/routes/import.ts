import { Hono } from 'hono';
import type { FormInput } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { defineUpload } from '#platform/http/upload.ts';
import { LARGEST_DOCUMENT } from '../documents/read.ts';
import { deskPage } from '../pages/desk.tsx';
import { noTextPage, reviewPage } from '../pages/review.tsx';
import { actOn, faultsOf, readReview } from '../review.ts';
import { existing } from '../service/context.ts';
import type { GovernanceService } from '../service/index.ts';
import type { Reviewed } from '../service/import.ts';
import { listBodies } from '../store/bodies.ts';
import { ownPersons } from '../store/persons.ts';
import { documentBytes } from '../store/documents.ts';
import { officeTexts } from '../texts-office.ts';
import { inOwnBodies, openDesk, ownDocument } from '../access.ts';
import { deskContents } from './desk.ts';
import { idParam } from './params.ts';

/** The review form lists a whole document: more fields than any other. */
const REVIEW_FIELDS = 12_000;
const REVIEW_BYTES = 4 * 1024 * 1024;
/** A public version is looked through word by word, in the server itself. */
const PUBLIC_BYTES = 1024 * 1024;

/** The review of a long document is larger than an ordinary form. */
export const reviewBodies = (path: string): number | undefined =>
  /^\/gremienarbeit\/import\/[^/]{1,60}$/.test(path)
    ? REVIEW_BYTES
    : /^\/gremienarbeit\/sitzungen\/[^/]{1,60}\/oeffentlich$/.test(path)
      ? PUBLIC_BYTES
      : undefined;

const minutesUpload = defineUpload({ route: '/gremienarbeit/import', kinds: ['pdf', 'docx', 'text'], largest: LARGEST_DOCUMENT });

const MIME: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  text: 'text/plain; charset=utf-8',
};

/** …/import: upload, review, take over */
export function importRoutes(service: GovernanceService) {
  const { context, imports } = service;
  const { db, limits } = context;

  async function show(c: Ctx, document: Reviewed, faults: ReturnType<typeof faultsOf> = {}): Promise<Response> {
    const desk = openDesk(c);
    if (document.state === 'noText') return noTextPage(c, desk, document);
    if (document.state === 'taken' && document.meeting_id) return c.redirect(`${desk.base}/sitzungen/${document.meeting_id}`, 303);
    if (document.state !== 'reviewing') throw new HttpError(410);
    return reviewPage(c, desk, document, {
      review: document.current,
      faults,
      bodies: inOwnBodies(c, 'body.manage', await listBodies(db), (body) => body.id),
      persons: await ownPersons(db),
      mayFound: desk.isOffice,
    });
  }

  async function act(c: Ctx, id: string, input: FormInput): Promise<Response> {
    const desk = openDesk(c);
    const document = await imports.open(id);
    ownDocument(c, document);
    if (document.state !== 'reviewing') return c.redirect(`${desk.base}/import/${id}`, 303);
    const review = readReview(input, document.current);
    const action = input['do']?.[0] ?? 'save-0';
    if (action.startsWith('take')) {
      const faults = faultsOf(review);
      await imports.save(id, review);
      if (Object.keys(faults).length > 0) return show(c, { ...document, current: review }, faults);
      const taken = await imports.takeOver(id, review);
      if (!taken.ok && taken.fault === 'dayTaken') return show(c, { ...document, current: review }, { date: 'dayTaken' });
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
    .post('/gremienarbeit/import', limits('minutes-import', 60, 3600), async (c) => {
      const desk = openDesk(c);
      const t = officeTexts(c.get('locale'));
      const { file, isTooLarge } = await minutesUpload.read(c);
      const refuse = async (fault: keyof typeof t.faults) => deskPage(c, desk, await deskContents(service, c), t.faults[fault]);
      if (!file) return refuse('none');
      if (isTooLarge) return refuse('tooLarge');
      const result = await imports.upload(file.bytes, file.name);
      return result.ok ? c.redirect(`${desk.base}/import/${result.value}`, 303) : refuse(result.fault);
    })
    .get('/gremienarbeit/import/:id', async (c) => {
      const document = await imports.open(idParam(c, 'id'));
      ownDocument(c, document);
      return show(c, document);
    })
    .post('/gremienarbeit/import/:id', async (c) => {
      return act(c, idParam(c, 'id'), await readForm(c, REVIEW_FIELDS));
    })
    .post('/gremienarbeit/import/:id/verwerfen', async (c) => {
      const desk = openDesk(c);
      const document = await imports.open(idParam(c, 'id'));
      ownDocument(c, document);
      if (document.state === 'reviewing' || document.state === 'noText') await imports.discard(document.id);
      return c.redirect(desk.base, 303);
    })
    .get('/gremienarbeit/import/:id/datei', async (c) => {
      const document = existing(await documentBytes(db, idParam(c, 'id')));
      ownDocument(c, document);
      const { bytes, name, kind } = document;
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': MIME[kind] ?? 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'private, no-store',
      });
    });
}
