import { troubledAbout } from '#platform/mail/index.ts';
import { Hono } from 'hono';
import { emptyForm, type FormState } from '#design/index.ts';
import { type FormInput, parseForm, typed } from '#platform/forms/index.ts';
import { readForm, readQuery } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Services } from '#platform/services.ts';
import type { ChecksService, Opened } from '#modules/checks/index.ts';
import { checkCameFrom, snapshot, withoutCheckLink } from '#modules/checks/index.ts';
import { listOrganisations } from '#modules/organisations/index.ts';
import type { Target } from './model.ts';
import { requestForm, requestFormPage } from './pages/form.tsx';
import { answerRequest } from './answer.ts';
import { inboxRoutes } from './inbox.tsx';
import { requestDesk } from './paths.ts';
import { receivePage } from './pages/receive.tsx';
import { statusPage } from './pages/status.tsx';
import { COMPANY, RECEIVER, type RequestsService } from './service.ts';
import type { Targets } from './targets.ts';
import { requestsTexts } from './texts.ts';

export interface RequestsParts {
  service: RequestsService;
  targets: Targets;
  checks: ChecksService;
  /** Where the company finds the case that its request became. */
  caseOf(requestId: string): Promise<string | undefined>;
  /** Where the signed-in person works on that case; undefined where there is none, or it is not theirs. */
  deskOf(requestId: string): Promise<string | undefined>;
  /** A request was taken up: its case is there at once, not only when a job has run. */
  openCase(requestId: string): Promise<void>;
}

/** The check that a company comes from; a wrong or expired link simply shares nothing. */
const checkOf = (checks: ChecksService, token: string): Promise<Opened | undefined> =>
  token === '' ? Promise.resolve(undefined) : checks.open(token).catch(() => undefined);

async function targetOf(targets: Targets, named: string): Promise<{ target: Target; targetIsGone: boolean }> {
  if (named === '') return { target: targets.office(), targetIsGone: false };
  const target = await targets.find(named);
  return { target: target ?? targets.office(), targetIsGone: target === undefined };
}

function sendRoutes({ service, targets, checks }: RequestsParts, { limits }: Services) {
  /** The check that somebody comes from, and how the form names it. */
  async function checkFor(c: Ctx, input: FormInput) {
    const token = checkCameFrom(c, typed(input, 'bogen'));
    const opened = await checkOf(checks, token);
    return { opened, check: opened && { token, title: inLocale(opened.definition.title, c.get('locale')) } };
  }
  return new Hono<Env>()
    .get('/anfrage', async (c) => {
      const bare = withoutCheckLink(c);
      if (bare) return c.redirect(bare, 303);
      const query = readQuery(c);
      const input: FormInput = {
        an: [typed(query, 'an').slice(0, 120)],
        bogen: [typed(query, 'bogen').slice(0, 60)],
        message: [typed(query, 'text').slice(0, 500)],
        place: [typed(query, 'ort').slice(0, 80)],
        share: ['nothing'],
      };
      const { check } = await checkFor(c, input);
      const state: FormState = { locale: c.get('locale'), input, errors: {} };
      return requestFormPage(c, { state, check, ...(await targetOf(targets, typed(input, 'an'))) });
    })
    .post('/anfrage', limits('request', 20, 3600), async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(requestForm, input, locale);
      const target = await targetOf(targets, typed(input, 'an').slice(0, 120));
      const { opened, check } = await checkFor(c, input);
      if (!form.ok) return requestFormPage(c, { state: { locale, input, errors: form.errors }, check, ...target });
      const { consent: _, an: __, bogen: ___, ...value } = form.value;
      const share = opened ? (value.share ?? 'nothing') : 'nothing';
      const token = await service.send({ ...value, locale, target: target.target, share, shared: opened && snapshot(opened, share, 'de') });
      leaveFlash(c, 'gesendet');
      return c.redirect(`/anfrage/stand/${token}`, 303);
    });
}

function companyRoutes({ service, caseOf }: RequestsParts) {
  const status = async (c: Ctx, token: string, fault?: string) => {
    const request = await service.open(COMPANY, token);
    return statusPage(c, request, { fault, casePath: await caseOf(request.id) });
  };
  return new Hono<Env>()
    .get('/anfrage/stand/:token', (c) => status(c, c.req.param('token')))
    .post('/anfrage/stand/:token/zurueckziehen', async (c) => {
      const token = c.req.param('token');
      const request = await service.open(COMPANY, token);
      const result = await service.withdraw(request.id);
      if (!result.ok) return status(c, token, requestsTexts(c.get('locale')).notPossible);
      leaveFlash(c, 'zurueckgezogen');
      return c.redirect(`/anfrage/stand/${token}`, 303);
    });
}

function receiverRoutes(parts: RequestsParts, { db }: Services) {
  const { service, deskOf } = parts;
  const answer = (c: Ctx, token: string) => answerRequest(c, parts, db, () => parts.service.open(RECEIVER, token));

  return new Hono<Env>()
    .get('/anfrage/an/:token', async (c) => {
      const request = await service.open(RECEIVER, c.req.param('token'));
      return receivePage(c, {
        request,
        state: emptyForm(c.get('locale')),
        organisations: await listOrganisations(db),
        casePath: await deskOf(request.id),
        undelivered: await troubledAbout(db, requestDesk(request.id)),
      });
    })
    .post('/anfrage/an/:token', (c) => answer(c, c.req.param('token')));
}

/** /anfrage, /anfrage/stand/:token, /anfrage/an/:token, and the inboxes */
export function requestsRoutes(parts: RequestsParts, services: Services) {
  return new Hono<Env>()
    .route('/', sendRoutes(parts, services))
    .route('/', companyRoutes(parts))
    .route('/', receiverRoutes(parts, services))
    .route('/', inboxRoutes(parts, services));
}
