import { apart, type ApartFault, type ApartLimits } from '#platform/files/apart.ts';
import { type Result, refused } from '#platform/result.ts';
import type { Cells } from './model.ts';
import type tableJob from './table.job.ts';
import type { ContentFault } from './table.job.ts';

export const LARGEST_SHEET = 5 * 1024 * 1024;
const LIMITS: ApartLimits = { seconds: 10, memoryMb: 512, answerMb: 16 };

export type FileFault = 'tooLarge' | ContentFault | ApartFault;

/** Reads a table from XLSX or CSV: rows of texts, the header first; empty rows at the end are dropped. */
export async function readTable(bytes: Buffer, name: string): Promise<Result<Cells[], FileFault>> {
  if (bytes.length > LARGEST_SHEET) return refused('tooLarge');
  if (bytes.length === 0) return refused('empty');
  const isXlsx = bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
  if (!isXlsx && /\.(xls|ods|pdf|docx)$/i.test(name)) return refused('wrongType');
  const done = await apart<typeof tableJob>('modules/sheets/table.job.ts', { bytes, isXlsx }, LIMITS);
  return done.ok ? done.value : done;
}
