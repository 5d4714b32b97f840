import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { inTransaction, type Db } from '#platform/database/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, userOf } from '#modules/accounts/index.ts';
import { type ChecksService, CHECK_LINK } from '#modules/checks/index.ts';
import { COMPANY_LINK, requestById, requestsByEmail, type RequestsService } from '#modules/requests/index.ts';
import { type Claimed, companyPage, newCompanyPage, type OwnRequest } from './pages.tsx';
import {
  type ClaimKind,
  type ClaimRow,
  claimsOf,
  companyById,
  type CompanyRow,
  insertClaim,
  insertCompany,
  removeClaim,
  saveCompany,
} from './store.ts';
import { companiesTexts } from './texts.ts';

const companyForm = z.object({ name: field.name(200), place: field.text(80) });
const MOST_OWN = 30;
const linkForm = z.object({ link: field.required(500) });

/** A pasted link → what it opens. */
const LINKS: [pattern: RegExp, kind: ClaimKind, purpose: string][] = [
  [/\/bogen\/([A-Za-z0-9_-]{43})/, 'assessment', CHECK_LINK],
  [/\/anfrage\/stand\/([A-Za-z0-9_-]{43})/, 'request', COMPANY_LINK],
];

export interface CompaniesParts {
  services: Services;
  accounts: AccountsService;
  checks: ChecksService;
  requests: RequestsService;
  /** The request that the case behind a company's link began with. */
  requestOfCase(token: string): Promise<string | undefined>;
}

/** /betrieb/neu, /betrieb/:company */
export function companiesRoutes({ services, accounts, checks, requests, requestOfCase }: CompaniesParts) {
  const { db, links, clock } = services;

  async function companyOf(c: Ctx): Promise<CompanyRow> {
    const id = c.req.param('company') ?? '';
    const company = isId(id) ? await companyById(db, id) : undefined;
    if (!company) throw new HttpError(404);
    return company;
  }

  /** What a claim shows as; what is no longer there says so instead of failing. */
  async function claimed(c: Ctx, claim: ClaimRow): Promise<Claimed> {
    const t = companiesTexts(c.get('locale'));
    const gone: Claimed = { claim, title: t.gone, note: '', href: undefined, planHref: undefined };
    try {
      if (claim.kind === 'assessment') {
        const token = links.token(CHECK_LINK, claim.link);
        const { definition, assessment } = await checks.open(token);
        const total = definition.themes.flatMap((theme) => theme.checkpoints).length;
        const note = t.progress(Object.keys(assessment.ratings).length, total, assessment.measures.length);
        return { claim, title: definition.title.de, note, href: `/bogen/${token}`, planHref: `/bogen/${token}/plan` };
      }
      const token = links.token(COMPANY_LINK, claim.link);
      const request = await requests.open(COMPANY_LINK, token);
      return { claim, title: request.target.title, note: t.states[request.state], href: `/anfrage/stand/${token}`, planHref: undefined };
    } catch (error) {
      if (error instanceof HttpError) return gone;
      throw error;
    }
  }

  async function show(c: Ctx, form: FormState): Promise<Response> {
    const company = await companyOf(c);
    const claims = await claimsOf(db, company.id);
    return companyPage(c, company, await Promise.all(claims.map((claim) => claimed(c, claim))), await ownRequests(c, claims), form);
  }

  /** What came with the address of whoever is signed in: it is proven by the sign-in. */
  async function ownRequests(c: Ctx, claims: readonly ClaimRow[]): Promise<OwnRequest[]> {
    const t = companiesTexts(c.get('locale'));
    const known = new Set(claims.map((claim) => claim.subject));
    return (await requestsByEmail(db, c.get('actor').email))
      .filter((request) => !known.has(request.id))
      .slice(0, MOST_OWN)
      .map(({ target, state, companyLink }) => ({
        path: `/anfrage/stand/${links.token(COMPANY_LINK, companyLink)}`,
        title: target.title,
        note: t.states[state],
      }));
  }

  /** The link to a case stands for the request that it began with. */
  async function requestLinkOf(pasted: string): Promise<string> {
    const token = /\/fall\/([A-Za-z0-9_-]{43})/.exec(pasted)?.[1];
    const requestId = token && (await requestOfCase(token));
    const request = requestId ? await requestById(db, requestId) : undefined;
    return request ? `/anfrage/stand/${links.token(COMPANY_LINK, request.companyLink)}` : pasted;
  }

  return new Hono<Env>()
    .get('/betrieb/neu', (c) => newCompanyPage(c, emptyForm(c.get('locale'))))
    .post('/betrieb/neu', services.limits('company', 20, 3600), async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(companyForm, input, locale);
      if (!form.ok) return newCompanyPage(c, { locale, input, errors: form.errors });
      const id = newId(clock.now().getTime());
      await inTransaction(db, async (trx: Db) => {
        await insertCompany(trx, { ...form.value, id, created_at: clock.now() });
        await accounts.membership.grant(trx, userOf(c), 'company', id);
      });
      leaveFlash(c, 'angelegt');
      return c.redirect(`/betrieb/${id}`, 303);
    })
    .get('/betrieb/:company', (c) => show(c, emptyForm(c.get('locale'))))
    .post('/betrieb/:company', async (c) => {
      const company = await companyOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(companyForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      await saveCompany(db, company.id, form.value);
      leaveFlash(c, 'gespeichert');
      return c.redirect(`/betrieb/${company.id}`, 303);
    })
    .post('/betrieb/:company/holen', async (c) => {
      const company = await companyOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(linkForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      const pasted = await requestLinkOf(form.value.link);
      for (const [pattern, kind, purpose] of LINKS) {
        const token = pattern.exec(pasted)?.[1];
        const link = token ? await links.open(db, purpose, token) : 'unknown';
        if (typeof link === 'string') continue;
        const at = clock.now();
        await insertClaim(db, {
          id: newId(at.getTime()),
          company_id: company.id,
          kind,
          subject: link.subject,
          link: link.id,
          claimed_at: at,
        });
        leaveFlash(c, 'geholt');
        return c.redirect(`/betrieb/${company.id}`, 303);
      }
      return show(c, { locale, input, errors: { link: companiesTexts(locale).wrongLink } });
    })
    .post('/betrieb/:company/eintrag/:claim/loesen', async (c) => {
      const company = await companyOf(c);
      const claim = c.req.param('claim');
      if (!isId(claim)) throw new HttpError(404);
      await removeClaim(db, company.id, claim);
      leaveFlash(c, 'geloest');
      return c.redirect(`/betrieb/${company.id}`, 303);
    });
}
