/** Runs beside the server, with a memory limit of its own: reads the text of a PDF or DOCX file. */
import { parentPort, workerData } from 'node:worker_threads';
import { docxText } from './docx.ts';
import { pdfText } from './pdf.ts';

const { bytes, kind } = workerData as { bytes: Uint8Array; kind: 'pdf' | 'docx' };
try {
  parentPort?.postMessage({ ok: true, ...(kind === 'pdf' ? await pdfText(bytes) : await docxText(bytes)) });
} catch (error) {
  const { name, message } = error as Error;
  parentPort?.postMessage({ ok: false, name, message: message.slice(0, 200) });
}
