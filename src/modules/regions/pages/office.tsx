import { Button, EmptyState, ErrorSummary, Facts, type FormState, Paged, RadioGroup, renderPage, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { Network } from '#modules/networks/index.ts';
import type { NetworksConfig } from '../config.ts';
import type { Recognition } from '../store.ts';
import { regionsTexts } from '../texts.ts';
import { statusOf } from './forms.tsx';

/** /geschaeftsstelle/netzwerke: what waits, and how all of them are. */
export function networksDeskPage(
  c: Ctx,
  waiting: Page<Recognition>,
  names: ReadonlyMap<string, string>,
  networks: Page<Network>,
): Response {
  const locale = c.get('locale');
  const t = regionsTexts(locale);
  return renderPage(c, {
    title: t.office.title,
    isPrivate: true,
    crumbs: [{ href: '/geschaeftsstelle', label: t.office.desk }],
    children: (
      <>
        <h1>{t.office.title}</h1>
        <p class="lead">{t.office.lead}</p>
        <h2>{t.office.waiting}</h2>
        {waiting.total === 0 && <EmptyState title={t.office.nothing} />}
        <Paged list={waiting} c={c} parameter="wartend" anchor="wartend" label={t.office.waiting}>
          {waiting.rows.map((row) => (
            <div class="row" key={row.id}>
              <p class="row__text">
                <a href={`/geschaeftsstelle/netzwerke/${row.network_id}`}>{names.get(row.network_id) ?? '–'}</a>
              </p>
              <span class="muted small">{t.office.since(row.submitted_at ? formatDate(row.submitted_at, locale) : '')}</span>
            </div>
          ))}
        </Paged>
        <h2>{t.office.all}</h2>
        <Paged list={networks} c={c} anchor="alle" label={t.office.all}>
          <ul class="link-list">
            {networks.rows.map((network) => (
              <li key={network.id}>
                <a href={`/geschaeftsstelle/netzwerke/${network.id}`}>{network.name}</a>{' '}
                <span class="muted small">
                  {t.states[network.state]}, {t.desk.lastActivity(formatDay(network.last_activity, locale))}
                </span>
              </li>
            ))}
          </ul>
        </Paged>
      </>
    ),
  });
}

/** /geschaeftsstelle/netzwerke/:network: what the network says, and the decision. */
export function decisionPage(c: Ctx, network: Network, rows: readonly Recognition[], config: NetworksConfig, form: FormState): Response {
  const locale = c.get('locale');
  const t = regionsTexts(locale);
  const waiting = rows.find(({ state }) => state === 'submitted');
  const valid = rows.find(({ state }) => state === 'recognised');
  const shown = waiting ?? valid;
  const results = waiting ? (['recognised', 'returned'] as const) : (['ended'] as const);
  return renderPage(c, {
    title: network.name,
    isPrivate: true,
    status: statusOf(form),
    flashes: { entschieden: t.office.done },
    crumbs: [{ href: '/geschaeftsstelle/netzwerke', label: t.office.title }],
    children: (
      <>
        <h1>{network.name}</h1>
        <Facts
          facts={[
            [t.desk.state, `${t.states[network.state]}, ${t.desk.lastActivity(formatDay(network.last_activity, locale))}`],
            [t.desk.recognition, shown ? t.recognition.states[shown.state] : t.recognition.none],
          ]}
        />
        <p>
          <a href={`/netzwerk/${network.id}`}>{t.office.workplace}</a>
        </p>
        {shown ? (
          <>
            <h2>{t.office.evidence}</h2>
            {config.recognition.criteria.map((criterion) => (
              <section key={criterion.id}>
                <h3>{inLocale(criterion, locale)}</h3>
                <p class="prewrap">{shown.evidence[criterion.id] ?? t.office.unsaid}</p>
              </section>
            ))}
            <h2>{t.office.decide}</h2>
            <ErrorSummary errors={form.errors} locale={locale} />
            <form method="post" noValidate class="form">
              <RadioGroup
                form={form}
                name="ergebnis"
                label={t.office.result}
                options={results.map((value) => ({ value, label: t.office.results[value] }))}
              />
              {waiting && (
                <TextArea
                  form={form}
                  name="conditions"
                  label={t.office.conditions}
                  hint={t.office.conditionsHint}
                  rows={3}
                  maxLength={2000}
                  optional
                />
              )}
              <TextArea form={form} name="note" label={t.office.note} hint={t.office.noteHint} rows={3} maxLength={2000} optional />
              <Button>{t.office.send}</Button>
            </form>
          </>
        ) : (
          <p>{t.office.nothingToDecide}</p>
        )}
        {rows.length > 0 && (
          <>
            <h2>{t.office.history}</h2>
            <ul>
              {rows.map((row) => (
                <li key={row.id}>
                  {formatDate(row.changed_at, locale)}: {t.recognition.states[row.state]}
                  {row.note && `. ${row.note}`}
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  });
}
