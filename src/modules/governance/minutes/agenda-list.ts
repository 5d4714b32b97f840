import { type Block, squeeze } from './blocks.ts';
import { columnOf, type Table } from './tables.ts';

export interface AgendaEntry {
  number: string;
  title: string;
  start: number;
  end: number;
  /** The number stood in the text, it was not counted here. */
  written: boolean;
}

const AGENDA_LABEL =
  /^(?:(?:Geplante |Vorgeschlagene |Vorläufige |Übersicht der )?(?:Tagesordnung(?:spunkte)?|Agenda|Traktanden(?:liste)?|TOPs?|Themen(?:liste)?|Programm|Ablauf|Inhalt)(?: der Sitzung| des Treffens)?(?: \([^)]{0,40}\))?)\s*:?\s*$/i;

const AGENDA_INLINE = /^(?:Tagesordnung|Agenda|Traktanden|Themen|TOPs)\s*:\s+(?=\S)/i;

const ITEM_PREFIX =
  /^(?:zu |ad |re )?(?:(?:TOP|Tagesordnungspunkt|Traktandum|Trakt\.|Punkt|Thema)\s*)(\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4})(?![\p{L}\d])(?:\s+der Tagesordnung)?\s*[.):–—-]*\s*/iu;

const PLAIN_PREFIX = /^(?:(?:zu|ad|Ad|Zu)\s+)?(\d{1,2}(?:\.\d{1,2})?|[IVX]{1,5})\s*[.):–—-]\)?\s+(?=\S)/u;

const DURATION =
  /\s*(?:[([]\s*(?:ca\.\s*)?\d{1,3}\s*(?:min|Min\.?|Minuten|h|Std\.?)\s*[)\]]|[,–-]?\s*(?:ca\.\s*)?\d{1,3}\s*(?:Min\.?|Minuten|min)\s*)$/;

const CLOCK_LEAD = /^\d{1,2}[.:]\d\d\s*(?:Uhr)?(?:\s*(?:–|-|bis)\s*\d{1,2}[.:]\d\d\s*(?:Uhr)?)?\s*[:–-]?\s+/;

/** Headings that end the items: what follows belongs to the minutes as a whole. */
export const CLOSING =
  /^(?:(?:Nächste[rs]?|Kommende[rs]?|Weitere|Folge)\s?-?(?:Sitzung(?:en|stermin|stermine)?|Termine?|Treffen)|Termine|(?:Zusammenfassung der |Übersicht der |Liste der |Gesammelte )?(?:(?:Offene |Neue |Alle )?Aufgaben(?:liste|übersicht)?|To-?do'?s?(?:-Liste)?|Maßnahmen(?:liste|plan)?|Vereinbarungen|Beschlüsse|Pendenzen(?:liste)?|Offene Punkte|Action Items|Arbeitsaufträge|Aktionsliste)(?: aus der Sitzung| im Überblick| der Sitzung)?|Anlagen?(?:verzeichnis)?|Anhang|Beilagen?|Ende der Sitzung|Schluss der Sitzung|Sitzungsende|Für das Protokoll|Mitschrift|Verteiler|Unterschrift(?:en)?)(?![\p{L}\d])(?! \d)[^.]{0,60}$/iu;

const ROMAN: Record<string, number> = { I: 1, V: 5, X: 10 };

function arabic(text: string): string {
  if (/^\d/.test(text)) return text.replace(/^0+(?=\d)/, '');
  let sum = 0;
  for (let index = 0; index < text.length; index++) {
    const value = ROMAN[text[index] as string] ?? 0;
    sum += value < (ROMAN[text[index + 1] as string] ?? 0) ? -value : value;
  }
  return String(sum);
}

/** Titles without durations, clock times and quotation marks at their ends. */
export const cleanTitle = (text: string): string =>
  squeeze(squeeze(text).replace(CLOCK_LEAD, '').replace(DURATION, '')).replace(/\s*[:.]$/, '');

export interface Numbered {
  number: string;
  title: string;
  /** Length of what stands before the title, in the block's text. */
  lead: number;
  /** "TOP", "Traktandum" … stood before the number. */
  named: boolean;
}

/** The number at the start of a block, from its marker or its text. */
export function numberedOf(block: Block, inAgenda = false): Numbered | undefined {
  const named = ITEM_PREFIX.exec(block.text);
  if (named && /^[IVX\d]/.test(named[1] ?? '')) {
    return { number: arabic(named[1] ?? ''), title: block.text.slice(named[0].length), lead: named[0].length, named: true };
  }
  if (block.kind === 'numbered' && /^\(?\d/.test(block.marker)) {
    return { number: block.marker.replace(/[().]+$/g, '').replace(/^\(/, ''), title: block.text, lead: 0, named: false };
  }
  const bare = (block.gap || inAgenda) && block.text.length < 120 ? /^(\d{1,2})\s{1,4}(?=\p{Lu})/u.exec(block.text) : null;
  if (bare) return { number: arabic(bare[1] ?? ''), title: block.text.slice(bare[0].length), lead: bare[0].length, named: false };
  const plain = PLAIN_PREFIX.exec(block.text);
  // "3. März 2027" is a day, no item.
  if (!plain || /^\s*\d{1,2}\.\s*(?:\d|(?:Jan|Jän|Feb|Mär|Maerz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\p{L}*\.?\s\d{2,4})/u.test(block.text))
    return undefined;
  return {
    number: arabic(plain[1] ?? ''),
    title: block.text.slice(plain[0].length),
    lead: plain[0].length,
    named: /^(?:zu|ad)\s/i.test(plain[0]),
  };
}

export const MOST_TITLE = 160;

/** The agenda as a list behind its label. */
export function readAgendaList(blocks: Block[]): { entries: AgendaEntry[]; from: number; to: number } | undefined {
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index] as Block;
    const inline = AGENDA_INLINE.exec(block.text);
    if (inline) {
      const parts = block.text.slice(inline[0].length).split(/[;,]\s+(?=(?:TOP )?\d{1,2}[.)]|[^;]*$)|;\s*/);
      if (parts.length > 1) return { entries: inlineEntries(block, inline[0].length), from: index, to: index + 1 };
    }
    if (!AGENDA_LABEL.test(squeeze(block.text)) || block.kind === 'bullet' || block.kind === 'row') continue;
    const entries: AgendaEntry[] = [];
    let to = index + 1;
    let kind: string | undefined;
    for (; to < blocks.length; to++) {
      const each = blocks[to] as Block;
      if (each.kind === 'heading' || each.kind === 'rule' || each.kind === 'row') break;
      const title = squeeze(each.text);
      if (title.length > MOST_TITLE + 60) break;
      const numbered = numberedOf(each, true);
      const style = numbered ? 'numbered' : each.kind;
      if (CLOSING.test(title) && style !== kind) break;
      if (kind !== undefined && style !== kind) {
        if (each.kind === 'bullet' && each.indent > (blocks[to - 1]?.indent ?? 0)) continue;
        break;
      }
      if (numbered) {
        const last = entries.at(-1);
        if (last && Number(numbered.number) <= Number(last.number)) break;
        if (each.gap && entries.length > 0 && /[.!?]$/.test(title) && title.length > 90) break;
      } else if (each.kind === 'plain' && (entries.length > 0 ? each.gap : false)) break;
      else if (each.kind === 'plain' && /[.!?]$/.test(title)) break;
      kind ??= style;
      const number = numbered?.number ?? String(entries.length + 1);
      entries.push({
        number,
        title: cleanTitle(numbered?.title ?? title),
        start: each.start + (numbered?.lead ?? 0),
        end: each.end,
        written: numbered !== undefined,
      });
    }
    if (entries.length > 0) return { entries, from: index, to };
  }
  return undefined;
}

function inlineEntries(block: Block, lead: number): AgendaEntry[] {
  const entries: AgendaEntry[] = [];
  const text = block.text.slice(lead);
  const separator = /;\s*|,\s*(?=(?:TOP )?\d{1,2}[.)] )/g;
  let from = 0;
  const push = (to: number) => {
    const part = text.slice(from, to);
    const number = /^\s*(?:TOP )?(\d{1,2})[.):]?\s+/.exec(part);
    const title = cleanTitle(part.slice(number?.[0].length ?? 0));
    if (title)
      entries.push({
        number: number?.[1] ?? String(entries.length + 1),
        title,
        start: block.start + lead + from,
        end: block.start + lead + to,
        written: number !== null,
      });
  };
  for (const match of text.matchAll(separator)) {
    push(match.index);
    from = match.index + match[0].length;
  }
  push(text.length);
  return entries;
}

export function agendaFromTable(tables: Table[], limit: number): AgendaEntry[] {
  for (const table of tables) {
    const title = columnOf(table, /^(?:thema|inhalt|gegenstand|punkt|tagesordnungspunkt)/);
    const number = columnOf(table, /^(?:top|nr|#|trakt|lfd)/);
    if (title < 0 || number < 0 || table.start > limit || columnOf(table, /^(?:wer|verantw|zust|bis|was|aufgabe)/) >= 0) continue;
    return table.rows.map((row, index) => ({
      number: arabic(/\d{1,2}|[IVX]{1,4}/.exec(row[number]?.text ?? '')?.[0] ?? String(index + 1)),
      title: cleanTitle(row[title]?.text ?? ''),
      start: row[title]?.start ?? table.start,
      end: row[title]?.end ?? table.end,
      written: true,
    }));
  }
  return [];
}
