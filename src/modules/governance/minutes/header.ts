import { BODY_IN_TITLE, ANY_BODY, dropGenitive, bodyIn, MET, COMPOUND } from './header-body.ts';
import { ONLINE, HYBRID, modeOf } from './mode.ts';
import { type Block, squeeze } from './blocks.ts';
import { findDays, findTimes, type FoundDay } from './dates.ts';
import type { Mode } from './schema.ts';
import { sentencesOf } from './sentences.ts';
import type { Source } from './source.ts';

export interface Place {
  start: number;
  end: number;
}

export interface Head {
  title: string | null;
  body: string | null;
  date: string | null;
  startTime: string | null;
  endTime: string | null;
  mode: Mode;
  location: string | null;
  places: Partial<Record<'title' | 'body' | 'date' | 'time' | 'mode' | 'location', Place>>;
  /** The day with its weekday, to be checked. */
  day: FoundDay | null;
}

const TITLE_OR_DATE = /(?:Protokoll|Niederschrift|Sitzung|Treffen|\d{4}|Uhr)/;

const TITLE =
  /(?:Protokoll|Niederschrift|Ergebnisvermerk|Ergebnisprotokoll|Sitzungsbericht|Kurzprotokoll|Vermerk|Mitschrift|Aktennotiz|Sitzungsnotiz|Besprechungsnotiz|Gesprächsnotiz)/i;

const BODY_LABEL = /^\s*(?:Gremium|Arbeitsgruppe|Organ|Ausschuss|Gruppe|Kreis)\s*:\s*(.+)$/iu;

const DATE_LABEL =
  /^\s*(?:Datum|Termin|Tag|Sitzungstermin|Sitzungsdatum|Sitzung vom|Wann|Datum und Uhrzeit|Datum\/Zeit|Zeit|Datum, Zeit|Sitzungstag)\s*(?:\/[^:]{1,20})?:/iu;

const TIME_LABEL = /^\s*(?:Zeit|Uhrzeit|Beginn|Dauer|Von-?bis|Sitzungsbeginn|Sitzungszeit|Anfang)\s*(?:\/\s*\p{L}+\s*)?:/iu;

const END_LABEL =
  /(?:^|[\s,;/(])(?:Ende|Schluss|Sitzungsende|Sitzungsschluss|Ende der Sitzung|Schluss der Sitzung)(?: gegen)?\s*(?::|um|gegen|ca\.)?\s*(?:ca\. |gegen )?([01]?\d|2[0-4])(?:[.:h]([0-5]\d))? ?(?:Uhr|h)?(?![\d.])/iu;

const PLACE_LABEL =
  /^\s*(?:Ort|Sitzungsort|Veranstaltungsort|Tagungsort|Wo|Treffpunkt|Lokal|Raum|Ort\/Format|Ort und Form|Ort, Format|Format|Form|Modus)\s*(?:\/[^:]{1,20})?:\s*(.+)$/iu;

interface Line {
  text: string;
  start: number;
}

/** Lines of the head; a paragraph is read sentence by sentence. */
const linesOf = (blocks: readonly Block[]): Line[] =>
  blocks
    .filter((block) => block.kind !== 'rule')
    .flatMap((block) =>
      block.text.length > 220 && block.text.length < 3000
        ? sentencesOf(block.text, block.start)
        : [{ text: block.text, start: block.start }],
    );

function readTitle(lines: Line[]): { text: string; line: Line } | null {
  const titled = lines
    .slice(0, 14)
    .find(
      (line) =>
        TITLE.test(line.text) &&
        squeeze(line.text).length <= 200 &&
        !/^\s*(?:Protokoll(?:führung|führer(?:in)?|ant(?:in)?)?|Mitschrift|Genehmigung des Protokolls)\s*:\s*\p{Lu}\p{Ll}+ \p{Lu}/iu.test(
          line.text,
        ) &&
        !/Protokollführ|Protokollant|genehmig/i.test(line.text),
    );
  const line = titled ?? lines[0];
  return line && squeeze(line.text).length <= 200 ? { text: squeeze(line.text), line } : null;
}

function readDate(lines: Line[], reference: string | null): { day: FoundDay; line: Line } | null {
  const dated = (line: Line | undefined) => {
    if (!line) return undefined;
    const [day] = findDays(line.text, reference);
    return day ? { day, line } : undefined;
  };
  const usable = lines.filter(
    (line) =>
      !/(?:letzten?|vorige[nr]?|vergangenen) (?:Sitzung|Treffens?)|erstellt am|Stand:|Entwurf vom|Versand am|verteilt am|Druckdatum|gedruckt am|Einladung vom|genehmigt am|Nächste/i.test(
        line.text,
      ),
  );
  for (const line of usable.slice(0, 40))
    if (DATE_LABEL.test(line.text)) {
      const found = dated(line);
      if (found) return found;
    }
  for (const line of usable.slice(0, 40))
    if (TITLE.test(line.text) || /\b(?:Sitzung|Treffen|Besprechung)\b/.test(line.text)) {
      const found = dated(line);
      if (found) return found;
    }
  for (const line of usable.slice(0, 30)) {
    const found = dated(line);
    if (found?.day.hasYear) return found;
  }
  return null;
}

function readTimes(lines: Line[], dateLine: Line | undefined): { startTime: string | null; endTime: string | null; line: Line } | null {
  const candidates = [
    ...lines.filter((line) => TIME_LABEL.test(line.text)),
    ...(dateLine ? [dateLine] : []),
    ...lines.filter((line) => line.text.length < 220),
  ];
  let result: { startTime: string | null; endTime: string | null; line: Line } | null = null;
  for (const line of candidates) {
    if (/^\s*(?:Nächste|Folgetermin)/i.test(line.text)) continue;
    const text = line.text.replace(END_LABEL, (whole) => ' '.repeat(whole.length));
    const times = findTimes(TIME_LABEL.test(line.text) && !/Uhr|h\b/.test(text) ? `${text} ` : text);
    if (!times) continue;
    result = { startTime: times.startTime, endTime: times.endTime, line };
    break;
  }
  if (result?.endTime) return result;
  const closing = lines.map((line) => ({ line, match: END_LABEL.exec(line.text) })).find(({ match }) => match !== null);
  const endTime = closing?.match ? `${(closing.match[1] ?? '').padStart(2, '0')}:${closing.match[2] ?? '00'}` : null;
  if (result) return { ...result, endTime };
  return null;
}

/** A time at the end of the minutes: "Ende der Sitzung: 12.15 Uhr", "Die Sitzung endet um 16 Uhr". */
function endTimeIn(text: string): string | null {
  const match =
    /(?:Ende|Schluss) der (?:Sitzung|Besprechung|Veranstaltung|Versammlung|Tagung)(?: gegen| um)?\s*[:–-]?\s*(?:ca\. |gegen |um )?([01]?\d|2[0-4])(?:[.:h]([0-5]\d))? ?(?:Uhr|h)?(?![\d.])/iu.exec(
      text,
    ) ??
    /(?:Sitzung|Treffen|Besprechung)(?:\s\p{Ll}+){0,3} (?:endet|endete|schließt|schloss|geschlossen)(?:\s\p{Ll}+){0,2}? (?:um|gegen) ([01]?\d|2[0-4])(?:[.:h]([0-5]\d))? Uhr/iu.exec(
      text,
    ) ??
    /\bendete? (?:um|gegen) ([01]?\d|2[0-4])(?:[.:h]([0-5]\d))? Uhr/iu.exec(text) ??
    /(?:schließt|schloss|beendet|beendete)\s(?:[^.\n]{0,40}?)(?:um|gegen) ([01]?\d|2[0-4])(?:[.:h]([0-5]\d))? Uhr/iu.exec(text) ??
    /(?:^|\n)[ \t]*(?:Ende|Schluss|Sitzungsende)\s*:?\s*([01]?\d|2[0-4])(?:[.:h]([0-5]\d))? ?(?:Uhr|h)/iu.exec(text);
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? '00'}` : null;
}

function cleanPlace(text: string): string | null {
  const place = squeeze(text)
    .replace(/^(?:in |im |bei der |bei )?(?:vor Ort|Präsenz|hybrid)\s*(?:[,:(–-]\s*)?/i, '')
    .replace(/\s*(?:\(|,\s*)?(?:von )?\d{1,2}(?:[.:]\d\d)? ?(?:Uhr)? ?(?:–|-|bis) ?\d{1,2}(?:[.:]\d\d)? ?Uhr\)?.*$/i, '')
    .replace(/,?\s*(?:Beginn|Zeit|Uhrzeit|ab|um)\s*:?\s*\d{1,2}[.:]?\d{0,2} ?Uhr.*$/i, '')
    .replace(/[)\].;,]+$/, (tail) => (tail.includes(')') && text.includes('(') && !/^\S*\(/.test(text) ? ')' : ''));
  return place === '' ? null : place;
}

/** Reads the head of minutes: everything before the first item. */
export function readHead(
  blocks: readonly Block[],
  peopleRanges: readonly Place[],
  { text: wholeText, pageHeads }: Source,
  headEnd: number,
): Head {
  const inPeople = (line: Line) => peopleRanges.some((range) => line.start >= range.start && line.start < range.end);
  const all = linesOf(blocks.filter((block) => block.start < headEnd));
  const lines = all.filter((line) => !inPeople(line)).slice(0, 60);
  const places: Head['places'] = {};
  const note = (key: keyof Head['places'], line: Line, index = 0, length = line.text.length) => {
    places[key] = { start: line.start + index, end: line.start + index + length };
  };

  const title = readTitle(lines);
  if (title) note('title', title.line);

  const labelled = lines.map((line) => ({ line, match: BODY_LABEL.exec(line.text) })).find(({ match }) => match !== null);
  let body: string | null = null;
  if (labelled?.match) {
    body = squeeze(labelled.match[1] ?? '');
    note('body', labelled.line);
  } else {
    const ordered = lines.some((line) => MET.test(line.text))
      ? []
      : [...(title ? [title.line] : []), ...lines.filter((line) => squeeze(line.text).length <= 120)];
    // "Sitzung der Steuerungsgruppe" says it better than a letter head.
    const introduced = (line: Line) => (BODY_IN_TITLE.exec(line.text)?.[0].trim().length ?? 0) > 8 && ANY_BODY.test(line.text);
    for (const line of ordered.toSorted((a, b) => Number(introduced(b)) - Number(introduced(a)))) {
      const lead = BODY_IN_TITLE.exec(line.text);
      const from = lead && lead[0].trim().length > 0 ? lead.index + lead[0].length : 0;
      const found = bodyIn(line.text.slice(from)) ?? (from > 0 ? bodyIn(line.text) : null);
      if (!found) continue;
      body = found.name;
      note('body', line, line.text.indexOf(found.name.slice(0, 6)), found.length);
      break;
    }
  }

  const met =
    body === null
      ? MET.exec(
          lines
            .slice(0, 12)
            .map((line) => line.text)
            .join('\n'),
        )
      : null;
  if (met?.[1]) body = dropGenitive(squeeze(met[1]));

  const compound =
    body === null
      ? COMPOUND.exec(
          lines
            .slice(0, 12)
            .map((line) => line.text)
            .join('\n'),
        )
      : null;
  if (compound?.[1]) body = squeeze(`${compound[1]}${compound[2] ?? ''}`);
  body ??= pageHeads.map((head) => bodyIn(head)?.name).find((name) => name !== undefined) ?? null;
  const date = readDate(lines, null) ?? readDate(all.slice(0, 60), null);
  if (date) note('date', date.line, date.day.start, date.day.end - date.day.start);
  const times = readTimes(lines, date?.line);
  if (times) note('time', times.line);

  const placeLine = lines.map((line) => ({ line, match: PLACE_LABEL.exec(line.text) })).find(({ match }) => match !== null);
  const about = [...(placeLine ? [placeLine.line] : []), ...lines].filter(
    (line) => squeeze(line.text).length <= 240 && !/^\s*(?:Nächste|Folge)/i.test(line.text),
  );
  let mode: Mode = 'unknown';
  for (const line of about) {
    const found = modeOf(line.text);
    if (found === 'unknown') continue;
    mode = found;
    note('mode', line);
    break;
  }
  if (
    mode === 'unknown' &&
    lines.some(
      (line) =>
        /\d{4}/.test(line.text) &&
        TITLE_OR_DATE.test(line.text) &&
        /\b(?:in (?:der|den|dem)|im|bei der|beim|in) (?!Jahr|Monat|Zeitraum|Anschluss|Rahmen)\p{Lu}/u.test(line.text),
    )
  )
    mode = 'onsite';
  let location: string | null = null;
  if (placeLine?.match) {
    const raw = placeLine.match[1] ?? '';
    const isOnlyMode =
      squeeze(raw)
        .replace(ONLINE, '')
        .replace(HYBRID, '')
        .replace(/\b(?:per|via|als|Sitzung|Präsenz|in|über|MS|Microsoft|Zoom|Teams|Webex|Meeting|Treffen)\b|[-()/.,]/gi, '')
        .trim() === '';
    location = isOnlyMode ? null : cleanPlace(raw);
    if (location) note('location', placeLine.line);
    if (location && mode === 'unknown') mode = 'onsite';
  } else {
    for (const line of lines.filter((each) => squeeze(each.text).length <= 200)) {
      const found =
        /(?:\d\s?Uhr|\d{4}|Sitzung|Treffen)[^.]{0,40}?(?:,|\s[—–|·])\s*((?:(?:Sitzungs|Besprechungs|Konferenz|Seminar)?(?:[Ss]aal|[Rr]aum|[Zz]immer) [^,;]{1,40}|(?:\p{Lu}[\p{L}.-]+ ){0,4}(?:Haus|Kammer|IHK|Rathaus|Handwerkskammer|Zentrum|Institut|Hotel|Gasthof|Geschäftsstelle|Technologiezentrum)\b[^;]{0,60}|\p{Lu}\p{L}+(?:straße|strasse|gasse|platz|weg|allee) \d[^;]{0,50}))/u.exec(
          line.text,
        );
      if (!found) continue;
      location = cleanPlace((found[1] ?? '').replace(/\s*\((?:hybrid|online)\)\s*$/i, ''));
      note('location', line);
      if (mode === 'unknown') mode = 'onsite';
      break;
    }
  }
  return {
    title: title?.text.replace(/^#+\s*/, '') ?? null,
    body,
    date: date?.day.day ?? null,
    startTime: times?.startTime ?? null,
    endTime: times?.endTime ?? endTimeIn(wholeText),
    mode,
    location,
    places,
    day: date?.day ?? null,
  };
}
