import { DataTable } from '#design/index.ts';
import { formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { onRadar, type Spread } from '../model.ts';
import type { TrendRow } from '../store.ts';
import { trendsTexts } from '../texts.ts';

export interface Judged {
  trend: TrendRow;
  strength: Spread | undefined;
  nearness: Spread | undefined;
}

const HALF = 200;
const RINGS = [0.325, 0.53, 0.735, 0.94];

const fieldOf = (trend: TrendRow, topics: Topics): number => {
  const field = topics.get(trend.topics[0] ?? '')?.field;
  return Math.max(
    0,
    topics.fields.findIndex((each) => each.id === field),
  );
};

/** Trends as a radar, with its sentence and its table. Numbers stand in the marks; the names are the links below. */
export function Radar({ judged, topics, locale }: { judged: readonly Judged[]; topics: Topics; locale: Locale }) {
  const t = trendsTexts(locale);
  const numbered = judged.map((each, index) => ({ ...each, number: index + 1 }));
  const sectors = topics.fields.length;
  const blips = numbered.flatMap(({ trend, strength, nearness }) =>
    strength && nearness ? [{ id: trend.id, sector: fieldOf(trend, topics), strength: strength.median, nearness: nearness.median }] : [],
  );
  const placed = onRadar(blips, sectors);
  const at = (value: number) => Math.round((HALF + value * (HALF - 10)) * 10) / 10;
  const rows = numbered.map(({ trend, strength, nearness, number }) => ({
    key: trend.id,
    cells: [
      `${number}. ${trend.title}`,
      inLocale(topics.fields[fieldOf(trend, topics)] ?? { de: '' }, locale),
      strength ? `${formatNumber(strength.median, locale)} (${t.range(strength.least, strength.most)})` : t.notJudged,
      nearness ? `${formatNumber(nearness.median, locale)} (${t.range(nearness.least, nearness.most)})` : t.notJudged,
      String(strength?.count ?? 0),
    ],
  }));
  return (
    <figure class="chart">
      <svg class="radar" viewBox={`0 0 ${2 * HALF} ${2 * HALF}`} role="img" aria-label={t.radarSays(placed.length)}>
        {RINGS.map((ring) => (
          <circle key={ring} class="radar__ring" cx={HALF} cy={HALF} r={ring * (HALF - 10)} />
        ))}
        {topics.fields.map((field, index) => {
          const angle = (index / sectors) * 2 * Math.PI - Math.PI / 2;
          return <line key={field.id} class="radar__ring" x1={HALF} y1={HALF} x2={at(Math.cos(angle))} y2={at(Math.sin(angle))} />;
        })}
        {placed.map((blip) => (
          <g key={blip.id}>
            <circle class="radar__blip" cx={at(blip.x)} cy={at(blip.y)} r={blip.size + 4} />
            <text class="radar__number" x={at(blip.x)} y={at(blip.y)} text-anchor="middle" dominant-baseline="central">
              {numbered.find(({ trend }) => trend.id === blip.id)?.number}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>{t.radarSays(placed.length)}</figcaption>
      <details>
        <summary>{t.table}</summary>
        <DataTable caption={t.title} captionHidden heads={t.heads} rows={rows} />
      </details>
    </figure>
  );
}
