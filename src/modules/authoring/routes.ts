import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { fileTexts } from '#platform/files/texts.ts';
import { field, type FormInput, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { defineUpload } from '#platform/http/upload.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { may } from '#modules/accounts/index.ts';
import type { CheckFile, Translations } from '#modules/checks/index.ts';
import { listBodies } from '#modules/governance/index.ts';
import { headFields, headForm, headFrom, pointFields, pointFrom, themeFields, themeFrom } from './form.ts';
import {
  addPoint,
  addTheme,
  blankCheck,
  canEdit,
  isForPublishers,
  type DraftStep,
  isFree,
  move,
  onPoint,
  onTheme,
  remove,
  STEPS,
} from './model.ts';
import { invitationRoutes } from './invitation/routes.ts';
import { draftPage, stepField } from './pages/draft.tsx';
import { pointEditPage, themeEditPage } from './pages/edit.tsx';
import { standardsPage } from './pages/list.tsx';
import type { Authoring, Draft } from './service.ts';
import { LARGEST_WORKBOOK } from './sheet/read.ts';
import { authoringTexts } from './texts.ts';
import { readRoutes } from './routes-read.ts';
import { readUpload, type UploadFault } from './upload.ts';

const ID = /^[a-z][a-z0-9-]{1,59}$/;
const newForm = z.object({ title: field.required(300), id: field.required(60) });
const stepForm = z.object({ schritt: field.choice(STEPS) });
const stepFields = (step: DraftStep) =>
  z.object({
    [stepField(step, 'body')]: field.text(40),
    [stepField(step, 'until')]: field.optionalDay(),
    [stepField(step, 'reason')]: field.text(500),
  });
/** At which field of a step what is missing can be mended. */
const FIELD_OF: Partial<Record<string, string>> = { past: 'until', early: 'reason', undecided: 'body' };

const kinds = ['xlsx', 'yaml', 'json'] as const;
const newUpload = defineUpload({ route: '/standards/einlesen', kinds, largest: LARGEST_WORKBOOK });
const draftUpload = defineUpload({ route: '/standards/:draft/einlesen', kinds, largest: LARGEST_WORKBOOK });

/** /standards… */
export function authoringRoutes(services: Services, authoring: Authoring) {
  const { db, limits } = services;
  const topicIds = new Set(authoring.topics.all.map((topic) => topic.id));
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const open = (c: Ctx) => authoring.open(param(c, 'draft'));
  const bodies = async () => (await listBodies(db)).map(({ id, name }) => ({ id, name }));

  async function show(c: Ctx, draft: Draft, more: { form?: FormState; faults?: string[]; hindrance?: string } = {}): Promise<Response> {
    const today = services.clock.today();
    // A day that was said before stays, as long as it lies ahead.
    const until = draft.consultation_until ?? '';
    const input = { ...headFields(draft.file, draft.translations), [stepField('consult', 'until')]: [until >= today ? until : ''] };
    return draftPage(c, draft, { form: { locale: c.get('locale'), input, errors: {} }, bodies: await bodies(), today, ...more });
  }

  const revisionIn = (input: FormInput) => Number(/^\d{1,9}$/.exec(input['stand']?.[0] ?? '')?.[0] ?? -1);

  /** Saves, or says that somebody else did. */
  async function keep(
    c: Ctx,
    draft: Draft,
    input: FormInput,
    file: CheckFile,
    translations: Translations,
    again: (errors: Record<string, string>) => Response | Promise<Response>,
    path: string,
  ) {
    if (!canEdit(draft)) return again({ title: authoringTexts(c.get('locale')).locked });
    const saved = await authoring.save(draft, revisionIn(input), file, translations);
    if (!saved.ok) return again({ title: authoringTexts(c.get('locale')).outdated });
    leaveFlash(c, 'gespeichert');
    return c.redirect(`/standards/${draft.id}${path}`, 303);
  }

  const uploadFaults = (c: Ctx, fault: UploadFault): { form: FormState; faults: string[] } => {
    const locale = c.get('locale');
    if (fault.kind === 'content') return { form: emptyForm(locale), faults: fault.faults };
    return {
      form: { locale, input: {}, errors: { datei: { ...fileTexts(locale), ...authoringTexts(locale).fileFaults }[fault.fault] } },
      faults: [],
    };
  };

  const list = new Hono<Env>()
    .get('/standards', (c) => standardsPage(c, authoring, emptyForm(c.get('locale'))))
    .post('/standards/neu', async (c) => {
      const locale = c.get('locale');
      const t = authoringTexts(locale);
      const input = await readForm(c);
      const form = parseForm(newForm, input, locale);
      const errors = form.ok ? {} : form.errors;
      if (form.ok && !ID.test(form.value.id)) errors['id'] = t.idWrong;
      else if (form.ok && authoring.checks.editions.of(form.value.id).length > 0) errors['id'] = t.idTaken;
      if (!form.ok || Object.keys(errors).length > 0) return standardsPage(c, authoring, { locale, input, errors });
      const id = await authoring.begin({ file: blankCheck(form.value.id, form.value.title), translations: {} });
      leaveFlash(c, 'begonnen');
      return c.redirect(`/standards/${id}`, 303);
    })
    .post('/standards/fassung/:id', async (c) => {
      const id = await authoring.beginNext(c.req.param('id'));
      leaveFlash(c, 'begonnen');
      return c.redirect(`/standards/${id}`, 303);
    })
    .post('/standards/zurueckziehen/:id/:version', async (c) => {
      const version = Number(c.req.param('version'));
      if (!Number.isInteger(version) || version > 9999 || !(await authoring.checks.editions.withdraw(c.req.param('id'), version)))
        throw new HttpError(404);
      leaveFlash(c, 'zurueckgezogen');
      return c.redirect('/standards', 303);
    })
    .post('/standards/einlesen', limits('import', 60, 3600), async (c) => {
      const read = await readUpload(await newUpload.read(c), topicIds);
      if (!read.ok || read.value.kind === 'translation') {
        const { form, faults } = uploadFaults(c, read.ok ? { kind: 'file', fault: 'noCheck' } : read.fault);
        return standardsPage(c, authoring, form, faults);
      }
      const id = await authoring.begin(read.value.source);
      leaveFlash(c, 'eingelesen');
      return c.redirect(`/standards/${id}`, 303);
    });

  const edit = new Hono<Env>()
    .get('/standards/:draft', async (c) => show(c, await open(c)))
    .post('/standards/:draft', async (c) => {
      const draft = await open(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(headForm, input, locale);
      const again = (errors: Record<string, string>) => show(c, draft, { form: { locale, input, errors } });
      if (!form.ok) return again(form.errors);
      const [file, translations] = headFrom(draft.file, draft.translations, input, form.value);
      return keep(c, draft, input, file, translations, again, '#kopf');
    })
    .post('/standards/:draft/aufbau', async (c) => {
      const draft = await open(c);
      const t = authoringTexts(c.get('locale'));
      const input = await readForm(c);
      const again = (errors: Record<string, string>) => show(c, draft, { hindrance: Object.values(errors)[0] ?? t.outdated });
      const [what = '', kind = '', id = ''] = (input['tun']?.[0] ?? '').split(' ');
      const [title, short] = [
        (input['titel']?.[0] ?? '').toWellFormed().replaceAll('\0', '').trim().slice(0, 300),
        (input['kurz']?.[0] ?? '').trim(),
      ];
      if (what === 'thema' || what === 'punkt') {
        if (!ID.test(short)) return again({ kurz: t.idWrong });
        if (!isFree(draft.file, short)) return again({ kurz: t.idTaken });
        const theme = input['thema']?.[0] ?? '';
        const file = what === 'thema' ? addTheme(draft.file, short, title) : addPoint(draft.file, theme, short, title);
        return keep(c, draft, input, file, draft.translations, again, `/${what}/${short}`);
      }
      if (kind !== 'theme' && kind !== 'point') throw new HttpError(422);
      const file = what === 'weg' ? remove(draft.file, kind, id) : move(draft.file, kind, id, what === 'hoch' ? -1 : 1);
      return keep(c, draft, input, file, draft.translations, again, '');
    })
    .post('/standards/:draft/zuruecknehmen', async (c) => {
      const draft = await open(c);
      const done = await authoring.undo(draft, revisionIn(await readForm(c)));
      if (!done.ok) return show(c, draft, { hindrance: authoringTexts(c.get('locale')).notUndone });
      leaveFlash(c, 'zurueckgenommen');
      return c.redirect(`/standards/${draft.id}`, 303);
    })
    .get('/standards/:draft/thema/:theme', async (c) => {
      const draft = await open(c);
      const theme = draft.file.themes.find(({ id }) => id === param(c, 'theme'));
      if (!theme) throw new HttpError(404);
      return themeEditPage(c, draft, theme, { locale: c.get('locale'), input: themeFields(theme, draft.translations), errors: {} });
    })
    .post('/standards/:draft/thema/:theme', async (c) => {
      const draft = await open(c);
      const theme = draft.file.themes.find(({ id }) => id === param(c, 'theme'));
      if (!theme) throw new HttpError(404);
      const locale = c.get('locale');
      const input = await readForm(c);
      const [next, translations] = themeFrom(theme, draft.translations, input);
      const again = (errors: Record<string, string>) => themeEditPage(c, draft, next, { locale, input, errors });
      return keep(
        c,
        draft,
        input,
        onTheme(draft.file, theme.id, () => next),
        translations,
        again,
        `/thema/${theme.id}`,
      );
    })
    .get('/standards/:draft/punkt/:point', async (c) => {
      const draft = await open(c);
      const point = draft.file.themes.flatMap((theme) => theme.checkpoints).find(({ id }) => id === param(c, 'point'));
      if (!point) throw new HttpError(404);
      const form = { locale: c.get('locale'), input: pointFields(point, draft.translations), errors: {} };
      return pointEditPage(c, draft, point, form, authoring.topics);
    })
    .post('/standards/:draft/punkt/:point', async (c) => {
      const draft = await open(c);
      const point = draft.file.themes.flatMap((theme) => theme.checkpoints).find(({ id }) => id === param(c, 'point'));
      if (!point) throw new HttpError(404);
      const locale = c.get('locale');
      const input = await readForm(c);
      const [next, translations] = pointFrom(point, draft.translations, input);
      const again = (errors: Record<string, string>) => pointEditPage(c, draft, next, { locale, input, errors }, authoring.topics);
      return keep(
        c,
        draft,
        input,
        onPoint(draft.file, point.id, () => next),
        translations,
        again,
        `/punkt/${point.id}`,
      );
    })
    .post('/standards/:draft/einlesen', limits('import', 60, 3600), async (c) => {
      const draft = await open(c);
      const read = await readUpload(await draftUpload.read(c), topicIds);
      if (!read.ok) {
        const { form, faults } = uploadFaults(c, read.fault);
        return show(c, draft, faults.length > 0 ? { faults } : { form: { ...form, input: headFields(draft.file, draft.translations) } });
      }
      const { value } = read;
      if (value.kind === 'check' && value.source.file.id !== draft.check_id) {
        const errors = { datei: authoringTexts(c.get('locale')).fileFaults.otherCheck };
        return show(c, draft, { form: { locale: c.get('locale'), input: headFields(draft.file, draft.translations), errors } });
      }
      const file = value.kind === 'check' ? { ...value.source.file, version: draft.version } : draft.file;
      const translations =
        value.kind === 'check'
          ? { ...draft.translations, ...value.source.translations }
          : { ...draft.translations, [value.language]: value.content };
      const saved = canEdit(draft) && (await authoring.save(draft, draft.revision, file, translations)).ok;
      if (!saved) return show(c, draft, { hindrance: authoringTexts(c.get('locale')).locked });
      leaveFlash(c, 'eingelesen');
      return c.redirect(`/standards/${draft.id}`, 303);
    })
    .post('/standards/:draft/schritt', async (c) => {
      const draft = await open(c);
      const t = authoringTexts(c.get('locale'));
      const [input, locale] = [await readForm(c), c.get('locale')];
      const chosen = parseForm(stepForm, input, locale);
      if (!chosen.ok) throw new HttpError(422);
      const { schritt } = chosen.value;
      /** The page once more, with what was typed into the step. */
      const again = (errors: Record<string, string>, hindrance?: string) => {
        const kept = { ...headFields(draft.file, draft.translations), ...input };
        return show(c, draft, { form: { locale, input: kept, errors }, ...(hindrance ? { hindrance } : {}) });
      };
      const form = parseForm(stepFields(schritt), input, locale);
      if (!form.ok) return again(form.errors);
      const [body = '', until, reason = ''] = (['body', 'until', 'reason'] as const).map((name) => form.value[stepField(schritt, name)]);
      if (isForPublishers(schritt) && !may(c.get('actor'), 'standard.publish')) throw new HttpError(403);
      const done = await authoring.step(draft, schritt, { bodyId: isId(body) ? body : undefined, until, reason, who: c.get('actor').name });
      const at = done.ok ? undefined : FIELD_OF[done.fault];
      if (!done.ok) return at ? again({ [stepField(schritt, at)]: t.hindrances[done.fault] }) : again({}, t.hindrances[done.fault]);
      leaveFlash(c, schritt === 'consult' ? 'inBeratung' : 'schritt');
      return c.redirect(`/standards/${draft.id}${schritt === 'consult' ? '/einladung' : ''}`, 303);
    });

  return new Hono<Env>()
    .route('/', list)
    .route('/', readRoutes(services, authoring))
    .route('/', invitationRoutes(authoring.invitations, open))
    .route('/', edit);
}
