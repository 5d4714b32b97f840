import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, filledForm, type FormState } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Services } from '#platform/services.ts';
import { type ChecksService, rateAgain } from '#modules/checks/index.ts';
import { tokenFile } from './file.ts';
import { NUMBER, validityOf } from './model.ts';
import { issuePage } from './pages/issue.tsx';
import { managePage, verificationPage } from './pages/manage.tsx';
import type { DeclarationsService } from './service.ts';
import { type Declaration, declarationFile, updateDeclaration } from './store.ts';
import { declarationsTexts } from './texts.ts';

const optionalEmail = field.optionalEmail().transform((text) => (text === '' ? undefined : text));
const issueForm = z.object({
  company: field.required(200),
  place: field.text(120),
  named: field.checkbox(),
  email: optionalEmail,
  honest: field.consent(),
});
const settingsForm = z.object({ named: field.checkbox(), email: optionalEmail });

/** /bogen/:token/erklaerung, /erklaerung/…, /.well-known/transferwerk-keys.json */
export function declarationsRoutes(services: Services, declarations: DeclarationsService, checks: ChecksService) {
  const { db, limits, config } = services;
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';

  const checkTitle = (c: Ctx, { check_id, version }: Declaration): string => {
    const title = checks.version(check_id, version)?.title;
    return title ? inLocale(title, c.get('locale')) : check_id;
  };

  async function manage(c: Ctx, form?: FormState): Promise<Response> {
    const token = param(c, 'token');
    const declaration = await declarations.open(token);
    const locale = c.get('locale');
    const kept = filledForm(locale, { named: declaration.named ? 'ja' : undefined, email: declaration.email });
    return managePage(c, {
      declaration,
      token,
      check: checkTitle(c, declaration),
      state: validityOf(declaration, declarations.today()),
      canRenew: checks.newest(declaration.check_id) !== undefined,
      publicUrl: config.publicUrl,
      form: form ?? kept,
    });
  }

  return new Hono<Env>()
    .get('/bogen/:token/erklaerung', async (c) => {
      const opened = await checks.open(param(c, 'token'));
      const known = await declarations.of(opened.assessment.id);
      if (known) return c.redirect(`/erklaerung/verwalten/${known.token}`, 303);
      return issuePage(c, declarations, opened, emptyForm(c.get('locale')));
    })
    .post('/bogen/:token/erklaerung', limits('declaration', 20, 3600), async (c) => {
      const opened = await checks.open(param(c, 'token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(issueForm, input, locale);
      if (!form.ok) return issuePage(c, declarations, opened, { locale, input, errors: form.errors });
      const { honest: _, ...wish } = form.value;
      const issued = await declarations.issue(opened, { ...wish, locale });
      if (!issued.ok) {
        const t = declarationsTexts(locale);
        const errors = { company: issued.fault === 'declared' ? t.declared : t.notYet };
        return issuePage(c, declarations, opened, { locale, input, errors });
      }
      leaveFlash(c, 'ausgestellt');
      return c.redirect(`/erklaerung/verwalten/${issued.value}`, 303);
    })
    .get('/erklaerung/verwalten/:token', (c) => manage(c))
    .post('/erklaerung/verwalten/:token', async (c) => {
      const declaration = await declarations.open(param(c, 'token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(settingsForm, input, locale);
      if (!form.ok) return manage(c, { locale, input, errors: form.errors });
      await updateDeclaration(db, declaration.id, { named: form.value.named, email: form.value.email ?? null });
      leaveFlash(c, 'geaendert');
      return c.redirect(`/erklaerung/verwalten/${param(c, 'token')}`, 303);
    })
    .post('/erklaerung/verwalten/:token/zurueckziehen', async (c) => {
      const declaration = await declarations.open(param(c, 'token'));
      if (!declaration.withdrawn_at) await updateDeclaration(db, declaration.id, { withdrawn_at: services.clock.now() });
      leaveFlash(c, 'zurueckgezogen');
      return c.redirect(`/erklaerung/verwalten/${param(c, 'token')}`, 303);
    })
    .post('/erklaerung/verwalten/:token/erneuern', limits('check-start', 60, 3600), async (c) => {
      const declaration = await declarations.open(param(c, 'token'));
      const newest = checks.newest(declaration.check_id);
      if (!newest) throw new HttpError(404);
      const before = await checks.byId(declaration.assessment_id);
      leaveFlash(c, before ? 'neuBewertet' : 'begonnen');
      return c.redirect(before ? await rateAgain(checks, before, newest) : checks.pathOf(await checks.start(newest)), 303);
    })
    .get('/erklaerung/verwalten/:token/datei.pdf', async (c) => {
      const declaration = await declarations.open(param(c, 'token'));
      const file = await declarationFile(db, declaration.id);
      if (!file || file.length === 0) throw new HttpError(410);
      c.header('Content-Disposition', `attachment; filename="${declaration.number}.pdf"`);
      c.header('Cache-Control', 'private, no-store');
      return c.body(new Uint8Array(file), 200, { 'content-type': 'application/pdf' });
    })
    .get('/erklaerung/verwalten/:token/unterschrift.json', async (c) => {
      const declaration = await declarations.open(param(c, 'token'));
      if (declaration.token === '') throw new HttpError(410);
      c.header('Content-Disposition', `attachment; filename="${declaration.number}.json"`);
      c.header('Cache-Control', 'private, no-store');
      return c.body(tokenFile(declaration.token), 200, { 'content-type': 'application/json' });
    })
    .get('/erklaerung/:number', limits('declaration-look', 300, 3600), async (c) => {
      const number = c.req.param('number').toUpperCase();
      const declaration = NUMBER.test(number) ? await declarations.byNumber(number) : undefined;
      if (!declaration) throw new HttpError(404, declarationsTexts(c.get('locale')).unknown);
      return verificationPage(c, declaration, checkTitle(c, declaration), validityOf(declaration, declarations.today()));
    })
    .get('/.well-known/transferwerk-keys.json', async (c) => {
      const keys = await declarations.keys.published();
      c.header('Cache-Control', 'public, max-age=3600');
      c.header('Access-Control-Allow-Origin', '*');
      return c.json({ keys: keys.map(({ key, retiredAt }) => ({ ...key, use: 'sig', alg: 'EdDSA', retired: retiredAt?.toISOString() })) });
    });
}
