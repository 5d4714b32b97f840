import { Worker } from 'node:worker_threads';
import { ok, type Result, refused } from '#platform/result.ts';
import { fromRoot } from '#platform/root.ts';

/** What a file may weigh, in bytes. */
export const LARGEST_DOCUMENT = 20 * 1024 * 1024;
const SECONDS = 10;
const MEMORY_MB = 384;

export type DocumentKind = 'pdf' | 'docx' | 'text';
export type DocumentFault = 'tooLarge' | 'empty' | 'wrongType' | 'encrypted' | 'broken' | 'bomb' | 'tooSlow' | 'notText';

export interface ReadDocument {
  kind: DocumentKind;
  /** Empty for a scan without a text layer. */
  text: string;
  /** Pages of a PDF, null elsewhere. */
  pages: number | null;
  /** Only the first pages were read. */
  isCut: boolean;
}

/** What a file is, by what it begins with; its name only decides where that says nothing. */
function kindOf(bytes: Uint8Array, name: string): DocumentKind | undefined {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.includes('%PDF-')) return 'pdf';
  if (start.startsWith('PK\u0003\u0004')) return 'docx';
  return /\.(?:txt|md|markdown|text)$/i.test(name) || !/\.[a-z0-9]{2,5}$/i.test(name) ? 'text' : undefined;
}

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

type Answer = { ok: true; text: string; pages: number | null; isCut: boolean } | { ok: false; name: string; message: string };

/** Reads in a thread of its own: at most ten seconds and a bounded heap, whatever the file does. */
function inWorker(bytes: Uint8Array, kind: 'pdf' | 'docx'): Promise<Answer> {
  return new Promise((resolve) => {
    const worker = new Worker(fromRoot('src', 'modules', 'governance', 'documents', 'worker.ts'), {
      workerData: { bytes, kind },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      stdout: true,
      stderr: true,
    });
    const timer = setTimeout(() => done({ ok: false, name: 'Timeout', message: '' }), SECONDS * 1000);
    function done(answer: Answer) {
      clearTimeout(timer);
      worker.removeAllListeners();
      void worker.terminate();
      resolve(answer);
    }
    worker.once('message', done);
    worker.once('error', (error) => done({ ok: false, name: error.name, message: error.message }));
    worker.once('exit', () => done({ ok: false, name: 'Exit', message: '' }));
  });
}

function faultOf(name: string, message: string): DocumentFault {
  if (name === 'PasswordException' || /password|encrypt/i.test(message)) return 'encrypted';
  if (name === 'ArchiveError') return message === 'bomb' ? 'bomb' : message === 'no document' ? 'wrongType' : 'broken';
  if (name === 'Timeout') return 'tooSlow';
  return /out of memory|ERR_WORKER_OUT_OF_MEMORY/i.test(message) ? 'bomb' : 'broken';
}

/** The text of an uploaded file: PDF, DOCX, text or Markdown. Never throws for what a file holds. */
export async function readDocument(bytes: Uint8Array, name: string): Promise<Result<ReadDocument, DocumentFault>> {
  if (bytes.length === 0) return refused('empty');
  if (bytes.length > LARGEST_DOCUMENT) return refused('tooLarge');
  const kind = kindOf(bytes, name);
  if (!kind) return refused('wrongType');
  if (kind === 'text') {
    const text = decodeText(bytes);
    return text === undefined ? refused('notText') : ok({ kind, text: text.replace(/^\ufeff/, ''), pages: null, isCut: false });
  }
  const answer = await inWorker(bytes, kind);
  return answer.ok
    ? ok({ kind, text: answer.text, pages: answer.pages, isCut: answer.isCut })
    : refused(faultOf(answer.name, answer.message));
}
