import {
  Alert,
  Button,
  DataTable,
  ErrorSummary,
  type FormState,
  LinkButton,
  NeedMark,
  RadioGroup,
  renderPage,
  Select,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { checkpointsOf, type Theme } from '../definition/model.ts';
import type { Opened } from '../desk.ts';
import { RATINGS, type Ratings } from '../model.ts';
import type { TeamRoundRow } from '../tables.ts';
import { GROUPS, type TeamResult, type ThemeOpinion } from '../team/model.ts';
import type { Member, TeamState } from '../team/service.ts';
import { teamTexts } from '../team/texts.ts';
import { checksTexts } from '../texts.ts';
import { ratingField } from './forms.ts';
import { base, formPage } from './frame.tsx';

export const TEAM_DAYS = ['7', '14', '30'] as const;

function Opinions({
  title,
  opinions,
  opened,
  locale,
}: {
  title: string;
  opinions: readonly ThemeOpinion[];
  opened: Opened;
  locale: Locale;
}) {
  const t = teamTexts(locale);
  const name = (id: string) => inLocale(opened.full.themes.find((theme) => theme.id === id)?.title ?? { de: id }, locale);
  return (
    <DataTable
      caption={title}
      heads={[t.theme, t.need, t.agreement]}
      rows={opinions.map(({ id, level, agreement }) => ({ key: id, cells: [name(id), t.levels[level], t.agreements[agreement]] }))}
    />
  );
}

function RoundResult({ round, opened, locale }: { round: TeamRoundRow; opened: Opened; locale: Locale }) {
  const t = teamTexts(locale);
  const result: TeamResult | null = round.result;
  return (
    <section>
      <h2>{t.result(round.closed_at ? formatDate(round.closed_at, locale) : '')}</h2>
      {result ? (
        <>
          <p>{t.answered(result.answered)}</p>
          {result.themes.some(({ agreement }) => agreement === 'apart') && <p>{t.talk}</p>}
          <Opinions title={t.title} opinions={result.themes} opened={opened} locale={locale} />
          {result.groups &&
            GROUPS.map((group) => (
              <Opinions key={group} title={t.groups[group]} opinions={result.groups?.[group] ?? []} opened={opened} locale={locale} />
            ))}
        </>
      ) : (
        <p>{t.noResult}</p>
      )}
    </section>
  );
}

/** /bogen/:token/team: begin a round, hand the links out, close it, read what came of it. */
export function teamPage(c: Ctx, opened: Opened, state: TeamState, form: FormState): Response {
  const locale = c.get('locale');
  const t = teamTexts(locale);
  const { open } = state;
  return formPage(c, opened, {
    texts: t,
    form,
    children: (
      <>
        {open ? (
          <>
            <h2>{t.open}</h2>
            <p>{t.until(formatDate(open.round.expires_at, locale))}</p>
            <Alert kind={open.isEnough ? 'success' : 'info'} title={open.isEnough ? t.enough : t.notEnough} />
            <h2>{t.links}</h2>
            <p class="muted">{t.linksHint}</p>
            {GROUPS.map((group) => (
              <details key={group} open>
                <summary>{t.groups[group]}</summary>
                <ol>
                  {open.links
                    .filter((link) => link.group === group)
                    .map(({ url }) => (
                      <li key={url} class="private-link">
                        {url}
                      </li>
                    ))}
                </ol>
              </details>
            ))}
            <h2>{t.close}</h2>
            <p>{t.closeText}</p>
            <form method="post" action={`${base(opened)}/team/schliessen`}>
              <Button kind="secondary">{t.close}</Button>
            </form>
          </>
        ) : (
          <>
            <ul>
              {t.rules.map((rule) => (
                <li key={rule}>{rule}</li>
              ))}
            </ul>
            {state.notBefore ? (
              <Alert kind="info" title={t.notBefore(formatDate(state.notBefore, locale))}>
                <p>{t.tooEarly}</p>
              </Alert>
            ) : (
              <form method="post" noValidate class="form">
                <div class="form-row">
                  <TextField form={form} name="management" label={t.management} inputMode="numeric" maxLength={3} width="short" />
                  <TextField form={form} name="staff" label={t.staff} inputMode="numeric" maxLength={3} width="short" />
                </div>
                <Select
                  form={form}
                  name="days"
                  label={t.days}
                  options={TEAM_DAYS.map((value) => ({ value, label: t.dayChoices[value] }))}
                />
                <Button>{t.begin}</Button>
              </form>
            )}
          </>
        )}
        {state.closed.map((round) => (
          <RoundResult key={round.id} round={round} opened={opened} locale={locale} />
        ))}
      </>
    ),
  });
}

/** /team/:token: what a member of the team finds; `draft` is undefined once it has handed in. */
export function memberPage(c: Ctx, member: Member, draft: Ratings | undefined): Response {
  const locale = c.get('locale');
  const t = teamTexts(locale);
  const { definition } = member.opened;
  const points = checkpointsOf(definition);
  const rated = points.filter((point) => draft?.[point.id] !== undefined).length;
  const title = t.memberTitle(inLocale(definition.title, locale));
  return renderPage(c, {
    title,
    isPrivate: true,
    flashes: t.flash,
    children:
      draft === undefined ? (
        <>
          <h1>{t.memberDone}</h1>
          <p class="lead">{t.memberDoneText}</p>
        </>
      ) : (
        <>
          <h1>{title}</h1>
          <p class="lead">{t.memberLead}</p>
          <ol>
            {definition.themes.map((theme) => (
              <li key={theme.id}>
                <a href={`/team/${member.token}/thema/${theme.number}`}>{inLocale(theme.title, locale)}</a>
              </li>
            ))}
          </ol>
          {rated === 0 ? (
            <LinkButton href={`/team/${member.token}/thema/${definition.themes[0]?.number ?? 1}`}>{t.start}</LinkButton>
          ) : (
            <form method="post" action={`/team/${member.token}/abgeben`}>
              <p>{t.handInText(rated, points.length)}</p>
              <Button>{t.handIn}</Button>
            </form>
          )}
        </>
      ),
  });
}

/** /team/:token/thema/:number */
export function memberThemePage(c: Ctx, member: Member, theme: Theme, form: FormState): Response {
  const locale = c.get('locale');
  const t = teamTexts(locale);
  return renderPage(c, {
    title: inLocale(theme.title, locale),
    isPrivate: true,
    crumbs: [{ href: `/team/${member.token}`, label: inLocale(member.opened.definition.title, locale) }],
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{inLocale(theme.title, locale)}</h1>
        <p class="lead">{inLocale(theme.intro, locale)}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" noValidate>
          {theme.checkpoints.map((point) => (
            <section class="checkpoint" key={point.id} aria-labelledby={`titel-${point.id}`}>
              <h2 id={`titel-${point.id}`}>{inLocale(point.title, locale)}</h2>
              <p class="checkpoint__question">{inLocale(point.question, locale)}</p>
              <ul class="practice">
                {point.practice.map((text) => (
                  <li key={text.de}>{inLocale(text, locale)}</li>
                ))}
              </ul>
              <RadioGroup
                form={form}
                name={ratingField(point.id)}
                label={t.question}
                options={RATINGS.map((rating) => ({
                  value: rating,
                  label: checksTexts(locale).rating[rating],
                  mark: <NeedMark need={rating} />,
                }))}
              />
            </section>
          ))}
          <div class="sticky-actions">
            <Button>{t.next}</Button>
          </div>
        </form>
      </>
    ),
  });
}
