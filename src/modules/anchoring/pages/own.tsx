import {
  Alert,
  Button,
  Checkbox,
  DataTable,
  ErrorSummary,
  type FormState,
  Journey,
  LinkButton,
  Paged,
  RadioGroup,
  renderPage,
  Select,
  type Station,
  Tag,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay, formatNumber } from '#platform/i18n/format.ts';
import type { Page } from '#platform/lists.ts';
import type { CheckDefinition } from '#modules/checks/index.ts';
import { LEVELS, type Level, type State, SUPPORT_KINDS } from '../model.ts';
import type { ConceptRow, MeasureRow, SupportRow } from '../store.ts';
import { anchoringTexts } from '../texts.ts';

export interface LevelView {
  level: Level;
  rated: number;
  total: number;
  urgent: number;
  some: number;
  /** Mean share of the others with a need; undefined where they are too few. */
  others: number | undefined;
}
export interface OwnView {
  organisation: { id: string; name: string };
  concept: ConceptRow | undefined;
  state: State;
  levels: LevelView[];
  measures: MeasureRow[];
  proposals: { level: Level; text: string }[];
  support: Page<SupportRow>;
  c: Ctx;
  examples: { name: string; text: string }[];
  definition: CheckDefinition;
  form: FormState;
  today: string;
}

const baseOf = (view: OwnView) => `/organisation/${view.organisation.id}/verankerung`;

function Where({ view }: { view: OwnView }) {
  const { locale } = view.form;
  const t = anchoringTexts(locale);
  const stations = view.levels.map((each): Station => {
    const late = view.measures.some((measure) => measure.level === each.level && measure.done_on === null && measure.due < view.today);
    return {
      label: t.levels[each.level],
      state: late ? 'stuck' : each.rated === each.total ? 'done' : each.rated > 0 ? 'now' : 'ahead',
      note: late ? t.late : t.rated(each.rated, each.total),
    };
  });
  return <Journey stations={stations} label={t.way} locale={locale} />;
}

function Comparison({ view }: { view: OwnView }) {
  const { locale } = view.form;
  const t = anchoringTexts(locale);
  const percent = (share: number) => `${formatNumber(Math.round(share * 100), locale)} %`;
  return (
    <>
      <h2>{t.compare}</h2>
      <p class="muted">{t.compareHint}</p>
      <DataTable
        caption={t.compare}
        captionHidden
        heads={t.compareHead}
        rows={view.levels.map((each) => ({
          key: each.level,
          cells: [
            t.levels[each.level],
            each.rated === 0 ? '–' : percent((each.urgent + each.some) / each.rated),
            each.others === undefined ? t.tooFew : percent(each.others),
          ],
        }))}
      />
    </>
  );
}

function Measures({ view }: { view: OwnView }) {
  const { form, measures, proposals, today } = view;
  const { locale } = form;
  const t = anchoringTexts(locale);
  const base = `${baseOf(view)}/massnahmen`;
  return (
    <>
      <h2>{t.measures}</h2>
      {measures.length === 0 && <p class="muted">{t.noMeasures}</p>}
      {measures.map((measure) => (
        <div class="row" key={measure.id}>
          <p class="row__text">
            <strong>{measure.title}</strong> <Tag>{t.levels[measure.level]}</Tag>
            <br />
            <span class="muted small">
              {measure.done_on ? t.doneOn(formatDay(measure.done_on, locale)) : t.by(measure.responsible, formatDay(measure.due, locale))}
            </span>{' '}
            {!measure.done_on && measure.due < today && <Tag>{t.late}</Tag>}
          </p>
          <form method="post" action={`${base}/${measure.id}/erledigt`}>
            <Button kind="secondary">{measure.done_on ? t.undone : t.done}</Button>
          </form>
          <form method="post" action={`${base}/${measure.id}/entfernen`}>
            <Button kind="tertiary">{t.remove}</Button>
          </form>
        </div>
      ))}
      {proposals.length > 0 && (
        <>
          <h3>{t.proposals}</h3>
          <ul>
            {proposals.map((proposal) => (
              <li key={proposal.text}>
                {proposal.text} <span class="muted">({t.levels[proposal.level]})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <details open={'title' in form.errors || 'responsible' in form.errors || 'due' in form.errors}>
        <summary>{t.add}</summary>
        <form method="post" action={base} class="form">
          <TextField form={form} name="title" label={t.measure} maxLength={200} />
          <RadioGroup
            form={form}
            name="level"
            label={t.level}
            options={LEVELS.map((value) => ({ value, label: t.levels[value] }))}
            className="scale"
          />
          <TextField form={form} name="responsible" label={t.responsible} maxLength={120} />
          <TextField form={form} name="due" label={t.due} type="date" width="short" />
          <Button>{t.add}</Button>
        </form>
      </details>
    </>
  );
}

function Support({ view }: { view: OwnView }) {
  const { form, support } = view;
  const { locale } = form;
  const t = anchoringTexts(locale);
  const base = `${baseOf(view)}/unterstuetzung`;
  return (
    <>
      <h2>{t.supportTitle}</h2>
      <Paged list={support} c={view.c} path={base} anchor="anfragen">
        {support.rows.map((row) => (
          <section class="entry" key={row.id}>
            <h3 class="entry__title">{t.supportKinds[row.kind]}</h3>
            <p class="prewrap">{row.text}</p>
            <p class="muted small">
              {formatDate(row.asked_at, locale)} · {row.closed_at ? t.closed : row.answered_at ? t.answered : t.waiting}
            </p>
            {row.answer && <p class="quote">{row.answer}</p>}
            {!row.closed_at && (
              <form method="post" action={`${base}/${row.id}/erledigt`}>
                <Button kind="tertiary">{t.settled}</Button>
              </form>
            )}
          </section>
        ))}
      </Paged>
      <details open={'supportText' in form.errors}>
        <summary>{t.support}</summary>
        <form method="post" action={base} class="form">
          <Select
            form={form}
            name="supportKind"
            label={t.supportKind}
            options={SUPPORT_KINDS.map((value) => ({ value, label: t.supportKinds[value] }))}
          />
          <TextArea form={form} name="supportText" label={t.supportText} rows={4} maxLength={2000} />
          <Button>{t.ask}</Button>
        </form>
      </details>
    </>
  );
}

function Concept({ view }: { view: OwnView }) {
  const { form } = view;
  const { locale } = form;
  const t = anchoringTexts(locale);
  return (
    <details open={Object.keys(form.errors).some((name) => name.startsWith('mail-'))}>
      <summary>{t.contacts}</summary>
      <form method="post" action={`${baseOf(view)}/konzept`} class="form">
        <TextArea form={form} name="goals" label={t.goals} rows={4} maxLength={3000} optional />
        {LEVELS.map((level) => (
          <div key={level}>
            <TextField form={form} name={`name-${level}`} label={t.contactName(t.levels[level])} maxLength={120} optional />
            <TextField form={form} name={`mail-${level}`} label={t.contactMail(t.levels[level])} type="email" maxLength={254} optional />
          </div>
        ))}
        <TextArea form={form} name="example" label={t.example} hint={t.exampleHint} rows={4} maxLength={3000} optional />
        <Checkbox form={form} name="shared" label={t.exampleShared} />
        <Button>{t.save}</Button>
      </form>
    </details>
  );
}

/** /organisation/:organisation/verankerung */
export function ownPage(c: Ctx, view: OwnView): Response {
  const { organisation, concept, form, examples, state } = view;
  const { locale, errors } = form;
  const t = anchoringTexts(locale);
  const base = baseOf(view);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: t.flash,
    status: Object.keys(errors).length > 0 ? 422 : 200,
    crumbs: [{ href: `/organisation/${organisation.id}`, label: organisation.name }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={errors} locale={locale} />
        <Where view={view} />
        {state === 'stuck' && <Alert kind="warning" title={t.states.stuck} />}
        <p class="actions">
          <LinkButton href={`${base}/einschaetzung`} kind={concept ? 'secondary' : 'primary'}>
            {concept ? t.assessAgain : t.assess}
          </LinkButton>
          <LinkButton href={`${base}/potenzial`} kind="secondary">
            {t.potential}
          </LinkButton>
        </p>
        {concept?.goals && <p class="prewrap">{concept.goals}</p>}
        <Measures view={view} />
        <Concept view={view} />
        {concept && <Comparison view={view} />}
        <h2>{t.material}</h2>
        <p class="actions">
          <LinkButton href={`${base}/folien.docx`} kind="secondary">
            {t.slides}
          </LinkButton>
          <LinkButton href={`${base}/intranet.txt`} kind="secondary">
            {t.intranet}
          </LinkButton>
          <LinkButton href={`${base}/aushang.pdf`} kind="secondary">
            {t.poster}
          </LinkButton>
        </p>
        <Support view={view} />
        <h2>{t.shining}</h2>
        {examples.length === 0 && <p class="muted">{t.noShining}</p>}
        {examples.map((each) => (
          <section class="entry" key={each.name}>
            <h3 class="entry__title">{each.name}</h3>
            <p class="prewrap">{each.text}</p>
          </section>
        ))}
      </>
    ),
  });
}
