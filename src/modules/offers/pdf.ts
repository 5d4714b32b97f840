import { apart, type ApartFault, type ApartLimits } from '#platform/files/apart.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type isAccessible from './pdf.job.ts';

const LIMITS: ApartLimits = { seconds: 8, memoryMb: 384, answerMb: 1 };

export type PdfFault = 'noPdf' | Exclude<ApartFault, 'broken'>;

/**
 * Whether a PDF fulfils what a machine sees of accessibility: tagged content, a title, a language (PDF/UA-1, ISO 14289-1
 * §7.1 and §7.2).
 */
export async function isAccessiblePdf(bytes: Uint8Array): Promise<Result<boolean, PdfFault>> {
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') !== '%PDF-') return refused('noPdf');
  const done = await apart<typeof isAccessible>('modules/offers/pdf.job.ts', bytes, LIMITS);
  if (!done.ok) return refused(done.fault === 'broken' ? 'noPdf' : done.fault);
  return done.value === undefined ? refused('noPdf') : ok(done.value);
}
