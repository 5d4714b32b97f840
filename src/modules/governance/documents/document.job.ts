/** Runs apart: the text of a document, and what is found in it. */
import { ArchiveError } from '#platform/files/archive.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { parseMinutes } from '../minutes/parse.ts';
import type { ParsedMinutes } from '../minutes/schema.ts';
import { docxText } from './docx.ts';
import { pdfText } from './pdf.ts';
import type { DocumentKind } from './read.ts';

/** Minutes of a thousand pages; what is longer is no minutes, and would not fit the page on which it is checked. */
const MOST_CHARACTERS = 3_000_000;
/** Of each kind of finding. */
const MOST_FOUND = 500;

export interface StructuredText {
  /** Empty for a scan without a text layer. */
  text: string;
  /** Pages of a PDF, null elsewhere. */
  pages: number | null;
  /** Only the first pages were read. */
  isCut: boolean;
  /** Null where there is no text. */
  minutes: ParsedMinutes | null;
}

export type ContentFault = 'wrongType' | 'encrypted' | 'broken' | 'bomb' | 'notText' | 'tooLong';

/** UTF-8, or what old Windows programs write. Undefined where it is no text at all. */
function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes.subarray(0, 8000).includes(0)) {
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    return isUtf16 ? new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes) : undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function faultOf(error: unknown): ContentFault {
  if (error instanceof ArchiveError) return error.fault === 'none' ? 'wrongType' : error.fault;
  if (error instanceof RangeError) return 'bomb';
  const { name, message } = error as Error;
  return name === 'PasswordException' || /password|encrypt/i.test(message) ? 'encrypted' : 'broken';
}

async function contentOf(bytes: Uint8Array, kind: DocumentKind): Promise<Omit<StructuredText, 'minutes'> | undefined> {
  if (kind === 'pdf') return pdfText(bytes);
  if (kind === 'docx') return docxText(bytes);
  const text = decodeText(bytes)?.replace(/^\ufeff/, '');
  return text === undefined ? undefined : { text, pages: null, isCut: false };
}

function structured(text: string): ParsedMinutes | null {
  if (text.trim() === '') return null;
  const found = parseMinutes(text);
  const lists = ['participants', 'agenda', 'items', 'agreements', 'votes', 'attachments', 'nextMeetings', 'warnings'] as const;
  if (lists.every((list) => found[list].length <= MOST_FOUND)) return found;
  const cut = Object.fromEntries(lists.map((list) => [list, found[list].slice(0, MOST_FOUND)]));
  const warning = {
    code: 'cut',
    message: `Das Dokument enthält mehr, als sich prüfen lässt. Übernommen sind je ${MOST_FOUND}.`,
    source: null,
  };
  return { ...found, ...cut, warnings: [warning, ...found.warnings.slice(0, MOST_FOUND)] };
}

export default async function readDocument(input: {
  bytes: Uint8Array;
  kind: DocumentKind;
}): Promise<Result<StructuredText, ContentFault>> {
  try {
    const content = await contentOf(input.bytes, input.kind);
    if (!content) return refused('notText');
    if (content.text.length > MOST_CHARACTERS) return refused('tooLong');
    return ok({ ...content, minutes: structured(content.text) });
  } catch (error) {
    return refused(faultOf(error));
  }
}
