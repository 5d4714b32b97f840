import { longCsvOf } from '#platform/files/table.ts';
import { type District, stateName } from '#reference/index.ts';
import type { Cell } from '../model.ts';

const HEAD = ['thema', 'thema_name', 'kreis', 'kreis_name', 'land', 'einwohner', 'kommen', 'naechste_km'];

/** One line for each topic and district, also where nobody comes. */
export function coverageCsv(
  topics: readonly string[],
  districts: readonly District[],
  cells: readonly Cell[],
  label: (topic: string) => string,
): Promise<Buffer> {
  const byKey = new Map(cells.map((cell) => [`${cell.topic} ${cell.district}`, cell]));
  const rows = topics.flatMap((topic) =>
    districts.map((district) => {
      const cell = byKey.get(`${topic} ${district.key}`);
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
    }),
  );
  return longCsvOf([HEAD, ...rows]);
}
