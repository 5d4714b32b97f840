import { apart, type ApartFault, type ApartLimits } from '#platform/files/apart.ts';
import { type Result, refused } from '#platform/result.ts';
import type answersJob from './answers.job.ts';
import type { CheckDefinition } from './definition/model.ts';
import { type FileContent, type FileFault, FILE_LIMIT, contentOf } from './file.ts';

const LIMITS: ApartLimits = { seconds: 7, memoryMb: 256, answerMb: 2 };

/** Reads a filled-in check that somebody hands in on the server; the device reads its own (`readFile`). */
export async function readHandedFile(
  definition: CheckDefinition,
  text: string,
): Promise<Result<FileContent, FileFault | Exclude<ApartFault, 'broken'>>> {
  if (text.length > FILE_LIMIT) return refused('tooLarge');
  const done = await apart<typeof answersJob>('modules/checks/answers.job.ts', text, LIMITS);
  if (!done.ok) return refused(done.fault === 'broken' ? 'unreadable' : done.fault);
  return contentOf(definition, done.value);
}
