import { asciiEmail } from '#platform/forms/email.ts';
import { isDay } from '#platform/forms/index.ts';
import type { RowReader } from './kind.ts';
import { type Cells, cellName, type Column, type Fault } from './model.ts';

const YES = new Set(['ja', 'j', 'yes', 'y', 'x', '1', 'wahr', 'true']);
const NO = new Set(['nein', 'n', 'no', '0', 'falsch', 'false', '']);
const fold = (text: string) => text.toLowerCase().trim();

/** Two digits of a year as POSIX reads them: 69 to 99 are of the last century. */
const century = (year: string): string => (year.length === 4 ? year : Number(year) >= 69 ? `19${year}` : `20${year}`);

/** "3.4.2027", "03.04.27", "2027-04-03" → "2027-04-03". */
function dayOf(text: string): string | undefined {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = german ?? [];
  const iso = german ? `${century(year)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  return isDay(iso) ? iso : undefined;
}

/** Reads one row by the names of the columns, and collects what is wrong with it. */
export function createReader(
  cells: Cells,
  row: number,
  at: ReadonlyMap<string, number>,
  columns: readonly Column[],
): { reader: RowReader<string>; faults: Fault[] } {
  const faults: Fault[] = [];
  const get = (key: string) => {
    const index = at.get(key);
    return index === undefined ? '' : (cells[index] ?? '');
  };
  const fault = (key: string, message: string) => {
    faults.push({ cell: cellName(at.get(key) ?? columns.findIndex((column) => column.key === key), row), message });
  };
  const has = (key: string) => at.has(key);
  const text = (key: string, max = 200) => {
    const value = get(key);
    if (value.length > max) fault(key, `Höchstens ${max} Zeichen; es sind ${value.length}.`);
    if (value === '' && has(key) && columns.some((column) => column.key === key && column.required)) fault(key, 'Hier fehlt etwas.');
    return value.slice(0, max);
  };
  const pieces = (key: string): string[] =>
    get(key)
      .split(/[,;]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  return {
    faults,
    reader: {
      has,
      fault,
      text,
      choice(key, words, fallback) {
        if (!has(key)) return fallback;
        const value = fold(get(key));
        if (value === '' && fallback !== undefined) return fallback;
        const entries = Object.entries(words) as [typeof fallback & string, string][];
        const found = entries.find(([name, word]) => fold(word) === value || fold(name) === value)?.[0];
        if (found === undefined)
          fault(key, `„${get(key).slice(0, 60)}“ kennen wir nicht. Möglich: ${entries.map(([, word]) => word).join(', ')}.`);
        return found;
      },
      yes(key, fallback) {
        const value = fold(get(key));
        if (value === '') return fallback;
        if (!YES.has(value) && !NO.has(value)) fault(key, `„${get(key).slice(0, 60)}“: ja oder nein?`);
        return YES.has(value);
      },
      number(key, min, max) {
        const value = get(key);
        if (value === '') return null;
        const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
        if (!(number >= min && number <= max)) fault(key, `„${value.slice(0, 60)}“ ist keine ganze Zahl von ${min} bis ${max}.`);
        return number;
      },
      day(key) {
        const value = get(key);
        if (value === '') return null;
        const day = dayOf(value);
        if (day === undefined) fault(key, `„${value.slice(0, 60)}“ ist kein Datum. Zum Beispiel 31.3.2027.`);
        return day ?? null;
      },
      email(key) {
        const value = text(key, 254);
        const email = value === '' ? '' : asciiEmail(value);
        if (email === undefined) fault(key, `„${value.slice(0, 80)}“ ist keine E-Mail-Adresse.`);
        return email ?? value;
      },
      list: (key) => [...new Set(pieces(key))],
      pieces,
    },
  };
}
