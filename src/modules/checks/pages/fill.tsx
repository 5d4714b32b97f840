import { Alert, Button, designTexts, ErrorSummary, type FormState, Journey, LinkButton, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { KEPT_DAYS, type NumberedChange } from '../assessment.ts';
import type { Theme } from '../definition/model.ts';
import { evaluateFocus, type Desk, type Opened, themesInFocus } from '../desk.ts';
import { minutesFor, nextPortion, openIn, portionsOf } from '../portions.ts';
import { wayTexts } from '../texts-way.ts';
import { AfterTheme } from './after.tsx';
import { deviceTexts } from '../device/texts.ts';
import { checksTexts } from '../texts.ts';
import { ownWord } from '../desk.ts';
import { reminderTexts } from '../reminders/texts.ts';
import { teamTexts } from '../team/texts.ts';
import { togetherTexts } from '../together/texts.ts';
import { CheckpointField, liveData, QuestionTemplate } from './checkpoint.tsx';
import { noteField, ratingField } from './forms.ts';
import { base, crumbs, Progress, themePath, themeStations } from './frame.tsx';

function PrivateLink({ desk, opened, locale }: { desk: Desk; opened: Opened; locale: Locale }) {
  const t = checksTexts(locale);
  return (
    <>
      <h2>{t.linkTitle}</h2>
      <p>{t.linkText(KEPT_DAYS)}</p>
      <a class="private-link" href={base(opened)}>
        {desk.publicUrl}
        {base(opened)}
      </a>
    </>
  );
}

function OnDevice({ opened, locale }: { opened: Opened; locale: Locale }) {
  const t = deviceTexts(locale);
  return (
    <>
      <h2>{t.onDevice}</h2>
      <p>
        <a href="/geraet/">{t.aboutDevice}</a>
      </p>
      <p class="muted">{t.sendHint}</p>
      <LinkButton href={`${base(opened)}/senden`} kind="secondary">
        {t.send}
      </LinkButton>
    </>
  );
}

/** What makes it easier: fitting it, asking the team, being reminded, working together. */
function Helps({ opened, locale }: { opened: Opened; locale: Locale }) {
  const links: [string, string][] = [
    ['zuschneiden', wayTexts(locale).tune],
    ...((opened.place === 'server'
      ? [
          ['team', teamTexts(locale).title],
          ['gemeinsam', togetherTexts(locale).enter],
          ['erinnerung', reminderTexts(locale).title],
        ]
      : []) as [string, string][]),
  ];
  return (
    <ul class="link-list">
      {links.map(([path, label]) => (
        <li key={path}>
          <a href={`${base(opened)}/${path}`}>{label}</a>
        </li>
      ))}
    </ul>
  );
}

/** /bogen/:token: where the company stands in its check, and the private link. */
export function overviewPage(c: Ctx, desk: Desk, opened: Opened): Response {
  const locale = c.get('locale');
  const t = checksTexts(locale);
  const { definition } = opened;
  const w = wayTexts(locale);
  const { ratings, focus, previous } = opened.assessment;
  const evaluation = evaluateFocus(opened);
  const themes = themesInFocus(opened);
  const portion = nextPortion(portionsOf(opened.full, themes), ratings);
  const theme = portion?.find((candidate) => openIn([candidate], ratings) > 0);
  const newest = desk.newest(definition.id);
  return renderPage(c, {
    title: inLocale(definition.title, locale),
    crumbs: crumbs(opened, locale, false),
    isPrivate: true,
    flashes: { ...t.flash, ...w.flash },
    children: (
      <>
        <h1>{inLocale(definition.title, locale)}</h1>
        <Progress opened={opened} locale={locale} />
        {focus.length > 0 && <p class="muted">{w.focusOn(themes.length, definition.themes.length)}</p>}
        {portion && (
          <p>
            {w.nextPortion(
              formatList(
                portion.map((each) => `„${inLocale(each.title, locale)}“`),
                locale,
              ),
              openIn(portion, ratings),
              minutesFor(opened.full, openIn(portion, ratings)),
            )}
          </p>
        )}
        {newest && newest.version > opened.full.version && (
          <Alert kind="info" title={w.newVersion}>
            <p>{w.newVersionHint(opened.full.version, newest.version)}</p>
            <p>
              <a href={`${base(opened)}/fassung`}>{w.newVersionLook}</a>
            </p>
          </Alert>
        )}
        <div class="actions">
          {theme && <LinkButton href={themePath(opened, theme.number)}>{t.continueAt(inLocale(theme.title, locale))}</LinkButton>}
          <LinkButton href={`${base(opened)}/ergebnis`} kind={evaluation.complete ? 'primary' : 'secondary'}>
            {t.result}
          </LinkButton>
          <LinkButton href={`${base(opened)}/plan`} kind="secondary">
            {t.plan}
          </LinkButton>
        </div>
        <h2>{w.helps}</h2>
        <Helps opened={opened} locale={locale} />
        {opened.place === 'device' ? (
          <OnDevice opened={opened} locale={locale} />
        ) : (
          <PrivateLink desk={desk} opened={opened} locale={locale} />
        )}
        <p class="actions">
          <LinkButton href={`${base(opened)}/datei.json`} kind="tertiary">
            {t.file}
          </LinkButton>
          {evaluation.rated > 0 && (
            <LinkButton href={`${base(opened)}/neu`} kind="tertiary">
              {w.again}
            </LinkButton>
          )}
          {previous && (
            <LinkButton href={`${base(opened)}/bewegung`} kind="tertiary">
              {w.moved}
            </LinkButton>
          )}
          <LinkButton href={`${base(opened)}/loeschen`} kind="tertiary">
            {t.delete}
          </LinkButton>
        </p>
        <p class="muted small">{t.fileHint}</p>
        <h2>{t.journey}</h2>
        <div class="journey-list">
          <Journey stations={themeStations(opened, locale)} label={t.journey} locale={locale} />
        </div>
      </>
    ),
  });
}

/** What is stored for a theme, as form input. */
export function themeInput(opened: Opened, number: number): FormState['input'] {
  const { ratings, notes } = ownWord(opened);
  const theme = opened.definition.themes.find((candidate) => candidate.number === number);
  const input: FormState['input'] = { version: [String(opened.assessment.seq)] };
  for (const point of theme?.checkpoints ?? []) {
    const rating = ratings[point.id];
    if (rating) input[ratingField(point.id)] = [rating];
    input[noteField(point.id)] = [notes[point.id] ?? ''];
  }
  return input;
}

/** Saves while one fills in (design/islands/autosave.ts). */
function autosaveData(opened: Opened, number: number, locale: Locale) {
  const d = designTexts(locale);
  return { 'data-autosave': themePath(opened, number), 'data-saving': d.saving, 'data-saved': d.saved, 'data-failed': d.notSaved };
}

/** /bogen/:token/thema/:number: one theme a page. */
export function themePage(c: Ctx, opened: Opened, theme: Theme, form: FormState, history: readonly NumberedChange[]): Response {
  const locale = c.get('locale');
  const t = checksTexts(locale);
  const { number } = theme;
  const themes = themesInFocus(opened);
  const place = themes.findIndex((candidate) => candidate.id === theme.id);
  const isLast = !themes.some((candidate) => candidate.number > number);
  const after = opened.definition.themes.find((candidate) => String(candidate.number) === c.req.query('nach'));
  const title = inLocale(theme.title, locale);
  const hasErrors = Object.keys(form.errors).length > 0;
  return renderPage(c, {
    title,
    crumbs: crumbs(opened, locale),
    isPrivate: true,
    status: hasErrors ? 422 : 200,
    flashes: t.flash,
    ...(opened.isTogether ? { script: 'live' as const } : {}),
    children: (
      <>
        {after && <AfterTheme opened={opened} theme={after} next={String(number)} locale={locale} />}
        <p class="muted">{place < 0 ? t.theme(number, opened.full.themes.length) : t.theme(place + 1, themes.length)}</p>
        <h1>{title}</h1>
        <p class="lead">{inLocale(theme.intro, locale)}</p>
        <Progress opened={opened} locale={locale} />
        <ErrorSummary errors={form.errors} locale={locale} />
        <form
          method="post"
          noValidate
          action={themePath(opened, number)}
          {...(opened.isTogether ? liveData(opened, theme, history, locale) : autosaveData(opened, number, locale))}
        >
          <input type="hidden" name="version" value={form.input['version']?.[0] ?? opened.assessment.seq} />
          {theme.checkpoints.map((point) => (
            <CheckpointField key={point.id} point={point} form={form} locale={locale} opened={opened} history={history} />
          ))}
          {opened.isTogether && <QuestionTemplate locale={locale} />}
          <div class="sticky-actions">
            <Button name="weiter" value="vor">
              {isLast ? t.toResult : t.next}
            </Button>
            {place > 0 && (
              <Button kind="secondary" name="weiter" value="zurueck">
                {t.back}
              </Button>
            )}
            <span class="save-state" data-save-state aria-live="polite" />
          </div>
          <p>
            <Button kind="tertiary" name="weiter" value="pause">
              {t.pause}
            </Button>
          </p>
        </form>
      </>
    ),
  });
}

/** /bogen/:token/loeschen: says what will be lost. */
export function deletePage(c: Ctx, opened: Opened): Response {
  const locale = c.get('locale');
  const t = checksTexts(locale);
  return renderPage(c, {
    title: t.delete,
    crumbs: crumbs(opened, locale),
    isPrivate: true,
    children: (
      <>
        <h1>{t.deleteTitle}</h1>
        <Alert kind="warning" title={t.deleteTitle}>
          <p>{t.deleteText}</p>
        </Alert>
        <form method="post" noValidate class="actions">
          <Button>{t.deleteButton}</Button>
          <LinkButton href={base(opened)} kind="secondary">
            {t.deleteCancel}
          </LinkButton>
          <LinkButton href={`${base(opened)}/datei.json`} kind="tertiary">
            {t.file}
          </LinkButton>
        </form>
      </>
    ),
  });
}
