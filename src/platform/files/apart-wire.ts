/** What the server and the process beside it say to each other: `Call` on standard input, `Answer` on descriptor 3. */
import type { Result } from '../result.ts';

export interface Call {
  job: string;
  input: unknown;
}

export type Answer = Result<unknown, 'bomb' | 'broken'>;
