import { Hono } from 'hono';
import { z } from 'zod';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { fileName, LANGUAGES, toExchange, writeCheck, writeTranslation } from '#modules/checks/index.ts';
import { differencePage, previewPage, readPage } from './pages/read.tsx';
import type { Authoring } from './service.ts';
import { writeWorkbook } from './sheet/write.ts';
import { answerComment, insertComment } from './store.ts';

const commentForm = z.object({ text: field.required(2000), punkt: field.text(60) });
const answerForm = z.object({ answer: field.required(2000), resolved: field.checkbox() });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What everybody in the network may do with a draft: read it, take it along, say something on it. */
export function readRoutes({ db, clock, limits }: Services, authoring: Authoring) {
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const open = (c: Ctx) => authoring.open(param(c, 'draft'));

  const file = (c: Ctx, name: string, type: string, body: string | Buffer) => {
    c.header('Content-Disposition', `attachment; filename="${name}"`);
    c.header('Cache-Control', 'private, no-store');
    return c.body(typeof body === 'string' ? body : new Uint8Array(body), 200, { 'content-type': type });
  };

  const read = new Hono<Env>()
    .get('/standards/:draft/lesen', async (c) => readPage(c, await open(c)))
    .get('/standards/:draft/vorschau/:theme', async (c) => {
      const page = previewPage(c, await open(c), param(c, 'theme'));
      if (!page) throw new HttpError(404);
      return page;
    })
    .get('/standards/:draft/unterschied', async (c) => differencePage(c, await open(c)))
    .post('/standards/:draft/kommentar', limits('comment', 120, 3600), async (c) => {
      const draft = await open(c);
      const form = parseForm(commentForm, await readForm(c), c.get('locale'));
      const known = draft.file.themes.flatMap((theme) => theme.checkpoints.map((point) => point.id));
      if (!form.ok || draft.state !== 'consultation' || (form.value.punkt !== '' && !known.includes(form.value.punkt)))
        throw new HttpError(422);
      const now = clock.now();
      const { userId, name, email } = c.get('actor');
      const author = { author: userId, author_name: name || email };
      const blank = { answer: '', answered_at: null, resolved: false };
      await insertComment(db, {
        id: newId(now.getTime()),
        draft_id: draft.id,
        checkpoint: form.value.punkt,
        text: form.value.text,
        created_at: now,
        ...author,
        ...blank,
      });
      leaveFlash(c, 'kommentiert');
      return c.redirect(`/standards/${draft.id}/lesen${form.value.punkt ? `#p-${form.value.punkt}` : ''}`, 303);
    })
    .post('/standards/:draft/kommentar/:comment', async (c) => {
      const draft = await open(c);
      const comment = param(c, 'comment');
      const form = parseForm(answerForm, await readForm(c), c.get('locale'));
      if (!form.ok || !isId(comment)) throw new HttpError(422);
      if (!(await answerComment(db, draft.id, comment, form.value.answer, form.value.resolved, clock.now()))) throw new HttpError(404);
      leaveFlash(c, 'beantwortet');
      return c.redirect(`/standards/${draft.id}/lesen#k-${comment}`, 303);
    })
    .get('/standards/:draft/datei.yaml', async (c) => {
      const draft = await open(c);
      return file(c, fileName(draft.check_id), 'application/yaml; charset=utf-8', writeCheck(draft.file));
    })
    .get('/standards/:draft/datei.json', async (c) => {
      const draft = await open(c);
      return file(c, `${draft.check_id}.json`, 'application/json', `${JSON.stringify(toExchange(draft), null, 2)}\n`);
    })
    .get('/standards/:draft/datei.xlsx', async (c) => {
      const draft = await open(c);
      return file(c, `${draft.check_id}.xlsx`, XLSX, await writeWorkbook(draft));
    });
  for (const language of LANGUAGES) {
    read.get(`/standards/:draft/datei.${language}.yaml`, async (c) => {
      const draft = await open(c);
      const other = draft.translations[language];
      if (!other) throw new HttpError(404);
      return file(c, fileName(draft.check_id, language), 'application/yaml; charset=utf-8', writeTranslation(draft.file, other));
    });
  }
  return read;
}
