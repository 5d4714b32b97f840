/** `npm run generate`: what is made from sources and committed: the JSON Schemas of the content files and of `minutes parse --json`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withWalls } from './walls.ts';
import { fromRoot } from '../src/platform/root.ts';
import { rightsPage } from '../src/modules/accounts/handbook.ts';
import { schemaFiles } from '../test/support/schemas.ts';

for (const [name, content] of Object.entries(schemaFiles())) writeFileSync(fromRoot(...name.split('/')), content);
writeFileSync(fromRoot('docs', 'handbuch', 'rechte.md'), rightsPage());
writeFileSync(fromRoot('biome.json'), withWalls(readFileSync(fromRoot('biome.json'), 'utf8')));
console.log('schemas, walls (biome.json) and docs/handbuch/rechte.md written');
