import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';
import { type Curriculum, curriculumSchema } from './model.ts';

/** All curricula, in the order of their files. @throws ContentError naming file and line */
export const loadCurricula = (folder = fromRoot('content', 'curricula')): Curriculum[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => readContent(join(folder, name), curriculumSchema));
