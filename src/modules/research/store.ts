import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change, permit, permitOne } from '#modules/accounts/index.ts';
import type { AidRow, ProjectRow, ResearchTables, ResultRow, StepRow } from './tables.ts';

const tables = (db: Db) => db.withTables<ResearchTables>();

/** @throws HttpError 403 */
export const insertProject = (db: Db, row: ProjectRow): Promise<void> =>
  inTransaction(db, async (trx) => {
    await change(
      trx,
      'research.hand',
      { organisation: row.organisation_id },
      { what: 'research.project', kind: 'project', record: row.id },
    );
    await tables(trx).insertInto('research.project').values(row).execute();
  });

const projects = (db: Db) => tables(db).selectFrom('research.project').selectAll().orderBy('ends_on');
/** Projects, what ends first at the top. */
export const projectsPage = (db: Db, asked: Asked): Promise<Page<ProjectRow>> => pageOf(db, projects(db), 'id', asked);
/** Projects that end until a day, all of them. */
export const projectsEnding = (db: Db, until: string): Promise<ProjectRow[]> =>
  projects(db).where('ends_on', '<=', until).orderBy('id').execute();
export const projectById = (db: Db, id: string): Promise<ProjectRow | undefined> =>
  tables(db).selectFrom('research.project').selectAll().where('id', '=', id).executeTakeFirst();

export const resultsOf = (db: Db, projects: readonly string[]): Promise<ResultRow[]> =>
  projects.length === 0
    ? Promise.resolve([])
    : tables(db)
        .selectFrom('research.result')
        .selectAll()
        .where('project_id', 'in', [...projects])
        .orderBy('handed_at')
        .execute();
export const resultById = (db: Db, id: string): Promise<ResultRow | undefined> =>
  tables(db).selectFrom('research.result').selectAll().where('id', '=', id).executeTakeFirst();

/** Hands a result in. @throws HttpError 403 */
export const insertResult = (db: Db, project: ProjectRow, row: Omit<ResultRow, 'checked'>): Promise<void> =>
  inTransaction(db, async (trx) => {
    const place = { organisation: project.organisation_id };
    await change(trx, 'research.hand', place, { what: 'research.handed', kind: 'result', record: row.id });
    await tables(trx).insertInto('research.result').values(row).execute();
  });

/** Changes a text: whoever handed it in, until it is public; the network always. @throws HttpError 403 */
export async function changeResult(
  db: Db,
  project: ProjectRow,
  id: string,
  values: Partial<Pick<ResultRow, 'title' | 'summary' | 'body' | 'link' | 'topics' | 'checked' | 'updated_at'>>,
): Promise<void> {
  const isPublic = (await aidsOf(db, [id])).length > 0;
  if (isPublic) permit('research.decide');
  else permitOne(['research.hand', { organisation: project.organisation_id }], ['research.decide']);
  await tables(db).updateTable('research.result').set(values).where('id', '=', id).execute();
}

export const stepsOf = (db: Db, results: readonly string[]): Promise<StepRow[]> =>
  results.length === 0
    ? Promise.resolve([])
    : tables(db)
        .selectFrom('research.step')
        .selectAll()
        .where('result_id', 'in', [...results])
        .orderBy('agreed_at')
        .execute();
export const stepById = (db: Db, id: string): Promise<StepRow | undefined> =>
  tables(db).selectFrom('research.step').selectAll().where('id', '=', id).executeTakeFirst();

/** @throws HttpError 403 */
export const insertStep = (
  db: Db,
  row: Pick<StepRow, 'id' | 'result_id' | 'path' | 'target' | 'responsible' | 'due' | 'agreed_at'>,
): Promise<void> =>
  inTransaction(db, async (trx) => {
    await change(trx, 'research.decide', {}, { what: 'research.agreed', kind: 'result', record: row.result_id });
    await tables(trx)
      .insertInto('research.step')
      .values({ ...row, state: 'open' })
      .execute();
  });

/** Closes an open step. False where somebody was quicker. @throws HttpError 403 */
export const closeStep = (
  db: Db,
  step: Pick<StepRow, 'id' | 'result_id'>,
  values: { state: 'done' | 'dropped'; note: string; closed_at: Date; outcome?: string | null },
): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    await change(trx, 'research.decide', {}, { what: `research.${values.state}`, kind: 'result', record: step.result_id });
    const done = await tables(trx)
      .updateTable('research.step')
      .set(values)
      .where('id', '=', step.id)
      .where('state', '=', 'open')
      .returning('id')
      .executeTakeFirst();
    return done !== undefined;
  });

/** Shows a result at a check point; a second time nothing happens. @throws HttpError 403 */
export async function publishAid(db: Db, row: AidRow): Promise<void> {
  permit('research.decide');
  await tables(db)
    .insertInto('research.aid')
    .values(row)
    .onConflict((conflict) => conflict.columns(['result_id', 'point']).doNothing())
    .execute();
}

/** @throws HttpError 403 */
export async function withdrawAid(db: Db, id: string): Promise<void> {
  permit('research.decide');
  await tables(db).deleteFrom('research.aid').where('id', '=', id).execute();
}

export const aidsOf = (db: Db, results: readonly string[]): Promise<AidRow[]> =>
  results.length === 0
    ? Promise.resolve([])
    : tables(db)
        .selectFrom('research.aid')
        .selectAll()
        .where('result_id', 'in', [...results])
        .orderBy('published_at')
        .execute();

export type Aid = AidRow &
  Pick<ResultRow, 'title' | 'summary' | 'body' | 'link' | 'topics' | 'updated_at'> & { project: string; funder: string };

const aids = (db: Db) =>
  tables(db)
    .selectFrom('research.aid as a')
    .innerJoin('research.result as r', 'r.id', 'a.result_id')
    .innerJoin('research.project as p', 'p.id', 'r.project_id')
    .selectAll('a')
    .select(['r.title', 'r.summary', 'r.body', 'r.link', 'r.topics', 'r.updated_at', 'p.title as project', 'p.funder']);

export const allAids = (db: Db): Promise<Aid[]> => aids(db).orderBy('r.title').orderBy('a.id').execute();
/** The same as a list, by title. */
export const aidsPage = (db: Db, asked: Asked): Promise<Page<Aid>> => pageOf(db, aids(db).orderBy('r.title'), 'a.id', asked);
export const aidBySlug = (db: Db, slug: string): Promise<Aid | undefined> => aids(db).where('a.slug', '=', slug).executeTakeFirst();
export const aidById = (db: Db, id: string): Promise<Aid | undefined> => aids(db).where('a.id', '=', id).executeTakeFirst();
/** Practice aids at a check point, for whoever works on it. */
export const aidsAt = (db: Db, point: string): Promise<Aid[]> => aids(db).where('a.point', '=', point).orderBy('r.title').execute();
export const slugTaken = async (db: Db, slug: string): Promise<boolean> =>
  (await sql`select 1 from research.aid where slug = ${slug}`.execute(db)).rows.length > 0;

/** A step whose carrying out failed is open again. @throws HttpError 403 */
export async function reopenStep(db: Db, step: Pick<StepRow, 'id'>): Promise<void> {
  permit('research.decide');
  await tables(db).updateTable('research.step').set({ state: 'open', closed_at: null }).where('id', '=', step.id).execute();
}

/** Notes what came of a step. @throws HttpError 403 */
export async function noteStepOutcome(db: Db, step: Pick<StepRow, 'id'>, outcome: string): Promise<void> {
  permit('research.decide');
  await tables(db).updateTable('research.step').set({ outcome }).where('id', '=', step.id).execute();
}

/** Takes somebody off the projects that they are the contact of. */
export async function forgetInResearch(db: Db, email: string): Promise<void> {
  permit('privacy.decide');
  await tables(db)
    .updateTable('research.project')
    .set({ contact: '', email: '' })
    .where(sql<boolean>`lower(email) = ${email.toLowerCase()}`)
    .execute();
}

/** Projects that somebody is the contact of. */
export const projectsOf = (db: Db, email: string): Promise<ProjectRow[]> =>
  tables(db).selectFrom('research.project').selectAll().where(sql<boolean>`lower(email) = ${email.toLowerCase()}`).execute();
