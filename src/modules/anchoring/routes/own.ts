import { localDay } from '#platform/clock.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { filledForm, type FormState } from '#design/index.ts';
import { field, type FormInput, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { formatNumber } from '#platform/i18n/format.ts';
import { isId, newId } from '#platform/ids.ts';
import { withoutMarkup } from '#platform/pasted.ts';
import type { Services } from '#platform/services.ts';
import { askedPage } from '#platform/lists.ts';
import { type AccountsService, holdersOf, permit } from '#modules/accounts/index.ts';
import { type Organisation, organisationsByIds } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { LEVELS, type Line, SUPPORT_KINDS } from '../model.ts';
import { assessPage, potentialPage } from '../pages/assess.tsx';
import { ownPage } from '../pages/own.tsx';
import { posterPdf, slidesDocx } from '../paper.ts';
import type { Anchoring } from '../service.ts';
import * as store from '../store.ts';
import { anchoringTexts } from '../texts.ts';

const prose = (most: number) =>
  z.preprocess((value) => (Array.isArray(value) ? withoutMarkup(String(value[0] ?? '')) : ''), field.text(most));
const day = () => field.optionalDay().refine((text) => text !== undefined, 'required');
const measureForm = z.object({ title: field.required(200), level: field.choice(LEVELS), responsible: field.required(120), due: day() });
const conceptForm = z.object({
  goals: prose(3000),
  example: prose(3000),
  shared: field.checkbox(),
  ...(Object.fromEntries(
    LEVELS.flatMap((level) => [
      [`name-${level}`, field.text(120)],
      [`mail-${level}`, field.optionalEmail()],
    ]),
  ) as Record<string, z.ZodType<string>>),
});
const supportForm = z.object({ supportKind: field.choice(SUPPORT_KINDS), supportText: field.required(2000) });
const RATINGS = ['none', 'some', 'urgent', 'notApplicable'];

/** /organisation/:organisation/verankerung… */
export function ownRoutes(
  { db, clock, config, limits }: Services,
  { anchoring, accounts, topics }: { anchoring: Anchoring; accounts: AccountsService; topics: Topics },
) {
  const now = () => clock.now();
  const today = () => localDay(now());
  const { definition } = anchoring;

  async function organisationOf(c: Ctx): Promise<Organisation> {
    const id = c.req.param('organisation' as never) ?? '';
    const found = isId(id) ? (await organisationsByIds(db, [id])).get(id) : undefined;
    if (!found) throw new HttpError(404);
    permit('anchoring.own', { organisation: id });
    return found;
  }
  const base = (c: Ctx) => `/organisation/${c.req.param('organisation' as never) ?? ''}/verankerung`;
  const back = (c: Ctx, flash = 'gespeichert') => {
    leaveFlash(c, flash);
    return c.redirect(base(c), 303);
  };

  async function show(c: Ctx, form?: FormState): Promise<Response> {
    const organisation = await organisationOf(c);
    const view = await anchoring.of(organisation.id, c.get('locale'));
    const { concept } = view;
    const contacts = LEVELS.flatMap((level) => [
      [`name-${level}`, concept?.contacts[level]?.name],
      [`mail-${level}`, concept?.contacts[level]?.email],
    ]);
    const known = filledForm(c.get('locale'), {
      ...Object.fromEntries(contacts),
      level: 'advisers',
      goals: concept?.goals,
      example: concept?.example,
      shared: concept?.example_shared ? 'ja' : undefined,
    });
    const shown = form ? { ...form, input: { ...known.input, ...form.input } } : known;
    return ownPage(c, {
      ...view,
      c,
      organisation,
      support: await store.supportOf(db, organisation.id, askedPage(c)),
      definition,
      form: shown,
      today: today(),
    });
  }
  const ratingsIn = (input: FormInput): store.Ratings =>
    Object.fromEntries(
      definition.themes
        .flatMap((theme) => theme.checkpoints)
        .map((point): [string, string] => [point.id, typed(input, point.id)])
        .filter(([, rating]) => RATINGS.includes(rating)),
    );

  function lineText(line: Line, c: Ctx): { text: string; href: string } {
    const locale = c.get('locale');
    const t = anchoringTexts(locale).lines;
    const label = 'topic' in line ? topics.label(line.topic, locale) : '';
    if (line.kind === 'others') return { text: t.others(label, line.count), href: `/finden?thema=${line.topic}` };
    if (line.kind === 'gap')
      return { text: t.gap(label, `${formatNumber(Math.round(line.share * 100), locale)} %`), href: `/abdeckung?thema=${line.topic}` };
    if (line.kind === 'network') return { text: t.network(line.name), href: line.href };
    return { text: t[line.kind](line.title, label), href: line.href };
  }
  function asFile(c: Ctx, name: string, type: string, bytes: Uint8Array<ArrayBuffer> | string): Response {
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    c.header('Cache-Control', 'private, no-store');
    return c.body(bytes, 200, { 'content-type': type });
  }

  const pages = new Hono<Env>()
    .get('/organisation/:organisation/verankerung', (c) => show(c))
    .get('/organisation/:organisation/verankerung/einschaetzung', async (c) => {
      const organisation = await organisationOf(c);
      const concept = await store.conceptOf(db, organisation.id);
      return assessPage(c, { organisation, definition, form: filledForm(c.get('locale'), concept?.ratings ?? {}) });
    })
    .post('/organisation/:organisation/verankerung/einschaetzung', async (c) => {
      const { id } = await organisationOf(c);
      await store.saveConcept(db, id, { ratings: JSON.stringify(ratingsIn(await readForm(c))) }, now());
      return back(c);
    })
    .get('/organisation/:organisation/verankerung/potenzial', async (c) => {
      const organisation = await organisationOf(c);
      const lines = await anchoring.potential(organisation, c.get('locale'));
      return potentialPage(
        c,
        organisation,
        lines.map((line) => lineText(line, c)),
      );
    })
    .get('/organisation/:organisation/verankerung/folien.docx', async (c) => {
      const { id, name } = await organisationOf(c);
      const contacts = (await store.conceptOf(db, id))?.contacts ?? {};
      const bytes = await slidesDocx(name, contacts, config.publicUrl, c.get('locale'));
      return asFile(c, 'folien.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', new Uint8Array(bytes));
    })
    .get('/organisation/:organisation/verankerung/intranet.txt', async (c) => {
      const { name } = await organisationOf(c);
      return asFile(c, 'intranet.txt', 'text/plain; charset=utf-8', anchoringTexts(c.get('locale')).paper.intranet(name, config.publicUrl));
    })
    .get('/organisation/:organisation/verankerung/aushang.pdf', async (c) => {
      const { name } = await organisationOf(c);
      return asFile(c, 'aushang.pdf', 'application/pdf', new Uint8Array(await posterPdf(name, config.publicUrl, c.get('locale'))));
    });

  const changes = new Hono<Env>()
    .post('/organisation/:organisation/verankerung/konzept', async (c) => {
      const { id } = await organisationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(conceptForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      const { goals, example, shared } = form.value;
      const contacts: store.Contacts = {};
      for (const level of LEVELS) {
        const contact = { name: typed(input, `name-${level}`).trim(), email: typed(input, `mail-${level}`).trim() };
        if (contact.name + contact.email !== '') contacts[level] = contact;
      }
      await store.saveConcept(db, id, { goals, example, example_shared: shared, contacts: JSON.stringify(contacts) }, now());
      return back(c);
    })
    .post('/organisation/:organisation/verankerung/massnahmen', async (c) => {
      const { id } = await organisationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(measureForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      if (!(await store.conceptOf(db, id))) await store.saveConcept(db, id, {}, now());
      await store.insertMeasure(db, { ...form.value, id: newId(now().getTime()), organisation_id: id, done_on: null, created_at: now() });
      return back(c);
    })
    .post('/organisation/:organisation/verankerung/massnahmen/:measure/erledigt', async (c) => {
      const { id } = await organisationOf(c);
      const measure = (await store.measuresOf(db, [id])).find((each) => each.id === c.req.param('measure'));
      if (!measure) throw new HttpError(404);
      await store.setMeasureDone(db, id, measure.id, measure.done_on ? null : today());
      return back(c);
    })
    .post('/organisation/:organisation/verankerung/massnahmen/:measure/entfernen', async (c) => {
      const { id } = await organisationOf(c);
      const measure = c.req.param('measure');
      if (isId(measure)) await store.removeMeasure(db, id, measure);
      return back(c);
    })
    .post('/organisation/:organisation/verankerung/unterstuetzung', limits('support', 60, 3600), async (c) => {
      const { id, name } = await organisationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(supportForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      const { name: who, userId } = c.get('actor');
      await store.insertSupport(db, {
        id: newId(now().getTime()),
        organisation_id: id,
        kind: form.value.supportKind,
        text: form.value.supportText,
        asked_by: who,
        asked_by_id: userId,
        asked_at: now(),
      });
      const title = anchoringTexts('de').noticeAsked(name);
      for (const office of await holdersOf(db, ['office'], null))
        await accounts.notify.tell({ userId: office, kind: 'request', title, path: '/geschaeftsstelle/verankerung' });
      return back(c, 'angefragt');
    })
    .post('/organisation/:organisation/verankerung/unterstuetzung/:support/erledigt', async (c) => {
      const { id } = await organisationOf(c);
      const support = c.req.param('support');
      const row = isId(support) ? await store.supportById(db, support) : undefined;
      if (!row || row.organisation_id !== id) throw new HttpError(404);
      await store.closeSupport(db, row, now());
      return back(c);
    });

  return new Hono<Env>().route('/', pages).route('/', changes);
}
