import { MAP_HEIGHT, MAP_WIDTH, ringPath } from './map-projection.ts';

export interface MapArea {
  key: string;
  rings: [lon: number, lat: number][][];
  /** Whose outline it is clipped to; undefined where it has its own. */
  within?: string;
  /** 0 for nothing, up to 3. */
  level: 0 | 1 | 2 | 3;
  label: string;
  href?: string | undefined;
}

/** Areas by how much there is in each: by shade and, where there is nothing, by hatching, too. A table beside it says the same. */
export function AreaMap({ areas, states, label }: { areas: MapArea[]; states: Record<string, [number, number][][]>; label: string }) {
  const clips = [...new Set(areas.flatMap((area) => area.within ?? []))];
  const draw = (area: MapArea) => {
    const shape = (
      <path class={`map__area map__area--${area.level}`} d={area.rings.map(ringPath).join('')}>
        <title>{area.label}</title>
      </path>
    );
    return area.href ? (
      <a href={area.href} key={area.key} aria-label={area.label} tabIndex={-1}>
        {shape}
      </a>
    ) : (
      shape
    );
  };
  return (
    <svg class="map map--areas" viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`} role="img" aria-label={label}>
      <defs>
        <pattern id="map-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="map__hatch-ground" width="6" height="6" />
          <path class="map__hatch" d="M0 0v6" />
        </pattern>
        {clips.map((key) => (
          <clipPath id={`map-state-${key}`} key={key}>
            <path d={(states[key] ?? []).map(ringPath).join('')} />
          </clipPath>
        ))}
      </defs>
      {clips.map((key) => (
        <g clip-path={`url(#map-state-${key})`} key={key}>
          {areas.filter((area) => area.within === key).map(draw)}
        </g>
      ))}
      {areas.filter((area) => area.within === undefined).map(draw)}
      <path class="map__borders" d={Object.values(states).flat().map(ringPath).join('')} />
    </svg>
  );
}
