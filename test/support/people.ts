/** Consultants for tests of many: `distinct` addresses, so that some are reached at the same one. Parameters: count, distinct, last day. */
export const MANY_CONSULTANTS = `
  insert into consultants.consultant (id, slug, kind, name, email, organisation_id, summary, about, topics, industries, languages,
    online, free, reach_km, accredited_until, postal_code, town, district, lat, lon, demo, updated_at)
  select gen_random_uuid(), 'person-' || n, 'consultant', 'Person ' || n, 'person' || (n % $2::int) || '@beratung.example', null, 'Berät.', 'Berät Betriebe.',
    array['strategy'], '{}', '{de}', true, true, 50, $3::date, '24103', 'Kiel', '01002', 54.3, 10.1, false, now()
  from generate_series(1, $1::int) n`;
