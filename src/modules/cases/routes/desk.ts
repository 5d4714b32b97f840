import { Hono } from 'hono';
import { troubledAbout } from '#platform/mail/index.ts';
import { designTexts, filledForm, type FormState } from '#design/index.ts';
import { parseForm, typed } from '#platform/forms/index.ts';
import { type Choice, pick } from '#platform/forms/pick.ts';
import { inTransaction } from '#platform/database/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { defineUpload } from '#platform/http/upload.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { type Programmes, versionOn } from '#modules/programmes/index.ts';
import { requestById, requestDesk, type Targets } from '#modules/requests/index.ts';
import { deskPage } from '../pages/desk.tsx';
import { reportOf } from '../paper/content.ts';
import { reportDocx } from '../paper/docx.ts';
import { reportPdf } from '../paper/pdf.ts';
import { invoiceXlsx } from '../paper/xlsx.ts';
import type { Cases } from '../service/index.ts';
import { type CaseFile, documentBytes, insertDocument, insertPerson, mayWork, note, saveReached } from '../store/cases.ts';
import { casesTexts } from '../texts.ts';
import { closeForm, documentForm, goalForm, handOverForm, personForm, sessionForm, settledForm, voucherForm } from './forms.ts';
import { sessionErrors, settlementText } from './refusals.ts';

const LARGEST_FILE = 5 * 1024 * 1024;
const FILE_TYPES = /^(?:application\/pdf|image\/(?:png|jpeg)|text\/plain|application\/vnd\.openxmlformats-officedocument\.[a-z.]+)$/;

/** Any file, kept as it is and never opened. */
const documentUpload = defineUpload({ route: '/faelle/:case/unterlagen', kinds: [], largest: LARGEST_FILE });

export interface DeskParts {
  cases: Cases;
  programmes: Programmes;
  targets: Targets;
}

/** /faelle/:case… */
export function deskRoutes({ db, clock }: Services, { cases, programmes, targets }: DeskParts) {
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const who = (c: Ctx) => c.get('actor').name;
  const { config } = cases;

  async function fileOf(c: Ctx): Promise<CaseFile> {
    const id = param(c, 'case');
    if (!isId(id)) throw new HttpError(404);
    const file = await cases.file(id);
    if (!mayWork(file.row)) throw new HttpError(403);
    return file;
  }
  async function page(c: Ctx, form?: FormState, fault?: string, handOverTo: readonly Choice[] = []): Promise<Response> {
    const file = await fileOf(c);
    const today = cases.today();
    return deskPage(c, {
      file,
      story: (await cases.story.of(file.row.id))?.id,
      programmes: programmes.all.filter((programme) => versionOn(programme, today)?.process),
      hoursPerDay: config.hoursPerDay,
      today,
      form: form ?? filledForm(c.get('locale'), { funded: file.row.programme ? 'ja' : undefined }),
      fault,
      handOverTo,
      request: await requestById(db, file.row.request_id),
      undelivered: [...(await troubledAbout(db, `/faelle/${file.row.id}`)), ...(await troubledAbout(db, requestDesk(file.row.request_id)))],
    });
  }
  const back = (c: Ctx, flash = 'gespeichert') => {
    leaveFlash(c, flash);
    return c.redirect(`/faelle/${param(c, 'case')}`, 303);
  };
  const faults = (c: Ctx) => casesTexts(c.get('locale')).faults;

  function asFile(c: Ctx, name: string, type: string, bytes: Buffer): Response {
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    c.header('Cache-Control', 'private, no-store');
    return c.body(new Uint8Array(bytes), 200, { 'content-type': type });
  }
  const percentOf = (file: CaseFile): number | undefined =>
    (file.row.rules as { money?: { rates: { percent: number }[] } } | null)?.money?.rates[0]?.percent;

  const record = new Hono<Env>()
    .post('/faelle/:case/personen', async (c) => {
      const { row } = await fileOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(personForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      await insertPerson(db, row, { id: newId(clock.now().getTime()), case_id: row.id, name: form.value.person, side: form.value.side });
      return back(c);
    })
    .post('/faelle/:case/ziele', async (c) => {
      const file = await fileOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(goalForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      await cases.propose(file, form.value.goal);
      return back(c);
    })
    .post('/faelle/:case/ziele/:goal', async (c) => {
      const { row, goals } = await fileOf(c);
      const goal = goals.find((each) => each.id === param(c, 'goal'));
      if (!goal) throw new HttpError(404);
      const reached = typed(await readForm(c), `reached-${goal.id}`);
      await saveReached(db, row, goal.id, reached === 'yes' || reached === 'partly' || reached === 'no' ? reached : null);
      return back(c);
    })
    .post('/faelle/:case/sitzungen', async (c) => {
      const file = await fileOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(sessionForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const { tookPart, endsSprint, sprintReason, ...rest } = form.value;
      const entry = { ...rest, took_part: tookPart, ends_sprint: endsSprint, sprint_reason: sprintReason };
      const done = await cases.addSession(file, entry, who(c));
      if (done.ok) return back(c);
      const { fault } = done;
      if (fault.kind === 'closed') return page(c, { locale, input, errors: {} }, faults(c).closed);
      return page(c, { locale, input, errors: sessionErrors(fault, locale) });
    })
    .post('/faelle/:case/unterlagen', async (c) => {
      const { row } = await fileOf(c);
      const locale = c.get('locale');
      const { input, file: upload, isTooLarge } = await documentUpload.read(c);
      const form = parseForm(documentForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      if (isTooLarge) return page(c, { locale, input, errors: { datei: faults(c).tooLarge } });
      const { documentKind: kind, documentName: name, documentText: text } = form.value;
      if (!upload && text === '') return page(c, { locale, input, errors: { documentText: faults(c).nothing } });
      const type = upload && FILE_TYPES.test(upload.type) ? upload.type : 'application/octet-stream';
      const bytes = upload?.bytes ?? null;
      await inTransaction(db, async (trx) => {
        const id = newId(clock.now().getTime());
        const at = { added_by: who(c), added_at: clock.now() };
        await insertDocument(trx, row, { id, case_id: row.id, phase: row.phase, kind, name, text, type: upload ? type : '', bytes, ...at });
        await note(trx, row.id, { at: clock.now(), kind: 'document', who: who(c), detail: name });
      });
      return back(c);
    });

  const steps = new Hono<Env>()
    .post('/faelle/:case/programm', async (c) => {
      const file = await fileOf(c);
      const named = typed(await readForm(c), 'programme');
      const chosen = programmes.all.find((each) => each.id === named);
      if (!chosen) throw new HttpError(422);
      const done = await cases.choose(file, chosen, who(c));
      return done.ok ? back(c) : page(c, undefined, faults(c)[done.fault]);
    })
    .post('/faelle/:case/scheck', async (c) => {
      const file = await fileOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(voucherForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const done = await cases.voucher(file, form.value, who(c));
      return done.ok ? back(c) : page(c, { locale, input, errors: { issued: faults(c)[done.fault] } });
    })
    .post('/faelle/:case/abrechnung', async (c) => {
      const file = await fileOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(settledForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const done = await cases.settle(file, form.value.settled, who(c));
      if (done.ok) return back(c);
      const { fault } = done;
      return fault.kind === 'busy'
        ? page(c, undefined, faults(c).busy)
        : page(c, { locale, input, errors: { settled: settlementText(fault, locale) } });
    })
    .post('/faelle/:case/phase', async (c) => {
      const file = await fileOf(c);
      const done = await cases.advance(file, typed(await readForm(c), 'phase'), who(c));
      return done.ok ? back(c, 'weiter') : page(c, undefined, faults(c)[done.fault]);
    })
    .post('/faelle/:case/abschluss', async (c) => {
      const file = await fileOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(closeForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const { result, resultNote, version } = form.value;
      const done = await cases.close(file, version ?? -1, result, resultNote, who(c));
      return done.ok ? back(c, 'abgeschlossen') : page(c, { locale, input, errors: {} }, faults(c)[done.fault]);
    })
    .post('/faelle/:case/weitergabe', async (c) => {
      const file = await fileOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(handOverForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const picked = await pick(input, 'to', targets.named);
      const d = designTexts(locale);
      if (picked.kind === 'several') return page(c, { locale, input, errors: { to: d.pickSeveral } }, undefined, picked.choices);
      const target = picked.kind === 'one' ? await targets.find(picked.value) : undefined;
      if (!target) return page(c, { locale, input, errors: { to: d.pickNone } });
      const done = await cases.handOver(file, target, form.value.word, who(c));
      if (!done.ok) return page(c, { locale, input, errors: { to: faults(c)[done.fault] } });
      leaveFlash(c, 'weitergegeben');
      // Whoever gave it away does not see it any more, unless they see all.
      const after = await cases.file(file.row.id);
      return c.redirect(mayWork(after.row) ? `/faelle/${file.row.id}` : '/faelle', 303);
    });

  const files = new Hono<Env>()
    .get('/faelle/:case', (c) => page(c))
    .get('/faelle/:case/unterlagen/:document', async (c) => {
      const { row } = await fileOf(c);
      const id = param(c, 'document');
      const found = isId(id) ? await documentBytes(db, row.id, id) : undefined;
      if (!found) throw new HttpError(404);
      return asFile(c, found.name, found.type, found.bytes);
    })
    .get('/faelle/:case/bericht.docx', async (c) => {
      const locale = c.get('locale');
      const content = reportOf(await fileOf(c), config.hoursPerDay, locale);
      const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
      return asFile(c, 'bericht.docx', type, await reportDocx(content, locale));
    })
    .get('/faelle/:case/bericht.pdf', async (c) => {
      const locale = c.get('locale');
      const content = reportOf(await fileOf(c), config.hoursPerDay, locale);
      return asFile(c, 'bericht.pdf', 'application/pdf', await reportPdf(content, formatDay(cases.today(), locale), locale));
    })
    .get('/faelle/:case/rechnung.xlsx', async (c) => {
      const file = await fileOf(c);
      const bytes = await invoiceXlsx(file, config.hoursPerDay, percentOf(file), c.get('locale'));
      return asFile(c, 'rechnung.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes);
    });

  return new Hono<Env>().route('/', record).route('/', steps).route('/', files);
}
