import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** The cells' base: a style with a name, which programs show and without which some warn (ECMA-376 part 1, 18.8.7, 18.8.9). */
const BASE = '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>';
const NAMED = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>';
const STYLES = 'xl/styles.xml';

/** A workbook with the default style that the library leaves out; each cell's format rests on it. */
export function withDefaultStyle(workbook: Uint8Array): Buffer {
  const files = unzipSync(workbook);
  const styles = strFromU8(files[STYLES] ?? new Uint8Array());
  const mended = styles.replace(
    /(<cellXfs\b.*?<\/cellXfs>)/s,
    (formats) => `${BASE}${formats.replaceAll('<xf ', '<xf xfId="0" ')}${NAMED}`,
  );
  return Buffer.from(zipSync({ ...files, [STYLES]: strToU8(mended) }));
}
