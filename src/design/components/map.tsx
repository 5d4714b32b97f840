import { MAP_HEIGHT, MAP_WIDTH, projection, ringPath } from './map-projection.ts';

export interface MapPoint {
  lat: number;
  lon: number;
  label: string;
  kind: 'hit' | 'here';
  /** Number shown in the mark, the same as in the list beside it. */
  number?: number;
  href?: string;
}

let outline: string | undefined;

/** Outlines of the states as one path: computed once. */
function statesPath(states: Record<string, [number, number][][]>): string {
  outline ??= Object.values(states).flat().map(ringPath).join('');
  return outline;
}

/** Points on Germany: no tiles, no other host. The list beside it holds the same in words. */
export function GermanyMap({ states, points, label }: { states: Record<string, [number, number][][]>; points: MapPoint[]; label: string }) {
  const placed = points.flatMap((point) => {
    const at = projection([point.lon, point.lat]);
    return at ? [{ ...point, x: at[0], y: at[1] }] : [];
  });
  return (
    <svg class="map" viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`} role="img" aria-label={label}>
      <path class="map__land" d={statesPath(states)} />
      {placed.toReversed().map((point) => (
        <g class={`map__point map__point--${point.kind}`} transform={`translate(${point.x.toFixed(1)} ${point.y.toFixed(1)})`}>
          <title>{point.label}</title>
          {point.kind === 'here' ? (
            <path d="M0 0c-6-9-9-13-9-18a9 9 0 1 1 18 0c0 5-3 9-9 18z" />
          ) : (
            <circle r={point.number === undefined ? 4 : 11} />
          )}
          {point.number !== undefined && (
            <text y="4.5" text-anchor="middle">
              {point.number}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
