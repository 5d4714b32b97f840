export interface TableRow {
  key: string;
  /** The first is the row's head. */
  cells: string[];
}

interface DataTableProps {
  /** What the table is about, for everybody: shown above it, or only told to screen readers. */
  caption: string;
  captionHidden?: boolean;
  heads: readonly string[];
  rows: readonly TableRow[];
  numeric?: boolean;
}

/** A plain table that scrolls by itself where it is too wide. */
export function DataTable({ caption, captionHidden, heads, rows, numeric }: DataTableProps) {
  const cell = `kern-table__cell${numeric ? ' kern-table__cell--numeric' : ''}`;
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="kern-table kern-table--small">
        <caption class={captionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead class="kern-table__head">
          <tr class="kern-table__row">
            {heads.map((head) => (
              <th class="kern-table__header" scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="kern-table__body">
          {rows.map(({ key, cells: [first, ...rest] }) => (
            <tr class="kern-table__row" key={key}>
              <th class="kern-table__header" scope="row">
                {first}
              </th>
              {rest.map((text, index) => (
                <td class={cell} key={heads[index + 1]}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
