import type { Db } from '#platform/database/index.ts';
import { createOparl, type OparlObject } from '../oparl/objects.ts';
import type { ListQuery } from '../oparl/query.ts';
import { ONLY, oparlEntries, oparlEntriesOf, type OparlEntry, type OparlKind } from '../store/oparl.ts';
import {
  type ConsultationObject,
  consultationRows,
  consultationsOfPapers,
  itemRows,
  itemsOfMeetings,
  meetingRows,
  membershipRows,
  membershipsOfPersons,
  organizationRows,
  type PaperObject,
  paperRows,
  personRows,
} from '../store/oparl-rows.ts';
import { publicWords } from './public-words.ts';

/** The kinds that have lists and addresses of their own. */
export type ListedKind = Exclude<OparlKind, 'system' | 'body'>;

/** OParl over the database: a page is some queries, whatever there is altogether. */
export function createOparlReader(db: Db, publicUrl: string) {
  const oparl = createOparl(publicUrl);

  /** Papers as everybody may read them: names of people who did not agree are taken out. */
  async function papersOf(ids: readonly string[]): Promise<PaperObject[]> {
    const rows = await paperRows(db, ids);
    if (rows.length === 0) return [];
    const words = await publicWords(db);
    return rows.map((row) => ({ ...row, title: words(row.title), text: row.text === null ? null : words(row.text) }));
  }
  async function inPublicWords(rows: ConsultationObject[]): Promise<ConsultationObject[]> {
    if (rows.length === 0) return [];
    const words = await publicWords(db);
    return rows.map((row) => ({ ...row, question: words(row.question) }));
  }

  const READERS: Record<ListedKind, (ids: readonly string[]) => Promise<OparlObject[]>> = {
    organization: async (ids) => (await organizationRows(db, ids)).map(oparl.organization),
    person: async (ids) => {
      const memberships = Map.groupBy(await membershipsOfPersons(db, ids), (row) => row.person_id);
      return (await personRows(db, ids)).map((row) => oparl.person(row, memberships.get(row.id) ?? []));
    },
    membership: async (ids) => (await membershipRows(db, ids)).map(oparl.membership),
    meeting: async (ids) => {
      const items = Map.groupBy(await itemsOfMeetings(db, ids), (row) => row.meeting_id);
      return (await meetingRows(db, ids)).map((row) => oparl.meeting(row, items.get(row.id) ?? []));
    },
    agendaitem: async (ids) => (await itemRows(db, ids)).map(oparl.agendaItem),
    paper: async (ids) => {
      const consultations = Map.groupBy(await inPublicWords(await consultationsOfPapers(db, ids)), (row) => row.paper_id);
      return (await papersOf(ids)).map((row) => oparl.paper(row, consultations.get(row.id) ?? []));
    },
    consultation: async (ids) => (await inPublicWords(await consultationRows(db, ids))).map(oparl.consultation),
    // A file has the id of the paper whose text it is, or of the meeting whose minutes.
    file: async (ids) => [
      ...(await papersOf(ids)).flatMap((row) => oparl.paperFile(row) ?? []),
      ...(await meetingRows(db, ids)).flatMap((row) => oparl.protocolFile(row) ?? []),
    ],
    location: async (ids) => (await meetingRows(db, ids)).flatMap((row) => oparl.location(row) ?? []),
  };

  /** The objects of some entries in their order; what is gone is said to be gone. */
  async function objectsOf(kind: ListedKind, entries: readonly OparlEntry[]): Promise<OparlObject[]> {
    const present = entries.filter(({ deleted }) => !deleted).map(({ id }) => id);
    const objects = new Map((await READERS[kind](present)).map((object) => [object.id.split('/').at(-1), object]));
    return entries.flatMap((entry) => (entry.deleted ? oparl.deleted(kind, entry) : (objects.get(entry.id) ?? [])));
  }
  const only = async (kind: OparlKind): Promise<OparlEntry> => {
    const entry = (await oparlEntriesOf(db, kind, [ONLY])).get(ONLY);
    if (!entry) throw new Error(`no entry of the ${kind}`);
    return entry;
  };

  return {
    system: async (): Promise<OparlObject> => oparl.system(await only('system')),
    body: async (): Promise<OparlObject> => oparl.body(await only('body')),
    /** The network itself is in the list of networks, if it fits. */
    async bodies(query: ListQuery): Promise<{ objects: OparlObject[]; total: number }> {
      const { entries, total } = await oparlEntries(db, 'body', query);
      return { objects: entries.map(oparl.body), total };
    },
    async list(kind: ListedKind, query: ListQuery): Promise<{ objects: OparlObject[]; total: number }> {
      const { entries, total } = await oparlEntries(db, kind, query);
      return { objects: await objectsOf(kind, entries), total };
    },
    /** One object, or that it is gone; undefined where there never was one. */
    async one(kind: ListedKind, id: string): Promise<OparlObject | undefined> {
      const entry = (await oparlEntriesOf(db, kind, [id])).get(id);
      return entry && (await objectsOf(kind, [entry]))[0];
    },
    /** The text of a paper, for whoever follows the address of its file. */
    text: async (id: string): Promise<string | undefined> => (await papersOf([id]))[0]?.text ?? undefined,
  };
}
