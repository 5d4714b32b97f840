import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fromRoot } from '../../src/platform/root.ts';

/** Files below src/ (without tests) whose text matches. */
export const sourcesThatSay = (what: RegExp): string[] =>
  readdirSync(fromRoot('src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && what.test(readFileSync(fromRoot('src', file), 'utf8')))
    .toSorted();

const VALUES = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)';?/gms;

/** Packages that a program loads, directly or through our own files; types are erased and count for nothing. */
export function packagesOf(entry: string): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(VALUES))
      if (to.startsWith('.')) visit(join(dirname(file), to));
      else if (to.startsWith('#')) visit(fromRoot('src', to.slice(1)));
      else packages.add(to);
  };
  visit(fromRoot(entry));
  return packages;
}
