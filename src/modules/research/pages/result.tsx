import { Alert, Button, ErrorSummary, type FormState, Prose, renderPage, Tag, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay, formatList, formatNumber } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { RelativeCard } from '#modules/overlap/index.ts';
import { searchTexts } from '#modules/search/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { CHECKED, isLate } from '../model.ts';
import { beginsWithAction, hardnessOf, MOST_LIX, MOST_WORDS, readabilityOf, unexplained } from '../readability.ts';
import type { Stock } from '../stock.ts';
import type { AidRow, ProjectRow, ResultRow, StepRow } from '../tables.ts';
import { researchTexts } from '../texts.ts';
import { TopicBoxes } from './parts.tsx';
import { AgreeForms, CloseForms } from './path.tsx';

export interface Option {
  id: string;
  name: string;
}
export interface ResultView {
  project: ProjectRow;
  result: ResultRow;
  steps: (StepRow & { label: string })[];
  aids: AidRow[];
  stock: Stock;
  points: { id: string; label: string }[];
  checks: Option[];
  trends: Option[];
  bodies: Option[];
  mayEdit: boolean;
  mayDecide: boolean;
  form: FormState;
  fault: string | undefined;
  topics: Topics;
  today: string;
}

/** What can be measured of how easy a text is, each finding with what helps. */
function findings(text: string, locale: Locale): string[] {
  const t = researchTexts(locale).hints;
  const found = readabilityOf(text);
  if (!found) return [t.empty];
  const short = unexplained(text);
  const all = [
    ...(found.lix > MOST_LIX ? [t.lix] : []),
    ...(found.sentenceLength > MOST_WORDS ? [t.sentences] : []),
    ...(beginsWithAction(text) ? [] : [t.action]),
    ...(short.length > 0 ? [t.abbreviations(formatList(short, locale))] : []),
  ];
  return all.length === 0 ? [t.none] : all;
}

function Language({ view }: { view: ResultView }) {
  const { result, form, mayEdit } = view;
  const { locale } = form;
  const t = researchTexts(locale);
  const found = readabilityOf(result.body);
  const round = (value: number) => formatNumber(Math.round(value * 10) / 10, locale);
  return (
    <>
      <h2>{t.language}</h2>
      {found && (
        <p>
          {t.measured(round(found.lix), t.hardness[hardnessOf(found.lix)], round(found.sentenceLength), formatNumber(found.words, locale))}
        </p>
      )}
      <ul>
        {findings(result.body, locale).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p class="muted small">{t.formula}</p>
      {mayEdit && (
        <form method="post" action={`/transfer/ergebnisse/${result.id}/geprueft`} class="form">
          <fieldset class="plain-fieldset">
            <legend>{t.checkedTitle}</legend>
            {CHECKED.map((name) => (
              <label class="keep" key={name}>
                <input type="checkbox" name="checked" value={name} checked={result.checked.includes(name)} /> <span>{t.checked[name]}</span>
              </label>
            ))}
          </fieldset>
          <Button kind="secondary">{t.save}</Button>
        </form>
      )}
    </>
  );
}

function InStock({ view }: { view: ResultView }) {
  const { stock, topics, form } = view;
  const { locale } = form;
  const t = researchTexts(locale);
  return (
    <>
      <h2>{t.stock}</h2>
      {stock.offers.length + stock.others.length === 0 && <p class="muted">{t.noStock}</p>}
      {stock.offers.map((relative) => (
        <section class="entry" key={relative.offer.id}>
          <RelativeCard relative={relative} topics={topics} locale={locale} />
        </section>
      ))}
      {stock.others.length > 0 && (
        <>
          <h3>{t.otherStock}</h3>
          <ul class="plain-list">
            {stock.others.map((other) => (
              <li class="entry" key={other.href}>
                <p class="entry__kicker">{searchTexts(locale).kindOf[other.kind]}</p>
                <a href={other.href}>{other.title}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t.points}</h2>
      {stock.points.length === 0 && <p class="muted">{t.noPoints}</p>}
      <ul>
        {stock.points.map((point) => (
          <li key={point.id}>
            {point.label}{' '}
            {point.shared.length > 0 && (
              <span class="muted small">
                (
                {t.shared(
                  formatList(
                    point.shared.map((id) => topics.label(id, locale)),
                    locale,
                  ),
                )}
                )
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Steps({ view }: { view: ResultView }) {
  const { steps, aids, form, today, mayDecide } = view;
  const { locale } = form;
  const t = researchTexts(locale);
  return (
    <>
      <h2>{t.way}</h2>
      {steps.length === 0 && <p class="muted">{t.noWay}</p>}
      {steps.map((step) => {
        const aid = step.path === 'aid' ? aids.find((each) => each.point === step.target) : undefined;
        return (
          <section class="entry" key={step.id}>
            <h3 class="entry__title">
              {t.paths[step.path]}
              {step.label && `: ${step.label}`}
            </h3>
            <p>
              {t.by(step.responsible, formatDay(step.due, locale))} {isLate(step, today) && <Tag>{t.overdue}</Tag>}
            </p>
            {step.closed_at && (
              <p class="muted">
                {(step.state === 'done' ? t.done : t.dropped)(formatDate(step.closed_at, locale))} {step.note}
              </p>
            )}
            {step.state === 'done' && step.path === 'check' && step.outcome && <a href={`/vorlagen/${step.outcome}`}>{t.toPaper}</a>}
            {step.state === 'done' && step.path === 'trend' && <a href={`/trends/${step.target}`}>{t.toTrend}</a>}
            {aid && (
              <p>
                <a href={`/praxishilfen/${aid.slug}`}>{t.toAid}</a>
              </p>
            )}
            {aid && mayDecide && (
              <form method="post" action={`/transfer/praxishilfen/${aid.id}/zurueckziehen`}>
                <Button kind="tertiary">{t.withdrawAid}</Button>
              </form>
            )}
            {mayDecide && step.state === 'open' && <CloseForms step={step} view={view} />}
          </section>
        );
      })}
      {mayDecide ? <AgreeForms view={view} /> : <p class="muted">{t.decideHint}</p>}
    </>
  );
}

/** /transfer/ergebnisse/:result */
export function resultPage(c: Ctx, view: ResultView): Response {
  const { project, result, form, fault, mayEdit, topics } = view;
  const { locale, errors } = form;
  const t = researchTexts(locale);
  const isEditing = 'title' in errors || 'summary' in errors || 'body' in errors || 'link' in errors;
  return renderPage(c, {
    title: result.title,
    isPrivate: true,
    flashes: t.flash,
    status: fault || Object.keys(errors).length > 0 ? 422 : 200,
    crumbs: [
      { href: '/transfer', label: t.title },
      { href: `/transfer/${project.id}`, label: project.title },
    ],
    children: (
      <>
        <p class="muted">{t.kinds[result.kind]}</p>
        <h1>{result.title}</h1>
        {fault && <Alert kind="danger" title={fault} />}
        <ErrorSummary errors={errors} locale={locale} />
        <p class="lead">{result.summary}</p>
        <Steps view={view} />
        <InStock view={view} />
        <h2>{t.body}</h2>
        <Prose text={result.body} />
        {result.link && (
          <p>
            <a href={result.link}>{t.original}</a>
          </p>
        )}
        <Language view={view} />
        {mayEdit ? (
          <details open={isEditing}>
            <summary>{t.edit}</summary>
            <form method="post" action={`/transfer/ergebnisse/${result.id}`} class="form">
              <TextField form={form} name="title" label={t.resultTitle} maxLength={160} />
              <TextArea form={form} name="summary" label={t.summary} rows={3} maxLength={600} />
              <TextArea form={form} name="body" label={t.body} hint={t.bodyHint} rows={12} maxLength={30_000} optional />
              <TextField form={form} name="link" label={t.link} hint={t.linkHint} maxLength={500} optional />
              <TopicBoxes form={form} topics={topics} />
              <Button>{t.save}</Button>
            </form>
          </details>
        ) : (
          view.aids.length > 0 && <p class="muted">{t.locked}</p>
        )}
      </>
    ),
  });
}
