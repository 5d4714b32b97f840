/** What is left for the next page is shown by it: a key that no page of its module knows is a word that nobody reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../src/platform/root.ts';

const MODULES = fromRoot('src', 'modules');
const sourceOf = (module: string): string =>
  readdirSync(join(MODULES, module), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(MODULES, module, path), 'utf8'))
    .join('\n');

/** Keys whose page belongs to another module: contents of every kind share theirs. */
const everywhere = readdirSync(MODULES).map(sourceOf).join('\n');
const shared = new Set([...everywhere.matchAll(/\b(\w+): t\.\w+/g)].map(([, key]) => key));

describe('a word left for the next page', () => {
  it.each(readdirSync(MODULES))('is known to a page: %s', (module) => {
    const source = sourceOf(module);
    const left = [...source.matchAll(/leaveFlash\(c, '(\w+)'\)/g)].map(([, key = '']) => key);
    const unknown = left.filter((key) => !new RegExp(`\\b${key}:`).test(source) && !shared.has(key));
    expect(unknown).toEqual([]);
  });
});
