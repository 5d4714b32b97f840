/** The rows that a page of OParl objects is made of: some queries a page, however many there are altogether. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { BodyKind, MeetingState, MinutesState, TreatmentResult } from '../model.ts';
import type { OparlEntry } from './oparl.ts';

export interface OrganizationRow extends OparlEntry {
  slug: string;
  name: string;
  kind: BodyKind;
  parent_id: string | null;
  memberships: string[];
}
export interface MembershipObject extends OparlEntry {
  person_id: string | null;
  body_id: string;
  role: string;
  from_day: string;
  to_day: string | null;
}
export interface MeetingObject extends OparlEntry {
  body_id: string;
  body_name: string;
  day: string;
  start_time: string | null;
  end_time: string | null;
  place: string;
  state: MeetingState;
  minutes_state: MinutesState;
  invited: boolean;
  participants: string[];
  /** When the place and the minutes were last changed, as objects of their own. */
  location: Stamps | null;
  file: Stamps | null;
}
export interface ItemObject extends OparlEntry {
  meeting_id: string;
  number: string;
  position: number;
  title: string;
  consultation_id: string | null;
}
export interface PaperObject extends OparlEntry {
  title: string;
  body_id: string;
  /** Its last version. */
  text: string | null;
  at: Date | null;
  file: Stamps | null;
}
export interface ConsultationObject extends OparlEntry {
  paper_id: string;
  body_id: string;
  question: string;
  result: TreatmentResult | null;
  meeting_id: string | null;
  item_id: string | null;
}
interface Stamps {
  created: string;
  modified: string;
}

const ENTRY = sql`o.id, o.created, o.modified, o.deleted`;
/** Public objects of a kind, joined as `o` to the row of the same id. */
const shown = (kind: string, row: string) =>
  sql`join governance.oparl_object o on o.kind = ${kind} and o.id = ${sql.ref(`${row}.id`)} and not o.deleted`;
const stampsOf = (kind: string, row: string) => sql`(
  select jsonb_build_object('created', s.created, 'modified', s.modified) from governance.oparl_object s
  where s.kind = ${kind} and s.id = ${sql.ref(`${row}.id`)} and not s.deleted)`;

const list =
  <Row>(select: (ids: RawBuilder<unknown>) => RawBuilder<Row>) =>
  async (db: Db, ids: readonly string[]): Promise<Row[]> =>
    ids.length === 0 ? [] : (await select(sql`${[...ids]}::uuid[]`).execute(db)).rows;

export const organizationRows = list(
  (ids) => sql<OrganizationRow>`
    select ${ENTRY}, b.slug, b.name, b.kind, b.parent_id, array(
      select m.id from governance.membership m
      join governance.oparl_object s on s.kind = 'membership' and s.id = m.id and not s.deleted
      where m.body_id = b.id order by m.id) as memberships
    from governance.body b ${shown('organization', 'b')} where b.id = any(${ids})`,
);

export const personRows = list(
  (ids) => sql<OparlEntry & { name: string }>`
    select ${ENTRY}, p.name from governance.person p ${shown('person', 'p')} where p.id = any(${ids})`,
);

const MEMBERSHIP = sql`select ${ENTRY}, m.person_id, m.body_id, m.role, m.from_day, m.to_day
  from governance.membership m ${shown('membership', 'm')}`;
export const membershipRows = list((ids) => sql<MembershipObject>`${MEMBERSHIP} where m.id = any(${ids})`);
export const membershipsOfPersons = list((ids) => sql<MembershipObject>`${MEMBERSHIP} where m.person_id = any(${ids}) order by m.id`);

export const meetingRows = list(
  (ids) => sql<MeetingObject>`
    select ${ENTRY}, m.body_id, b.name as body_name, m.day, m.start_time, m.end_time, m.place, m.state, m.minutes_state,
      m.invited_sequence is not null as invited, ${stampsOf('location', 'm')} as location, ${stampsOf('file', 'm')} as file,
      array(
        select a.person_id from governance.attendance a
        join governance.oparl_object s on s.kind = 'person' and s.id = a.person_id and not s.deleted
        where a.meeting_id = m.id and a.status not in ('excused', 'invited') order by a.id) as participants
    from governance.meeting m ${shown('meeting', 'm')}
    join governance.body b on b.id = m.body_id
    where m.id = any(${ids})`,
);

/** Of published minutes, the title that was checked for the public. */
const ITEM = sql`select ${ENTRY}, i.meeting_id, i.number, i.position, coalesce(
    (select said->>'title' from jsonb_array_elements(m.public_text->'items') said where said->>'number' = i.number limit 1),
    i.title) as title, t.consultation_id
  from governance.agenda_item i ${shown('agendaitem', 'i')}
  join governance.meeting m on m.id = i.meeting_id
  left join governance.oparl_treated t on t.item_id = i.id`;
export const itemRows = list((ids) => sql<ItemObject>`${ITEM} where i.id = any(${ids})`);
export const itemsOfMeetings = list((ids) => sql<ItemObject>`${ITEM} where i.meeting_id = any(${ids}) order by i.position, i.id`);

export const paperRows = list(
  (ids) => sql<PaperObject>`
    select ${ENTRY}, p.title, p.body_id, v.text, v.at, ${stampsOf('file', 'p')} as file
    from governance.paper p ${shown('paper', 'p')}
    left join lateral (
      select text, at from governance.paper_version where paper_id = p.id order by number desc limit 1
    ) v on true
    where p.id = any(${ids})`,
);

/** The meeting that treated it: the day of the decision, else the latest. */
const CONSULTATION = sql`select ${ENTRY}, c.paper_id, c.body_id, c.question, c.result, t.meeting_id, t.item_id
  from governance.consultation c ${shown('consultation', 'c')}
  left join lateral (
    select meeting_id, item_id from governance.oparl_treated
    where consultation_id = c.id
    order by (day = c.decided_on) desc nulls last, day desc, position limit 1
  ) t on true`;
export const consultationRows = list((ids) => sql<ConsultationObject>`${CONSULTATION} where c.id = any(${ids})`);
export const consultationsOfPapers = list(
  (ids) => sql<ConsultationObject>`${CONSULTATION} where c.paper_id = any(${ids}) order by c.position`,
);
