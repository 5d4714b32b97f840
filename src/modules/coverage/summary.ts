import type { District } from '#reference/index.ts';
import { type Cell, coveredShare } from './model.ts';

export interface DistrictLine {
  district: District;
  near: number;
  nearestKm: number | undefined;
}
export interface StateLine {
  state: string;
  /** Share of its inhabitants, 0–1. */
  share: number;
  missing: number;
}
export interface TopicLine {
  topic: string;
  share: number;
  /** Inhabitants whom nobody comes to. */
  missed: number;
  missing: number;
}

const inhabitants = (districts: readonly District[]) => new Map(districts.map(({ key, population }) => [key, population]));

/** Every district with who comes there, those without anybody first, then the largest. */
export function districtLines(districts: readonly District[], cells: readonly Cell[]): DistrictLine[] {
  const byDistrict = new Map(cells.map((cell) => [cell.district, cell]));
  return districts
    .map((district) => {
      const cell = byDistrict.get(district.key);
      return { district, near: cell?.near ?? 0, nearestKm: cell?.nearestKm };
    })
    .toSorted((a, b) => Number(a.near > 0) - Number(b.near > 0) || b.district.population - a.district.population);
}

/** Each state with the share of its inhabitants who are reached. */
export function stateLines(districts: readonly District[], cells: readonly Cell[]): StateLine[] {
  const covered = new Set(cells.map(({ district }) => district));
  return [...Map.groupBy(districts, ({ state }) => state)]
    .map(([state, members]) => ({
      state,
      share: coveredShare(inhabitants(members), covered),
      missing: members.filter(({ key }) => !covered.has(key)).length,
    }))
    .toSorted((a, b) => a.share - b.share || (a.state < b.state ? -1 : 1));
}

/** Each topic with what is missing, the largest gap first. */
export function topicLines(topics: readonly string[], districts: readonly District[], cells: readonly Cell[]): TopicLine[] {
  const all = inhabitants(districts);
  const total = districts.reduce((sum, { population }) => sum + population, 0);
  const byTopic = Map.groupBy(cells, ({ topic }) => topic);
  return topics
    .map((topic) => {
      const covered = new Set((byTopic.get(topic) ?? []).map(({ district }) => district));
      const share = coveredShare(all, covered);
      return { topic, share, missed: Math.round(total * (1 - share)), missing: districts.filter(({ key }) => !covered.has(key)).length };
    })
    .toSorted((a, b) => b.missed - a.missed || (a.topic < b.topic ? -1 : 1));
}
