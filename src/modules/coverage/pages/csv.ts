import { stringify } from 'csv-stringify/sync';
import { type District, stateName } from '#reference/index.ts';
import type { Cell } from '../model.ts';

/** One line for each topic and district, also where nobody comes; with a mark for the byte order, so that Excel reads it. */
export function coverageCsv(
  topics: readonly string[],
  districts: readonly District[],
  cells: readonly Cell[],
  label: (topic: string) => string,
): string {
  const byKey = new Map(cells.map((cell) => [`${cell.topic} ${cell.district}`, cell]));
  const rows = topics.flatMap((topic) =>
    districts.map((district) => {
      const cell = byKey.get(`${topic} ${district.key}`);
      return {
        thema: topic,
        thema_name: label(topic),
        kreis: district.key,
        kreis_name: district.name,
        land: stateName(district.state),
        einwohner: district.population,
        kommen: cell?.near ?? 0,
        naechste_km: cell ? Math.round(cell.nearestKm * 10) / 10 : '',
      };
    }),
  );
  return `\ufeff${stringify(rows, { header: true, delimiter: ';' })}`;
}
