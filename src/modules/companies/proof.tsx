import { Hono } from 'hono';
import { z } from 'zod';
import { Button, EmptyState, filledForm, Paged, renderPage, TextField } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage } from '#platform/lists.ts';
import { askForProof, companiesAsking, type CompanyRow, decideProof } from './store.ts';
import { companiesTexts } from './texts.ts';

const proofForm = z.object({ proof: field.required(300) });

/** On the company's own page: that it exists, said once, seen by the office. */
export function ProofSection({ company, base, locale }: { company: CompanyRow; base: string; locale: Locale }) {
  const t = companiesTexts(locale).proof;
  return (
    <section aria-labelledby="nachweis">
      <h2 id="nachweis">{t.title}</h2>
      <p>{t.states[company.proof_state]}</p>
      {company.proof_state !== 'proved' && (
        <details>
          <summary>{t.ask}</summary>
          <form method="post" action={`${base}/nachweis`} class="form">
            <TextField form={filledForm(locale, { proof: company.proof })} name="proof" label={t.field} hint={t.hint} maxLength={300} />
            <Button kind="secondary">{t.send}</Button>
          </form>
        </details>
      )}
      <p>
        <a href={`${base}/vergleich`}>{t.comparison}</a>
      </p>
      <p>
        <a href="/praedikate">{t.awards}</a>
      </p>
    </section>
  );
}

async function askingPage(c: Ctx, services: Services): Promise<Response> {
  const locale = c.get('locale');
  const t = companiesTexts(locale).proof;
  const asking = await companiesAsking(services.db, askedPage(c));
  return renderPage(c, {
    title: t.officeTitle,
    isPrivate: true,
    crumbs: [{ href: '/geschaeftsstelle', label: t.office }],
    flashes: { entschieden: t.decided },
    children: (
      <>
        <h1>{t.officeTitle}</h1>
        <p class="lead">{t.officeLead}</p>
        {asking.total === 0 && <EmptyState title={t.nobody} />}
        <Paged list={asking} c={c}>
          {asking.rows.map((company) => (
            <article class="entry" key={company.id} id={`betrieb-${company.id}`}>
              <h2 class="entry__title">{company.name}</h2>
              <p>{[company.place, company.proof].filter(Boolean).join(': ')}</p>
              <p class="muted small">{company.proof_at && formatDate(company.proof_at, locale)}</p>
              <form method="post" action={`/geschaeftsstelle/betriebe/${company.id}`} class="actions">
                <Button name="ergebnis" value="proved">
                  {t.accept}
                </Button>
                <Button kind="secondary" name="ergebnis" value="refused">
                  {t.refuse}
                </Button>
              </form>
            </article>
          ))}
        </Paged>
      </>
    ),
  });
}

/** /betrieb/:company/nachweis, /geschaeftsstelle/betriebe */
export function proofRoutes(services: Services) {
  const { db, clock } = services;
  return new Hono<Env>()
    .post('/betrieb/:company/nachweis', async (c) => {
      const id = c.req.param('company');
      if (!isId(id)) throw new HttpError(404);
      const form = parseForm(proofForm, await readForm(c), c.get('locale'));
      if (!form.ok) throw new HttpError(422);
      await askForProof(db, id, form.value.proof, clock.now());
      leaveFlash(c, 'nachweis');
      return c.redirect(`/betrieb/${id}`, 303);
    })
    .get('/geschaeftsstelle/betriebe', (c) => askingPage(c, services))
    .post('/geschaeftsstelle/betriebe/:id', async (c) => {
      const id = c.req.param('id');
      const result = (await readForm(c))['ergebnis']?.[0];
      if (!isId(id) || (result !== 'proved' && result !== 'refused')) throw new HttpError(422);
      await decideProof(db, id, result, clock.now());
      leaveFlash(c, 'entschieden');
      return c.redirect('/geschaeftsstelle/betriebe', 303);
    });
}
