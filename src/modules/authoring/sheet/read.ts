import { apart, type ApartFault, type ApartLimits } from '#platform/files/apart.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { type CheckFile, type CheckSource, LANGUAGES, type Language, type Translations } from '#modules/checks/index.ts';
import {
  cellAt,
  HEAD_ROWS,
  LANGUAGE_NAMES,
  MEASURES,
  POINT_COLUMNS,
  pointsIn,
  PRACTICES,
  SHEETS,
  THEME_COLUMNS,
  TRANSLATED_COLUMNS,
  VARIANT_COLUMNS,
} from './columns.ts';
import type workbookJob from './workbook.job.ts';

export const LARGEST_WORKBOOK = 5 * 1024 * 1024;
const LIMITS: ApartLimits = { seconds: 10, memoryMb: 512, answerMb: 12 };

/** What was read: perhaps with faults; `cells` tells where each place of the file stood. */
export interface ReadCheck {
  source: CheckSource;
  cells: Map<string, string>;
  faults: { cell: string; message: string }[];
}

export type WorkbookFault = 'tooLarge' | 'noCheck' | ApartFault;

const listOf = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const optional = <Value>(key: string, value: Value | undefined | '' | null): Record<string, Value> =>
  value === undefined || value === '' || value === null ? {} : { [key]: value };
const some = (values: string[]): string[] | undefined => (values.length > 0 ? values : undefined);

/** One sheet, read by the names of its columns. */
class Table {
  readonly name: string;
  readonly rows: string[][];
  private readonly at: Map<string, number>;
  constructor(name: string, data: string[][] | undefined, columns: readonly string[], faults: ReadCheck['faults']) {
    this.name = name;
    const [head = [], ...rows] = data ?? [];
    this.rows = rows;
    this.at = new Map(head.map((title, index) => [title, index]));
    if (data)
      for (const column of columns)
        if (!this.at.has(column)) faults.push({ cell: cellAt(name, 0, 0), message: `Die Spalte „${column}“ fehlt.` });
  }
  get(row: number, column: string): string {
    const index = this.at.get(column);
    return index === undefined ? '' : (this.rows[row]?.[index] ?? '');
  }
  series(row: number, column: string, count: number): string[] {
    return Array.from({ length: count }, (_, index) => this.get(row, `${column} ${index + 1}`)).filter((text) => text !== '');
  }
  cell(row: number, column: string): string {
    return cellAt(this.name, this.at.get(column) ?? 0, row + 1);
  }
  isBlank(row: number): boolean {
    return this.rows[row]?.every((text) => text === '') ?? true;
  }
}

function conditionIn(table: Table, row: number): CheckFile['themes'][number]['only'] {
  const [industries, sizes] = [some(listOf(table.get(row, 'Nur Branchen'))), some(listOf(table.get(row, 'Nur Größen')))];
  const theme = table.get(row, 'Nur wenn Thema');
  if (!industries && !sizes && theme === '') return undefined;
  const other = theme === '' ? undefined : { id: theme, need: listOf(table.get(row, 'Nur bei Bedarf')) };
  return {
    ...optional('industries', industries),
    ...optional('sizes', sizes),
    ...optional('theme', other),
  } as CheckFile['themes'][number]['only'];
}

type Cells = Map<string, string>;
const note = (cells: Cells, path: readonly (string | number)[], cell: string) => cells.set(path.join('.'), cell);

function readHead(
  data: string[][] | undefined,
  cells: Cells,
): { file: Record<string, unknown>; heads: Record<Language, Record<string, string>> } {
  const file: Record<string, unknown> = {};
  const heads = { en: {}, leicht: {} } as Record<Language, Record<string, string>>;
  const rows = (data ?? []).slice(0, 100);
  for (const [label, path, isTranslated] of HEAD_ROWS) {
    const row = rows.findIndex(([name]) => name === label);
    note(cells, path, cellAt(SHEETS.head, 1, Math.max(0, row)));
    const text = rows[row]?.[1] ?? '';
    if (text !== '') setIn(file, path, /^\d{1,6}$/.test(text) && path[0] !== 'adopted' && path[0] !== 'title' ? Number(text) : text);
    if (isTranslated)
      LANGUAGES.forEach((language, index) => Object.assign(heads[language], optional(path[0] ?? '', rows[row]?.[index + 2] ?? '')));
  }
  return { file, heads };
}

function setIn(target: Record<string, unknown>, [first = '', second]: readonly string[], value: unknown): void {
  if (second === undefined) target[first] = value;
  else target[first] = { ...(target[first] as object | undefined), [second]: value };
}

function readPoint(table: Table, row: number, path: (string | number)[], cells: Cells): CheckFile['themes'][number]['checkpoints'][number] {
  const columns: [key: string, column: string][] = [
    ['id', 'id'],
    ['code', 'Code'],
    ['title', 'Titel'],
    ['question', 'Frage'],
    ['practice', 'Gute Praxis 1'],
    ['why', 'Warum'],
    ['measures', 'Maßnahme 1'],
    ['topics', 'Schlagworte'],
    ['replaces', 'Ersetzt'],
    ['only', 'Nur Branchen'],
  ];
  for (const [key, column] of columns) note(cells, [...path, key], table.cell(row, column));
  for (let index = 0; index < PRACTICES; index++) note(cells, [...path, 'practice', index], table.cell(row, `Gute Praxis ${index + 1}`));
  for (let index = 0; index < MEASURES; index++) note(cells, [...path, 'measures', index], table.cell(row, `Maßnahme ${index + 1}`));
  note(cells, path, table.cell(row, 'id'));
  return {
    id: table.get(row, 'id'),
    ...optional('code', table.get(row, 'Code')),
    title: table.get(row, 'Titel'),
    question: table.get(row, 'Frage'),
    practice: table.series(row, 'Gute Praxis', PRACTICES),
    why: table.get(row, 'Warum'),
    measures: table.series(row, 'Maßnahme', MEASURES),
    topics: listOf(table.get(row, 'Schlagworte')),
    ...optional('replaces', some(listOf(table.get(row, 'Ersetzt')))),
    ...optional('only', conditionIn(table, row)),
  };
}

function readThemes(themes: Table, points: Table, cells: Cells, faults: ReadCheck['faults']): CheckFile['themes'] {
  const known = new Map<string, CheckFile['themes'][number]>();
  const order = new Map<string, number>();
  themes.rows.forEach((_, row) => {
    if (themes.isBlank(row)) return;
    const id = themes.get(row, 'id');
    const index = known.size;
    if (known.has(id)) faults.push({ cell: themes.cell(row, 'id'), message: `Das Thema „${id}“ gibt es zweimal.` });
    for (const [key, column] of [
      ['id', 'id'],
      ['title', 'Titel'],
      ['intro', 'Einleitung'],
      ['replaces', 'Ersetzt'],
      ['only', 'Nur Branchen'],
    ] as const)
      note(cells, ['themes', index, key], themes.cell(row, column));
    note(cells, ['themes', index, 'checkpoints'], themes.cell(row, 'id'));
    order.set(id, index);
    known.set(id, {
      id,
      title: themes.get(row, 'Titel'),
      intro: themes.get(row, 'Einleitung'),
      ...optional('replaces', some(listOf(themes.get(row, 'Ersetzt')))),
      ...optional('only', conditionIn(themes, row)),
      checkpoints: [],
    });
  });
  points.rows.forEach((_, row) => {
    if (points.isBlank(row)) return;
    const id = points.get(row, 'Thema');
    const theme = known.get(id);
    if (!theme) {
      faults.push({
        cell: points.cell(row, 'Thema'),
        message: `Das Thema „${id.slice(0, 60)}“ steht nicht auf dem Blatt „${SHEETS.themes}“.`,
      });
      return;
    }
    theme.checkpoints.push(readPoint(points, row, ['themes', order.get(id) ?? 0, 'checkpoints', theme.checkpoints.length], cells));
  });
  return [...known.values()];
}

type Point = CheckFile['themes'][number]['checkpoints'][number];

function readVariants(table: Table, points: ReadonlyMap<string, Point>, translations: Translations, faults: ReadCheck['faults']): void {
  table.rows.forEach((_, row) => {
    if (table.isBlank(row)) return;
    const point = points.get(table.get(row, 'Punkt'));
    if (!point) {
      faults.push({ cell: table.cell(row, 'Punkt'), message: `Den Punkt „${table.get(row, 'Punkt').slice(0, 60)}“ gibt es nicht.` });
      return;
    }
    const words = {
      ...optional('question', table.get(row, 'Frage')),
      ...optional('practice', some(table.series(row, 'Gute Praxis', PRACTICES))),
      ...optional('measures', some(table.series(row, 'Maßnahme', MEASURES))),
    };
    const language = LANGUAGES.find((each) => LANGUAGE_NAMES[each] === table.get(row, 'Sprache'));
    if (!language) {
      const whom = {
        ...optional('industries', some(listOf(table.get(row, 'Branchen')))),
        ...optional('sizes', some(listOf(table.get(row, 'Größen')))),
      };
      point.variants = [...(point.variants ?? []), { ...whom, ...words } as NonNullable<Point['variants']>[number]];
      return;
    }
    const index = (point.variants?.length ?? 0) - 1;
    if (index < 0) {
      faults.push({ cell: table.cell(row, 'Sprache'), message: 'Eine Übersetzung steht unter der Zeile, die sie übersetzt.' });
      return;
    }
    const said = translations[language]?.checkpoints[point.id];
    const variants = [...(said?.variants ?? [])];
    variants[index] = words;
    const other = translations[language];
    if (other) other.checkpoints[point.id] = { ...said, variants };
  });
}

function readTranslation(table: Table, themes: Table, head: Record<string, string>, language: Language) {
  const name = LANGUAGE_NAMES[language];
  const checkpoints: Record<string, object> = {};
  table.rows.forEach((_, row) => {
    const said = {
      ...optional('title', table.get(row, 'Titel')),
      ...optional('question', table.get(row, 'Frage')),
      ...optional('practice', some(table.series(row, 'Gute Praxis', PRACTICES))),
      ...optional('why', table.get(row, 'Warum')),
      ...optional('measures', some(table.series(row, 'Maßnahme', MEASURES))),
    };
    if (Object.keys(said).length > 0) checkpoints[table.get(row, 'id')] = said;
  });
  const ofThemes: Record<string, object> = {};
  themes.rows.forEach((_, row) => {
    const said = { ...optional('title', themes.get(row, `Titel ${name}`)), ...optional('intro', themes.get(row, `Einleitung ${name}`)) };
    if (Object.keys(said).length > 0) ofThemes[themes.get(row, 'id')] = said;
  });
  const isThere = Object.keys(head).length + Object.keys(checkpoints).length + Object.keys(ofThemes).length > 0;
  return isThere ? { $schema: '../schemas/check-translation.schema.json', ...head, themes: ofThemes, checkpoints } : undefined;
}

/** Reads a workbook as `writeWorkbook` writes it. What is in it may be unfinished; each place knows its cell. */
export async function readCheckWorkbook(bytes: Buffer): Promise<Result<ReadCheck, WorkbookFault>> {
  if (bytes.length > LARGEST_WORKBOOK) return refused('tooLarge');
  const done = await apart<typeof workbookJob>('modules/authoring/sheet/workbook.job.ts', bytes, LIMITS);
  if (!done.ok || !done.value.ok) return refused(done.ok ? (done.value as { fault: WorkbookFault }).fault : done.fault);
  const sheets = new Map(done.value.value);
  if (!sheets.has(SHEETS.head) || !sheets.has(SHEETS.points)) return refused('noCheck');
  const faults: ReadCheck['faults'] = [];
  const cells: Cells = new Map();
  const themes = new Table(SHEETS.themes, sheets.get(SHEETS.themes), THEME_COLUMNS, faults);
  const points = new Table(SHEETS.points, sheets.get(SHEETS.points), POINT_COLUMNS, faults);
  const { file: head, heads } = readHead(sheets.get(SHEETS.head), cells);
  const file = {
    $schema: '../schemas/check.schema.json',
    ...head,
    themes: readThemes(themes, points, cells, faults),
  } as unknown as CheckFile;
  const translations: Translations = {};
  for (const language of LANGUAGES) {
    const table = new Table(pointsIn(language), sheets.get(pointsIn(language)), TRANSLATED_COLUMNS, faults);
    const said = readTranslation(table, themes, heads[language], language);
    if (said) translations[language] = said as NonNullable<Translations['en']>;
  }
  const byId = new Map(file.themes.flatMap((theme) => theme.checkpoints.map((point) => [point.id, point] as const)));
  readVariants(new Table(SHEETS.variants, sheets.get(SHEETS.variants), VARIANT_COLUMNS, faults), byId, translations, faults);
  return ok({ source: { file, translations }, cells, faults });
}

/** The cell of a place in the file, or of the nearest thing around it. */
export function cellOf(cells: ReadonlyMap<string, string>, path: readonly (string | number)[]): string {
  for (let depth = path.length; depth > 0; depth--) {
    const cell = cells.get(path.slice(0, depth).join('.'));
    if (cell) return cell;
  }
  return cellAt(SHEETS.head, 1, 1);
}
