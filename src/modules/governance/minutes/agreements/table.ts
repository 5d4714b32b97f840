import { squeeze } from '../blocks.ts';
import { findDue } from '../dates.ts';
import type { AgreementKind } from '../schema.ts';
import { type Cell, columnOf, type Table } from '../tables.ts';
import { describe, type Reading } from './details.ts';
import type { Found } from './found.ts';
import { kindOfText } from './kinds.ts';
import { namesInField } from './responsible.ts';

const WHAT =
  /^(?:(?:lfd\. )?nr\.? |top )?(?:was|aufgaben?|to-?do|maßnahmen?|massnahmen?|pendenz|auftrag|aufträge|beschreibung|inhalt|schritt|vereinbarung|beschluss|ergebnis|gegenstand|thema)/;
const WHO = /^(?:wer|verantwortlich|zust|federführung|verantw)/;
const WHEN = /^(?:bis|wann|termin|frist|f(?:ä|ae)llig|datum|deadline)/;
const ITEM = /^(?:top|trakt|zu top|punkt)/;
const TYPE = /^(?:art|typ)/;

/** "B", "Beschluss", "A", "Auftrag", "I", "Info" in a column that says of what kind a row is. */
const TYPES: [RegExp, AgreementKind | undefined][] = [
  [/^(?:i|info|information|kenntnis|n|notiz|d|diskussion|f|feststellung)\b/i, undefined],
  [/^(?:b|e|beschluss|entscheid|entscheidung)\b/i, 'decision'],
  [/^(?:a|t|p|auftrag|aufgabe|to-?do|pendenz|maßnahme)\b/i, 'task'],
  [/^(?:v|vereinbarung|absprache)\b/i, 'agreement'],
  [/^(?:empf|empfehlung)\b/i, 'recommendation'],
];

export interface ActionTable {
  table: Table;
  /** The item in which a row stands, or null for a table of the whole meeting. */
  itemOf(start: number): string | null;
  isListed: boolean;
}

/** Whether a table is a list of actions: it says what, and who or until when. */
export const isActionTable = (table: Table): boolean =>
  columnOf(table, WHAT) >= 0 && (columnOf(table, WHO) >= 0 || columnOf(table, WHEN) >= 0);

/** The agreements of a table with who, what and until when; its columns may come in any order. */
export function collectTable({ table, itemOf, isListed }: ActionTable, reading: Reading): Found[] {
  const at = {
    what: columnOf(table, WHAT),
    who: columnOf(table, WHO),
    when: columnOf(table, WHEN),
    item: columnOf(table, ITEM),
    type: columnOf(table, TYPE),
  };
  if (at.item === at.what) at.item = -1;
  const kindOfHead: AgreementKind = (table.heads[at.what] ?? '').startsWith('beschluss')
    ? 'decision'
    : (table.heads[at.what] ?? '').startsWith('vereinbarung')
      ? 'agreement'
      : 'task';
  const found: Found[] = [];
  for (const row of table.rows) {
    const cell = (column: number): Cell | undefined => row[column];
    const what = squeeze(cell(at.what)?.text ?? '');
    if (what.length < 3 || /^[-–—]+$/.test(what)) continue;
    const type = at.type >= 0 ? TYPES.find(([pattern]) => pattern.test(squeeze(cell(at.type)?.text ?? ''))) : undefined;
    if (type && type[1] === undefined) continue;
    const who = namesInField(cell(at.who)?.text ?? '', reading.roster);
    const when = squeeze(cell(at.when)?.text ?? '');
    const due =
      when && !/^(?:[-–—]|offen)$/i.test(when)
        ? (findDue(when, reading.due, 'field') ?? { due: null, dueText: when, start: 0, end: 0 })
        : null;
    const agendaItem = itemOf(row[0]?.start ?? table.start);
    const item = at.item >= 0 ? (/\d{1,2}(?:\.\d{1,2})?/.exec(cell(at.item)?.text ?? '')?.[0] ?? agendaItem) : agendaItem;
    // A row of facts in a list of kinds "I": nobody and no date, and the head does not speak of tasks.
    if (
      who.length === 0 &&
      due === null &&
      kindOfHead === 'task' &&
      /^(?:inhalt|thema|gegenstand|beschreibung|ergebnis)/.test(table.heads[at.what] ?? '') &&
      type === undefined
    )
      continue;
    const cells = row.filter((each) => each.text !== '');
    const start = Math.min(...cells.map((each) => each.start));
    const end = Math.max(...cells.map((each) => each.end));
    found.push(
      describe(
        {
          text: what,
          start,
          end,
          kind: kindOfText(what, type?.[1] ?? kindOfHead),
          agendaItem: item,
          reason: 'Tabelle',
          base: 0.97,
          isListed,
          isLoose: isListed && at.item < 0,
        },
        reading,
        {
          ...(at.who >= 0 && who.length > 0 ? { responsible: who } : {}),
          ...(at.when >= 0 ? { due: due ?? { due: null, dueText: null } } : {}),
        },
      ),
    );
  }
  return found;
}
