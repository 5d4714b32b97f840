import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm } from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { defineUpload } from '#platform/http/upload.ts';
import { ok } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { LARGEST_CREDENTIAL } from './file.ts';
import { type DidDocument, didDocumentSchema, keyDocument, webAddress } from './model.ts';
import { issuersPage } from './pages/issuers.tsx';
import { checkPage, credentialPage } from './pages/public.tsx';
import { credentialPaper } from './paper.ts';
import type { Credentials } from './service.ts';
import { distrustIssuer, trustedIssuers, trustIssuer } from './store.ts';
import { credentialsTexts } from './texts.ts';

const NUMBER = /^NW(?:-[0-9A-HJKMNP-TV-Z]{4}){3}$/;
/** Where a number is verified: credentials here, declarations and awards in their own rooms. */
const ROOMS: Record<string, string> = { NW: '/nachweise', SE: '/erklaerung', PR: '/praedikate/urkunde' };

function pathOfNumber(text: string): string | undefined {
  const number = text.trim().toUpperCase();
  const room = /^[A-Z]{2}(?:-[0-9A-Z]{4}){3}$/.test(number) ? ROOMS[number.slice(0, 2)] : undefined;
  return room && `${room}/${number}`;
}
const MOST_CONTENT = 200_000;
const checkUpload = defineUpload({ route: '/nachweise/pruefen', kinds: ['json'], largest: LARGEST_CREDENTIAL, pasted: 'content' });
const checkForm = z.object({ content: field.text(MOST_CONTENT) });
const issuerForm = z.object({ name: field.required(120), document: field.required(20_000) });

/** What was pasted: a DID document, or a did:key, which is its own. */
function documentIn(text: string): DidDocument | undefined {
  const key = keyDocument(text.trim());
  if (key) return key;
  try {
    const parsed = didDocumentSchema.safeParse(JSON.parse(text));
    // A document that calls itself did:key may hold only the key of its name.
    if (parsed.success && parsed.data.id.startsWith('did:key:')) return keyDocument(parsed.data.id);
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** /nachweise…, /.well-known/did.json */
export function credentialsRoutes(services: Services, credentials: Credentials) {
  const { db, clock, limits, config } = services;
  const today = () => clock.today();
  // As registered with the standard (VC Data Model 2.0, appendix C).
  const jsonType = 'application/vc';

  async function rowOf(c: Ctx) {
    const number = ((c.req.param('number' as never) ?? '') as string).toUpperCase();
    const row = NUMBER.test(number) ? await credentials.byNumber(number) : undefined;
    if (!row) throw new HttpError(404, credentialsTexts(c.get('locale')).unknown);
    return row;
  }
  function asFile(c: Ctx, name: string, type: string, body: string | Uint8Array<ArrayBuffer>): Response {
    c.header('Content-Disposition', `attachment; filename="${name}"`);
    c.header('Cache-Control', 'private, no-store');
    return c.body(body, 200, { 'content-type': type });
  }

  async function checked(c: Ctx): Promise<Response> {
    const locale = c.get('locale');
    const t = credentialsTexts(locale);
    const { input, file, isTooLarge } = await checkUpload.read(c);
    const form = parseForm(checkForm, input, locale);
    if (!form.ok) return checkPage(c, undefined, { locale, input, errors: form.errors });
    if (isTooLarge) return checkPage(c, { ok: false, fault: { fault: 'malformed', detail: '' } }, { locale, input, errors: {} });
    const content = file && file.bytes.length > 0 ? file.bytes.toString('utf8') : form.value.content;
    if (content === '') return checkPage(c, undefined, { locale, input, errors: { datei: t.nothing } });
    return checkPage(c, await credentials.verify(content), { locale, input, errors: {} });
  }

  return new Hono<Env>()
    .get('/.well-known/did.json', async (c) => {
      c.header('Cache-Control', 'public, max-age=3600');
      c.header('Access-Control-Allow-Origin', '*');
      return c.body(JSON.stringify(await credentials.document()), 200, { 'content-type': 'application/did+ld+json' });
    })
    .get('/nachweise/status/1', limits('credential-status', 600, 3600), async (c) => {
      c.header('Cache-Control', 'public, max-age=300');
      c.header('Access-Control-Allow-Origin', '*');
      return c.body(JSON.stringify(await credentials.statusList()), 200, { 'content-type': jsonType });
    })
    .get('/nachweise/pruefen', (c) => {
      const typedNumber = c.req.query('nummer');
      if (typedNumber === undefined) return checkPage(c);
      const path = pathOfNumber(typedNumber);
      if (path !== undefined) return c.redirect(path, 303);
      const errors = { nummer: credentialsTexts(c.get('locale')).numberWrong };
      return checkPage(c, undefined, { locale: c.get('locale'), input: { nummer: [typedNumber.slice(0, 40)] }, errors });
    })
    .post('/nachweise/pruefen', limits('credential-check', 120, 3600), checked)
    .get('/nachweise/stellen', async (c) => issuersPage(c, await trustedIssuers(db), emptyForm(c.get('locale'))))
    .post('/nachweise/stellen', async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const gone = typed(input, 'entfernen');
      if (/^did:[a-z]+:[\w.:%-]+$/.test(gone)) {
        await distrustIssuer(db, gone);
        leaveFlash(c, 'entfernt');
        return c.redirect('/nachweise/stellen', 303);
      }
      const form = parseForm(issuerForm, input, locale);
      const document = form.ok ? ok(documentIn(form.value.document)) : form;
      if (!form.ok || !document.ok || !document.value) {
        const errors = form.ok ? { document: credentialsTexts(locale).issuerWrong } : form.errors;
        return issuersPage(c, await trustedIssuers(db), { locale, input, errors });
      }
      const address = webAddress(document.value.id);
      if (address !== undefined && typed(input, 'verglichen') !== 'ja')
        return issuersPage(c, await trustedIssuers(db), { locale, input, errors: {} }, address);
      await trustIssuer(db, form.value.name, document.value, clock.now());
      leaveFlash(c, 'aufgenommen');
      return c.redirect('/nachweise/stellen', 303);
    })
    .get('/nachweise/:number/nachweis.json', limits('credential-look', 300, 3600), async (c) => {
      const row = await rowOf(c);
      return asFile(c, `${row.number}.json`, jsonType, JSON.stringify(row.document, null, 2));
    })
    .get('/nachweise/:number/urkunde.pdf', limits('credential-look', 300, 3600), async (c) => {
      const row = await rowOf(c);
      if (row.revoked_at) throw new HttpError(410);
      return asFile(
        c,
        `${row.number}.pdf`,
        'application/pdf',
        new Uint8Array(await credentialPaper(row, config.publicUrl, c.get('locale'))),
      );
    })
    .get('/nachweise/:number/paket.json', limits('credential-look', 300, 3600), async (c) => {
      const row = await rowOf(c);
      const pack = { credential: row.document, statusList: await credentials.statusList() };
      return asFile(c, `${row.number}-paket.json`, 'application/json', JSON.stringify(pack, null, 2));
    })
    .get('/nachweise/:number', limits('credential-look', 300, 3600), async (c) => credentialPage(c, await rowOf(c), today()));
}
