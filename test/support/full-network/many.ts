import { sql } from 'kysely';
import type { Db } from '../../../src/platform/database/index.ts';
import { newId } from '../../../src/platform/ids.ts';

/** What other companies have put into the comparison: as many as a release needs, which no test fills in one by one. */
export async function manyContributions(db: Db, count: number): Promise<void> {
  const ratings = JSON.stringify({ 'load-amount': 'urgent', 'load-time': 'none' });
  for (let index = 0; index < count; index++) {
    const company = newId();
    await sql`insert into companies.company (id, name, place, created_at) values (${company}, 'x', '24103', now())`.execute(db);
    await sql`insert into comparison.contribution (id, company_id, assessment_id, check_id, size, industry, state, ratings, family, joined_at)
      values (${newId()}, ${company}, ${newId()}, 'healthy-work', '2-9', 'F', '01', ${ratings}, 'all', now())`.execute(db);
  }
}
