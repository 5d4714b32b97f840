import {
  Alert,
  Button,
  EmptyState,
  ErrorSummary,
  FieldError,
  filledForm,
  Paged,
  renderPage,
  Select,
  TabList,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatNumber } from '#platform/i18n/format.ts';
import { accountsTexts } from '#modules/accounts/index.ts';
import { workspaceTexts } from '../texts.ts';
import type { Wish } from './wish.ts';
import { ACCESS_KINDS, type AccessKind, invitable, PER_PAGE, type PlaceRow, type Stand, STANDS, standOf } from './model.ts';

export const ACCESS_PATH = '/geschaeftsstelle/zugaenge';

export interface AccessQuery {
  kind: AccessKind;
  search: string;
  stand: Stand | undefined;
  /** The import whose places are shown. */
  from: string;
  page: number;
}

export interface AccessPage {
  query: AccessQuery;
  /** All that fit the filter. */
  rows: PlaceRow[];
  counts: Record<Stand, number>;
  /** Addresses that a mail server has refused, in small letters. */
  refused: ReadonlyMap<string, unknown>;
  fault?: string | undefined;
  /** What was just asked for and could not be done: it still stands in the list. */
  wish?: Wish | undefined;
}

/** The address of the list with its filters; a kind of its own begins without. */
export function accessHref({ kind, search, stand, from, page }: AccessQuery): string {
  const query = new URLSearchParams({ art: kind });
  if (search) query.set('suche', search);
  if (stand) query.set('stand', stand);
  if (from) query.set('einlesen', from);
  if (page > 1) query.set('seite', String(page));
  return `${ACCESS_PATH}?${query}`;
}

/** What a form carries along, so that it comes back to the same list. */
export const HiddenQuery = ({ query }: { query: AccessQuery }) => (
  <>
    <input type="hidden" name="art" value={query.kind} />
    <input type="hidden" name="suche" value={query.search} />
    <input type="hidden" name="stand" value={query.stand ?? ''} />
    <input type="hidden" name="einlesen" value={query.from} />
    {query.page > 1 && <input type="hidden" name="seite" value={query.page} />}
  </>
);

function Standing({ row, kind, c }: { row: PlaceRow; kind: AccessKind; c: Ctx }) {
  const t = workspaceTexts(c.get('locale')).access;
  const roles = accountsTexts(c.get('locale')).roles;
  return (
    <>
      <strong>{t.stands[standOf(row, kind)]}</strong>
      {row.people.map((person) => (
        <span class="line small" key={person.email + person.role}>
          {person.name || person.email} <span class="muted">({roles[person.role]})</span>
        </span>
      ))}
      {row.invited.map((email) => (
        <span class="line small muted" key={email}>
          {t.invitedTo(email)}
        </span>
      ))}
    </>
  );
}

function Row({ row, kind, wish, isRefused, c }: { row: PlaceRow; kind: AccessKind; wish: Wish | undefined; isRefused: boolean; c: Ctx }) {
  const t = workspaceTexts(c.get('locale')).access;
  const isOpen = standOf(row, kind) === 'without';
  const isWrong = wish?.wrong.has(row.id) ?? false;
  return (
    <tr>
      <td>
        {isOpen && <input type="checkbox" name="wer" value={row.id} checked={wish?.ticked.has(row.id)} aria-label={t.choose(row.name)} />}
      </td>
      <th scope="row">
        {row.name}
        <span class="line small muted">{row.town}</span>
      </th>
      <td>
        <Standing row={row} kind={kind} c={c} />
      </td>
      <td>
        {isOpen && (
          <input
            class="kern-form-input__input"
            type="email"
            id={`an_${row.id}`}
            name={`an_${row.id}`}
            value={wish?.typed.get(row.id) ?? row.email}
            aria-invalid={isWrong ? 'true' : undefined}
            aria-describedby={isWrong ? `an_${row.id}-error` : undefined}
            maxLength={254}
            aria-label={t.addressOf(row.name)}
          />
        )}
        <FieldError name={`an_${row.id}`} error={isWrong ? t.wrongAddress : undefined} locale={c.get('locale')} />
        {isRefused && <span class="line small">{t.refused}</span>}
      </td>
      <td>
        <a class="line" href={row.workplace}>
          {t.workplace}
        </a>
        <a class="line" href={`/mitarbeit/${kind}/${row.id}`}>
          {t.people}
        </a>
        <a class="line" href={row.publicPage}>
          {t.publicPage}
        </a>
      </td>
    </tr>
  );
}

/** From so many rows on the buttons stand below the list, too. */
const LONG = 8;

/** /geschaeftsstelle/zugaenge: who has access to which place, and one action that invites those who have none. */
export function accessPage(c: Ctx, { query, rows, counts, refused, fault, wish }: AccessPage): Response {
  const locale = c.get('locale');
  const w = workspaceTexts(locale);
  const t = w.access;
  const shown = rows.slice((query.page - 1) * PER_PAGE, query.page * PER_PAGE);
  const without = invitable(rows, query.kind);
  const inviteActions = shown.some((row) => standOf(row, query.kind) === 'without') && (
    <div class="actions">
      <Button name="umfang" value="gewaehlte">
        {t.inviteChosen}
      </Button>
      {without.length > 0 && (
        <Button kind="secondary" name="umfang" value="alle">
          {t.inviteAll(without.length)}
        </Button>
      )}
    </div>
  );
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    wide: true,
    status: fault || wish ? 422 : 200,
    flashes: { unterwegs: t.sent },
    crumbs: [{ href: '/geschaeftsstelle', label: w.office.title }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <nav aria-label={t.title}>
          <TabList
            links={ACCESS_KINDS.map((kind) => [accessHref({ kind, search: '', stand: undefined, from: '', page: 1 }), t.kinds[kind]])}
          />
        </nav>
        <h2>{t.kinds[query.kind]}</h2>
        <p>{t.counts(counts.with, counts.invited, counts.without)}</p>
        <form method="get" action={ACCESS_PATH} class="form-row">
          <input type="hidden" name="art" value={query.kind} />
          {query.from && <input type="hidden" name="einlesen" value={query.from} />}
          <TextField
            form={filledForm(locale, { suche: query.search })}
            name="suche"
            label={t.search}
            maxLength={80}
            width="medium"
            optional
          />
          <Select
            form={filledForm(locale, { stand: query.stand ?? '' })}
            name="stand"
            label={t.stand}
            options={[{ value: '', label: t.all }, ...STANDS.map((value) => ({ value, label: t.stands[value] }))]}
          />
          <Button kind="secondary">{t.show}</Button>
        </form>
        {query.from && (
          <p>
            {t.fromImport} <a href={accessHref({ ...query, from: '', page: 1 })}>{t.showAll}</a>
          </p>
        )}
        {fault && <Alert kind="danger" title={fault} />}
        <ErrorSummary
          errors={Object.fromEntries([...(wish?.wrong ?? [])].map(([id, name]) => [`an_${id}`, `${name}: ${t.wrongAddress}`]))}
          locale={locale}
        />
        {rows.length === 0 ? (
          <EmptyState title={t.none} />
        ) : (
          <form method="post" action={`${ACCESS_PATH}/einladen`}>
            <HiddenQuery query={query} />
            <p>{t.total(rows.length, formatNumber(rows.length, locale))}</p>
            {inviteActions}
            <Paged
              list={{ rows: shown, page: query.page, perPage: PER_PAGE, total: rows.length }}
              c={c}
              href={(page) => accessHref({ ...query, page })}
            >
              <section class="table-scroll" aria-label={t.kinds[query.kind]} tabIndex={0}>
                <table class="kern-table choice-table">
                  <thead>
                    <tr>
                      <td />
                      <th scope="col">{t.name}</th>
                      <th scope="col">{t.standing}</th>
                      <th scope="col">{t.address}</th>
                      <th scope="col">{t.open}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {shown.map((row) => (
                      <Row key={row.id} row={row} kind={query.kind} wish={wish} isRefused={refused.has(row.email.toLowerCase())} c={c} />
                    ))}
                  </tbody>
                </table>
              </section>
              {shown.length > LONG && inviteActions}
            </Paged>
          </form>
        )}
      </>
    ),
  });
}
