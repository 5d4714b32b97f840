import { Alert, Button, Facts, LinkButton, renderPage, FileField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatNumber } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { may } from '#modules/accounts/index.ts';
import { type CheckDefinition, checkpointsOf } from '../definition/model.ts';
import type { ChecksService } from '../service.ts';
import { deviceTexts } from '../device/texts.ts';
import { checksTexts } from '../texts.ts';
import { planTexts } from '../texts-plan.ts';
import { wayTexts } from '../texts-way.ts';

/** /checks: all checks that the network offers. */
export function checksPage(c: Ctx, service: ChecksService): Response {
  const locale = c.get('locale');
  const t = checksTexts(locale);
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    flashes: t.flash,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ul class="entries">
          {[...service.checks.values()].map((definition) => (
            <li class="entry" key={definition.id}>
              <h2 class="entry__title">
                <a href={`/checks/${definition.id}`}>{inLocale(definition.title, locale)}</a>
              </h2>
              <p>{inLocale(definition.summary, locale)}</p>
              <p class="muted small">
                {t.minutes(definition.minutes)} · {t.size(definition.themes.length, checkpointsOf(definition).length)}
              </p>
            </li>
          ))}
        </ul>
        <h2>{t.around}</h2>
        <ul class="plain-list link-list">
          <li>
            <a href="/praedikate">{t.toAwards}</a>
          </li>
          <li>
            <a href="/nachweise/pruefen">{t.toVerify}</a>
          </li>
          <li>
            <a href="/geraet">{deviceTexts(locale).title}</a>
          </li>
          {may(c.get('actor'), 'standard.comment') && (
            <li>
              <a href="/standards">{t.toStandards}</a>
            </li>
          )}
        </ul>
      </>
    ),
  });
}

/** /checks/:id: what it is, how long it takes, and the one button to begin. */
export function checkPage(c: Ctx, definition: CheckDefinition, fault?: string): Response {
  const locale = c.get('locale');
  const t = checksTexts(locale);
  const d = deviceTexts(locale);
  const title = inLocale(definition.title, locale);
  return renderPage(c, {
    title,
    description: inLocale(definition.summary, locale),
    thing: {
      '@type': 'LearningResource',
      name: title,
      description: inLocale(definition.summary, locale),
      version: definition.version,
      isAccessibleForFree: true,
    },
    crumbs: [{ href: '/checks', label: t.title }],
    status: fault ? 422 : 200,
    children: (
      <>
        <h1>{title}</h1>
        <p class="lead">{inLocale(definition.summary, locale)}</p>
        {!definition.adopted && (
          <Alert kind="info" title={wayTexts(locale).onTrial}>
            <p>{planTexts(locale).trial}</p>
          </Alert>
        )}
        <Facts
          facts={[
            [t.forWhom, inLocale(definition.audience, locale)],
            [t.duration, t.minutes(definition.minutes)],
            [t.scope, t.size(definition.themes.length, checkpointsOf(definition).length)],
          ]}
        />
        <form method="post" action={`/checks/${definition.id}/start`} class="actions">
          <Button>{t.start}</Button>
        </form>
        <p class="muted">{t.startHint}</p>
        <section class="aside" aria-labelledby="ohne-spuren">
          <h2 id="ohne-spuren">{d.offer}</h2>
          <p>{d.offerHint}</p>
          <LinkButton href={`/geraet/beginnen/${definition.id}`} kind="secondary">
            {d.offerButton}
          </LinkButton>
        </section>
        <h2>{t.how}</h2>
        <ol>
          {t.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <h2>{t.themes}</h2>
        <ol>
          {definition.themes.map((theme) => (
            <li key={theme.id}>
              {inLocale(theme.title, locale)} <span class="muted small">({formatNumber(theme.checkpoints.length, locale)})</span>
            </li>
          ))}
        </ol>
        <details open={fault !== undefined}>
          <summary>{t.resume}</summary>
          <form method="post" action={`/checks/${definition.id}/datei`} encType="multipart/form-data" class="form">
            <FileField label={t.resumeFile} hint={t.resumeHint} accept=".json,application/json" error={fault} />
            <Button kind="secondary">{t.resumeButton}</Button>
          </form>
        </details>
        <p>
          <a href={`/checks/${definition.id}/vergleich`}>{wayTexts(locale).compare}</a>
        </p>
        <p class="actions">
          <LinkButton href="/checks" kind="tertiary">
            {t.other}
          </LinkButton>
        </p>
      </>
    ),
  });
}
