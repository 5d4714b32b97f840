/** The shape of a check as a workbook: which sheet, which column, which place in the file. */
export const LANGUAGE_NAMES = { en: 'Englisch', leicht: 'Leichte Sprache' } as const;

export const SHEETS = { head: 'Check', themes: 'Themen', points: 'Punkte', variants: 'Varianten' } as const;
export const pointsIn = (language: keyof typeof LANGUAGE_NAMES): string => `Punkte ${LANGUAGE_NAMES[language]}`;

export const PRACTICES = 4;
export const MEASURES = 8;

/** Rows of the first sheet: what stands in column A, and its place in the file. */
export const HEAD_ROWS: readonly [label: string, path: readonly string[], translated: boolean][] = [
  ['id', ['id'], false],
  ['Fassung', ['version'], false],
  ['Beschlossen am', ['adopted', 'on'], false],
  ['Beschlossen von', ['adopted', 'by'], false],
  ['Titel', ['title'], true],
  ['Worum es geht', ['summary'], true],
  ['Für wen', ['audience'], true],
  ['Minuten', ['minutes'], false],
  ['Maßnahmen für die Selbsterklärung', ['declaration', 'measures'], false],
  ['Monate, die sie gilt', ['declaration', 'months'], false],
];

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
const CONDITION = ['Nur Branchen', 'Nur Größen', 'Nur wenn Thema', 'Nur bei Bedarf'];

export const THEME_COLUMNS = [
  'id',
  'Titel',
  'Einleitung',
  'Ersetzt',
  ...CONDITION,
  'Titel Englisch',
  'Einleitung Englisch',
  'Titel Leichte Sprache',
  'Einleitung Leichte Sprache',
];
export const POINT_COLUMNS = [
  'Thema',
  'id',
  'Code',
  'Titel',
  'Frage',
  ...numbered('Gute Praxis', PRACTICES),
  'Warum',
  ...numbered('Maßnahme', MEASURES),
  'Schlagworte',
  'Ersetzt',
  ...CONDITION,
];
export const TRANSLATED_COLUMNS = [
  'id',
  'Titel',
  'Frage',
  ...numbered('Gute Praxis', PRACTICES),
  'Warum',
  ...numbered('Maßnahme', MEASURES),
];
export const VARIANT_COLUMNS = [
  'Punkt',
  'Branchen',
  'Größen',
  'Sprache',
  'Frage',
  ...numbered('Gute Praxis', PRACTICES),
  ...numbered('Maßnahme', MEASURES),
];

/** "A", "B" … "AA" */
function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest > 0 ? columnLetter(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`;
}
export const cellAt = (sheet: string, column: number, row: number): string => `${sheet}!${columnLetter(column)}${row + 1}`;
