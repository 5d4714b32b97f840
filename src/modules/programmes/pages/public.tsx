import {
  Alert,
  Button,
  DataTable,
  Entry,
  ErrorSummary,
  Facts as FactList,
  type FormState,
  LinkButton,
  renderPage,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay, formatList, formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Programmes } from '../load.ts';
import { type Eligibility, type Facts, factsIn, predecessorsOf, type Programme, type ProgrammeVersion, versionOn } from '../model.ts';
import type { Split } from '../money.ts';
import { programmesTexts } from '../texts.ts';
import { Questions } from './questions.tsx';

const euros = (value: number, locale: Locale): string => `${formatNumber(value, locale)} €`;
const spanOf = ({ from, until }: ProgrammeVersion, locale: Locale): string =>
  programmesTexts(locale).runs(formatDay(from, locale), until ? formatDay(until, locale) : '');
const newest = (versions: readonly ProgrammeVersion[]): string =>
  versions
    .flatMap((version) => version.sources.map((source) => source.seen))
    .toSorted()
    .at(-1) ?? '';

function Caution({ versions, locale }: { versions: readonly ProgrammeVersion[]; locale: Locale }) {
  const t = programmesTexts(locale);
  return (
    <Alert kind="warning" title={t.caution}>
      <p>{t.cautionText(formatDay(newest(versions), locale))}</p>
    </Alert>
  );
}

/** /foerderung */
export function programmesPage(c: Ctx, { all }: Programmes, today: string): Response {
  const locale = c.get('locale');
  const t = programmesTexts(locale);
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <Caution versions={all.flatMap((programme) => programme.versions)} locale={locale} />
        <ul class="entries">
          {all.map((programme) => {
            const version = versionOn(programme, today);
            return (
              <Entry
                href={`/foerderung/${programme.id}`}
                title={inLocale(programme.title, locale)}
                kicker={t.kinds[programme.kind]}
                key={programme.id}
              >
                <p>{inLocale(programme.summary, locale)}</p>
                <p class="muted small">{version ? spanOf(version, locale) : t.noCurrent}</p>
              </Entry>
            );
          })}
        </ul>
      </>
    ),
  });
}

function Rules({ checked, locale }: { checked: Eligibility; locale: Locale }) {
  const t = programmesTexts(locale);
  return (
    <DataTable
      caption={t.check}
      heads={[t.rule, t.answer]}
      rows={checked.rules.map((rule) => ({ key: rule.id, cells: [inLocale(rule, locale), t.answers[rule.answer]] }))}
    />
  );
}

function Money({
  version,
  splits,
  form,
  action,
  kept,
}: {
  version: ProgrammeVersion;
  splits: Split[];
  form: FormState;
  action: string;
  kept: [string, string][];
}) {
  const { locale } = form;
  const t = programmesTexts(locale);
  if (!version.money) return <p>{t.noMoney}</p>;
  const { days, dayRate } = version.money;
  const least = days && dayRate ? t.upTo(days, euros(dayRate, locale)) : '';
  return (
    <>
      <p>{version.money.rates.map((rate) => t.ends(rate.percent, '')).join(' / ') + least}.</p>
      <form method="get" action={action} class="form form--inline">
        {kept.map(([name, value]) => (
          <input type="hidden" name={name} value={value} key={name} />
        ))}
        <TextField form={form} name="tage" label={t.days} width="short" inputMode="numeric" />
        <TextField form={form} name="preis" label={t.dayRate} width="short" inputMode="numeric" />
        <Button kind="secondary">{t.calculate}</Button>
      </form>
      {splits.length > 1 && <p class="muted">{t.several}</p>}
      {splits.length > 0 && (
        <DataTable
          caption={t.calculator}
          heads={[t.rate, t.cost, t.counted, t.grant, t.own]}
          rows={splits.map((split) => ({
            key: String(split.percent),
            cells: [
              `${split.percent} %`,
              euros(split.cost, locale),
              euros(split.counted, locale),
              euros(split.grant, locale),
              euros(split.own, locale),
            ],
          }))}
        />
      )}
    </>
  );
}

export interface ProgrammeView {
  programme: Programme;
  version: ProgrammeVersion | undefined;
  facts: Facts;
  checked: Eligibility | undefined;
  splits: Split[];
  /** The old name by which somebody came. */
  foundBy: string | undefined;
  form: FormState;
}

/** /foerderung/:id: rules, questions, what it costs, how it goes on. */
export function programmePage(c: Ctx, programmes: Programmes, topics: Topics, view: ProgrammeView): Response {
  const locale = c.get('locale');
  const t = programmesTexts(locale);
  const { programme, version, checked, facts, form } = view;
  const action = `/foerderung/${programme.id}`;
  const wanted = new Set([
    ...(version?.rules.flatMap((rule) => factsIn(rule.when)) ?? []),
    ...(version?.money?.rates.flatMap((rate) => (rate.when ? factsIn(rate.when) : [])) ?? []),
  ]);
  const questions = programmes.facts.filter((fact) => wanted.has(fact.id));
  const asked = questions.filter((fact) => facts[fact.id] === undefined);
  const order = checked?.ask ?? [];
  const inOrder = asked.toSorted((a, b) => (order.indexOf(a.id) + 1 || 99) - (order.indexOf(b.id) + 1 || 99));
  const answered = questions.filter((fact) => facts[fact.id] !== undefined);
  const kept = questions.flatMap((fact): [string, string][] =>
    form.input[fact.id]?.[0] ? [[fact.id, form.input[fact.id]?.[0] ?? '']] : [],
  );
  const next = programmes.facts.find((fact) => fact.id === order[0]);
  const earlier = predecessorsOf(programme, version);
  return renderPage(c, {
    title: inLocale(programme.title, locale),
    description: inLocale(programme.summary, locale),
    crumbs: [{ href: '/foerderung', label: t.title }],
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <p class="muted">{t.kinds[programme.kind]}</p>
        <h1>{inLocale(programme.title, locale)}</h1>
        <p class="lead">{inLocale(programme.summary, locale)}</p>
        {view.foundBy && <Alert kind="info" title={t.foundBy(view.foundBy)} />}
        {programme.aliases.length > 0 && <p class="muted">{t.aka(formatList(programme.aliases, locale))}</p>}
        <Caution versions={programme.versions} locale={locale} />
        <ErrorSummary errors={form.errors} locale={locale} />
        {version && checked ? (
          <>
            <h2>{t.check}</h2>
            <p>{t.currentRules(inLocale(version.title, locale), spanOf(version, locale))}</p>
            <p class="verdict">
              <strong>{t.verdicts[checked.answer]}</strong> {next && `${t.next}: ${inLocale(next, locale)}`}
            </p>
            <Rules checked={checked} locale={locale} />
            <p class="muted">{t.checkHint}</p>
            <Questions asked={inOrder} answered={answered} form={form} action={action} />
            <h2 id="rechner">{t.calculator}</h2>
            <Money version={version} splits={view.splits} form={form} action={`${action}#rechner`} kept={kept} />
            {version.voucherMonths && <p>{t.voucher(version.voucherMonths)}</p>}
            {version.process && (
              <>
                <h2>{t.way}</h2>
                <ol>
                  {version.process.map((phase) => (
                    <li key={phase.id}>
                      <strong>{inLocale(phase, locale)}.</strong> {inLocale(phase.hint, locale)}
                    </li>
                  ))}
                </ol>
              </>
            )}
            {version.clarify.length > 0 && (
              <>
                <h2>{t.clarify}</h2>
                <ul>
                  {version.clarify.map((point) => (
                    <li key={point.de}>{inLocale(point, locale)}</li>
                  ))}
                </ul>
              </>
            )}
            <h2>{t.sources}</h2>
            <ul>
              {version.sources.map((source) => (
                <li key={source.title}>
                  {source.title}, {t.seen(formatDay(source.seen, locale))}
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p>{t.noCurrent}</p>
        )}
        {earlier.length > 0 && (
          <>
            <h2>{t.earlier}</h2>
            <p class="muted">{t.earlierHint}</p>
            {earlier.map((each) => (
              <details key={each.id}>
                <summary>
                  {inLocale(each.title, locale)}, {spanOf(each, locale)}
                </summary>
                <ul>
                  {each.rules.map((rule) => (
                    <li key={rule.id}>{inLocale(rule, locale)}</li>
                  ))}
                </ul>
                <FactList facts={each.money ? [[t.rate, each.money.rates.map((rate) => `${rate.percent} %`).join(' / ')]] : []} />
              </details>
            ))}
          </>
        )}
        <h2>{t.topics}</h2>
        <p>
          {programme.topics.map((id) => (
            <a class="tag" href={`/themen/${id}`} key={id}>
              {topics.label(id, locale)}
            </a>
          ))}
        </p>
        <LinkButton href={`/finden?thema=${programme.topics[0] ?? ''}`}>{t.ask}</LinkButton>
      </>
    ),
  });
}
