import { type Day, lastOfMonth, makeDay, plusDays, plusMonths, weekdayOf } from '#platform/days.ts';
import { MONTH, MONTHS, NUMBER, numberOf, WEEKDAY, WEEKDAYS } from './words.ts';

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

/** ISO 8601: the Friday of a week, the last day on which offices work. */
function fridayOfWeek(year: number, week: number): Day {
  const fourth = `${year}-01-04`; // always in the first week
  return plusDays(fourth, 5 - weekdayOf(fourth) + (week - 1) * 7);
}

export interface FoundDay {
  day: Day;
  start: number;
  end: number;
  /** What was written, without the words around it. */
  text: string;
  /** 1 = Monday, where one was written. */
  weekday: number | null;
  /** The year stood there. */
  hasYear: boolean;
}

const NUMERIC = '(\\d{1,2})\\. ?(\\d{1,2})\\.(?: ?((?:19|20|21)\\d\\d|\\d\\d)(?![\\d:.,]\\d|\\d|[- ]?Uhr))?';
const NAMED = `(\\d{1,2})\\.? ?(${MONTH})\\.?(?: ((?:19|20|21)\\d\\d|['’]\\d\\d))?`;
const ISO = '((?:19|20|21)\\d\\d)-(\\d\\d)-(\\d\\d)';
const DAY = new RegExp(
  `(?:(?<!\\p{L})(${WEEKDAY})\\.?,?(?: (?:den|dem|der|am))?,? )?(?:(?<![\\d.])${NUMERIC}|(?<![\\d.])${NAMED}|(?<!\\d)${ISO}(?!\\d))`,
  'gu',
);

/** The year of a day written without one: the first such day on or after the reference (three months' grace for the past). */
function yearFor(month: number, day: number, reference: Day | null, backward: boolean): number | null {
  if (reference === null) return null;
  const year = Number(reference.slice(0, 4));
  const candidate = makeDay(year, month, day);
  if (candidate === null) return year;
  if (backward) return candidate > reference ? year - 1 : year;
  return candidate < plusDays(reference, -31) ? year + 1 : year;
}

/** All calendar days in a text, in order. Without a year they are taken as the next after `reference`. */
export function findDays(text: string, reference: Day | null, backward = false): FoundDay[] {
  const found: FoundDay[] = [];
  for (const match of text.matchAll(DAY)) {
    const [whole, weekday, d1, m1, y1, d2, m2, y2, y3, m3, d3] = match;
    const month = m1 ? Number(m1) : m2 ? (MONTHS[m2.toLowerCase()] ?? 0) : Number(m3);
    const date = Number(d1 ?? d2 ?? d3);
    const written = y1 ?? y2?.replace(/['’]/, '') ?? y3;
    const year = written === undefined ? yearFor(month, date, reference, backward) : fullYear(written);
    const day = year === null ? null : makeDay(year, month, date);
    if (day === null) continue;
    found.push({
      day,
      start: match.index,
      end: match.index + whole.length,
      text: whole,
      weekday: weekday ? (WEEKDAYS[weekday.toLowerCase()] ?? null) : null,
      hasYear: written !== undefined,
    });
  }
  return found;
}

const TIME = '([01]?\\d|2[0-4])(?:[.:h]([0-5]\\d))?';
const RANGE = new RegExp(
  `(?:von )?(?<![\\d.,])${TIME} ?(?:Uhr|h)?(?: ?(?:–|—|-|bis|bis ca\\.|bis etwa) ?)(?:ca\\. ?|etwa )?${TIME} ?(?:Uhr\\b|h\\b)`,
  'iu',
);
const BARE_RANGE = /(?<![\d.,])([01]?\d|2[0-4])[.:]([0-5]\d) ?(?:–|—|-|bis) ?([01]?\d|2[0-4])[.:]([0-5]\d)(?![\d.]*\d)/u;
const SINGLE = new RegExp(`(?<![\\d.,])${TIME} ?(?:Uhr\\b|h\\b)`, 'iu');
const COLON = /(?<![\d.,:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])/u;

const clock = (hour: string | undefined, minute: string | undefined) => `${(hour ?? '').padStart(2, '0')}:${minute ?? '00'}`;

export interface FoundTimes {
  startTime: string | null;
  endTime: string | null;
  start: number;
  end: number;
}

/** The first time or range of times in a text, as "HH:MM". */
export function findTimes(text: string): FoundTimes | null {
  const range = RANGE.exec(text) ?? BARE_RANGE.exec(text);
  const single = SINGLE.exec(text) ?? COLON.exec(text);
  if (range && (!single || range.index <= single.index + 4))
    return {
      startTime: clock(range[1], range[2]),
      endTime: clock(range[3], range[4]),
      start: range.index,
      end: range.index + range[0].length,
    };
  if (!single) return null;
  return { startTime: clock(single[1], single[2]), endTime: null, start: single.index, end: single.index + single[0].length };
}

export interface Due {
  due: Day | null;
  dueText: string;
  start: number;
  end: number;
}

export interface DueContext {
  meeting: Day | null;
  /** Day of the next meeting of the same body, where the minutes name one. */
  next: Day | null;
  /** Days of next meetings, to resolve "im Novembertreffen". */
  nextDays: readonly Day[];
}

const LEAD =
  '(?:(?:spätestens |möglichst )?(?:bis(?: spätestens)?(?: (?:zum|zur|zu|einschließlich|inkl\\.|vor|Mitte|Ende|Anfang))?|ab|zum|zur|am|vor|Frist:?|Termin:?|fällig(?: am)?:?|im Laufe (?:des|der)|im|in(?: der)?) )?';

type Rule = [pattern: RegExp, day: (match: RegExpExecArray, context: DueContext) => Day | null];

const yearAround = (meeting: Day, month: number): number => {
  const year = Number(meeting.slice(0, 4));
  return month < Number(meeting.slice(5, 7)) ? year + 1 : year;
};

function monthDue(context: DueContext, part: string | undefined, name: string | undefined, year: string | undefined): Day | null {
  const month = MONTHS[(name ?? '').toLowerCase()];
  if (!month || (context.meeting === null && !year)) return null;
  const y = year ? Number(year) : yearAround(context.meeting as Day, month);
  if (/Mitte/i.test(part ?? '')) return makeDay(y, month, 15);
  if (/Anfang/i.test(part ?? '')) return null;
  return lastOfMonth(y, month);
}

function quarterDue(context: DueContext, quarter: number | null, year: string | undefined): Day | null {
  if (quarter !== null && year) return lastOfMonth(Number(year), quarter * 3);
  if (context.meeting === null) return null;
  const own = Math.ceil(Number(context.meeting.slice(5, 7)) / 3);
  const y = Number(context.meeting.slice(0, 4));
  if (quarter === null) return lastOfMonth(y, own * 3);
  return lastOfMonth(quarter < own ? y + 1 : y, quarter * 3);
}

const friday = (day: Day, weeks: number): Day => plusDays(day, 5 - weekdayOf(day) + 7 * weeks);
const QUARTERS: Record<string, number> = { erste: 1, zweite: 2, dritte: 3, vierte: 4 };

const RULES: Rule[] = [
  [
    /(?:bis )?(?:spätestens )?(?:Ende |in |zum Ende )?(?:der )?(?:KW|Kalenderwoche) ?(\d{1,2})(?: ?(?:\/ ?)?((?:20)\d\d))?/iu,
    (match, { meeting }) => {
      const week = Number(match[1]);
      if (week < 1 || week > 53 || (meeting === null && !match[2])) return null;
      if (match[2]) return fridayOfWeek(Number(match[2]), week);
      const day = fridayOfWeek(Number((meeting as Day).slice(0, 4)), week);
      return day < (meeting as Day) ? fridayOfWeek(Number((meeting as Day).slice(0, 4)) + 1, week) : day;
    },
  ],
  [
    /(?:bis |zum |im |bis zum |bis spätestens )?(?:Ende (?:des )?)?(?:Q([1-4])|([1-4])\. Quartal|(erste|zweite|dritte|vierte)[nrs]? Quartal)s?(?: ?\/? ?(20\d\d))?/iu,
    (match, context) => quarterDue(context, Number(match[1] ?? match[2] ?? QUARTERS[(match[3] ?? '').toLowerCase()]), match[4]),
  ],
  [/(?:bis |bis zum |zum )(?:Ende (?:des )?(?:laufenden )?Quartals|Quartalsende)/iu, (_, context) => quarterDue(context, null, undefined)],
  [
    /(?:bis |bis zum |zum )(?:Ende (?:des |dieses )?(?:laufenden )?Jahr(?:es)?|Jahresende)(?: (20\d\d))?/iu,
    (match, { meeting }) => (match[1] ? `${match[1]}-12-31` : meeting && `${meeting.slice(0, 4)}-12-31`),
  ],
  [/(?:bis )?Ende (20\d\d)/iu, (match) => `${match[1]}-12-31`],
  [
    /(?:bis |bis zum |zum )?(?:Ende (?:des |dieses )?(?:laufenden )?Monats?(?!e)|Monatsende)/iu,
    (_, { meeting }) => meeting && lastOfMonth(Number(meeting.slice(0, 4)), Number(meeting.slice(5, 7))),
  ],
  [
    /(?:bis |bis zum )?(?:Ende (?:des )?(?:nächsten|kommenden|Folge-?)\s?Monats)/iu,
    (_, { meeting }) => meeting && lastOfMonth(Number(meeting.slice(0, 4)), Number(meeting.slice(5, 7)) + 1),
  ],
  [
    new RegExp(
      `(?:(bis(?: spätestens)?(?: zum)?|im|zum) )?(?:(Anfang|Mitte|Ende) (?:des Monats )?|(?<=(?:bis|im|Im) )(?:Monat )?)(${MONTH})\\.?(?: (20\\d\\d))?`,
      'iu',
    ),
    (match, context) => monthDue(context, match[2], match[3], match[4]),
  ],
  [
    new RegExp(`(?:innerhalb|binnen|in|innert)(?: von)?(?: den)?(?: nächsten)? (${NUMBER}) (Tag|Woche|Monat)(?:en|e|n|s)?(?!\\p{L})`, 'iu'),
    (match, { meeting }) => {
      const count = numberOf(match[1]);
      if (!meeting || count === null) return null;
      if (/^T/i.test(match[2] ?? '')) return plusDays(meeting, count);
      if (/^W/i.test(match[2] ?? '')) return plusDays(meeting, count * 7);
      return plusMonths(meeting, count);
    },
  ],
  [
    /(?:bis )?(?:zum )?Ende (?:der|dieser) Woche|(?:bis zum )?Wochenende|bis Wochenende/iu,
    (_, { meeting }) => meeting && friday(meeting, 0),
  ],
  [
    /(?:bis )?(?:zum )?(?:Ende (?:der )?)?(?:nächster|nächsten|kommender|kommenden) Woche|(?:bis )?nächste Woche|in der (?:nächsten|kommenden) Woche/iu,
    (_, { meeting }) => meeting && friday(meeting, 1),
  ],
  [
    new RegExp(`(?:bis(?: zum| spätestens)?|am) (?:kommenden |nächsten )?(${WEEKDAY})(?!,? (?:den )?\\d)`, 'iu'),
    (match, { meeting }) => {
      const weekday = WEEKDAYS[(match[1] ?? '').toLowerCase()];
      if (!meeting || !weekday || (match[1] ?? '').length < 3) return null;
      return plusDays(meeting, ((weekday - weekdayOf(meeting) + 6) % 7) + 1);
    },
  ],
  [
    /(?:bis |vor |zu )?(?:zur |zum |spätestens zur |der |dem |auf |auf die |für die |in der |beim )*(?:nächsten|nächstes|nächste|kommenden|folgenden) (?:\p{Lu}[\p{L}-]*-?)?(?:Sitzung|Treffen|AG-Sitzung|Termin|Zusammenkunft|Beratung|Besprechung|Telefonkonferenz|Videokonferenz|(?:Online-)?Konferenz|Runde|sitzung|treffen|Mal)s?(?!\p{L})/iu,
    (_, { next }) => next,
  ],
  [
    new RegExp(
      `(?:im|beim|zum|bis zum|in der|bis zur|zur|auf dem) (${MONTH.replace('(?![a-zäöü])', '')})-?(?:treffen|sitzung|termin|runde)(?: (?:des|der) \\p{Lu}[\\p{L}-]*)?`,
      'iu',
    ),
    (match, { nextDays }) => {
      const month = MONTHS[(match[1] ?? '').toLowerCase()];
      // Whose meeting it is decides; only a day that the minutes name themselves counts.
      if (/ (?:des|der) \p{Lu}/u.test(match[0])) return null;
      return nextDays.find((day) => Number(day.slice(5, 7)) === month) ?? null;
    },
  ],
  [/(?:bis )?morgen(?!s|\p{L})/iu, (_, { meeting }) => meeting && plusDays(meeting, 1)],
];

const WORDS_ONLY =
  /(?<!\p{L})(?:so bald wie möglich|so schnell wie möglich|sobald wie möglich|baldmöglichst|schnellstmöglich|zeitnah|kurzfristig|umgehend|unverzüglich|sofort|ab sofort|laufend|fortlaufend|demnächst|mittelfristig|langfristig|asap|dauerhaft|bei Gelegenheit|rechtzeitig(?: vor (?:der |dem |den )?\p{Lu}[\p{L}-]+)?|(?:bis |im |zum )(?:Frühjahr|Frühling|Sommer|Herbst|Winter)(?:pause)?(?: 20\d\d)?|(?:bis |nach |vor )(?:den )?(?:Ostern|Pfingsten|Weihnachten|Sommerferien|Herbstferien|Sommerpause|Weihnachtspause))(?!\p{L})/iu;

/** Written like a day where findDays found none: the calendar does not have it (31.02.2027). It stays words. */
const IMPOSSIBLE_DAY = new RegExp(`(?:${LEAD})?(?<![\\d.])\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?(?:20)?\\d\\d(?!\\d|\\.\\d)`, 'iu');

/** Text before a day that makes it a deadline, and is part of what was said. */
const BEFORE_DAY = new RegExp(`${LEAD}$`, 'iu');
const DEADLINE = /(?:bis|spätestens|Frist|Termin|fällig|vor|zum|ab)\b[^.]{0,16}$/i;

/**
 * When something is due, from a sentence or a table's cell: a calendar day, a relative one, or words that stay words.
 * `field`: the text is a field of its own, so a day in it needs no "bis"; in a task "am 12. Oktober" is its day, too.
 */
export function findDue(text: string, context: DueContext, where: 'sentence' | 'task' | 'field' = 'sentence'): Due | null {
  const days = findDays(text, context.meeting).filter((found) => context.meeting === null || found.day >= plusDays(context.meeting, -31));
  const deadline = days.find((found) => {
    const before = text.slice(Math.max(0, found.start - 30), found.start);
    if (/\bvo[nm]\s+\d{1,2}\.\s?(?:\d{1,2}\.|\p{Lu}\p{L}+)?\s?bis\s+(?:zum\s+)?$/u.test(before)) return false; // a stretch of days, no deadline
    return where === 'field' || DEADLINE.test(before) || (where === 'task' && /(?:\bam\s+|[–—|(,:-]\s*)$/.test(before));
  });
  const chosen = deadline ?? null;
  let best: Due | null = null;
  if (chosen) {
    const before = BEFORE_DAY.exec(text.slice(Math.max(0, chosen.start - 40), chosen.start));
    const lead = before ? before[0].length : 0;
    const start = chosen.start - lead;
    best = { due: chosen.day, dueText: text.slice(start, chosen.end).replace(/\s+/g, ' ').trim(), start, end: chosen.end };
  }
  for (const [pattern, day] of RULES) {
    const match = pattern.exec(text);
    if (!match || (best && best.start <= match.index) || (best && chosen)) continue;
    if (days.some((found) => match.index < found.end && found.start < match.index + match[0].length)) continue;
    best = {
      due: day(match, context) ?? null,
      dueText: match[0].replace(/\s+/g, ' ').trim(),
      start: match.index,
      end: match.index + match[0].length,
    };
  }
  if (best) return best;
  const words = WORDS_ONLY.exec(text) ?? (findDays(text, null).length === 0 ? IMPOSSIBLE_DAY.exec(text) : null);
  return words ? { due: null, dueText: words[0].replace(/\s+/g, ' '), start: words.index, end: words.index + words[0].length } : null;
}
