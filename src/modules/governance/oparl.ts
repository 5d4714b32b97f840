import { localDay, localMoment } from '#platform/clock.ts';
import type { AgendaItemRow, BodyRow, ConsultationRow, MembershipRow, PersonRow } from './tables.ts';
import type { Meeting } from './store/meetings.ts';
import type { PublicText } from './public-text.ts';
import type { Paper } from './store/papers.ts';

/** OParl 1.1 (schema.oparl.org): how bodies, meetings and papers are shown to other programs. Only what is public. */
const SCHEMA = 'https://schema.oparl.org/1.1';
const LICENSE = 'https://creativecommons.org/licenses/by/4.0/';

export type OparlObject = Record<string, unknown> & { id: string; type: string };

const withoutEmpty = (object: OparlObject): OparlObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null && value !== '')) as OparlObject;

const stamps = ({ created_at: created, updated_at: modified }: { created_at: Date; updated_at: Date }) => ({
  created: created.toISOString(),
  modified: modified.toISOString(),
});

/** Addresses and objects of one installation. */
export function createOparl(publicUrl: string) {
  const api = `${publicUrl}/api/oparl`;
  const at = (kind: string, id: string) => `${api}/${kind}/${id}`;

  const location = (meeting: Meeting): OparlObject | undefined =>
    meeting.place === ''
      ? undefined
      : withoutEmpty({
          id: at('location', meeting.id),
          type: `${SCHEMA}/Location`,
          description: meeting.place,
          meetings: [at('meeting', meeting.id)],
          ...stamps(meeting),
        });

  const membership = (row: MembershipRow): OparlObject =>
    withoutEmpty({
      id: at('membership', row.id),
      type: `${SCHEMA}/Membership`,
      person: row.person_id ? at('person', row.person_id) : undefined,
      organization: at('organization', row.body_id),
      role: row.role,
      startDate: row.from_day,
      endDate: row.to_day ?? undefined,
      ...stamps(row),
    });

  const agendaItem = (item: AgendaItemRow, meeting: Meeting): OparlObject =>
    withoutEmpty({
      id: at('agendaitem', item.id),
      type: `${SCHEMA}/AgendaItem`,
      meeting: at('meeting', meeting.id),
      number: item.number,
      order: item.position,
      name: (meeting.public_text as PublicText | null)?.items.find((each) => each.number === item.number)?.title ?? item.title,
      public: true,
      created: item.created_at.toISOString(),
      modified: item.updated_at.toISOString(),
    });

  const consultation = (row: ConsultationRow): OparlObject =>
    withoutEmpty({
      id: at('consultation', row.id),
      type: `${SCHEMA}/Consultation`,
      paper: at('paper', row.paper_id),
      organization: [at('organization', row.body_id)],
      authoritative: row.result === 'decided',
      role: row.question,
      ...stamps(row),
    });

  const paperFile = (paper: Paper): OparlObject | undefined => {
    const version = paper.versions.at(-1);
    return version
      ? withoutEmpty({
          id: at('file', paper.id),
          type: `${SCHEMA}/File`,
          name: paper.title,
          mimeType: 'text/plain',
          date: localDay(version.at),
          size: Buffer.byteLength(version.text),
          text: version.text,
          accessUrl: `${at('file', paper.id)}/text`,
          paper: [at('paper', paper.id)],
          created: paper.created_at.toISOString(),
          modified: version.at.toISOString(),
        })
      : undefined;
  };

  const protocolFile = (meeting: Meeting): OparlObject | undefined =>
    meeting.minutes_state === 'published'
      ? withoutEmpty({
          id: at('file', meeting.id),
          type: `${SCHEMA}/File`,
          name: 'Protokoll',
          mimeType: 'text/html',
          accessUrl: `${publicUrl}/sitzungen/${meeting.id}`,
          meeting: [at('meeting', meeting.id)],
          ...stamps(meeting),
        })
      : undefined;

  return {
    at,
    system: (now: Date): OparlObject => ({
      id: api,
      type: `${SCHEMA}/System`,
      oparlVersion: `${SCHEMA}/`,
      license: LICENSE,
      body: `${api}/bodies`,
      name: 'Transferwerk',
      website: publicUrl,
      product: publicUrl,
      vendor: publicUrl,
      created: now.toISOString(),
      modified: now.toISOString(),
    }),
    /** The network as a whole: OParl's "Body" is what holds organisations (our bodies). */
    body: (now: Date): OparlObject => ({
      id: `${api}/body/netzwerk`,
      type: `${SCHEMA}/Body`,
      system: api,
      name: 'Netzwerk',
      shortName: 'Netzwerk',
      website: publicUrl,
      license: LICENSE,
      organization: `${api}/organizations`,
      person: `${api}/persons`,
      meeting: `${api}/meetings`,
      paper: `${api}/papers`,
      legislativeTerm: [],
      agendaItem: `${api}/agendaitems`,
      consultation: `${api}/consultations`,
      file: `${api}/files`,
      locationList: `${api}/locations`,
      legislativeTermList: `${api}/legislativeterms`,
      membership: `${api}/memberships`,
      created: now.toISOString(),
      modified: now.toISOString(),
    }),
    organization: (body: BodyRow, memberships: readonly MembershipRow[]): OparlObject =>
      withoutEmpty({
        id: at('organization', body.id),
        type: `${SCHEMA}/Organization`,
        body: `${api}/body/netzwerk`,
        name: body.name,
        membership: memberships.filter((row) => row.body_id === body.id).map((row) => at('membership', row.id)),
        meeting: `${api}/meetings?organization=${body.id}`,
        subOrganizationOf: body.parent_id ? at('organization', body.parent_id) : undefined,
        organizationType: 'Gremium',
        classification: body.kind,
        web: `${publicUrl}/gremien/${body.slug}`,
        ...stamps(body),
      }),
    person: (person: PersonRow, memberships: readonly MembershipRow[]): OparlObject =>
      withoutEmpty({
        id: at('person', person.id),
        type: `${SCHEMA}/Person`,
        body: `${api}/body/netzwerk`,
        name: person.name,
        membership: memberships.filter((row) => row.person_id === person.id).map(membership),
        ...stamps(person),
      }),
    membership,
    agendaItem,
    consultation,
    location,
    paperFile,
    protocolFile,
    meeting: (meeting: Meeting, bodyName: string, publicPersons: ReadonlySet<string>): OparlObject =>
      withoutEmpty({
        id: at('meeting', meeting.id),
        type: `${SCHEMA}/Meeting`,
        name: bodyName,
        meetingState: meeting.state === 'planned' ? 'terminiert' : 'durchgeführt',
        cancelled: meeting.state === 'cancelled',
        start: localMoment(meeting.day, meeting.start_time ?? '00:00').toISOString(),
        end: meeting.end_time ? localMoment(meeting.day, meeting.end_time).toISOString() : undefined,
        location: location(meeting),
        organization: [at('organization', meeting.body_id)],
        participant: meeting.attendance.flatMap((each) =>
          each.person_id && publicPersons.has(each.person_id) && each.status !== 'excused' && each.status !== 'invited'
            ? [at('person', each.person_id)]
            : [],
        ),
        resultsProtocol: protocolFile(meeting),
        agendaItem: isPublicAgenda(meeting) ? meeting.items.map((item) => agendaItem(item, meeting)) : undefined,
        web: `${publicUrl}/sitzungen/${meeting.id}`,
        ...stamps(meeting),
      }),
    paper: (paper: Paper): OparlObject =>
      withoutEmpty({
        id: at('paper', paper.id),
        type: `${SCHEMA}/Paper`,
        body: `${api}/body/netzwerk`,
        name: paper.title,
        reference: paper.id.slice(-6),
        date: localDay(paper.created_at),
        paperType: 'Vorlage',
        mainFile: paperFile(paper),
        underDirectionOf: [at('organization', paper.body_id)],
        originatorOrganization: [at('organization', paper.body_id)],
        consultation: paper.consultations.map(consultation),
        web: `${publicUrl}/vorlagen/${paper.id}`,
        ...stamps(paper),
      }),
  };
}

/** What of an agenda everybody may see: of a coming meeting all of it, of a past one once its minutes are published. */
export const isPublicAgenda = (meeting: Meeting): boolean => meeting.state === 'planned' || meeting.minutes_state === 'published';

export interface ListQuery {
  page: number;
  limit: number;
  createdSince: Date | undefined;
  createdUntil: Date | undefined;
  modifiedSince: Date | undefined;
  modifiedUntil: Date | undefined;
}

/** A page of a list (OParl 1.1, "Objektlisten und Paginierung"), filtered by created and modified. */
export function listPage(all: readonly OparlObject[], query: ListQuery, address: (page: number) => string) {
  const within = (text: unknown, since: Date | undefined, until: Date | undefined) => {
    const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
    return (since === undefined || time >= since.getTime()) && (until === undefined || time <= until.getTime());
  };
  const fitting = all.filter(
    (object) =>
      within(object['created'], query.createdSince, query.createdUntil) &&
      within(object['modified'], query.modifiedSince, query.modifiedUntil),
  );
  const totalPages = Math.max(1, Math.ceil(fitting.length / query.limit));
  return {
    data: fitting.slice((query.page - 1) * query.limit, query.page * query.limit),
    pagination: { totalElements: fitting.length, elementsPerPage: query.limit, currentPage: query.page, totalPages },
    links: {
      first: address(1),
      ...(query.page > 1 ? { prev: address(query.page - 1) } : {}),
      self: address(query.page),
      ...(query.page < totalPages ? { next: address(query.page + 1) } : {}),
      last: address(totalPages),
    },
  };
}
