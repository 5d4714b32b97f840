import { distanceKm, type Places } from '../../src/reference/places/model.ts';

/** Compares our positions with GeoNames' postal code file (code, place, district, latitude, longitude). */
export function measureReference(csv: string, places: Places) {
  const byCode = new Map(places.codes.map((place) => [place.postalCode, place]));
  let right = 0;
  let without = 0;
  let farthest = 0;
  const rows = csv.trim().split('\n').slice(1);
  for (const row of rows) {
    const [, code = '', district = '', lat, lon] = /^(\d+),"?.*?"?,(\d*),([\d.]+),([\d.]+)$/.exec(row) ?? [];
    const ours = byCode.get(code);
    if (!ours) {
      without++;
      continue;
    }
    const km = distanceKm(ours, { lat: Number(lat), lon: Number(lon) });
    farthest = Math.max(farthest, km);
    if (km <= 15 && ours.district.key === district) right++;
  }
  return { codes: rows.length, right, without, share: right / rows.length, farthestKm: Math.round(farthest) };
}
