import { type Sheet, xlsxOf } from '#platform/files/table.ts';
import { type CheckSource, LANGUAGES, type Language } from '#modules/checks/index.ts';
import type { PointFile, ThemeFile } from '../model.ts';
import {
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

type Row = string[];
const padded = (texts: readonly string[] | undefined, length: number): Row => Array.from({ length }, (_, index) => texts?.[index] ?? '');
const list = (values: readonly string[] | undefined): string => (values ?? []).join(', ');
const at = (value: unknown, path: readonly string[]): string => {
  const found = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
  return found === undefined ? '' : String(found as string | number);
};

const condition = (only: ThemeFile['only']): Row => [
  list(only?.industries),
  list(only?.sizes),
  only?.theme?.id ?? '',
  list(only?.theme?.need),
];

function headRows({ file, translations }: CheckSource): Row[] {
  return [
    ['', 'Deutsch', LANGUAGE_NAMES.en, LANGUAGE_NAMES.leicht],
    ...HEAD_ROWS.map(([label, path, isTranslated]) => [
      label,
      at(file, path),
      ...LANGUAGES.map((language) => (isTranslated ? at(translations[language], path) : '')),
    ]),
  ];
}

function themeRows({ file, translations }: CheckSource): Row[] {
  const said = (language: Language, id: string) => translations[language]?.themes[id];
  return [
    THEME_COLUMNS,
    ...file.themes.map((theme) => [
      theme.id,
      theme.title,
      theme.intro,
      list(theme.replaces),
      ...condition(theme.only),
      ...LANGUAGES.flatMap((language) => [said(language, theme.id)?.title ?? '', said(language, theme.id)?.intro ?? '']),
    ]),
  ];
}

const pointRow = (theme: string, point: PointFile): Row => [
  theme,
  point.id,
  point.code ?? '',
  point.title,
  point.question,
  ...padded(point.practice, PRACTICES),
  point.why,
  ...padded(point.measures, MEASURES),
  list(point.topics),
  list(point.replaces),
  ...condition(point.only),
];

function translatedRows({ file, translations }: CheckSource, language: Language): Row[] {
  return file.themes.flatMap((theme) =>
    theme.checkpoints.map((point) => {
      const said = translations[language]?.checkpoints[point.id];
      return [
        point.id,
        said?.title ?? '',
        said?.question ?? '',
        ...padded(said?.practice, PRACTICES),
        said?.why ?? '',
        ...padded(said?.measures, MEASURES),
      ];
    }),
  );
}

/** A row for each variant in German, followed by a row for each language in which it was translated. */
function variantRows({ file, translations }: CheckSource): Row[] {
  return file.themes.flatMap((theme) =>
    theme.checkpoints.flatMap((point) =>
      (point.variants ?? []).flatMap((variant, index) => {
        const words = (said: { question?: string | undefined; practice?: string[] | undefined; measures?: string[] | undefined }) => [
          said.question ?? '',
          ...padded(said.practice, PRACTICES),
          ...padded(said.measures, MEASURES),
        ];
        const others = LANGUAGES.flatMap((language) => {
          const said = translations[language]?.checkpoints[point.id]?.variants?.[index];
          return said ? [[point.id, '', '', LANGUAGE_NAMES[language], ...words(said)]] : [];
        });
        return [[point.id, list(variant.industries), list(variant.sizes), 'Deutsch', ...words(variant)], ...others];
      }),
    ),
  );
}

const sheet = (name: string, rows: Row[], widths: readonly number[]): Sheet => ({
  name,
  rows: rows.map((row, index) => row.map((value) => ({ value, wrap: true, bold: index === 0 }))),
  widths: (rows[0] ?? []).map((_, index) => widths[Math.min(index, widths.length - 1)] ?? 30),
  isHeadFixed: true,
});

/** A whole check as a workbook, for those who write and review it in tables; every cell is text. */
export function writeWorkbook(source: CheckSource): Promise<Buffer> {
  const points = source.file.themes.flatMap((theme) => theme.checkpoints.map((point) => pointRow(theme.id, point)));
  return xlsxOf(
    sheet(SHEETS.head, headRows(source), [34, 60, 60, 60]),
    sheet(SHEETS.themes, themeRows(source), [18, 34, 60, 16]),
    sheet(SHEETS.points, [POINT_COLUMNS, ...points], [16, 22, 10, 32, 44, 44]),
    ...LANGUAGES.map((language) => sheet(pointsIn(language), [TRANSLATED_COLUMNS, ...translatedRows(source, language)], [22, 32, 44])),
    sheet(SHEETS.variants, [VARIANT_COLUMNS, ...variantRows(source)], [22, 16, 16, 16, 44]),
  );
}
