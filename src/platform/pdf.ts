import { encode } from 'uqr';
import { inTexts, onlySure, plainText } from './drawable.ts';
import { apart, type ApartLimits } from './files/apart.ts';
import { HttpError } from './http/errors.ts';
import type pdfJob from './pdf.job.ts';
import { fromRoot } from './root.ts';

/**
 * The head of every paper of ours: A4, the site's font, `d.foot` on the left and the page on the right of its foot.
 * Needs `d.title`, `d.lang`, `d.foot`, `d.page`, `d.of`.
 */
export const PDF_HEAD = `
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, author: "Transferwerk")
#set text(lang: d.lang, font: "Fira Sans", size: 10.5pt, hyphenate: true)
#set page(paper: "a4", margin: (x: 2.2cm, top: 2cm, bottom: 2.2cm),
  footer: context [#set text(size: 9pt, fill: rgb("#4b5069")); #d.foot #h(1fr) #d.page #counter(page).display() #d.of #counter(page).final().first()])
#set par(leading: 0.7em)
#show heading: set text(hyphenate: false)
#show heading.where(level: 1): set text(size: 18pt, fill: rgb("#005f6b"))
#show heading.where(level: 2): it => block(above: 1.6em, below: 0.8em, it)
#set table.cell(breakable: false)
`;

/** `#qr(d.qr, d.qrAlt, 3cm)` in a template that begins with this: a QR code out of rows of 0 and 1 (`qrRows`). */
export const PDF_QR = `
#let qr(rows, alt, side) = figure(alt: alt, box(width: side, height: side, {
  let s = side / rows.len()
  for (y, row) in rows.enumerate() {
    for (x, on) in row.clusters().enumerate() {
      if on == "1" { place(dx: x * s, dy: y * s, rect(width: s + 0.02pt, height: s + 0.02pt, fill: black, stroke: none)) }
    }
  }
}))
`;

/** An address as rows of 0 and 1, for `PDF_QR`. */
export const qrRows = (url: string): string[] => encode(url, { border: 0 }).data.map((row) => row.map((on) => (on ? '1' : '0')).join(''));

let noteUndrawn: (signs: readonly string[]) => void = () => {};

/** Tells of signs that no font draws; their numbers say which, and nothing of whose they were. */
export function onUndrawn(tell: (codePoints: string[]) => void): void {
  noteUndrawn = (signs) =>
    tell(signs.slice(0, 20).map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`));
}

const LIMITS: ApartLimits = { seconds: 30, memoryMb: 700, answerMb: 60, allowsAddons: true, line: 'papers' };

/**
 * Sets a PDF/UA-1 document with Typst. `data` reaches the template as JSON (`json(bytes(sys.inputs.data))`): what
 * users wrote is never part of the markup. No sign in it makes a paper fail: what no font draws becomes ▯, and the log
 * says which. It runs apart: there are texts by which the typesetter takes the whole process with it; those are set once
 * more with nothing but European letters.
 */
export async function renderPdf(template: string, data: unknown): Promise<Buffer> {
  const plain = inTexts(data, plainText);
  const set = (shown: unknown) =>
    apart<typeof pdfJob>('platform/pdf.job.ts', { template, data: shown, fonts: fromRoot('dist', 'fonts') }, LIMITS);
  const first = await set(plain);
  const done = first.ok || first.fault === 'busy' ? first : await set(inTexts(plain, onlySure));
  if (!done.ok) throw done.fault === 'busy' ? new HttpError(429) : new Error(`a paper could not be set: ${done.fault}`);
  if (done.value.undrawn.length > 0) noteUndrawn(done.value.undrawn);
  return Buffer.from(done.value.pdf);
}
