/** `npm run generate`: what is made from sources and committed: the JSON Schemas of the content files and of `minutes parse --json`. */
import { writeFileSync } from 'node:fs';
import { fromRoot } from '../src/platform/root.ts';
import { rightsPage } from '../src/modules/accounts/handbook.ts';
import { schemaFiles } from '../test/support/schemas.ts';

for (const [name, content] of Object.entries(schemaFiles())) writeFileSync(fromRoot(...name.split('/')), content);
writeFileSync(fromRoot('docs', 'handbuch', 'rechte.md'), rightsPage());
console.log('schemas and docs/handbuch/rechte.md written');
