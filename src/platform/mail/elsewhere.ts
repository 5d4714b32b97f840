import { spawn } from 'node:child_process';
import { fromRoot } from '../root.ts';
import type { Elsewhere } from './letters.ts';

/**
 * Sends letters in a process of their own, which outlives a sudden end of this one for the moment it needs to hear the
 * mail server's answer to what it has in its hands, and to note it: so nobody ever has to guess whether a letter arrived.
 * The pipe is the lifeline: when this process is gone, it closes, and the other begins no further letter.
 */
export const inOwnProcess: Elsewhere = (campaign, lifeline) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fromRoot('dist', 'server', 'cli.js'), 'letters', 'send', campaign], {
      cwd: fromRoot(),
      // Its own group: what is meant for this process does not end the other in the middle of a letter.
      detached: true,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.stdin.on('error', () => {});
    const letGo = () => child.stdin.end();
    if (lifeline.aborted) letGo();
    lifeline.addEventListener('abort', letGo);
    child.once('error', reject);
    child.once('exit', (code) => {
      lifeline.removeEventListener('abort', letGo);
      if (code === 0) resolve();
      else reject(new Error(`sending letters ended with ${String(code)}`));
    });
  });
