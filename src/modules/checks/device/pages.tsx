import { Alert, Button, EmptyState, FileField, LinkButton, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatNumber } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { CheckDefinition } from '../definition/model.ts';
import type { Opened } from '../desk.ts';
import { writeFile } from '../file.ts';
import { evaluate } from '../model.ts';
import { base, crumbs } from '../pages/frame.tsx';
import { checksTexts } from '../texts.ts';
import { DEVICE_PATH, type DeviceDesk } from './desk.ts';
import { deviceTexts } from './texts.ts';

const here = (c: Ctx) => [{ href: `${DEVICE_PATH}/`, label: deviceTexts(c.get('locale')).title }];

async function Storage(c: Ctx) {
  const locale = c.get('locale');
  const t = deviceTexts(locale);
  const { usage } = await navigator.storage.estimate();
  const isPersistent = await navigator.storage.persisted();
  return (
    <section aria-labelledby="speicher">
      <h2 id="speicher">{t.where}</h2>
      <p>{t.whereText(new URL(c.req.url).host)}</p>
      {usage !== undefined && <p>{t.space(`${formatNumber(Math.max(1, Math.round(usage / 1024)), locale)} kB`)}</p>}
      <p>{isPersistent ? t.persistent : t.notPersistent}</p>
      <LinkButton href={`${DEVICE_PATH}/loeschen`} kind="secondary">
        {t.wipe}
      </LinkButton>
    </section>
  );
}

/** /geraet/: what is on this device, where it is and how it goes away. */
export async function devicePage(c: Ctx, desk: DeviceDesk, fault?: string): Promise<Response> {
  const locale = c.get('locale');
  const t = deviceTexts(locale);
  const list = await desk.list();
  const storage = await Storage(c);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    status: fault ? 422 : 200,
    flashes: { ...checksTexts(locale).flash, ...t.flash },
    children: (
      <>
        <h1>{t.title}</h1>
        {list.length === 0 ? (
          <EmptyState title={t.none}>
            <p>{t.noneHint}</p>
          </EmptyState>
        ) : (
          <>
            <p class="lead">{t.lead}</p>
            <ul class="entries">
              {list.map(({ assessment, definition }) => {
                const { rated, total } = evaluate(definition, assessment.ratings);
                return (
                  <li class="entry" key={assessment.id}>
                    <h2 class="entry__title">
                      <a href={`${DEVICE_PATH}/bogen/${assessment.id}`}>{inLocale(definition.title, locale)}</a>
                    </h2>
                    <p class="muted small">
                      {t.started(formatDate(assessment.createdAt, locale))} · {checksTexts(locale).progress(rated, total)}
                    </p>
                  </li>
                );
              })}
            </ul>
          </>
        )}
        <h2>{t.others}</h2>
        <ul>
          {desk.library.checks.map((definition) => (
            <li key={definition.id}>
              <a href={`${DEVICE_PATH}/beginnen/${definition.id}`}>{inLocale(definition.title, locale)}</a>
            </li>
          ))}
        </ul>
        <details open={fault !== undefined}>
          <summary>{t.open}</summary>
          <form method="post" action={`${DEVICE_PATH}/datei`} encType="multipart/form-data" class="form">
            <FileField
              label={checksTexts(locale).resumeFile}
              hint={checksTexts(locale).resumeHint}
              accept=".json,application/json"
              error={fault}
            />
            <Button kind="secondary">{checksTexts(locale).resumeButton}</Button>
          </form>
        </details>
        {storage}
      </>
    ),
  });
}

/** /geraet/beginnen/:id: what "on this device only" means, and the one button. */
export function beginPage(c: Ctx, definition: CheckDefinition): Response {
  const locale = c.get('locale');
  const t = deviceTexts(locale);
  const title = inLocale(definition.title, locale);
  return renderPage(c, {
    title: t.beginTitle,
    crumbs: here(c),
    children: (
      <>
        <h1>{title}</h1>
        <p class="lead">{t.beginLead}</p>
        <ul>
          {t.beginPoints.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <form method="post" action={`${DEVICE_PATH}/beginnen/${definition.id}`} class="actions">
          <Button>{t.begin(title)}</Button>
        </form>
      </>
    ),
  });
}

/** /geraet/loeschen: says what will be lost. */
export function wipePage(c: Ctx): Response {
  const t = deviceTexts(c.get('locale'));
  return renderPage(c, {
    title: t.wipe,
    crumbs: here(c),
    isPrivate: true,
    children: (
      <>
        <h1>{t.wipeTitle}</h1>
        <Alert kind="warning" title={t.wipeTitle}>
          <p>{t.wipeText}</p>
        </Alert>
        <form method="post" action={`${DEVICE_PATH}/loeschen`} class="actions">
          <Button>{t.wipeButton}</Button>
          <LinkButton href={`${DEVICE_PATH}/`} kind="secondary">
            {t.keep}
          </LinkButton>
        </form>
      </>
    ),
  });
}

/** /geraet/bogen/:id/senden: the one act by which something leaves the device, said before it happens. */
export function sendPage(c: Ctx, opened: Opened): Response {
  const t = deviceTexts(c.get('locale'));
  return renderPage(c, {
    title: t.send,
    crumbs: crumbs(opened, c.get('locale')),
    isPrivate: true,
    children: (
      <>
        <h1>{t.sendTitle}</h1>
        <p class="lead">{t.sendText}</p>
        <form method="post" action={`/checks/${opened.definition.id}/uebernehmen`} class="actions">
          <input type="hidden" name="inhalt" value={writeFile(opened.assessment)} />
          <Button>{t.sendButton}</Button>
          <LinkButton href={base(opened)} kind="secondary">
            {t.dontSend}
          </LinkButton>
        </form>
      </>
    ),
  });
}

/** The app that answers is older than what lies on the device: nothing is touched, the way out is said. */
export function outdatedPage(c: Ctx): Response {
  const t = deviceTexts(c.get('locale'));
  return renderPage(c, {
    title: t.outdatedTitle,
    status: 500,
    children: (
      <>
        <h1>{t.outdatedTitle}</h1>
        <p class="lead">{t.outdated}</p>
        <LinkButton href={`${DEVICE_PATH}/`}>{t.reload}</LinkButton>
      </>
    ),
  });
}

/** Nothing can be stored: said at once, with what is there as a file. */
export function storageFaultPage(c: Ctx, file: string | undefined): Response {
  const t = deviceTexts(c.get('locale'));
  return renderPage(c, {
    title: file === undefined ? t.refusedTitle : t.fullTitle,
    status: 500,
    children: (
      <>
        <h1>{file === undefined ? t.refusedTitle : t.fullTitle}</h1>
        <p class="lead">{file === undefined ? t.refused : t.full}</p>
        <div class="actions">
          {file !== undefined && (
            <a
              class="kern-btn kern-btn--primary"
              href={`data:application/json;charset=utf-8,${encodeURIComponent(file)}`}
              download="check.json"
            >
              <span class="kern-label">{t.rescue}</span>
            </a>
          )}
          <LinkButton href="/checks" kind="secondary">
            {t.withLink}
          </LinkButton>
        </div>
      </>
    ),
  });
}
