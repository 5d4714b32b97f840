import { geoConicConformal } from 'd3-geo';

export const MAP_WIDTH = 420;
export const MAP_HEIGHT = 560;

/** The projection that German maps are used to: conic with two standard parallels. */
export const projection = geoConicConformal()
  .parallels([48.66, 53.66])
  .rotate([-10.45, 0])
  .scale(3050)
  .center([0, 51.2])
  .translate([MAP_WIDTH / 2, MAP_HEIGHT / 2]);

/** One ring as a path of whole pixels, each step relative to the last: a tenth of the length of the exact one. */
export function ringPath(ring: [lon: number, lat: number][]): string {
  const points = ring.flatMap((point) => {
    const at = projection(point);
    return at ? [[Math.round(at[0]), Math.round(at[1])] as const] : [];
  });
  const [first, ...rest] = points;
  if (!first) return '';
  let [x, y] = first;
  let steps = '';
  for (const [nextX, nextY] of rest) {
    if (nextX === x && nextY === y) continue;
    steps += `${nextX - x} ${nextY - y} `;
    [x, y] = [nextX, nextY];
  }
  return `M${first[0]} ${first[1]}l${steps.trimEnd()}z`;
}
