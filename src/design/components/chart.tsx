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

const WIDTH = 600;
const ROW = 46;
const BAR = 16;

/** One bar per row: urgent filled, some striped, none as an outline. The table behind it says the same in numbers. */
export function NeedBars({ rows, summary, heading, locale }: { rows: BarRow[]; summary: string; heading: string; locale: Locale }) {
  const t = designTexts(locale);
  const height = rows.length * ROW + 4;
  return (
    <figure class="chart">
      <figcaption>{summary}</figcaption>
      <ul class="chart__legend" aria-hidden="true">
        <li><svg width="18" height="12"><rect class="bar bar--urgent" width="18" height="12" /></svg> {t.need.urgent}</li>
        <li><svg width="18" height="12"><rect class="bar bar--some" width="18" height="12" fill="url(#stripes)" /></svg> {t.need.some}</li>
        <li><svg width="18" height="12"><rect class="bar bar--none" x="1" y="1" width="16" height="10" /></svg> {t.need.none}</li>
      </ul>
      <svg class="chart__picture" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={summary} preserveAspectRatio="xMinYMin meet">
        <defs>
          <pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="3.4" height="6" class="bar bar--stripe" />
          </pattern>
        </defs>
        {rows.map((row, index) => {
          const total = Math.max(1, row.urgent + row.some + row.none + row.rest);
          const unit = WIDTH / total;
          const y = index * ROW;
          return (
            <g key={row.label}>
              <text class="chart__label" x="0" y={y + 18}>{row.label}</text>
              <rect class="bar bar--rest" x="0.75" y={y + 25} width={WIDTH - 1.5} height={BAR} />
              <rect class="bar bar--urgent" x="0" y={y + 25} width={row.urgent * unit} height={BAR} />
              <rect class="bar bar--some" x={row.urgent * unit} y={y + 25} width={row.some * unit} height={BAR} fill="url(#stripes)" />
              <rect class="bar bar--none" x={(row.urgent + row.some) * unit} y={y + 25} width={row.none * unit} height={BAR} />
            </g>
          );
        })}
      </svg>
      <details class="chart__table">
        <summary>{t.asTable}</summary>
        <div class="table-scroll" tabIndex={0} role="region" aria-label={heading}>
          <table class="kern-table kern-table--small">
            <thead class="kern-table__head"><tr class="kern-table__row">
              <th class="kern-table__header" scope="col">{heading}</th>
              {(['urgent', 'some', 'none'] as const).map((need) => (
                <th class="kern-table__header kern-table__header--numeric" scope="col" key={need}>{t.need[need]}</th>
              ))}
            </tr></thead>
            <tbody class="kern-table__body">
              {rows.map((row) => (
                <tr class="kern-table__row" key={row.label}>
                  <th class="kern-table__header" scope="row">{row.label}</th>
                  {[row.urgent, row.some, row.none].map((value) => <td class="kern-table__cell kern-table__cell--numeric">{value}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
