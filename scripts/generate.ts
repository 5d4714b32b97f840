/** `npm run generate`: what is made from sources and committed: the JSON Schemas of the content files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { schemaFiles } from '../test/support/schemas.ts';

const folder = new URL('../content/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, content] of Object.entries(schemaFiles())) writeFileSync(new URL(name, folder), content);
console.log('content/schemas written');
