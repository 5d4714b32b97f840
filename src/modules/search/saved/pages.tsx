import { Hono } from 'hono';
import { Button, ErrorSummary, type FormState, LinkButton, renderPage, TextField } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { toItsButton } from '#platform/http/one-click.ts';
import type { Limits } from '#platform/http/limits.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { BLANK, searchForm, searchPath, type Value } from '../pages/query.ts';
import { type SavedSearches, wordsFor } from './service.ts';
import type { SavedRow } from '../store/saved.ts';
import { savedTexts } from './texts.ts';

/** What one searched for stands in the letter that asks the address: an address within it has no place there. */
const saveForm = searchForm.extend({ text: field.optionalName(300), email: field.email() });

/** The form below the results. */
export function SaveForm({ value, form, locale }: { value: Value; form: FormState; locale: Locale }) {
  const t = savedTexts(locale);
  return (
    <details open={Object.keys(form.errors).length > 0} class="no-print">
      <summary>{t.open}</summary>
      <form method="post" action="/suche/merken" noValidate class="form">
        {Object.entries(value).map(([name, given]) => given !== '' && <input type="hidden" name={name} value={given} key={name} />)}
        <TextField
          form={form}
          name="email"
          label={t.email}
          hint={t.emailHint}
          type="email"
          autocomplete="email"
          maxLength={254}
          width="medium"
        />
        <Button kind="secondary">{t.button}</Button>
      </form>
    </details>
  );
}

function faultPage(c: Ctx, value: Value, form: FormState): Response {
  const locale = c.get('locale');
  const t = savedTexts(locale);
  return renderPage(c, {
    title: t.title,
    status: 422,
    children: (
      <>
        <h1>{t.title}</h1>
        <ErrorSummary errors={form.errors} locale={locale} />
        <SaveForm value={value} form={form} locale={locale} />
        <LinkButton kind="secondary" href={searchPath(value)}>
          {t.toSearch}
        </LinkButton>
      </>
    ),
  });
}

function linkPage(c: Ctx, row: SavedRow, isEnded: boolean): Response {
  const locale = c.get('locale');
  const t = savedTexts(locale);
  const base = c.req.path.replace(/\/ende$/, '');
  const what = wordsFor(row.query, locale);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    children: (
      <>
        <h1>{row.confirmed_at || isEnded ? t.title : t.confirmTitle}</h1>
        <p class="lead">{isEnded ? t.ended : row.confirmed_at ? t.active(row.email, what) : t.confirmLead(row.email, what)}</p>
        {!isEnded && !row.confirmed_at && (
          <form method="post" action={base}>
            <Button>{t.confirm}</Button>
          </form>
        )}
        {!isEnded && (
          <form method="post" action={`${base}/ende`}>
            <Button kind="tertiary">{t.stop}</Button>
          </form>
        )}
        <LinkButton href={searchPath(row.query)} kind="secondary">
          {t.toSearch}
        </LinkButton>
      </>
    ),
  });
}

/** /suche/merken, /suche/merken/:token */
export function savedRoutes(saved: SavedSearches, limits: Limits) {
  return new Hono<Env>()
    .post('/suche/merken', limits('saved-search', 10, 3600), async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const value = parseForm(searchForm, input, locale);
      const form = parseForm(saveForm, input, locale);
      if (!form.ok) return faultPage(c, value.ok ? value.value : BLANK, { locale, input, errors: form.errors });
      const { email, ...asked } = form.value;
      const done = await saved.save(email, asked, locale);
      if (!done.ok) return faultPage(c, asked, { locale, input, errors: { email: savedTexts(locale).tooMany } });
      leaveFlash(c, 'gemerkt');
      return c.redirect(searchPath(asked), 303);
    })
    .get('/suche/merken/:token', async (c) => linkPage(c, await saved.open(c.req.param('token')), false))
    .post('/suche/merken/:token', async (c) => {
      await saved.confirm(await saved.open(c.req.param('token')));
      return c.redirect(c.req.path, 303);
    })
    .get('/suche/merken/:token/ende', (c) => toItsButton(c))
    .post('/suche/merken/:token/ende', async (c) => {
      const row = await saved.open(c.req.param('token'));
      await saved.end(row);
      c.set('isDone', true);
      return linkPage(c, row, true);
    });
}
