/** PDFs that cost their reader far more than they weigh. */
import { deflateSync } from 'node:zlib';

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
export function pdfOf(objects: readonly Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.5\n')];
  const places: number[] = [];
  let at = parts[0]?.length ?? 0;
  objects.forEach((object, index) => {
    const bytes = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    places.push(at);
    parts.push(bytes);
    at += bytes.length;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF`));
  return Buffer.concat(parts);
}

const text = (value: string) => Buffer.from(value, 'latin1');

function stream(dictionary: string, content: Buffer): Buffer {
  const packed = deflateSync(content, { level: 9 });
  return Buffer.concat([text(`<<${dictionary}/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`), packed, text('\nendstream')]);
}

const EMPTY_PAGES = text('<</Type/Pages/Kids[]/Count 0>>');
const onePage = (content: Buffer) =>
  pdfOf([
    text('<</Type/Catalog/Pages 2 0 R>>'),
    text('<</Type/Pages/Kids[3 0 R]/Count 1>>'),
    text('<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>'),
    content,
    text('<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'),
  ]);

/** Metadata that unpack to so many zeros: what an offer's PDF is looked at for. */
export const metadataPdf = (megabytes: number): Buffer =>
  pdfOf([
    text('<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R>>'),
    EMPTY_PAGES,
    stream('/Type/Metadata/Subtype/XML', Buffer.alloc(megabytes * 1024 * 1024)),
  ]);

/** A page whose text is so many megabytes of signs. */
export const contentPdf = (megabytes: number): Buffer =>
  onePage(stream('', Buffer.from(`BT /F 9 Tf ${'(abcdefgh) Tj '.repeat(Math.floor((megabytes * 1024 * 1024) / 14))}ET`)));

/** A page tree that contains itself, again and again. */
export const treePdf = (): Buffer =>
  pdfOf([text('<</Type/Catalog/Pages 2 0 R>>'), text(`<</Type/Pages/Count 1000000000/Kids[${'2 0 R '.repeat(50_000)}]>>`)]);

/** The catalogue in a stream of a million objects. */
export const objectsPdf = (): Buffer => {
  const count = 1_000_000;
  const numbers = Array.from({ length: count }, (_, index) => `${index} ${index}`).join(' ');
  return pdfOf([
    text('<</Type/Catalog/Pages 2 0 R/Metadata 9 0 R/Names[9 0 R 10 0 R]>>'),
    EMPTY_PAGES,
    stream(`/Type/ObjStm/N ${count}/First ${numbers.length}`, Buffer.from(`${numbers} ${'0 '.repeat(count)}`)),
  ]);
};

/** Arrays in arrays. */
export const deepPdf = (): Buffer => pdfOf([text(`<</Type/Catalog/Pages 2 0 R/X${'['.repeat(1_000_000)}`), EMPTY_PAGES]);
