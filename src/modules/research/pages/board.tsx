import {
  Alert,
  Button,
  EmptyState,
  Entry,
  ErrorSummary,
  Facts,
  type FormState,
  LinkButton,
  Paged,
  Prose,
  RadioGroup,
  renderPage,
  Select,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import { may } from '#modules/accounts/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { endsWithNothing, isLate, KINDS, standingOf } from '../model.ts';
import type { Aid } from '../store.ts';
import type { ProjectRow, ResultRow, StepRow } from '../tables.ts';
import { researchTexts } from '../texts.ts';
import { TopicBoxes } from './parts.tsx';

export interface Line {
  project: ProjectRow;
  organisation: string;
  results: { result: ResultRow; steps: StepRow[] }[];
}

const term = (project: ProjectRow, today: string, locale: Locale) =>
  (project.ends_on < today ? researchTexts(locale).ended : researchTexts(locale).ends)(formatDay(project.ends_on, locale));

function Results({ line, today, locale }: { line: Line; today: string; locale: Locale }) {
  const t = researchTexts(locale);
  if (line.results.length === 0) return <p class="muted">{t.noResults}</p>;
  return (
    <ul>
      {line.results.map(({ result, steps }) => {
        const late = steps.filter((step) => isLate(step, today)).length;
        return (
          <li key={result.id}>
            <a href={`/transfer/ergebnisse/${result.id}`}>{result.title}</a>{' '}
            <span class="muted">
              ({t.kinds[result.kind]}, {t.standings[standingOf(steps)]}
              {late > 0 && `, ${t.late(late)}`})
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** /transfer: where the results of every project stand. */
export function boardPage(
  c: Ctx,
  { lines, ending, mayHand, today }: { lines: Page<Line>; ending: Line[]; mayHand: boolean; today: string },
): Response {
  const locale = c.get('locale');
  const t = researchTexts(locale);
  const stuck = ending.filter((line) =>
    endsWithNothing(
      line.project,
      line.results.map(({ steps }) => standingOf(steps)),
      today,
    ),
  );
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: t.flash,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <p class="actions">
          {mayHand && <LinkButton href="/transfer/neu">{t.newProject}</LinkButton>}
          <LinkButton href="/praxishilfen" kind="secondary">
            {t.aidsTitle}
          </LinkButton>
        </p>
        {stuck.length > 0 && (
          <Alert kind="warning" title={t.nothingYet}>
            <ul>
              {stuck.map(({ project }) => (
                <li key={project.id}>
                  <a href={`/transfer/${project.id}`}>{project.title}</a> ({term(project, today, locale)})
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <h2>{t.projects}</h2>
        {lines.total === 0 && <EmptyState title={t.noProjects} />}
        <Paged list={lines} c={c}>
          <ul class="entries">
            {lines.rows.map((line) => (
              <Entry
                key={line.project.id}
                href={`/transfer/${line.project.id}`}
                title={line.project.title}
                kicker={`${line.organisation} · ${term(line.project, today, locale)}`}
                level={3}
              >
                <Results line={line} today={today} locale={locale} />
              </Entry>
            ))}
          </ul>
        </Paged>
      </>
    ),
  });
}

/** /transfer/neu */
export function newProjectPage(c: Ctx, form: FormState, organisations: { id: string; name: string }[]): Response {
  const all = researchTexts(form.locale);
  const t = all.project;
  return renderPage(c, {
    title: all.newProject,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/transfer', label: all.title }],
    children: (
      <>
        <h1>{all.newProject}</h1>
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <form method="post" action="/transfer/neu" class="form">
          <Select
            form={form}
            name="organisation"
            label={t.organisation}
            options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TextField form={form} name="title" label={t.title} maxLength={160} />
          <TextArea form={form} name="summary" label={t.summary} rows={3} maxLength={800} />
          <TextField form={form} name="funder" label={t.funder} maxLength={160} />
          <TextField form={form} name="partners" label={t.partners} maxLength={500} optional />
          <TextField form={form} name="contact" label={t.contact} maxLength={120} />
          <TextField form={form} name="email" label={t.email} type="email" maxLength={254} />
          <TextField form={form} name="begins" label={t.begins} type="date" width="short" />
          <TextField form={form} name="ends" label={t.ends} type="date" width="short" />
          <Button>{t.save}</Button>
        </form>
      </>
    ),
  });
}

/** /transfer/:project */
export function projectPage(
  c: Ctx,
  { line, mayHand, form, topics, today }: { line: Line; mayHand: boolean; form: FormState; topics: Topics; today: string },
): Response {
  const { locale, errors } = form;
  const t = researchTexts(locale);
  const { project } = line;
  return renderPage(c, {
    title: project.title,
    isPrivate: true,
    flashes: t.flash,
    status: Object.keys(errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/transfer', label: t.title }],
    children: (
      <>
        <h1>{project.title}</h1>
        <p class="lead">{project.summary}</p>
        <ErrorSummary errors={errors} locale={locale} />
        <Facts
          facts={[
            [t.project.funder, project.funder],
            [t.project.partners, [line.organisation, project.partners].filter(Boolean).join(', ')],
            [t.project.facts, `${formatDay(project.begins_on, locale)} – ${formatDay(project.ends_on, locale)}`],
            [t.project.contact, `${project.contact}, ${project.email}`],
          ]}
        />
        <h2>{t.results}</h2>
        <Results line={line} today={today} locale={locale} />
        {mayHand && (
          <details open={Object.keys(errors).length > 0 || line.results.length === 0}>
            <summary>{t.hand}</summary>
            <p class="muted">{t.handHint}</p>
            <form method="post" action={`/transfer/${project.id}`} class="form">
              <RadioGroup
                form={form}
                name="kind"
                label={t.kind}
                options={KINDS.map((value) => ({ value, label: t.kinds[value] }))}
                className="scale"
              />
              <TextField form={form} name="title" label={t.resultTitle} maxLength={160} />
              <TextArea form={form} name="summary" label={t.summary} rows={3} maxLength={600} />
              <TextArea form={form} name="body" label={t.body} hint={t.bodyHint} rows={10} maxLength={30_000} optional />
              <TextField form={form} name="link" label={t.link} hint={t.linkHint} maxLength={500} optional />
              <TopicBoxes form={form} topics={topics} />
              <Button>{t.hand}</Button>
            </form>
          </details>
        )}
      </>
    ),
  });
}

/** /praxishilfen */
export function aidsListPage(c: Ctx, aids: Page<Aid>): Response {
  const locale = c.get('locale');
  const t = researchTexts(locale);
  return renderPage(c, {
    title: t.aidsTitle,
    description: t.aidsLead,
    children: (
      <>
        <h1>{t.aidsTitle}</h1>
        <p class="lead">{t.aidsLead}</p>
        {aids.total === 0 && <EmptyState title={t.noAids} />}
        <Paged list={aids} c={c}>
          <ul class="entries">
            {aids.rows.map((aid) => (
              <Entry key={aid.id} href={`/praxishilfen/${aid.slug}`} title={aid.title}>
                <p>{aid.summary}</p>
              </Entry>
            ))}
          </ul>
        </Paged>
        {may(c.get('actor'), 'research.read') && (
          <p>
            <a href="/transfer">{t.toBoard}</a>
          </p>
        )}
      </>
    ),
  });
}

/** /praxishilfen/:slug */
export function aidPage(
  c: Ctx,
  aid: Aid,
  { point, topics }: { point: { href: string; label: string } | undefined; topics: Topics },
): Response {
  const locale = c.get('locale');
  const t = researchTexts(locale);
  return renderPage(c, {
    title: aid.title,
    description: aid.summary,
    crumbs: [{ href: '/praxishilfen', label: t.aidsTitle }],
    children: (
      <>
        <h1>{aid.title}</h1>
        <p class="lead">{aid.summary}</p>
        <Prose text={aid.body} />
        {aid.link && (
          <p>
            <a href={aid.link}>{t.original}</a>
          </p>
        )}
        {point && (
          <>
            <h2>{t.atPoint}</h2>
            <p>
              <a href={point.href}>{point.label}</a>
            </p>
          </>
        )}
        <p>
          {aid.topics.map((id) => (
            <a class="tag" href={`/themen/${id}`} key={id}>
              {topics.label(id, locale)}
            </a>
          ))}
        </p>
        <p class="muted small">{t.aidFrom(aid.project, aid.funder)}</p>
      </>
    ),
  });
}
