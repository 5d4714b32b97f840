import {
  Button,
  DataTable,
  ErrorSummary,
  Facts,
  type FormState,
  LinkButton,
  Paged,
  PickField,
  RadioGroup,
  renderPage,
  TextField,
} from '#design/index.ts';
import type { Choice } from '#platform/forms/pick.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { askedPage, pageOfAll } from '#platform/lists.ts';
import { euro } from '../euro.ts';
import type { Year } from '../service.ts';
import { meansTexts } from '../texts.ts';
import { BASE, pledged } from './pledge.tsx';

function Overview({ year, c, isOffice }: { year: Year; c: Ctx; isOffice: boolean }) {
  const locale = c.get('locale');
  const t = meansTexts(locale);
  const { totals, lines } = year;
  const pledges = pageOfAll(year.pledges, askedPage(c));
  const names: (keyof typeof totals)[] = ['promised', 'received', 'open', 'planned', 'spent'];
  return (
    <>
      <Facts
        facts={[
          ...names.map((name): [string, string] => [t.totals[name], euro(totals[name], locale)]),
          [t.totals.left, euro(totals.received - totals.spent, locale)],
        ]}
      />
      <h2>{t.pledges}</h2>
      <Paged list={pledges} c={c} path={isOffice ? BASE : undefined} label={t.pledges}>
        {pledges.total === 0 ? (
          <p class="muted">{t.noPledges}</p>
        ) : (
          <DataTable
            caption={t.pledges}
            captionHidden
            heads={t.heads}
            rows={pledges.rows.map((pledge) => ({
              key: pledge.row.id,
              cells: [
                pledge.organisation?.name ?? '–',
                pledged(pledge, locale),
                euro(pledge.received, locale),
                euro(pledge.open, locale),
                formatDay(pledge.row.due_on, locale),
                t.standings[pledge.standing],
              ],
            }))}
          />
        )}
        {isOffice && (
          <ul class="link-list">
            {pledges.rows.map((pledge) => (
              <li key={pledge.row.id}>
                <a href={`${BASE}/${pledge.row.id}`}>
                  {pledge.organisation?.name ?? '–'}: {pledged(pledge, locale)}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Paged>
      <h2>{t.budget}</h2>
      {lines.length === 0 ? (
        <p class="muted">{t.noLines}</p>
      ) : (
        <DataTable
          caption={t.budget}
          captionHidden
          heads={t.lineHeads}
          rows={lines.map((line) => ({
            key: line.id,
            cells: [line.title, euro(line.planned, locale), euro(line.spent, locale), euro(line.planned - line.spent, locale), line.note],
          }))}
        />
      )}
    </>
  );
}

const Years = ({ year, base, locale }: { year: Year; base: string; locale: Locale }) => (
  <>
    <h2>{meansTexts(locale).years}</h2>
    <ul class="tab-list">
      {year.years.map((each) => (
        <li key={each}>
          <a href={`${base}?jahr=${each}`} aria-current={each === year.year ? 'page' : undefined}>
            {each}
          </a>
        </li>
      ))}
    </ul>
  </>
);

/** /mittel: for the strategy circle. */
export function circlePage(c: Ctx, year: Year): Response {
  const locale = c.get('locale');
  const t = meansTexts(locale);
  return renderPage(c, {
    title: `${t.title} ${year.year}`,
    isPrivate: true,
    wide: true,
    children: (
      <>
        <h1>{`${t.title} ${year.year}`}</h1>
        <p class="lead">{t.circleLead}</p>
        <Overview year={year} c={c} isOffice={false} />
        <Years year={year} base="/mittel" locale={locale} />
      </>
    ),
  });
}

/** /geschaeftsstelle/mittel */
export function yearPage(
  c: Ctx,
  year: Year,
  form: FormState,
  open: 'pledge' | 'line' | undefined,
  /** Partners to choose from, where a name fits several. */
  choices: readonly Choice[],
): Response {
  const { locale, errors } = form;
  const t = meansTexts(locale);
  const query = `?jahr=${year.year}`;
  return renderPage(c, {
    title: `${t.title} ${year.year}`,
    isPrivate: true,
    wide: true,
    flashes: t.flash,
    status: Object.keys(errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/geschaeftsstelle', label: t.letter.office }],
    children: (
      <>
        <h1>{`${t.title} ${year.year}`}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={errors} locale={locale} />
        <Overview year={year} c={c} isOffice />
        <p class="actions">
          <LinkButton href={`${BASE}.xlsx${query}`} kind="secondary">
            {t.xlsx}
          </LinkButton>
        </p>
        <details open={open === 'pledge'}>
          <summary>{t.newPledge}</summary>
          <form method="post" action={`${BASE}${query}`} class="form">
            <PickField form={form} name="organisation" label={t.organisation} choices={choices} />
            <RadioGroup
              form={form}
              name="kind"
              label={t.kind}
              options={(['money', 'other'] as const).map((value) => ({ value, label: t.kinds[value] }))}
              className="scale"
            />
            <TextField form={form} name="amount" label={t.amount} maxLength={20} width="short" optional />
            <TextField form={form} name="what" label={t.what} hint={t.whatHint} maxLength={200} optional />
            <TextField form={form} name="due" label={t.due} type="date" width="short" />
            <TextField form={form} name="note" label={t.note} maxLength={300} optional />
            <Button>{t.save}</Button>
          </form>
        </details>
        <details open={open === 'line'}>
          <summary>{t.line}</summary>
          <p class="muted">{t.lineHint}</p>
          <form method="post" action={`${BASE}/posten${query}`} class="form">
            <TextField form={form} name="title" label={t.lineTitle} maxLength={120} />
            <TextField form={form} name="planned" label={t.planned} maxLength={20} width="short" />
            <TextField form={form} name="spent" label={t.spent} maxLength={20} width="short" optional />
            <TextField form={form} name="lineNote" label={t.note} maxLength={300} optional />
            <Button>{t.save}</Button>
          </form>
          {year.lines.map((line) => (
            <form key={line.id} method="post" action={`${BASE}/posten/${line.id}/entfernen${query}`}>
              <p>
                {line.title} <Button kind="tertiary">{t.remove}</Button>
              </p>
            </form>
          ))}
        </details>
        <Years year={year} base={BASE} locale={locale} />
      </>
    ),
  });
}
