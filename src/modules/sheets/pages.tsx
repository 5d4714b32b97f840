import { Alert, Button, emptyForm, EmptyState, FileField, LinkButton, More, Paged, renderPage, Select } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { askedPage, type Page, pageOfAll } from '#platform/lists.ts';
import { countRows, mayApply, type PlannedRow } from './model.ts';
import type { SheetsService } from './service.ts';
import type { Import, ImportLine } from './store.ts';
import { sheetsTexts } from './texts.ts';

const BASE = '/geschaeftsstelle/daten';
/** Questions that are put at once: the answered ones make way for the next. */
const MOST_ASKED = 300;
const ROWS_ON_PAGE = 100;
const desk = [{ href: '/geschaeftsstelle', label: 'Geschäftsstelle' }];

/** /geschaeftsstelle/daten */
export function sheetsPage(
  c: Ctx,
  service: SheetsService,
  imports: Page<ImportLine>,
  undoable: string | undefined,
  fault?: string,
): Response {
  const locale = c.get('locale');
  const t = sheetsTexts(locale);
  const all = [
    ...service.kinds.map((kind) => ({ ...kind, isImport: true })),
    ...service.exports.map((kind) => ({ ...kind, isImport: false })),
  ];
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    status: fault ? 422 : 200,
    crumbs: desk,
    flashes: { eingelesen: t.applied, zurueckgenommen: t.undone },
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <h2>{t.importTitle}</h2>
        <form method="post" action={`${BASE}/einlesen`} encType="multipart/form-data" class="form">
          <Select
            form={emptyForm(locale)}
            name="art"
            label={t.kind}
            options={service.kinds.map((kind) => ({ value: kind.name, label: kind.title }))}
          />
          <FileField label={t.file} accept=".xlsx,.csv" error={fault} />
          <Button>{t.preview}</Button>
        </form>
        <h2>{t.last}</h2>
        {imports.total === 0 && <EmptyState title={t.none} />}
        <Paged list={imports} c={c} path={BASE} anchor="eingelesen">
          {imports.rows.map((each) => (
            <div class="row" key={each.id}>
              <p class="row__text">
                <a href={`${BASE}/einlesen/${each.id}`}>{each.name}</a>
                <br />
                <span class="muted small">
                  {t.states[each.state]}, {formatDateTime(each.applied_at ?? each.created_at, locale)}
                </span>
              </p>
              {each.id === undoable && (
                <form method="post" action={`${BASE}/einlesen/${each.id}/zuruecknehmen`}>
                  <Button kind="secondary">{t.undo}</Button>
                </form>
              )}
            </div>
          ))}
        </Paged>
        <h2>{t.exportTitle}</h2>
        {all.map((kind) => (
          <div class="row" key={kind.name}>
            <p class="row__text">{kind.title}</p>
            <div class="row__links">
              <a href={`${BASE}/${kind.name}/xlsx`}>XLSX</a>
              <a href={`${BASE}/${kind.name}/csv`}>CSV</a>
              {kind.isImport && <a href={`${BASE}/${kind.name}/vorlage`}>{t.template}</a>}
            </div>
          </div>
        ))}
      </>
    ),
  });
}

/** "alt → neu", cell by cell: an entry that is there shows both, a new one what it will hold. */
function Cells({ row, locale }: { row: PlannedRow; locale: Locale }) {
  const t = sheetsTexts(locale);
  const isChange = row.action === 'change';
  return (
    <>
      {row.changes.map(({ column, before, after }) => (
        <p key={column} class="small">
          <strong>{column}:</strong> {isChange && <del>{before || t.nothingThere}</del>}
          {isChange && ' → '}
          {isChange ? <ins>{after || t.nothingThere}</ins> : after}
        </p>
      ))}
    </>
  );
}

function Row({ row, c }: { row: PlannedRow; c: Ctx }) {
  const t = sheetsTexts(c.get('locale'));
  return (
    <tr>
      <td>{row.row}</td>
      <td>{t.actions[row.action]}</td>
      <td>{row.title}</td>
      <td>
        {row.faults.map((fault) => (
          <p key={fault.cell + fault.message} class="small">
            <strong>{fault.cell}:</strong> {fault.message}
          </p>
        ))}
        <Cells row={row} locale={c.get('locale')} />
      </td>
    </tr>
  );
}

/** Rows that could mean something that is there: who or what, is for a person to say. */
function Questions({ rows, path, c }: { rows: readonly PlannedRow[]; path: string; c: Ctx }) {
  const locale = c.get('locale');
  const t = sheetsTexts(locale);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="fragen">
      <h2 id="fragen">{t.asksTitle}</h2>
      <p>{t.asksLead}</p>
      <form method="post" action={`${path}/antworten`} class="form">
        {rows.slice(0, MOST_ASKED).map((row) => (
          <div key={row.row}>
            <Select
              form={emptyForm(locale)}
              name={`zeile-${row.row}`}
              label={t.askRow(row.row, row.title)}
              hint={row.changes
                .map(({ column, after }) => `${column}: ${after}`)
                .join(' · ')
                .slice(0, 300)}
              blank={t.choose}
              options={row.choices.map(({ answer, label }) => ({ value: answer, label: label || t.isNew }))}
            />
          </div>
        ))}
        <More shown={Math.min(rows.length, MOST_ASKED)} total={rows.length} c={c} />
        <div class="actions">
          <Button>{t.answer}</Button>
          <Button kind="secondary" name="alle" value="erster">
            {t.allFirst}
          </Button>
          <Button kind="secondary" name="alle" value="neu">
            {t.allNew}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** Kinds of tables whose people are invited next; the kind of place on the office's list. */
const INVITED: Record<string, string> = { organisations: 'organisation', consultants: 'consultant', networks: 'network' };

const ORDER = { wrong: 0, ask: 1, change: 2, add: 3, skip: 4 };

/** /geschaeftsstelle/daten/einlesen/:id: what the file would do, row by row. */
export function previewPage(c: Ctx, found: Import & { isUndoable: boolean }, fault?: string, word?: string): Response {
  const locale = c.get('locale');
  const t = sheetsTexts(locale);
  const counts = countRows(found.plan);
  const rows = found.plan.rows.toSorted((a, b) => ORDER[a.action] - ORDER[b.action] || a.row - b.row);
  const shown = pageOfAll(rows, askedPage(c, ROWS_ON_PAGE));
  const isWrong = counts.wrong > 0 || found.plan.faults.length > 0;
  const path = `${BASE}/einlesen/${found.id}`;
  return renderPage(c, {
    title: `${t.previewTitle}: ${found.name}`,
    isPrivate: true,
    wide: true,
    status: fault ? 422 : 200,
    flashes: { eingelesen: t.applied },
    crumbs: [...desk, { href: BASE, label: t.title }],
    children: (
      <>
        <h1>
          {t.previewTitle}: {found.name}
        </h1>
        {fault && <Alert kind="danger" title={fault} />}
        {word && <Alert kind="info" title={word} />}
        <p class="lead">{t.counts(counts)}</p>
        {isWrong && (
          <Alert kind="danger" title={t.wrongLead}>
            {found.plan.faults.length > 0 && (
              <ul>
                {found.plan.faults.map((each) => (
                  <li key={each.message}>{each.message}</li>
                ))}
              </ul>
            )}
          </Alert>
        )}
        {found.plan.unknown.length > 0 && <Alert kind="info" title={t.unknown(found.plan.unknown.join(', '))} />}
        {found.state === 'preview' && <Questions rows={rows.filter((row) => row.action === 'ask')} path={path} c={c} />}
        {found.state === 'preview' ? (
          <div class="actions">
            {mayApply(found.plan) && (
              <form method="post" action={`${path}/anwenden`}>
                <Button>{t.apply(counts.add + counts.change)}</Button>
              </form>
            )}
            {!isWrong && counts.add + counts.change + counts.ask === 0 && <p>{t.nothing}</p>}
            <form method="post" action={`${path}/verwerfen`}>
              <Button kind="tertiary">{t.discard}</Button>
            </form>
          </div>
        ) : (
          <>
            <p>{t.states[found.state]}</p>
            <div class="actions">
              {found.state === 'applied' && INVITED[found.kind] && (
                <LinkButton href={`/geschaeftsstelle/zugaenge?art=${INVITED[found.kind]}&stand=without&einlesen=${found.id}`}>
                  {t.inviteNext}
                </LinkButton>
              )}
              {found.isUndoable && (
                <form method="post" action={`${path}/zuruecknehmen`}>
                  <Button kind="secondary">{t.undo}</Button>
                </form>
              )}
            </div>
          </>
        )}
        {rows.length > 0 && (
          <Paged list={shown} c={c} path={path}>
            <section class="table-scroll" aria-label={t.previewTitle} tabIndex={0}>
              <table class="kern-table">
                <thead>
                  <tr>
                    <th scope="col">{t.row}</th>
                    <th scope="col">{t.what}</th>
                    <th scope="col">{t.entry}</th>
                    <th scope="col">{t.details}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.rows.map((row) => (
                    <Row key={row.row} row={row} c={c} />
                  ))}
                </tbody>
              </table>
            </section>
          </Paged>
        )}
      </>
    ),
  });
}
