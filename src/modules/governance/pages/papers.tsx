import {
  Alert,
  Button,
  ErrorSummary,
  Facts,
  type FormState,
  Journey,
  renderPage,
  Select,
  type Station,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { may } from '#modules/accounts/index.ts';
import { standOf, TREATMENT_RESULTS, isEnded, isOpenStation } from '../model.ts';
import type { Paper } from '../store/papers.ts';
import type { BodyRow, ConsultationRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';
import { bodyName, type Desk, hasErrors, officePage } from './frame.tsx';

/** The journey of a paper through the bodies, with dates, and where it is stuck. */
function PaperWay({ paper, bodies, today, locale }: { paper: Paper; bodies: BodyRow[]; today: string; locale: Locale }) {
  const t = governanceTexts(locale);
  const { at, isStuck } = standOf(paper.consultations, today);
  const noteOf = (step: ConsultationRow): string | undefined => {
    if (step.result) return `${t.results[step.result]}${step.decided_on ? `, ${formatDay(step.decided_on, locale)}` : ''}`;
    if (!step.due) return step.question || undefined;
    return step.due < today ? t.overdueNote(formatDay(step.due, locale)) : t.waits(formatDay(step.due, locale));
  };
  const stations: Station[] = [
    { label: bodyName(bodies, paper.body_id), state: 'done', note: formatDate(paper.created_at, locale) },
    ...paper.consultations.map((step, index): Station => {
      const isOver = paper.state === 'withdrawn' || paper.state === 'rejected';
      const state =
        index < at || (isOver && step.result !== null) ? 'done' : index === at && !isOver ? (isStuck ? 'stuck' : 'now') : 'ahead';
      return { label: bodyName(bodies, step.body_id), state, note: noteOf(step) };
    }),
  ];
  return <Journey stations={stations} label={t.way} locale={locale} />;
}

function Treatments({ paper, bodies, locale }: { paper: Paper; bodies: BodyRow[]; locale: Locale }) {
  const t = governanceTexts(locale);
  return (
    <>
      {paper.consultations.map((step) => (
        <article class="entry" key={step.id}>
          <h3 class="entry__title">{bodyName(bodies, step.body_id)}</h3>
          <Facts
            facts={[
              [t.question, step.question],
              [t.condition, step.condition],
              [t.due, step.due ? formatDay(step.due, locale) : ''],
              [officeTexts(locale).result, step.result ? `${t.results[step.result]}${step.rule ? ` (${t.rules[step.rule]})` : ''}` : ''],
              [
                '',
                step.yes !== null || step.no !== null || step.abstain !== null
                  ? t.votes(step.yes ?? '–', step.no ?? '–', step.abstain ?? '–')
                  : '',
              ],
              [officeTexts(locale).note, step.note],
            ]}
          />
        </article>
      ))}
    </>
  );
}

function Content({ paper, bodies, today, locale }: { paper: Paper; bodies: BodyRow[]; today: string; locale: Locale }) {
  const t = governanceTexts(locale);
  const current = paper.versions.at(-1);
  const { isStuck, at } = standOf(paper.consultations, today);
  const stuck = paper.consultations[at];
  return (
    <>
      <h2>{t.way}</h2>
      <PaperWay paper={paper} bodies={bodies} today={today} locale={locale} />
      {isStuck && stuck && (
        <Alert kind="warning" title={t.stuck}>
          <p>
            {bodyName(bodies, stuck.body_id)}:{' '}
            {stuck.result === 'returned' ? t.returnedNote : stuck.due ? t.overdueNote(formatDay(stuck.due, locale)) : ''}
          </p>
        </Alert>
      )}
      {current && (
        <>
          <p class="muted small">{t.version(current.number, formatDate(current.at, locale))}</p>
          <p class="prewrap">{current.text}</p>
        </>
      )}
      <Treatments paper={paper} bodies={bodies} locale={locale} />
      {paper.versions.length > 1 && (
        <details>
          <summary>{t.olderVersions}</summary>
          {paper.versions.slice(0, -1).map((version) => (
            <div key={version.number}>
              <p class="muted small">{t.version(version.number, formatDate(version.at, locale))}</p>
              <p class="prewrap">{version.text}</p>
            </div>
          ))}
        </details>
      )}
    </>
  );
}

/** /vorlagen/:id: the whole way of a paper, for everybody. */
export function paperPage(c: Ctx, paper: Paper, bodies: BodyRow[], today: string): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  return renderPage(c, {
    title: paper.title,
    crumbs: [{ href: '/gremien', label: t.title }],
    children: (
      <>
        <p class="entry__kicker">
          {t.paper} · {t.paperStates[paper.state]}
        </p>
        <h1>{paper.title}</h1>
        <Content paper={paper} bodies={bodies} today={today} locale={locale} />
      </>
    ),
  });
}

export function newPaperPage(c: Ctx, desk: Desk, form: FormState, bodies: BodyRow[]): Response {
  const t = officeTexts(form.locale);
  return officePage(c, desk, {
    title: t.newPaper,
    status: hasErrors(form) ? 422 : 200,
    children: (
      <>
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <form method="post" action={`${desk.base}/vorlagen/neu`} class="form" noValidate>
          <TextField form={form} name="title" label={t.titleField} maxLength={200} />
          <Select
            form={form}
            name="bodyId"
            label={t.from}
            blank={governanceTexts(form.locale).choose}
            options={bodies.map((body) => ({ value: body.id, label: body.name }))}
          />
          <TextArea form={form} name="text" label={t.paperText} rows={8} maxLength={20_000} />
          <TextField form={form} name="topic" label={governanceTexts(form.locale).topic} maxLength={100} optional />
          <Button>{t.newPaper}</Button>
        </form>
      </>
    ),
  });
}

/** The office's page of a paper: refer it, record what the bodies did with it. */
export function officePaperPage(
  c: Ctx,
  desk: Desk,
  paper: Paper,
  bodies: BodyRow[],
  today: string,
  form: FormState,
  fault?: string,
  /** Names of bodies in the agreement that are none here. */
  unknown = '',
): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const base = `${desk.base}/vorlagen/${paper.id}`;
  const mayFor = (body: string) => may(c.get('actor'), 'body.manage', { body });
  const open = paper.consultations.filter((step) => isOpenStation(step) && mayFor(step.body_id));
  const isTravelling = !isEnded(paper);
  const isOwn = isTravelling && mayFor(paper.body_id);
  return officePage(c, desk, {
    title: paper.title,
    status: fault || hasErrors(form) ? 422 : 200,
    children: (
      <>
        {fault && <Alert kind="danger" title={fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        <p>
          <a href={`/vorlagen/${paper.id}`}>{g.paper}</a> · {g.paperStates[paper.state]}
        </p>
        {paper.agreement_id && (
          <p>
            <a href={`${desk.base}/vereinbarungen/${paper.agreement_id}`}>{t.fromAgreement}</a>
          </p>
        )}
        {unknown && <Alert kind="warning" title={t.unknownBodies(unknown)} />}
        <Content paper={paper} bodies={bodies} today={today} locale={locale} />
        {isOwn && (
          <details open={paper.consultations.length === 0 || form.input['question'] !== undefined}>
            <summary>{t.refer}</summary>
            <form method="post" action={`${base}/verweisen`} class="form" noValidate>
              <Select
                form={form}
                name="bodyId"
                label={g.body}
                blank={g.choose}
                options={bodies.map((body) => ({ value: body.id, label: body.name }))}
              />
              <TextField form={form} name="question" label={t.question} maxLength={300} />
              <TextField form={form} name="due" label={t.due} type="date" width="short" optional />
              <TextField form={form} name="condition" label={t.ifField} maxLength={300} optional />
              <Button>{t.refer}</Button>
            </form>
          </details>
        )}
        {isTravelling && open.length > 0 && (
          <details open>
            <summary>{t.treat}</summary>
            <form method="post" action={`${base}/ergebnis`} class="form" noValidate>
              <Select
                form={form}
                name="consultation"
                label={g.body}
                options={open.map((step) => ({ value: step.id, label: `${bodyName(bodies, step.body_id)}: ${step.question}` }))}
              />
              <Select
                form={form}
                name="result"
                label={t.result}
                options={TREATMENT_RESULTS.map((result) => ({ value: result, label: g.results[result] }))}
              />
              <div class="form-row">
                <TextField form={form} name="yes" label={t.yes} width="short" inputMode="numeric" optional />
                <TextField form={form} name="no" label={t.no} width="short" inputMode="numeric" optional />
                <TextField form={form} name="abstain" label={t.abstain} width="short" inputMode="numeric" optional />
              </div>
              <label class="keep" for="objected">
                <input type="checkbox" id="objected" name="objected" value="ja" /> {t.objectedField}
              </label>
              <TextField form={form} name="day" label={t.day} type="date" width="short" />
              <TextArea form={form} name="note" label={t.note} rows={3} maxLength={2000} optional />
              <Button>{t.treat}</Button>
            </form>
          </details>
        )}
        {isOwn && (
          <details>
            <summary>{t.revise}</summary>
            <form method="post" action={`${base}/fassung`} class="form">
              <label class="kern-label" for="text">
                {t.paperText}
              </label>
              <textarea class="kern-form-input__input" id="text" name="text" rows={8} maxLength={20_000}>
                {paper.versions.at(-1)?.text ?? ''}
              </textarea>
              <Button kind="secondary">{t.revise}</Button>
            </form>
          </details>
        )}
        {isOwn && (
          <form method="post" action={`${base}/zurueckziehen`}>
            <Button kind="tertiary">{t.withdraw}</Button>
          </form>
        )}
      </>
    ),
  });
}
