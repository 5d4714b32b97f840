import { checkArchive } from '#platform/files/archive.ts';
import { unzipSync } from 'fflate';
import mammoth from 'mammoth';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
const decode = (text: string) => text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '');

/** mammoth's simple HTML as text: headings with #, points with -, rows with |. */
export function htmlToText(html: string): string {
  const lists: { ordered: boolean; count: number }[] = [];
  let text = '';
  let inCell = false;
  /** What was struck out is no longer said. */
  let struck = 0;
  for (const match of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>|([^<]+)/g)) {
    const [, close, tag, words] = match;
    if (words !== undefined) {
      if (struck > 0) continue;
      text += inCell ? decode(words).replace(/\s+/g, ' ') : decode(words);
      continue;
    }
    const isOpening = close === '';
    if (tag === 's' || tag === 'del') struck = Math.max(0, struck + (isOpening ? 1 : -1));
    else if (tag === 'p') text += isOpening ? '' : inCell ? ' ' : '\n\n';
    else if (tag === 'br') text += inCell ? ' ' : '\n';
    else if (/^h[1-6]$/.test(tag ?? '')) text += isOpening ? `${'#'.repeat(Number(tag?.[1]))} ` : '\n\n';
    else if (tag === 'ul' || tag === 'ol') {
      if (isOpening) {
        if (lists.length > 0) text += '\n';
        lists.push({ ordered: tag === 'ol', count: 0 });
      } else {
        lists.pop();
        if (lists.length === 0) text += '\n';
      }
    } else if (tag === 'li') {
      const list = lists.at(-1);
      if (isOpening && list) text += `${'  '.repeat(lists.length - 1)}${list.ordered ? `${++list.count}.` : '-'} `;
      else if (!isOpening && !text.endsWith('\n')) text += '\n';
    } else if (tag === 'tr') text += isOpening ? '|' : '\n';
    else if (tag === 'td' || tag === 'th') {
      inCell = isOpening;
      text = isOpening ? `${text} ` : `${text.trimEnd()} |`;
    } else if (tag === 'table' && !isOpening) text += '\n';
  }
  return text.replace(/\n{3,}/g, '\n\n').trim();
}

const HEADER = /^word\/header\d{1,3}\.xml$/;
const MOST_HEADERS = 6;
const XML: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The lines of the page headers, each once: minutes often say only there of which body and day they are. */
function headerLines(buffer: Buffer): string[] {
  const parts = unzipSync(buffer, { filter: ({ name }) => HEADER.test(name) });
  const lines = Object.keys(parts)
    .toSorted()
    .slice(0, MOST_HEADERS)
    .flatMap((name) =>
      Buffer.from(parts[name] ?? [])
        .toString('utf8')
        .split('</w:p>'),
    )
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:(tab|br)\s*\/>/g)]
        .map(([, words, gap]) => (gap ? ' ' : (words ?? '')))
        .join('')
        .replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => XML[entity] ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  return [...new Set(lines)].filter((line) => line !== '' && !/^(?:Seite|Page)?\s*\d*\s*(?:von|of|\/)?\s*\d*$/i.test(line));
}

/** The text of a DOCX file, with its headings, lists and tables as marks. @throws ArchiveError */
export async function docxText(bytes: Uint8Array): Promise<{ text: string; pages: number | null; isCut: boolean }> {
  const buffer = Buffer.from(bytes);
  checkArchive(buffer, 'word/document.xml');
  const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) });
  const text = htmlToText(value);
  const header = headerLines(buffer).filter((line) => !text.includes(line));
  return { text: [...header, text].join('\n'), pages: null, isCut: false };
}
