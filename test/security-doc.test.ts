/** docs/security.md names a test for what it says: each has to be there, under the name that it is given. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../src/platform/root.ts';

const text = readFileSync(fromRoot('docs', 'security.md'), 'utf8');
const files = ['src', 'test'].flatMap((folder) =>
  readdirSync(fromRoot(folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
);
const tests = files.filter((path) => /\.test\.tsx?$/.test(path));

/** The test files that a short name means: `accounts`, `e2e/accounts`, `documents/read`, `documents/read.test.ts`. */
const filesOf = (name: string): string[] => {
  const bare = name.replace(/\.test\.tsx?$/, '').replace(/\.tsx?$/, '');
  return tests.filter(
    (path) => path.endsWith(`/${bare}.test.ts`) || path.endsWith(`/${bare}.test.tsx`) || path.startsWith(`test/${bare}/`),
  );
};

const words = (said: string) =>
  said
    .replace(/[“”"„`’']/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();

describe('docs/security.md', () => {
  it('names only files that are there', () => {
    const named = [...text.matchAll(/\b([\w/-]+\.(?:test\.)?tsx?)\b/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !files.some((path) => path.endsWith(`/${name}`)) && !existsSync(fromRoot(name)))).toEqual([]);
  });

  it('names only tests that are there', () => {
    const missing: string[] = [];
    for (const [, name = '', said = ''] of text.matchAll(/\b([\w/-]+(?:\.test\.ts)?) › ([^;|()]+)/g)) {
      const found = filesOf(name);
      const bodies = found.map((path) => words(readFileSync(fromRoot(path), 'utf8')));
      for (const title of said.split(/,\s+/)) {
        const wanted = words(title.replace(/\.\s.*$/, '').replace(/\.$/, ''));
        if (wanted.length < 4) continue;
        if (!bodies.some((body) => body.includes(wanted))) missing.push(`${basename(name)} › ${title}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
