/** What each reader of foreign files is sent by test/bombs.test.ts; each is built when it is needed. */
import type { UploadKind } from '../../../src/platform/http/upload.ts';
import { farWorkbook, officeArchives, wideWorkbook } from './office.ts';
import { contentPdf, deepPdf, metadataPdf, objectsPdf, pdfOf, treePdf } from './pdf.ts';
import { jpegOf, pngOf, svgOf, webpOf } from './pictures.ts';

export interface Bomb {
  name: string;
  kind: UploadKind;
  /** What it calls itself. */
  file: string;
  bytes: () => Buffer;
}

const of = (kind: UploadKind, file: string, bombs: Record<string, () => Buffer>): Bomb[] =>
  Object.entries(bombs).map(([name, bytes]) => ({ name: `${kind}: ${name}`, kind, file, bytes }));
const words = (text: () => string) => () => Buffer.from(text());

const MB = 1024 * 1024;

/** A credential whose subject holds nodes without names, each linked with every other. */
function poisonGraph(): string {
  const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
  const count = 114;
  const links = (from: number) => Array.from({ length: count }, (_, to) => ({ id: `_:b${to}` })).filter((_, to) => to !== from);
  const subject = Array.from({ length: count }, (_, index) => ({ id: `_:b${index}`, 'urn:x:y': links(index) }));
  return JSON.stringify({
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: 'urn:uuid:0',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: did, name: 'x' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: { type: ['AchievementSubject'], achievement: { id: 'urn:x', type: ['Achievement'], related: subject } },
    proof: {
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      verificationMethod: `${did}#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK`,
      proofPurpose: 'assertionMethod',
      proofValue: 'z3FXQjecWufY46yg5abdVZsXqLhxhueuSoZgNSARiKBk9czhSePTFehP8c3PGfb6a22gkfUKods5D2UAUL5n2Brbx',
    },
  });
}

const laughs = (depth: number) =>
  `a0: &a0 [x, x, x, x]\n${Array.from({ length: depth }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}*a${index}]`).join('\n')}`;
const marks = (size: number) => 'a\u0323\u0301\u0315'.padEnd(10, '\u0323\u0301\u0315').repeat(size / 20);
const markRun = (size: number) => `a${'\u0323\u0301\u0315'.repeat(size / 6)}`;

export const BOMBS: readonly Bomb[] = [
  ...of('pdf', 'bombe.pdf', {
    'metadata of 300 MB': () => metadataPdf(300),
    'a page of 200 MB': () => contentPdf(200),
    'a page tree in itself': treePdf,
    'a million objects': objectsPdf,
    'a million arrays in each other': deepPdf,
    'cut in half': () => pdfOf([Buffer.from('<</Type/Catalog/Pages 2 0 R>>'), Buffer.alloc(200, 'x')]).subarray(0, 120),
    'only its first line': words(() => '%PDF-1.7\n'),
  }),
  ...of('docx', 'bombe.docx', officeArchives('docx')),
  ...of('xlsx', 'bombe.xlsx', {
    ...officeArchives('xlsx'),
    'a million columns': wideWorkbook,
    'the last cell there can be': farWorkbook,
  }),
  ...of('csv', 'bombe.csv', {
    'a line of 5 MB': () => Buffer.alloc(5 * MB, 'a'),
    'a million quotes': words(() => '"'.repeat(1_000_001)),
    'quotes that open and close': words(() => 'a"b'.repeat(1_500_000)),
    'a million columns': words(() => ';'.repeat(1_000_000)),
    'two million lines': words(() => 'a\n'.repeat(2_000_000)),
    'one mark after another': words(() => `Name\n${markRun(190_000)}\n${markRun(190_000)}`),
    'a zero': words(() => 'Name\n\0'),
  }),
  ...of('text', 'bombe.txt', {
    '20 MB of one letter': () => Buffer.alloc(20 * MB, 'a'),
    '20 MB of empty lines': () => Buffer.alloc(20 * MB, '\n'),
    'agreements without end': words(() =>
      'Protokoll der AG\n\n'.padEnd(2_900_000, 'Frau Berg erstellt bis 12. März 2027 einen Entwurf.\n\n'),
    ),
    'three million signs of a table': words(() => '| a '.repeat(700_000)),
    'one mark after another': words(() => marks(2_000_000)),
  }),
  ...of('yaml', 'bombe.yaml', {
    'a billion laughs': words(() => laughs(12)),
    'a million brackets': words(() => '['.repeat(1_000_000)),
    'half a million keys': words(() => Array.from({ length: 400_000 }, (_, index) => `k${index}: 1`).join('\n')),
    'half a million lists in each other': words(() => '- '.repeat(500_000)),
    'a million anchors': words(() => '- &a x\n'.repeat(700_000)),
    'merges of merges': words(() => `a: &a {x: 1}\n${Array.from({ length: 100_000 }, (_, index) => `b${index}: {<<: *a}`).join('\n')}`),
    'a hundred thousand themes': words(() => `themes:\n${'  - {}\n'.repeat(100_000)}`),
    'cut in half': words(() => 'id: x\ntitle: "abc'),
  }),
  ...of('json', 'bombe.json', {
    'a hundred thousand levels': words(() => '['.repeat(100_000) + ']'.repeat(99_999)),
    'a hundred thousand levels, closed': words(() => `{"a":${'['.repeat(99_000)}${']'.repeat(99_000)}}`),
    'twenty thousand keys': words(() => JSON.stringify(Object.fromEntries(Array.from({ length: 14_000 }, (_, index) => [`k${index}`, 0])))),
    'a graph of nodes without names': words(poisonGraph),
    'a number of 200,000 digits': words(() => `{"a":${'9'.repeat(199_000)}}`),
    'cut in half': words(() => poisonGraph().slice(0, 4000)),
  }),
  ...of('picture', 'bombe.png', {
    'a PNG of 100,000 × 100,000': () => pngOf(100_000, 100_000),
    'a PNG of 7,700 × 7,700 with one row': () => pngOf(7700, 7700),
    'a JPEG of 65,535 × 65,535': () => jpegOf(65_535, 65_535),
    'a JPEG of 7,700 × 7,700 with hardly anything': () => jpegOf(7700, 7700),
    'a WebP of 16 million × 16 million': webpOf,
    'an SVG with entities': svgOf,
    'cut in half': () => pngOf(500, 500, 500).subarray(0, 60),
    'only its first signs': () => Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
  }),
];

/** Bodies that are bombs before any file is looked at. */
export const BODIES: Record<string, { type: string; body: () => Buffer }> = {
  'parts without end': {
    type: 'multipart/form-data; boundary=x',
    body: words(() => `${'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n\r\n'.repeat(3000)}--x--\r\n`),
  },
  'a head without end': { type: 'multipart/form-data; boundary=x', body: words(() => `--x\r\n${'X-A: b\r\n'.repeat(25_000)}`) },
  'fields without end': { type: 'application/x-www-form-urlencoded', body: words(() => 'a&'.repeat(125_000)) },
  'one mark after another': {
    type: 'application/x-www-form-urlencoded',
    body: words(() => `content=x&documentName=x&alt=x&evidence=x&note=${markRun(240_000)}&text=${markRun(600)}`),
  },
};
