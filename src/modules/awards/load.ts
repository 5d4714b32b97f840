import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';
import { type Award, awardFileSchema } from './model.ts';

/** All award schemes, in the order of their files. @throws ContentError naming file and line */
export const loadAwards = (folder = fromRoot('content', 'awards')): Award[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => readContent(join(folder, name), awardFileSchema));
