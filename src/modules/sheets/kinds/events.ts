import { insertMeeting, listBodies, listMeetings, type MeetingRow, removeMeetings, updateMeeting } from '#modules/governance/index.ts';
import type { RowReader, SheetKind } from '../kind.ts';

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

const MOST = 20_000;
const MODES: Record<Mode, string> = { online: 'online', onsite: 'vor Ort', hybrid: 'vor Ort und online', unknown: 'offen' };
const fold = (text: string) => text.toLowerCase().trim();

const cellsOf = (values: Values): Record<Key, string> => ({
  ...values,
  start: values.start ?? '',
  end: values.end ?? '',
  mode: MODES[values.mode],
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

/** Dates of the bodies as a table: a body meets once a day. */
export function eventSheet(): SheetKind<Key, Values> {
  let bodies = new Map<string, { id: string; name: string }>();
  return {
    name: 'events',
    title: 'Termine',
    columns: [
      { key: 'body', headers: ['Gremium', 'Veranstalter'], required: true, example: 'AG Transfer', hint: 'Wie es hier heißt.' },
      {
        key: 'day',
        headers: ['Datum', 'Tag'],
        required: true,
        example: '12.2.2027',
        hint: 'Mit dem Gremium zusammen wird der Termin wiedererkannt.',
      },
      { key: 'start', headers: ['Beginn', 'Von'], required: false, example: '10:00', hint: 'Uhrzeit.' },
      { key: 'end', headers: ['Ende', 'Bis'], required: false, example: '12:00', hint: 'Uhrzeit.' },
      { key: 'mode', headers: ['Form', 'Weg'], required: false, example: 'online', hint: Object.values(MODES).join(', ') },
      { key: 'place', headers: ['Ort', 'Raum'], required: false, example: 'Bonn', hint: 'Bis 200 Zeichen.' },
      { key: 'link', headers: ['Link'], required: false, example: '', hint: 'Adresse der Videokonferenz.' },
      { key: 'title', headers: ['Titel', 'Thema'], required: false, example: '', hint: 'Leer heißt: wie das Gremium.' },
    ],

    async known(db) {
      const [allBodies, meetings] = await Promise.all([listBodies(db), listMeetings(db, undefined, MOST)]);
      bodies = new Map(allBodies.map((body) => [fold(body.name), body]));
      const names = new Map(allBodies.map((body) => [body.id, body.name]));
      return meetings.map((row) => {
        const body = names.get(row.body_id) ?? '';
        const values = { ...row, body, start: row.start_time, end: row.end_time };
        const { day, start, end, mode, place, link, title } = values;
        return {
          id: row.id,
          names: [`${body}, ${row.day}`],
          cells: cellsOf({ body, day, start, end, mode, place, link, title }),
          record: row,
        };
      });
    },

    read(row) {
      const body = bodies.get(fold(row.text('body')));
      if (!body) row.fault('body', 'Dieses Gremium gibt es hier nicht.');
      const day = row.day('day');
      if (!day) row.fault('day', 'Hier fehlt das Datum.');
      const mode = row.choice<Mode>('mode', MODES, 'unknown') ?? 'unknown';
      const rest = {
        start: timeOf(row, 'start'),
        end: timeOf(row, 'end'),
        mode,
        place: row.text('place'),
        link: row.text('link', 500),
        title: row.text('title'),
      };
      return { title: `${body?.name ?? ''}, ${day ?? ''}`, values: { body: body?.name ?? '', day: day ?? '', ...rest } };
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
        state: day < now.toISOString().slice(0, 10) ? 'held' : 'planned',
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
    },

    async change(trx, known, { mode, place, link, title, start, end }, now) {
      await updateMeeting(trx, (known as MeetingRow).id, { mode, place, link, title, start_time: start, end_time: end, updated_at: now });
    },

    remove: (trx, ids) => removeMeetings(trx, ids),

    async restore(trx, record) {
      const { id, mode, place, link, title, start_time, end_time, updated_at } = record as MeetingRow;
      await updateMeeting(trx, id, { mode, place, link, title, start_time, end_time, updated_at: new Date(updated_at) });
    },
  };
}
