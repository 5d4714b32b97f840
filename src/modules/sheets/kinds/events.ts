import { localDay } from '#platform/clock.ts';
import {
  insertMeeting,
  listBodies,
  listMeetings,
  type MeetingRow,
  meetingsInUse,
  removeMeetings,
  updateMeeting,
} from '#modules/governance/index.ts';
import { picked } from '../fields.ts';
import type { RowReader, SheetKind } from '../kind.ts';
import { mark } from '../plan.ts';

type Key = 'body' | 'day' | 'start' | 'end' | 'mode' | 'place' | 'link' | 'title';
type Mode = MeetingRow['mode'];
interface Values {
  body: string;
  day: string;
  start: string | null;
  end: string | null;
  mode: Mode;
  place: string;
  link: string;
  title: string;
}

const MODES: Record<Mode, string> = { online: 'online', onsite: 'vor Ort', hybrid: 'vor Ort und online', unknown: 'offen' };
const fold = (text: string) => text.toLowerCase().trim();

const cellsOf = (values: Partial<Values>): Record<Key, string> => ({
  body: values.body ?? '',
  day: values.day ?? '',
  start: values.start ?? '',
  end: values.end ?? '',
  mode: MODES[values.mode ?? 'unknown'],
  place: values.place ?? '',
  link: values.link ?? '',
  title: values.title ?? '',
});

/** The columns of a meeting that these values fill. */
const rowOf = ({ day, start, end, mode, place, link, title }: Partial<Values>) => ({
  ...(day !== undefined && { day }),
  ...(mode !== undefined && { mode }),
  ...(place !== undefined && { place }),
  ...(link !== undefined && { link }),
  ...(title !== undefined && { title }),
  ...(start !== undefined && { start_time: start }),
  ...(end !== undefined && { end_time: end }),
});

/** "9:30", "09:30 Uhr", "9 Uhr" → "09:30"; a time of a spreadsheet comes as a fraction of a day. */
function timeOf(row: RowReader<Key>, key: 'start' | 'end'): string | null {
  const text = row.text(key, 20);
  if (text === '') return null;
  const fraction = /^0?\.\d+$/.test(text) ? Math.round(Number(text) * 1440) : undefined;
  const [, hour = '', minute = '00'] = /^(\d{1,2})(?::(\d{2}))?(?::\d{2})?(?:\s*uhr)?$/i.exec(text) ?? [];
  const minutes = fraction ?? (hour === '' ? Number.NaN : Number(hour) * 60 + Number(minute));
  if (!(minutes >= 0 && minutes < 1440)) row.fault(key, `„${text}“ ist keine Uhrzeit. Zum Beispiel 9:30.`);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Dates of the bodies as a table: a body may meet twice a day, at two hours. */
export function eventSheet(): SheetKind<Key, Values> {
  let bodies = new Map<string, { id: string; name: string }>();
  return {
    name: 'events',
    title: 'Termine',
    columns: [
      {
        key: 'body',
        fields: ['body'],
        headers: ['Gremium', 'Veranstalter'],
        required: true,
        example: 'AG Transfer',
        hint: 'Wie es hier heißt.',
      },
      {
        key: 'day',
        fields: ['day'],
        headers: ['Datum', 'Tag'],
        required: true,
        example: '12.2.2027',
        hint: 'Mit Gremium und Beginn zusammen wird der Termin wiedererkannt.',
      },
      { key: 'start', fields: ['start'], headers: ['Beginn', 'Von'], required: false, example: '10:00', hint: 'Uhrzeit.' },
      { key: 'end', fields: ['end'], headers: ['Ende', 'Bis'], required: false, example: '12:00', hint: 'Uhrzeit.' },
      {
        key: 'mode',
        fields: ['mode'],
        headers: ['Form', 'Weg'],
        required: false,
        example: 'online',
        hint: Object.values(MODES).join(', '),
      },
      { key: 'place', fields: ['place'], headers: ['Ort', 'Raum'], required: false, example: 'Bonn', hint: 'Bis 200 Zeichen.' },
      { key: 'link', fields: ['link'], headers: ['Link'], required: false, example: '', hint: 'Adresse der Videokonferenz.' },
      { key: 'title', fields: ['title'], headers: ['Titel', 'Thema'], required: false, example: '', hint: 'Leer heißt: wie das Gremium.' },
    ],

    async known(db) {
      const [allBodies, meetings] = await Promise.all([listBodies(db), listMeetings(db)]);
      bodies = new Map(allBodies.map((body) => [fold(body.name), body]));
      const names = new Map(allBodies.map((body) => [body.id, body.name]));
      return meetings.map((row) => {
        const body = names.get(row.body_id) ?? '';
        const values = { ...row, body, start: row.start_time, end: row.end_time };
        return {
          id: row.id,
          label: [body, row.day, row.start_time, row.title].filter(Boolean).join(', '),
          // Without its hour a row means the only meeting of that day, with another hour perhaps the same, moved.
          exact: [mark('hour', body, row.day, row.start_time), mark('day', body, row.day)],
          weak: [mark('moved', body, row.day)],
          cells: cellsOf(values),
          record: row,
        };
      });
    },

    read(row) {
      const body = bodies.get(fold(row.text('body')));
      if (row.has('body') && !body) row.fault('body', 'Dieses Gremium gibt es hier nicht.');
      const day = row.day('day');
      if (row.has('day') && !day) row.fault('day', 'Hier fehlt das Datum.');
      const mode = row.choice<Mode>('mode', MODES, 'unknown') ?? 'unknown';
      const rest = {
        start: timeOf(row, 'start'),
        end: timeOf(row, 'end'),
        mode,
        place: row.text('place'),
        link: row.text('link', 500),
        title: row.text('title'),
      };
      const name = body?.name ?? '';
      const exact = rest.start === null ? mark('day', name, day) : mark('hour', name, day, rest.start);
      const marks = { exact: [exact], weak: rest.start === null ? [] : [mark('moved', name, day)] };
      return { title: [name, day, rest.start].filter(Boolean).join(', '), ...marks, values: { body: name, day: day ?? '', ...rest } };
    },

    cellsOf,

    async add(trx, id, values, now) {
      const body = bodies.get(fold(values.body));
      if (!body) throw new Error('a date without a body: the plan has refused it');
      const { day, mode, place, link, title, start, end } = values;
      await insertMeeting(trx, {
        id,
        day,
        mode,
        place,
        link,
        title,
        body_id: body.id,
        series_id: null,
        start_time: start,
        end_time: end,
        length: null,
        condition: '',
        state: day < localDay(now) ? 'held' : 'planned',
        invited_sequence: null,
        minutes_state: 'none',
        objections_until: null,
        minute_taker: '',
        unnamed_participants: 0,
        public_text: null,
        demo: false,
        created_at: now,
        updated_at: now,
      });
      return [];
    },

    async change(trx, id, values, now) {
      await updateMeeting(trx, id, { ...rowOf(values), updated_at: now });
      return [];
    },

    before(known, values) {
      const { start_time: start, end_time: end, ...row } = known as MeetingRow;
      return picked<Partial<Values>>({ ...row, start, end }, values);
    },

    refuses(known, values) {
      if (values.body !== undefined)
        return { key: 'body', message: 'Unter dieser Kennung steht ein Termin eines anderen Gremiums; das ändert keine Tabelle.' };
      if ((known.record as MeetingRow).invited_sequence === null) return undefined;
      return { key: 'day', message: 'Zu diesem Termin ist schon eingeladen. Ändern Sie ihn auf seiner Seite, damit es alle erfahren.' };
    },

    remove: (trx, ids) => removeMeetings(trx, ids),
    inUse: (db, ids) => meetingsInUse(db, ids),
  };
}
