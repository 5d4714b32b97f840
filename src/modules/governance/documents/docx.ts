import { inflateRawSync } from 'node:zlib';
import mammoth from 'mammoth';

/** What all parts of a DOCX file may be together, unpacked. */
const MOST_UNPACKED = 60 * 1024 * 1024;

class ArchiveError extends Error {
  override name = 'ArchiveError';
}

/**
 * Looks into the archive before anything unpacks it: the sizes it declares, and for each part that they are true
 * (a part that unpacks to more than it says is a bomb). @throws ArchiveError
 */
function checkArchive(bytes: Buffer): void {
  let end = -1;
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 66_000); at--) {
    if (bytes.readUInt32LE(at) === 0x06054b50) {
      end = at;
      break;
    }
  }
  if (end < 0) throw new ArchiveError('no archive');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  let hasDocument = false;
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new ArchiveError('broken archive');
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const unpacked = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (name === 'word/document.xml') hasDocument = true;
    total += unpacked;
    if (total > MOST_UNPACKED || unpacked === 0xffffffff) throw new ArchiveError('bomb');
    if (method === 8 && packed > 0) {
      if (local + 30 > bytes.length) throw new ArchiveError('broken archive');
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      try {
        inflateRawSync(bytes.subarray(start, start + packed), { maxOutputLength: Math.max(1, unpacked) });
      } catch {
        throw new ArchiveError('bomb');
      }
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (!hasDocument) throw new ArchiveError('no document');
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
const decode = (text: string) => text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '');

/** mammoth's simple HTML as text: headings with #, points with -, rows with |. */
export function htmlToText(html: string): string {
  const lists: { ordered: boolean; count: number }[] = [];
  let text = '';
  let inCell = false;
  for (const match of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>|([^<]+)/g)) {
    const [, close, tag, words] = match;
    if (words !== undefined) {
      text += inCell ? decode(words).replace(/\s+/g, ' ') : decode(words);
      continue;
    }
    const isOpening = close === '';
    if (tag === 'p') text += isOpening ? '' : inCell ? ' ' : '\n\n';
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

/** The text of a DOCX file, with its headings, lists and tables as marks. @throws ArchiveError */
export async function docxText(bytes: Uint8Array): Promise<{ text: string; pages: number | null; isCut: boolean }> {
  const buffer = Buffer.from(bytes);
  checkArchive(buffer);
  const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) });
  return { text: htmlToText(value), pages: null, isCut: false };
}
