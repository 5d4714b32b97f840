import { type Insertable, sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type {
  AgendaItemRow,
  AgreementRow,
  AttendanceRow,
  BodyRow,
  ConsultationRow,
  GovernanceTables,
  MembershipRow,
  PaperRow,
  PaperVersionRow,
  PersonRow,
  ResponsibleRow,
} from '../tables.ts';
import { tables } from './bodies.ts';

/** An invented network's bodies with what they did; every row of it marked as demo, or hanging on one that is. */
export interface DemoBodies {
  bodies: BodyRow[];
  persons: PersonRow[];
  memberships: MembershipRow[];
  meetings: Insertable<GovernanceTables['governance.meeting']>[];
  items: AgendaItemRow[];
  attendance: AttendanceRow[];
  agreements: AgreementRow[];
  responsible: ResponsibleRow[];
  papers: PaperRow[];
  versions: PaperVersionRow[];
  consultations: ConsultationRow[];
}

export async function insertDemoBodies(db: Db, demo: DemoBodies): Promise<void> {
  const t = tables(db);
  // A body of an earlier demo that became real stays as it is.
  await t
    .insertInto('governance.body')
    .values(demo.bodies)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await t.insertInto('governance.person').values(demo.persons).execute();
  await t.insertInto('governance.membership').values(demo.memberships).execute();
  await t.insertInto('governance.meeting').values(demo.meetings).execute();
  await t.insertInto('governance.agenda_item').values(demo.items).execute();
  await t.insertInto('governance.attendance').values(demo.attendance).execute();
  await t.insertInto('governance.agreement').values(demo.agreements).execute();
  await t.insertInto('governance.responsible').values(demo.responsible).execute();
  await t.insertInto('governance.paper').values(demo.papers).execute();
  await t.insertInto('governance.paper_version').values(demo.versions).execute();
  await t.insertInto('governance.consultation').values(demo.consultations).execute();
}

/** Takes the invented bodies away. One in which somebody has entered something real stays, and is no demo any more. */
export async function removeDemoBodies(db: Db): Promise<void> {
  const t = tables(db);
  for (const table of ['governance.agreement', 'governance.paper', 'governance.meeting', 'governance.person'] as const)
    await t.deleteFrom(table).where('demo', '=', true).execute();
  const isUsed = sql<boolean>`exists (select 1 from governance.meeting m where m.body_id = body.id)
    or exists (select 1 from governance.agreement a where a.body_id = body.id)
    or exists (select 1 from governance.paper p where p.body_id = body.id)
    or exists (select 1 from governance.consultation c where c.body_id = body.id)
    or exists (select 1 from governance.membership m where m.body_id = body.id)`;
  await t.updateTable('governance.body as body').set({ demo: false }).where('demo', '=', true).where(isUsed).execute();
  await t.deleteFrom('governance.body').where('demo', '=', true).execute();
}
