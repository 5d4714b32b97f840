/** Places as people write them, as the directory has them: codes with country and street, short and old names. Pure. */

/** Names from other languages and times for towns that everybody calls so. */
const OTHER_NAMES = new Map([
  ['munich', 'München'],
  ['cologne', 'Köln'],
  ['nuremberg', 'Nürnberg'],
  ['hanover', 'Hannover'],
  ['brunswick', 'Braunschweig'],
  ['frankfurt', 'Frankfurt am Main'],
]);

/** What is left out before a name: it says what a town is, not which. */
const BEFORE =
  /^(?:(?:freie\s+(?:und\s+)?)?hansestadt|(?:landes)?hauptstadt|universitätsstadt|lutherstadt|kreisstadt|stadt|gemeinde|markt)\s+/iu;

/** How what stands behind a name is shortened: rivers, hills, regions. */
const BEHIND: [RegExp, string][] = [
  [/\s*[/(]\s*(?:m|main)\.?\s*\)?$/iu, ' am Main'],
  [/\s*[/(]\s*(?:o|oder)\.?\s*\)?$/iu, ' (Oder)'],
  [/\s*[/(]\s*(?:rh|rhein)\.?\s*\)?$/iu, ' am Rhein'],
  [/\s+a\.?\s*m\.?$/iu, ' am Main'],
  [/\s+a\.?\s*rh\.?$/iu, ' am Rhein'],
  [/\s+i\.?\s*br(?:eisgau|\.)?$/iu, ' im Breisgau'],
  [/\s+o\.?\s*d\.?\s*t\.?$/iu, ' ob der Tauber'],
  [/\s+a\.?\s*d\.?\s*w(?:einstr(?:aße|\.)?|\.)?$/iu, ' an der Weinstraße'],
  [/\s+b\.\s+/iu, ' bei '],
  [/\s+v\.?\s*d\.?\s*h(?:öhe|\.)?$/iu, ' vor der Höhe'],
];

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A name without what is left out, and with what was shortened; the first that is known wins. */
export function namesFor(text: string): string[] {
  const plain = squeezed(text);
  const bare = plain.replace(BEFORE, '');
  const behind = (name: string) => BEHIND.reduce((done, [short, long]) => done.replace(short, long), name);
  const umlauts = (name: string) =>
    name.replace(/ae/g, 'ä').replace(/oe/g, 'ö').replace(/ue/g, 'ü').replace(/Ae/g, 'Ä').replace(/Oe/g, 'Ö').replace(/Ue/g, 'Ü');
  const first = behind(bare).replace(/\s*\(.*\)$/, '');
  const all = [
    plain,
    behind(plain),
    bare,
    behind(bare),
    umlauts(plain),
    umlauts(behind(bare)),
    OTHER_NAMES.get(plain.toLowerCase()) ?? '',
    first,
  ];
  return [...new Set(all.filter((name) => name !== ''))];
}

export interface Address {
  /** Five digits; undefined where none stand there. */
  code: string | undefined;
  /** The place that is named beside it. */
  name: string;
}

/** The code and the place of a line, wherever in it they stand: "Musterstr. 5, D-24103 Kiel", "Kiel 24103", "1067 Dresden". */
export function addressIn(text: string): Address {
  const line = squeezed(text);
  const whole = /(?:^|[\s,;])(?:D(?:E)?[-\s]?)?(\d{5})(?=$|[\s,;])\s*[,;]?\s*([^,;\d]*)/iu.exec(line);
  if (whole) {
    const [, code, after = ''] = whole;
    const before = line.slice(0, whole.index).split(/[,;]/).at(-1) ?? '';
    return { code, name: after.trim() || (/\d/.test(before) ? '' : before.trim()) };
  }
  // A spreadsheet took the leading zero of an eastern code away.
  const [, short, name = ''] = /^(?:D(?:E)?[-\s]?)?(\d{4})\s+(\p{L}.*)$/iu.exec(line) ?? [];
  return short === undefined ? { code: undefined, name: line } : { code: `0${short}`, name };
}
