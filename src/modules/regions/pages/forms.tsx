import { Alert, Button, CheckGroup, ErrorSummary, type FormState, type Option, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Network } from '#modules/networks/index.ts';
import type { NetworksConfig } from '../config.ts';
import type { EventRow, Recognition } from '../store.ts';
import { regionsTexts } from '../texts.ts';

export const statusOf = (form: FormState): 200 | 422 => (Object.keys(form.errors).length > 0 ? 422 : 200);
export const crumbOf = (network: Network) => [{ href: `/netzwerk/${network.id}`, label: network.name }];

/** …/gebiet: what the network says of itself, and where it works. */
export function areaPage(c: Ctx, network: Network, form: FormState, districts: Option[]): Response {
  const locale = c.get('locale');
  const t = regionsTexts(locale).area;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    status: statusOf(form),
    crumbs: crumbOf(network),
    children: (
      <>
        <h1>{t.title}</h1>
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" noValidate class="form">
          <TextArea form={form} name="description" label={t.description} rows={5} maxLength={2000} />
          <TextField form={form} name="email" label={t.email} type="email" maxLength={254} />
          <CheckGroup form={form} name="districts" label={t.districts} hint={t.districtsHint} options={districts} />
          <Button>{t.save}</Button>
        </form>
      </>
    ),
  });
}

/** …/termine/neu, …/termine/:event */
export function eventPage(c: Ctx, network: Network, form: FormState, event: EventRow | undefined): Response {
  const locale = c.get('locale');
  const t = regionsTexts(locale).event;
  const title = event ? t.titleEdit : t.titleNew;
  return renderPage(c, {
    title,
    isPrivate: true,
    status: statusOf(form),
    crumbs: crumbOf(network),
    children: (
      <>
        <h1>{title}</h1>
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" noValidate class="form">
          <TextField form={form} name="title" label={t.title} maxLength={160} />
          <TextField form={form} name="day" label={t.day} type="date" width="short" />
          <TextField form={form} name="hours" label={t.hours} hint={t.hoursHint} maxLength={60} width="medium" optional />
          <TextField form={form} name="place" label={t.place} maxLength={200} />
          <TextArea form={form} name="description" label={t.description} rows={5} maxLength={3000} />
          <TextField form={form} name="link" label={t.link} maxLength={500} optional />
          <Button>{t.save}</Button>
        </form>
        {event && (
          <form method="post" action={`/netzwerk/${network.id}/termine/${event.id}/absagen`}>
            <Button kind="tertiary" name="stand" value={event.cancelled ? 'findet-statt' : 'abgesagt'}>
              {event.cancelled ? t.uncancel : t.cancel}
            </Button>
          </form>
        )}
      </>
    ),
  });
}

/** …/anerkennung: what the network says for each criterion. */
export function recognitionPage(c: Ctx, network: Network, config: NetworksConfig, form: FormState, rows: readonly Recognition[]): Response {
  const locale = c.get('locale');
  const t = regionsTexts(locale).recognition;
  const valid = rows.find(({ state }) => state === 'recognised');
  const open = rows.find(({ state }) => state === 'draft' || state === 'submitted' || state === 'returned');
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    status: statusOf(form),
    flashes: { entwurf: t.saved, gestellt: t.sent },
    crumbs: crumbOf(network),
    children: (
      <>
        <h1>{t.title}</h1>
        {valid && (
          <Alert kind="success" title={`${t.counts} (${t.validUntil(formatDay(valid.valid_until ?? '', locale))})`}>
            {valid.conditions && (
              <p>
                {t.conditions}: {valid.conditions}
              </p>
            )}
          </Alert>
        )}
        {open?.state === 'returned' && (
          <Alert kind="warning" title={t.states.returned}>
            <p class="prewrap">{open.note}</p>
          </Alert>
        )}
        {open?.state === 'submitted' ? (
          <>
            <Alert kind="info" title={t.waiting} />
            {config.recognition.criteria.map((criterion) => (
              <section key={criterion.id}>
                <h2>{inLocale(criterion, locale)}</h2>
                <p class="prewrap">{open.evidence[criterion.id]}</p>
              </section>
            ))}
          </>
        ) : (
          <>
            <p class="lead">{t.lead}</p>
            <ErrorSummary errors={form.errors} locale={locale} />
            <form method="post" noValidate class="form">
              {config.recognition.criteria.map((criterion) => (
                <TextArea
                  key={criterion.id}
                  form={form}
                  name={criterion.id}
                  label={inLocale(criterion, locale)}
                  hint={inLocale(criterion.hint, locale)}
                  rows={3}
                  maxLength={3000}
                />
              ))}
              <div class="actions">
                <Button name="schritt" value="stellen">
                  {t.submit}
                </Button>
                <Button kind="secondary" name="schritt" value="speichern">
                  {t.save}
                </Button>
              </div>
            </form>
          </>
        )}
      </>
    ),
  });
}
