/** Workbooks and documents that cost their reader far more than they weigh. */
import {
  archiveOf,
  emptyBlocks,
  overlappingArchive,
  type Piece,
  piece,
  sharedArchive,
} from '../../../src/platform/files/archive-examples.ts';

export type Office = 'xlsx' | 'docx';
const NEEDED = { xlsx: 'xl/workbook.xml', docx: 'word/document.xml' } as const;

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`;
const relations = (target: string, type: string, id = 'rId1') =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/></Relationships>`;

/** A workbook with this sheet, or a document with this body; whole and well-formed but for what is in it. */
function officeOf(kind: Office, content: string | Buffer): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  const shared = [
    piece('[Content_Types].xml', Buffer.from(TYPES)),
    piece('_rels/.rels', Buffer.from(relations(NEEDED[kind], 'officeDocument'))),
  ];
  if (kind === 'docx') return archiveOf([...shared, piece(NEEDED.docx, bytes)]);
  const workbook = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${REL}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  return archiveOf([
    ...shared,
    piece(NEEDED.xlsx, Buffer.from(workbook)),
    piece('xl/_rels/workbook.xml.rels', Buffer.from(relations('worksheets/sheet1.xml', 'worksheet'))),
    piece('xl/worksheets/sheet1.xml', bytes),
  ]);
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const around = (kind: Office, inner: string, before = '') =>
  kind === 'docx'
    ? `<?xml version="1.0"?>${before}<w:document ${W}><w:body>${inner}</w:body></w:document>`
    : `<?xml version="1.0"?>${before}<worksheet ${S}><sheetData>${inner}</sheetData></worksheet>`;
const line = (kind: Office, text: string) =>
  kind === 'docx' ? `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>` : `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`;

/** As large as an archive may be, and packed no better than real ones. */
function honestOffice(kind: Office): Buffer {
  const lines: string[] = [];
  for (let size = 0, index = 0; size < 55 * 1024 * 1024; index++) {
    const each = line(kind, `${(index * 7919) % 1_000_003} Zeile ${index}`);
    size += each.length;
    lines.push(each);
  }
  return officeOf(kind, around(kind, lines.join('')));
}

const laughingOffice = (kind: Office): Buffer => {
  const entities = Array.from({ length: 10 }, (_, index) =>
    index === 0 ? '<!ENTITY l0 "lol">' : `<!ENTITY l${index} "${`&l${index - 1};`.repeat(10)}">`,
  );
  return officeOf(kind, around(kind, line(kind, '&l9;'), `<!DOCTYPE x [${entities.join('')}]>`));
};

const deepOffice = (kind: Office): Buffer => officeOf(kind, around(kind, '<x>'.repeat(500_000)));

export const wideWorkbook = (): Buffer => officeOf('xlsx', around('xlsx', `<row>${'<c><v>1</v></c>'.repeat(1_000_000)}</row>`));

/** A cell that says it stands in the last row and column there can be. */
export const farWorkbook = (): Buffer =>
  officeOf('xlsx', around('xlsx', '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'));

export function officeArchives(kind: Office): Record<string, () => Buffer> {
  const needed = NEEDED[kind];
  const good = piece(needed, Buffer.from('<x/>'));
  const blocks: Piece = { name: needed, packed: emptyBlocks(600_000), unpacked: 0 };
  return {
    '40,000 entries of one stream of empty blocks': () => sharedArchive(blocks, 40_000),
    '1,500 of them': () => sharedArchive(blocks, 1500),
    '1:1000': () => officeOf(kind, Buffer.alloc(55 * 1024 * 1024)),
    'entries that overlap': () => overlappingArchive(needed),
    'a zip in a zip in a zip': () => officeOf(kind, officeOf(kind, officeOf(kind, Buffer.alloc(1024)))),
    'sizes of zip64 that are lies': () => archiveOf([{ ...good, unpacked: 0xffffffff }]),
    'a size that is a lie': () => archiveOf([{ ...piece(needed, Buffer.alloc(30_000_000, 65)), unpacked: 100 }]),
    'a billion laughs': () => laughingOffice(kind),
    'half a million elements in each other': () => deepOffice(kind),
    'as much as there may be': () => honestOffice(kind),
    'cut in half': () => officeOf(kind, around(kind, line(kind, 'x'))).subarray(0, 300),
  };
}
