/** `npm run generate`: what is made from sources and committed: the JSON Schemas of the content files and of `minutes parse --json`. */
import { writeFileSync } from 'node:fs';
import { fromRoot } from '../src/platform/root.ts';
import { schemaFiles } from '../test/support/schemas.ts';

for (const [name, content] of Object.entries(schemaFiles())) writeFileSync(fromRoot(...name.split('/')), content);
console.log('schemas written');
