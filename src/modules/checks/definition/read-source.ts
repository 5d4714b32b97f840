import { apart, type ApartFault, type ApartLimits } from '#platform/files/apart.ts';
import { type Result, refused } from '#platform/result.ts';
import type sourceJob from './source.job.ts';
import type { ReadSource, SourceFault } from './source.job.ts';

export type { ReadSource };

const LIMITS: ApartLimits = { seconds: 7, memoryMb: 384, answerMb: 8 };

/** Reads a check or a translation that somebody hands in: YAML or JSON, as its name says; every fault is named with its place. */
export async function readSource(text: string, name: string): Promise<Result<ReadSource, SourceFault | ApartFault>> {
  if (text.includes('\0')) return refused('broken');
  const done = await apart<typeof sourceJob>('modules/checks/definition/source.job.ts', { text, name }, LIMITS);
  return done.ok ? done.value : done;
}
