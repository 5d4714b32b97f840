import { apart, type ApartFault, type ApartLimits } from '#platform/files/apart.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type documentJob from './document.job.ts';
import type { ContentFault, StructuredText } from './document.job.ts';

/** What a file may weigh, in bytes. */
export const LARGEST_DOCUMENT = 20 * 1024 * 1024;
const LIMITS: ApartLimits = { seconds: 10, memoryMb: 512, answerMb: 24 };

export type DocumentKind = 'pdf' | 'docx' | 'text';
export type DocumentFault = 'tooLarge' | 'empty' | ContentFault | ApartFault;

export interface ReadDocument extends StructuredText {
  kind: DocumentKind;
}

/** What a file is, by what it begins with; its name only decides where that says nothing. */
function kindOf(bytes: Uint8Array, name: string): DocumentKind | undefined {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.includes('%PDF-')) return 'pdf';
  if (start.startsWith('PK\u0003\u0004')) return 'docx';
  return /\.(?:txt|md|markdown|text)$/i.test(name) || !/\.[a-z0-9]{2,5}$/i.test(name) ? 'text' : undefined;
}

/** The text of an uploaded file (PDF, DOCX, text or Markdown) and what is found in it. Never throws for what a file holds. */
export async function readDocument(bytes: Uint8Array, name: string): Promise<Result<ReadDocument, DocumentFault>> {
  if (bytes.length === 0) return refused('empty');
  if (bytes.length > LARGEST_DOCUMENT) return refused('tooLarge');
  const kind = kindOf(bytes, name);
  if (!kind) return refused('wrongType');
  const done = await apart<typeof documentJob>('modules/governance/documents/document.job.ts', { bytes, kind }, LIMITS);
  if (!done.ok) return done;
  return done.value.ok ? ok({ kind, ...done.value.value }) : done.value;
}
