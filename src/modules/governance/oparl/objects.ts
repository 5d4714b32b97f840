/** OParl 1.1 (schema.oparl.org): how bodies, meetings and papers are shown to other programs. Only what is public. Pure. */
import { localDay, localMoment } from '#platform/clock.ts';
import type { OparlEntry, OparlKind } from '../store/oparl.ts';
import type { ConsultationObject, ItemObject, MeetingObject, MembershipObject, OrganizationRow, PaperObject } from '../store/oparl-rows.ts';

const SCHEMA = 'https://schema.oparl.org/1.1';
const LICENSE = 'https://creativecommons.org/licenses/by/4.0/';

export type OparlObject = Record<string, unknown> & { id: string; type: string };

const TYPES: Record<OparlKind, string> = {
  system: 'System',
  body: 'Body',
  organization: 'Organization',
  person: 'Person',
  membership: 'Membership',
  meeting: 'Meeting',
  agendaitem: 'AgendaItem',
  paper: 'Paper',
  consultation: 'Consultation',
  file: 'File',
  location: 'Location',
};

const withoutEmpty = (object: OparlObject): OparlObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null && value !== '')) as OparlObject;

const stamps = ({ created, modified }: { created: Date | string; modified: Date | string }) => ({
  created: new Date(created).toISOString(),
  modified: new Date(modified).toISOString(),
});

/** What is planned, what was invited to, what took place; a meeting that was called off is as far as it came. */
function meetingState({ state, invited }: Pick<MeetingObject, 'state' | 'invited'>): string {
  if (state === 'held') return 'durchgeführt';
  return invited ? 'eingeladen' : 'terminiert';
}

/** Addresses and objects of one installation. */
export function createOparl(publicUrl: string) {
  const api = `${publicUrl}/api/oparl`;
  const network = `${api}/body/netzwerk`;
  const at = (kind: OparlKind, id: string) => `${api}/${kind}/${id}`;
  const head = (kind: OparlKind, id: string) => ({ id: at(kind, id), type: `${SCHEMA}/${TYPES[kind]}` });

  const location = (meeting: MeetingObject): OparlObject | undefined =>
    meeting.location
      ? withoutEmpty({
          ...head('location', meeting.id),
          description: meeting.place,
          meetings: [at('meeting', meeting.id)],
          ...stamps(meeting.location),
        })
      : undefined;

  const membership = (row: MembershipObject): OparlObject =>
    withoutEmpty({
      ...head('membership', row.id),
      person: row.person_id ? at('person', row.person_id) : undefined,
      organization: at('organization', row.body_id),
      role: row.role,
      startDate: row.from_day,
      endDate: row.to_day ?? undefined,
      ...stamps(row),
    });

  const agendaItem = (item: ItemObject): OparlObject =>
    withoutEmpty({
      ...head('agendaitem', item.id),
      meeting: at('meeting', item.meeting_id),
      number: item.number,
      order: item.position,
      name: item.title,
      public: true,
      consultation: item.consultation_id ? at('consultation', item.consultation_id) : undefined,
      ...stamps(item),
    });

  const consultation = (row: ConsultationObject): OparlObject =>
    withoutEmpty({
      ...head('consultation', row.id),
      paper: at('paper', row.paper_id),
      agendaItem: row.item_id ? at('agendaitem', row.item_id) : undefined,
      meeting: row.meeting_id ? at('meeting', row.meeting_id) : undefined,
      organization: [at('organization', row.body_id)],
      authoritative: row.result === 'decided',
      role: row.question,
      ...stamps(row),
    });

  const paperFile = (paper: PaperObject): OparlObject | undefined =>
    paper.file && paper.text !== null && paper.at
      ? withoutEmpty({
          ...head('file', paper.id),
          name: paper.title,
          mimeType: 'text/plain',
          date: localDay(paper.at),
          size: Buffer.byteLength(paper.text),
          text: paper.text,
          accessUrl: `${at('file', paper.id)}/text`,
          paper: [at('paper', paper.id)],
          ...stamps(paper.file),
        })
      : undefined;

  const protocolFile = (meeting: MeetingObject): OparlObject | undefined =>
    meeting.file
      ? withoutEmpty({
          ...head('file', meeting.id),
          name: 'Protokoll',
          mimeType: 'text/html',
          accessUrl: `${publicUrl}/sitzungen/${meeting.id}`,
          meeting: [at('meeting', meeting.id)],
          ...stamps(meeting.file),
        })
      : undefined;

  return {
    /** What is no longer public: its address and since when, nothing of what it said (OParl 1.1, "Gelöschte Objekte"). */
    deleted: (kind: OparlKind, entry: OparlEntry): OparlObject => ({ ...head(kind, entry.id), ...stamps(entry), deleted: true }),
    system: (entry: OparlEntry): OparlObject => ({
      id: api,
      type: `${SCHEMA}/System`,
      oparlVersion: `${SCHEMA}/`,
      license: LICENSE,
      body: `${api}/bodies`,
      name: 'Transferwerk',
      website: publicUrl,
      product: publicUrl,
      vendor: publicUrl,
      ...stamps(entry),
    }),
    /** The network as a whole: OParl's "Body" is what holds organisations (our bodies). */
    body: (entry: OparlEntry): OparlObject => ({
      id: network,
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
      ...stamps(entry),
    }),
    organization: (row: OrganizationRow): OparlObject =>
      withoutEmpty({
        ...head('organization', row.id),
        body: network,
        name: row.name,
        membership: row.memberships.map((id) => at('membership', id)),
        meeting: `${api}/meetings?organization=${row.id}`,
        consultation: `${api}/consultations?organization=${row.id}`,
        subOrganizationOf: row.parent_id ? at('organization', row.parent_id) : undefined,
        organizationType: 'Gremium',
        classification: row.kind,
        web: `${publicUrl}/gremien/${row.slug}`,
        ...stamps(row),
      }),
    person: (row: OparlEntry & { name: string }, memberships: readonly MembershipObject[]): OparlObject =>
      withoutEmpty({
        ...head('person', row.id),
        body: network,
        name: row.name,
        membership: memberships.map(membership),
        ...stamps(row),
      }),
    membership,
    agendaItem,
    consultation,
    location,
    paperFile,
    protocolFile,
    meeting: (meeting: MeetingObject, items: readonly ItemObject[]): OparlObject =>
      withoutEmpty({
        ...head('meeting', meeting.id),
        name: meeting.body_name,
        meetingState: meetingState(meeting),
        cancelled: meeting.state === 'cancelled',
        start: localMoment(meeting.day, meeting.start_time?.slice(0, 5) ?? '00:00').toISOString(),
        end: meeting.end_time ? localMoment(meeting.day, meeting.end_time.slice(0, 5)).toISOString() : undefined,
        location: location(meeting),
        organization: [at('organization', meeting.body_id)],
        participant: meeting.participants.map((id) => at('person', id)),
        resultsProtocol: protocolFile(meeting),
        agendaItem: items.length > 0 ? items.map(agendaItem) : undefined,
        web: `${publicUrl}/sitzungen/${meeting.id}`,
        ...stamps(meeting),
      }),
    paper: (paper: PaperObject, consultations: readonly ConsultationObject[]): OparlObject =>
      withoutEmpty({
        ...head('paper', paper.id),
        body: network,
        name: paper.title,
        reference: paper.id.slice(-6),
        date: localDay(paper.created),
        paperType: 'Vorlage',
        mainFile: paperFile(paper),
        underDirectionOf: [at('organization', paper.body_id)],
        originatorOrganization: [at('organization', paper.body_id)],
        consultation: consultations.map(consultation),
        web: `${publicUrl}/vorlagen/${paper.id}`,
        ...stamps(paper),
      }),
  };
}
export type Oparl = ReturnType<typeof createOparl>;
