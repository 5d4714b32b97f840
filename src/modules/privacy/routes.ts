import { Hono } from 'hono';
import { emptyForm, type FormState } from '#design/index.ts';
import { typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { mailKey } from '#platform/mail/index.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage } from '#platform/lists.ts';
import { type AccountsService, consentsOf, personById, userOf } from '#modules/accounts/index.ts';
import { requestsByEmail } from '#modules/requests/index.ts';
import { DELETIONS, forgottenPage, outcomeLine, ownDataPage, privacyDeskPage, processingsPage } from './pages.tsx';
import { dataPdf } from './pdf.ts';
import type { PrivacyService } from './service.ts';
import { listDeletions, listReports } from './store.ts';
import { privacyTexts } from './texts.ts';

/** /konto/daten, /verarbeitungen, /geschaeftsstelle/datenschutz */
export function privacyRoutes({ db, clock, mailer, limits }: Services, accounts: AccountsService, service: PrivacyService) {
  async function show(c: Ctx, form: FormState): Promise<Response> {
    const userId = userOf(c);
    const requests = await requestsByEmail(db, c.get('actor').email);
    const given = requests.map((request) => ({ subject: 'request', version: request.consentVersion, given: true, at: request.createdAt }));
    return ownDataPage(c, [...(await consentsOf(db, userId)), ...given], await service.preview(userId), form);
  }
  const file = (c: Ctx, body: string | Uint8Array<ArrayBuffer>, type: string, name: string) =>
    c.body(body, 200, {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    });

  return new Hono<Env>()
    .get('/verarbeitungen', (c) => processingsPage(c, service.processings))
    .get('/konto/daten', (c) => show(c, emptyForm(c.get('locale'))))
    .get('/konto/daten.json', limits('data', 30, 3600), async (c) => {
      const sections = await service.collect(userOf(c));
      const data = Object.fromEntries(sections.map((section) => [section.id, section.rows]));
      return file(c, JSON.stringify(data, null, 2), 'application/json; charset=utf-8', 'meine-daten.json');
    })
    .get('/konto/daten.pdf', limits('data', 30, 3600), async (c) => {
      const sections = await service.collect(userOf(c));
      const { name, email } = c.get('actor');
      const pdf = await dataPdf(sections, name || email, clock.today());
      return file(c, new Uint8Array(pdf), 'application/pdf', 'meine-daten.pdf');
    })
    .post('/konto/daten/loeschen', limits('forget', 20, 3600), async (c) => {
      const locale = c.get('locale');
      const t = privacyTexts(locale);
      const userId = userOf(c);
      const input = await readForm(c);
      if (typed(input, 'wort').trim().toLowerCase() !== t.own.wordIs)
        return show(c, { locale, input: {}, errors: { wort: t.own.wordNeeded } });
      // Whoever holds the mailbox alone does not end an account whose role or whose owner asks for more.
      const isWithheld = c.get('actor').withheld.length > 0;
      if (isWithheld || (await accounts.factors.refusal()) === 'stepUp')
        return c.redirect('/anmelden/zweiter-faktor?weiter=/konto/daten', 303);
      const person = await personById(db, userId);
      const done = await service.forget(userId);
      if (!done.ok) return show(c, { locale, input: {}, errors: { wort: t.own.lastAdministrator } });
      if (person) {
        const lines = done.value.map((outcome) => `- ${outcomeLine(outcome, person.locale)}`).join('\n');
        const texts = privacyTexts(person.locale).mail;
        // The one mail that is not kept: it goes out, and the address is forgotten with it.
        await mailer.sendUnkept(mailKey(newId(), 'forgotten'), { to: person.email, subject: texts.subject, text: texts.text(lines) });
      }
      for (const cookie of await accounts.signIn.signOut(c.req.raw.headers)) c.header('Set-Cookie', cookie, { append: true });
      return forgottenPage(c, done.value);
    })
    .get('/geschaeftsstelle/datenschutz', async (c) =>
      privacyDeskPage(c, await listReports(db, askedPage(c)), await listDeletions(db, askedPage(c, undefined, DELETIONS))),
    );
}
