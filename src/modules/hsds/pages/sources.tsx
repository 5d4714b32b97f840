import { Hono } from 'hono';
import { z } from 'zod';
import { Alert, Button, EmptyState, ErrorSummary, emptyForm, type FormState, renderPage, TextField } from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import { downloadOf } from '#platform/http/download.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { formatDateTime, formatNumber } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Limits } from '#platform/http/limits.ts';
import { gatherUrl } from '../fetch/gather.ts';
import type { Outside } from '../fetch/safe.ts';
import type { Plan } from '../plan.ts';
import { countsOf, type Hsds } from '../service.ts';
import type { SourceRow } from '../store.ts';
import { hsdsTexts } from '../texts.ts';

const sourceForm = z.object({ name: field.required(120), url: field.required(500), licence: field.text(200) });
const SHOWN = 40;

interface View {
  sources: SourceRow[];
  form: FormState;
  fault?: string | undefined;
  plan?: Plan | undefined;
}

function countsLine(counts: Record<string, unknown>, locale: Locale): string {
  const { actions, faults } = hsdsTexts(locale);
  const fault = counts['fault'];
  if (typeof fault === 'string') return faults[fault as keyof typeof faults] ?? fault;
  return Object.entries(counts)
    .map(([action, count]) => `${formatNumber(Number(count), locale)} ${actions[action as keyof typeof actions] ?? action}`)
    .join(', ');
}

function Preview({ plan, locale }: { plan: Plan; locale: Locale }) {
  const t = hsdsTexts(locale);
  const lines = plan.lines.filter(({ action }) => action !== 'same' && action !== 'own');
  return (
    <section>
      <h2>{t.preview}</h2>
      <p>{t.previewLead}</p>
      <p role="status">{countsLine(countsOf(plan), locale)}</p>
      <ul class="plain-list">
        {lines.slice(0, SHOWN).map((line) => (
          <li key={`${line.what} ${line.id}`}>
            <strong>{t.actions[line.action]}:</strong> {line.title} {line.refusal && <span class="muted">{t.refusals[line.refusal]}</span>}{' '}
            {line.detail && <span class="small muted">{line.detail}</span>}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p>{t.more(lines.length - SHOWN)}</p>}
    </section>
  );
}

function sourcesPage(c: Ctx, { sources, form, fault, plan }: View): Response {
  const locale = c.get('locale');
  const t = hsdsTexts(locale);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    status: fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    flashes: { uebernommen: t.done },
    crumbs: [{ href: '/geschaeftsstelle', label: 'Geschäftsstelle' }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <p>
          <a href="/geschaeftsstelle/verzeichnisse/hsds.zip">{t.export}</a>
        </p>
        {fault && (
          <Alert kind="danger" title={fault}>
            <p>{t.nothingChanged}</p>
          </Alert>
        )}
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" noValidate class="form">
          <TextField form={form} name="name" label={t.name} maxLength={120} width="medium" />
          <TextField form={form} name="url" label={t.url} hint={t.urlHint} type="url" maxLength={500} />
          <TextField form={form} name="licence" label={t.licence} hint={t.licenceHint} maxLength={200} width="medium" optional />
          <div class="actions">
            <Button name="tun" value="ansehen">
              {t.look}
            </Button>
            {plan && (
              <Button kind="secondary" name="tun" value="uebernehmen">
                {t.run}
              </Button>
            )}
          </div>
        </form>
        {plan && <Preview plan={plan} locale={locale} />}
        <h2>{t.sources}</h2>
        {sources.length === 0 && <EmptyState title={t.none} />}
        <ul class="plain-list entries">
          {sources.map((source) => (
            <li class="entry" key={source.id}>
              <h3 class="entry__title">{source.name}</h3>
              <p class="small muted">
                {[source.url, source.licence, source.run_at ? t.last(formatDateTime(source.run_at, locale)) : t.never]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {source.outcome && <p>{countsLine(source.outcome, locale)}</p>}
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

/** /geschaeftsstelle/verzeichnisse: sources, what they would bring, and our own directory as tables. */
export function sourcesRoutes(hsds: Hsds, limits: Limits, world?: Outside) {
  return new Hono<Env>()
    .get('/geschaeftsstelle/verzeichnisse', async (c) =>
      sourcesPage(c, { sources: await hsds.sources(), form: emptyForm(c.get('locale')) }),
    )
    .get('/geschaeftsstelle/verzeichnisse/hsds.zip', (c) => downloadOf(c, 'hsds.zip', 'application/zip', hsds.exportTabular()))
    .post('/geschaeftsstelle/verzeichnisse', limits('hsds-source', 30, 3600), async (c) => {
      const locale = c.get('locale');
      const t = hsdsTexts(locale);
      const input = await readForm(c);
      const parsed = parseForm(sourceForm, input, locale);
      const form: FormState = { locale, input, errors: parsed.ok ? {} : parsed.errors };
      const again = async (more: Partial<View>) => sourcesPage(c, { sources: await hsds.sources(), form, ...more });
      if (!parsed.ok) return again({});
      const { name, url, licence } = parsed.value;
      const gathered = await gatherUrl(url, world);
      if (!gathered.ok) return again({ fault: t.faults[gathered.fault] });
      if (typed(input, 'tun') !== 'uebernehmen') {
        const known = (await hsds.sources()).find((source) => source.name === name);
        return again({ plan: await hsds.plan(known, gathered.value) });
      }
      const applied = await hsds.apply(await hsds.sourceNamed(name, url, licence), gathered.value);
      if (!applied.ok) return again({ fault: t.faults[applied.fault] });
      leaveFlash(c, 'uebernommen');
      return c.redirect('/geschaeftsstelle/verzeichnisse', 303);
    });
}
