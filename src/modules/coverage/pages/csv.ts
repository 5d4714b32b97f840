import { csvPieces } from '#platform/files/long-table.ts';
import { type District, stateName } from '#reference/index.ts';
import type { Cell } from '../model.ts';

const HEAD = ['thema', 'thema_name', 'kreis', 'kreis_name', 'land', 'einwohner', 'kommen', 'naechste_km'];

/** One line for each topic and district, also where nobody comes. */
export function coverageCsv(
  topics: readonly string[],
  districts: readonly District[],
  cells: readonly Cell[],
  label: (topic: string) => string,
): AsyncIterable<Uint8Array> {
  const byTopic = Map.groupBy(cells, (cell) => cell.topic);
  async function* rows() {
    for (const topic of topics) {
      const byDistrict = new Map(byTopic.get(topic)?.map((cell) => [cell.district, cell]));
      yield districts.map((district) => {
        const cell = byDistrict.get(district.key);
        return [
          topic,
          label(topic),
          district.key,
          district.name,
          stateName(district.state),
          district.population,
          cell?.near ?? 0,
          cell ? Math.round(cell.nearestKm * 10) / 10 : '',
        ];
      });
    }
  }
  return csvPieces({ head: HEAD, rows: rows() });
}
