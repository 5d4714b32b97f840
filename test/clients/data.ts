import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { Parser, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { fromRoot } from '../../src/platform/root.ts';
import type { Client, Finding, Instance } from './kinds.ts';
import { bytesOf, python, pythonWith, run } from './tools.ts';

/** Published schemas and shapes lie beside the repository. */
const standards = (...path: string[]) => fromRoot('..', 'shared', 'standards', ...path);
const beside = (folder: string) =>
  existsSync(standards(folder)) ? undefined : `the published files ../shared/standards/${folder} beside the repository`;

/** The second of two libraries for data packages; too old to be kept installed. */
const DATAPACKAGE = 'datapackage@1.1.10';
const require = createRequire(import.meta.url);
const isInstalled = (name: string): boolean => {
  try {
    return Boolean(require.resolve(name));
  } catch {
    return false;
  }
};

interface Table {
  name: string;
  read(options: { keyed: boolean; relations: boolean }): Promise<unknown[]>;
}
interface Package {
  valid: boolean;
  errors: Error[];
  resources: Table[];
}

async function tables(instance: Instance): Promise<Finding[]> {
  const zip = join(instance.folder, 'hsds.zip');
  const exported = run({ folder: instance.folder }, 'env', [
    `DATA_DIR=${instance.dataDir}`,
    process.execPath,
    fromRoot('dist', 'server', 'cli.js'),
    'hsds',
    'export',
    zip,
  ]);
  if (exported.status !== 0) return [{ address: 'hsds export', fault: exported.errors.trim().split('\n').at(-1), note: '' }];
  const folder = join(instance.folder, 'hsds');
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) writeFileSync(join(folder, name), strFromU8(content));
  const { Package: loader } = require('datapackage') as { Package: { load(path: string, options: object): Promise<Package> } };
  const found = await loader.load(join(folder, 'datapackage.json'), { strict: false });
  if (!found.valid) return found.errors.map(({ message }) => ({ address: 'hsds.zip', fault: message, note: '' }));
  const findings: Finding[] = [];
  for (const table of found.resources) {
    let rows = 0;
    let fault: string | undefined;
    try {
      // With relations: a foreign key that leads nowhere is a fault.
      rows = (await table.read({ keyed: true, relations: true })).length;
    } catch (error) {
      const [first] = (error as { errors?: Error[] }).errors ?? [];
      fault = (first ?? (error as Error)).message;
    }
    findings.push({ address: `hsds.zip: ${table.name}`, fault, note: `${rows} rows` });
  }
  return findings;
}

async function catalogue(instance: Instance): Promise<Finding[]> {
  const parser = new JsonLdParser({ baseIRI: instance.url });
  const quads: unknown[] = [];
  const done = new Promise((resolve, reject) =>
    parser
      .on('data', (quad) => quads.push(quad))
      .on('end', resolve)
      .on('error', reject),
  );
  parser.write((await bytesOf(instance, '/daten.jsonld')).toString());
  parser.end();
  await done;
  const shapes = new Store(new Parser().parse(readFileSync(standards('dcat-ap-3.0.1', 'shapes.ttl'), 'utf8')));
  const judge = async (data: unknown[]) => new SHACLValidator(shapes as never).validate(new Store(data as never) as never);
  const report = await judge(quads);
  const [worst] = report.results.filter(({ severity }) => severity?.value.endsWith('#Violation'));
  // A judge that never finds anything is none: without titles it has to.
  const blind = (await judge(quads.filter((quad) => !(quad as { predicate: { value: string } }).predicate.value.endsWith('/title'))))
    .conforms;
  const fault = blind
    ? 'the shapes find nothing wrong without titles either'
    : worst && `${worst.path?.value ?? ''} of ${worst.focusNode?.value ?? ''}`;
  return [{ address: '/daten.jsonld', fault, note: `${quads.length} triples against shapes.ttl` }];
}

export const dataClients: Client[] = [
  ...(['hsds', 'oparl'] as const).map((kind): Client => {
    const folder = kind === 'hsds' ? 'hsds-3.0' : 'oparl-1.1';
    return {
      name: `python3-jsonschema, ${folder}`,
      missing: () => Promise.resolve(pythonWith('jsonschema') ? beside(folder) : 'apt install python3-jsonschema'),
      check: (instance) => Promise.resolve(python(instance, 'jsonschema', 'schemas.py', [kind, standards(folder, 'schema')])),
    };
  }),
  {
    name: 'datapackage',
    missing: () => Promise.resolve(isInstalled('datapackage') ? undefined : `npm install --no-save ${DATAPACKAGE}`),
    check: tables,
  },
  { name: 'rdf-validate-shacl', missing: () => Promise.resolve(beside('dcat-ap-3.0.1')), check: catalogue },
];
