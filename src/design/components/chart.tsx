import type { Locale } from '../../platform/i18n/index.ts';
import { designTexts } from '../texts.ts';

export interface BarRow {
  label: string;
  urgent: number;
  some: number;
  none: number;
  /** Does not apply or not answered yet. */
  rest: number;
}

const percent = (part: number, row: BarRow) => `${(100 * part) / Math.max(1, row.urgent + row.some + row.none + row.rest)}%`;

/** Widths in percent instead of a view box: stripes and lines keep their shape on every screen. */
function Bar({ row }: { row: BarRow }) {
  return (
    <svg class="bar-row__picture" width="100%" height="18" aria-hidden="true">
      <rect class="bar bar--rest" x="0" y="1" width="100%" height="16" />
      <rect class="bar bar--urgent" x="0" y="1" width={percent(row.urgent, row)} height="16" />
      <rect class="bar bar--some" x={percent(row.urgent, row)} y="1" width={percent(row.some, row)} height="16" fill="url(#stripes)" />
      <rect class="bar bar--none" x={percent(row.urgent + row.some, row)} y="1" width={percent(row.none, row)} height="16" />
    </svg>
  );
}

/** One bar per row: urgent filled, some striped, none as an outline. The table behind it says the same in numbers. */
export function NeedBars({ rows, summary, heading, locale }: { rows: BarRow[]; summary: string; heading: string; locale: Locale }) {
  const t = designTexts(locale);
  return (
    <figure class="chart">
      <figcaption>{summary}</figcaption>
      <ul class="chart__legend" aria-hidden="true">
        <li>
          <svg width="18" height="12" aria-hidden="true">
            <rect class="bar bar--urgent" width="18" height="12" />
          </svg>{' '}
          {t.need.urgent}
        </li>
        <li>
          <svg width="18" height="12" aria-hidden="true">
            <rect class="bar bar--some" width="18" height="12" fill="url(#stripes)" />
          </svg>{' '}
          {t.need.some}
        </li>
        <li>
          <svg width="18" height="12" aria-hidden="true">
            <rect class="bar bar--none" x="1" y="1" width="16" height="10" />
          </svg>{' '}
          {t.need.none}
        </li>
      </ul>
      <svg class="visually-hidden" width="1" height="1" aria-hidden="true">
        <defs>
          <pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="3.4" height="6" class="bar bar--stripe" />
          </pattern>
        </defs>
      </svg>
      <div class="chart__picture" role="img" aria-label={summary}>
        {rows.map((row) => (
          <div class="bar-row" key={row.label}>
            <span class="bar-row__label">{row.label}</span>
            <Bar row={row} />
          </div>
        ))}
      </div>
      <details class="chart__table">
        <summary>{t.asTable}</summary>
        <div class="table-scroll" tabIndex={0} role="region" aria-label={heading}>
          <table class="kern-table kern-table--small">
            <thead class="kern-table__head">
              <tr class="kern-table__row">
                <th class="kern-table__header" scope="col">
                  {heading}
                </th>
                {(['urgent', 'some', 'none'] as const).map((need) => (
                  <th class="kern-table__header kern-table__header--numeric" scope="col" key={need}>
                    {t.need[need]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody class="kern-table__body">
              {rows.map((row) => (
                <tr class="kern-table__row" key={row.label}>
                  <th class="kern-table__header" scope="row">
                    {row.label}
                  </th>
                  {[row.urgent, row.some, row.none].map((value) => (
                    <td class="kern-table__cell kern-table__cell--numeric">{value}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

interface ShareRow {
  label: string;
  /** In percent; undefined where nothing is shown. */
  share: number | undefined;
  /** How the share reads in words. */
  text: string;
  /** Another value on the same line, as a mark; the words say what it is. */
  mark?: number | undefined;
}

/** One bar per row, from 0 to 100 percent, its words beside it; a line marks one's own value. */
export function ShareBars({ rows, summary, markLabel }: { rows: readonly ShareRow[]; summary: string; markLabel?: string }) {
  return (
    <figure class="chart">
      <figcaption>{summary}</figcaption>
      {markLabel && rows.some((row) => row.mark !== undefined) && (
        <p class="chart__mark" aria-hidden="true">
          <svg width="6" height="18" aria-hidden="true">
            <rect class="bar__mark" width="4" height="18" />
          </svg>
          {markLabel}
        </p>
      )}
      <div class="chart__picture">
        {rows.map(({ label, share, text, mark }) => (
          <div class="bar-row" key={label}>
            <span class="bar-row__label">{label}</span>
            <span class="bar-row__share">
              <svg class="bar-row__picture" width="100%" height="18" aria-hidden="true">
                <rect class="bar bar--rest" x="0" y="1" width="100%" height="16" />
                {share !== undefined && <rect class="bar bar--share" x="0" y="1" width={`${share}%`} height="16" />}
                {mark !== undefined && <rect class="bar__mark" x={`${Math.min(99, mark)}%`} y="0" width="4" height="18" />}
              </svg>
              <span class="muted small">{text}</span>
            </span>
          </div>
        ))}
      </div>
    </figure>
  );
}
