import { modeOf } from './mode.ts';
import { squeeze } from './blocks.ts';
import { findDays, findTimes } from './dates.ts';
import type { Mode } from './schema.ts';

export interface FoundMeeting {
  date: string;
  startTime: string | null;
  endTime: string | null;
  mode: Mode;
  location: string | null;
  kind: 'short' | 'long' | null;
  condition: string | null;
  start: number;
  end: number;
  weekday: number | null;
  written: string;
}

const LEAD =
  /(?:(?:nächste[rsn]?|nächsten|kommende[rsn]?|folgende[rsn]?|weitere[rn]?)\s+(?:\([^)]*\)\s*)?(?:[\p{L}-]+\s+){0,2}?(?:[\p{L}-]*(?:Sitzung(?:en|stermine?)?|Treffen|Termine?|Zusammenkunft|Besprechung|sitzung(?:en)?|treffen|termine?|Meetings?|meeting|Telefonkonferenz|Videokonferenz|Konferenz|Telko|Jour [Ff]ixe|Runde|Besprechungstermin|besprechung))|[Nn]ächste[rsn]? \p{Lu}\p{L}*(?:kreis|team|ausschuss|rat|gruppe|beirat|vorstand|[Tt]isch|[Tt]reff|forum|konferenz)(?=\s*:|\s+(?:am|findet|tagt|ist))|(?:Folge|Sitzungs)-?termine?|Termine\s*:|(?:^|\s)Termine\s*$|Termin\s*:(?=[^\n]*Uhr)|trifft sich (?:wieder|das nächste Mal|erneut)|tagt (?:wieder|das nächste Mal|erneut))/iu;
const NOT_A_MEETING = /\b(?:bis (?:zum|spätestens)?|Frist|Anmelde|Rückmeldung|Redaktionsschluss|Abgabe|Einreich)/iu;
const CONDITION = /\b((?:je nach|abhängig von|sofern|falls|wenn|vorbehaltlich|unter Vorbehalt|vorläufig|soweit)\b[^\n]*)/iu;
const PLACE =
  /(?:\b(?:in|im|bei der|beim|bei|an der|am)\s+(?:der |den |dem )?((?:\p{Lu}[\p{L}.-]+(?:\s(?:am|an der|im|der|des))?\s?){1,5}))|(?:\bOrt\s*:\s*([^,;\n]{3,80}))/gu;

/** "Hohenbruch, den 24. September": where and when the minutes were signed. */
const PLACE_AND_DAY = /^\s*\p{Lu}[\p{L} .-]{2,40},\s+(?:den|am|im)?\s*\d{1,2}\.\s?[\p{L}\d]{1,10}\.?\s?\d{2,4}\s*$/u;

interface Paragraph {
  text: string;
  start: number;
}

const isNoPlace = (place: string) =>
  /^(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Präsenz|Uhr|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Anschluss|Rahmen|Format|Frühjahr|Herbst|Form|Abhängigkeit|Corona|MS|Zoom|Teams|Kurz|Lang|Januartreffen|Novembertreffen|Folge)/.test(
    place,
  );

function placeIn(text: string): string | null {
  for (const match of text.matchAll(PLACE)) {
    const place = squeeze(match[1] ?? match[2] ?? '').replace(/[.,;)]+$/, '');
    if (place.length > 2 && !isNoPlace(place)) return place;
  }
  const afterDay = /(?:\d{4}|Uhr)\s*,\s*((?:\p{Lu}[\p{L}.-]+\s?){1,5}(?:\d{1,3}\b)?)\s*(?:[.;)]|$)/u.exec(text);
  const place = squeeze(afterDay?.[1] ?? '').replace(/[.,;)]+$/, '');
  return place.length > 2 && !isNoPlace(place) && modeOf(place) !== 'online' ? place : null;
}

const kindOf = (text: string): FoundMeeting['kind'] => {
  if (/\b(?:Kurz-?(?:[\p{L}]+-?)?(?:Treffen|treffen|Sitzung|sitzung|termin|Termin)|kurze[rsn]?\s)/u.test(text)) return 'short';
  return /\b(?:Lang-?(?:[\p{L}]+-?)?(?:Treffen|treffen|Sitzung|sitzung)|lange[rsn]?\s+(?:Sitzung|Treffen)|ganztägig\w*|Klausur)/u.test(text)
    ? 'long'
    : null;
};

/**
 * The next meetings of the body: days behind "nächste Sitzung", in the same line or the lines below.
 * @param reference the day of this meeting: earlier days are no next ones
 */
export function readNextMeetings(paragraphs: readonly Paragraph[], reference: string | null): FoundMeeting[] {
  const meetings: FoundMeeting[] = [];
  let lead: string | null = null;
  let leadHasDate = false;
  let lines = 0;
  for (const { text, start } of paragraphs) {
    if (PLACE_AND_DAY.test(text)) continue;
    const introduced = LEAD.exec(text);
    if (introduced) {
      lead = text;
      leadHasDate = findDays(text.slice(introduced.index), reference).length > 0;
      lines = 0;
    } else if (lead === null) continue;
    else if (++lines > 8) {
      lead = null;
      continue;
    }
    const from = introduced ? introduced.index : 0;
    const days = findDays(text.slice(from), reference).filter((day) => reference === null || day.day > reference);
    if (days.length === 0) {
      if (!introduced && !CONDITION.test(text)) lead = null;
      const last = meetings.at(-1);
      if (!introduced && last && last.condition === null && lead !== null) completeCondition(last, text, start);
      continue;
    }
    days.forEach((day, index) => {
      const begin = from + day.start;
      const end = index + 1 < days.length ? from + (days[index + 1]?.start ?? 0) : text.length;
      const before = index === 0 ? text.slice(from, begin) : text.slice(from + (days[index - 1]?.end ?? 0), begin);
      if (NOT_A_MEETING.test(before.slice(-30))) return;
      if (!introduced && lines > 0 && begin > (leadHasDate ? 3 : 60)) return;
      const sentence = ownPart(text.slice(begin, end), day.end - day.start);
      const context = `${introduced || lines === 0 ? text.slice(from, begin) : (lead ?? '')} ${sentence}`;
      if (meetings.some((meeting) => meeting.date === day.day)) return;
      const times = findTimes(sentence);
      const condition = CONDITION.exec(sentence)?.[1];
      const certain = condition ? sentence.replace(condition, '') : sentence;
      const conditional = condition ? squeeze(condition).replace(/[.;]$/, '') : null;
      const location = placeIn(sentence);
      const own = modeOf(certain);
      // "Nächste Online-Treffen: …" in front of the first date holds for all.
      const said = own === 'unknown' ? modeOf((lead ?? '').slice(0, introduced && index === 0 ? begin : 120).replace(/\(.*$/s, '')) : own;
      const mode = said === 'unknown' && location !== null && conditional === null ? 'onsite' : said;
      meetings.push({
        date: day.day,
        startTime: times?.startTime ?? null,
        endTime: times?.endTime ?? null,
        mode:
          conditional && /\b(?:online|digital|virtuell)\w* oder\b|\boder (?:\S+ )?(?:online|digital|virtuell)/iu.test(conditional)
            ? 'unknown'
            : mode,
        location,
        kind: kindOf(index === 0 ? context : `${before} ${sentence}`),
        condition: conditional,
        start: start + (introduced && index === 0 ? from : begin),
        end: start + begin + sentence.length,
        weekday: day.weekday,
        written: day.text,
      });
    });
  }
  return meetings;
}

/** What belongs to one date: up to the end of its sentence, unless the next one sets a condition. */
function ownPart(text: string, dayEnd: number): string {
  const end = /[.!](?=\s+(?!Je nach|Abhängig|Wenn|Falls|Sofern|Ort|Vorbehaltlich|In |Online|Uhr)\p{Lu}\p{Ll}{2,})/u.exec(
    text.slice(dayEnd),
  );
  return end ? text.slice(0, dayEnd + end.index + 1) : text.trimEnd();
}

function completeCondition(meeting: FoundMeeting, text: string, start: number): void {
  const condition = CONDITION.exec(text);
  if (!condition || condition.index > 4) return;
  meeting.condition = squeeze(condition[1] ?? '').replace(/[.;]$/, '');
  meeting.location ??= placeIn(text);
  if (/\boder\b/.test(meeting.condition)) meeting.mode = 'unknown';
  meeting.end = start + text.length;
}
