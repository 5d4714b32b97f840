import { Readable } from 'node:stream';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { sql } from 'kysely';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { newId } from '../src/platform/ids.ts';
import { namedId } from '../src/platform/named-id.ts';
import { fromRoot } from '../src/platform/root.ts';
import { gatherFile, gatherUrl } from '../src/modules/hsds/fetch/gather.ts';
import { readSource } from '../src/modules/hsds/fetch/objects.ts';
import { isPublicAddress, type Outside, safeFetch } from '../src/modules/hsds/fetch/safe.ts';
import { countsOf } from '../src/modules/hsds/service.ts';
import { fromTabular } from '../src/modules/hsds/tabular-read.ts';
import { testApplication } from './support/application.ts';

interface Described {
  name: string;
  path: string;
  schema: { fields: { name: string; type: string }[]; foreignKeys?: { fields: string; reference: { resource: string } }[] };
}
const SCHEMAS = fromRoot('..', 'shared', 'standards', 'hsds-3.0');
const application = await testApplication();
const { get, as, hsds, services, post } = application;
const { db } = services;
const exported = async () => Buffer.concat(await Readable.from(hsds.exportTabular()).toArray());
const json = async (path: string) => (await (await get(path)).json()) as Record<string, unknown> & { contents: Record<string, unknown>[] };

// The published schemas lie beside the repository: without them this test says that it did not run.
describe.skipIf(!existsSync(SCHEMAS))('against the published schemas of HSDS 3.0', () => {
  const read = (name: string) => (existsSync(SCHEMAS) ? (JSON.parse(readFileSync(join(SCHEMAS, name), 'utf8')) as object) : {});
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat('uuid', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i);
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)) && text.includes('T'));
  for (const name of [
    'accessibility',
    'address',
    'attribute',
    'contact',
    'cost_option',
    'funding',
    'language',
    'location',
    'meta_table_description',
    'metadata',
    'organization',
    'organization_identifier',
    'phone',
    'program',
    'required_document',
    'schedule',
    'service',
    'service_area',
    'service_at_location',
    'taxonomy',
    'taxonomy_term',
  ])
    ajv.addSchema(read(`schema/${name}.json`), `${name}.json`);
  const listed = { service: ajv.compile(read('service_list.json')), organization: ajv.compile(read('organization_list.json')) };
  const whole = ajv.compile(read('service_with_definitions.json'));
  const valid = (validate: (data: unknown) => boolean, object: unknown) => {
    const isValid = validate(object);
    expect((validate as { errors?: unknown }).errors ?? null, JSON.stringify(object).slice(0, 300)).toBeNull();
    expect(isValid).toBe(true);
  };
  const byName = (name: string) => {
    const validate = ajv.getSchema(`${name}.json`);
    if (!validate) throw new Error(name);
    return validate as (data: unknown) => boolean;
  };

  it('the schemas refuse what is wrong: a test that can fail', () => {
    expect(whole({ id: 'no uuid', name: 'x', status: 'active' })).toBe(false);
    expect(listed.service({ id: newId(), name: 'x' })).toBe(false);
  });

  it('every offer of the demo network validates, in the listing and in full', async () => {
    let seen = 0;
    for (let page = 1; ; page++) {
      const brief = await json(`/api/hsds/services?per_page=200&page=${page}`);
      const full = await json(`/api/hsds/services?per_page=200&page=${page}&full=true`);
      for (const service of brief.contents) valid(listed.service, service);
      for (const service of full.contents) {
        valid(whole, service);
        valid(byName('service'), service);
      }
      seen += brief.contents.length;
      expect(brief).toMatchObject({ total_items: 600, total_pages: 3, page_number: page, first_page: page === 1, last_page: page === 3 });
      if (brief['last_page']) break;
    }
    expect(seen).toBe(600);
  });

  it('the page of one offer, organisations, places, taxonomies and terms validate', async () => {
    const { contents } = await json('/api/hsds/services?per_page=30');
    for (const { id } of contents) valid(whole, await json(`/api/hsds/services/${id as string}`));
    const organizations = await json('/api/hsds/organizations?per_page=500');
    expect(organizations.contents.length).toBe(60);
    for (const organization of organizations.contents) {
      valid(listed.organization, organization);
      const detail = (await json(`/api/hsds/organizations/${organization['id'] as string}`)) as unknown as { services: unknown[] };
      valid(byName('organization'), detail);
      // As the compiled schema has it: each of its services satisfies the schema of a service (findings/clients F4).
      for (const service of detail.services) valid(byName('service'), service);
    }
    const at = await json('/api/hsds/service_at_locations?per_page=200&full=true');
    for (const each of at.contents) valid(byName('service_at_location'), each);
    for (const { id } of at.contents.slice(0, 5))
      valid(byName('service_at_location'), await json(`/api/hsds/service_at_locations/${id as string}`));
    const locations = await json('/api/hsds/locations?per_page=500');
    for (const each of locations.contents) valid(byName('location'), each);
    for (const taxonomy of (await json('/api/hsds/taxonomies')).contents) {
      valid(byName('taxonomy'), taxonomy);
      valid(byName('taxonomy'), await json(`/api/hsds/taxonomies/${taxonomy['id'] as string}`));
    }
    const terms = await json('/api/hsds/taxonomy_terms?per_page=500');
    expect(terms.contents.length).toBeGreaterThan(100);
    for (const term of terms.contents) valid(byName('taxonomy_term'), term);
    valid(byName('taxonomy_term'), await json(`/api/hsds/taxonomy_terms/${terms.contents[0]?.['id'] as string}`));
  });
});

describe('the interface', () => {
  const total = async (query: string) => Number((await json(`/api/hsds/services?${query}`))['total_items']);
  it('filters as a recount by SQL says', async () => {
    const count = async (where: ReturnType<typeof sql>) =>
      Number(
        (await sql<{ n: number }>`select count(*)::int as n from offers.offer where state = 'published' and ${where}`.execute(db)).rows[0]
          ?.n,
      );
    const topic = namedId('term topics data-protection');
    expect(await total(`taxonomy_term_id=${topic}`)).toBe(await count(sql`'data-protection' = any(topics)`));
    const field = namedId('term topics digital');
    const digital = [
      'digital-start',
      'digital-processes',
      'ai-start',
      'human-centred-ai',
      'ai-rules',
      'data-protection',
      'it-security',
      'online-presence',
    ];
    expect(await total(`taxonomy_term_id=${field}`)).toBe(await count(sql`topics && ${digital}::text[]`));
    expect(await total(`taxonomy_term_id=${namedId('term kinds training')}`)).toBe(await count(sql`kind = 'training'`));
    const { rows } = await sql<{ id: string }>`select organisation_id as id from offers.offer order by id limit 1`.execute(db);
    expect(await total(`organization_id=${rows[0]?.id}`)).toBe(await count(sql`organisation_id = ${rows[0]?.id}`));
    expect(await total(`taxonomy_term_id=${newId()}`)).toBe(0);
  });

  it('says what has changed since a moment', async () => {
    expect(await total('modified_after=2026-07-01T00:00:00Z')).toBe(0);
    await sql`update offers.offer set updated_at = '2026-08-01' where id = (select id from offers.offer order by id limit 1)`.execute(db);
    expect(await total('modified_after=2026-07-01T00:00:00Z')).toBe(1);
    expect(await total('modified_after=2026-07-01T00:00:00Z&minimal=true')).toBe(1);
  });

  it('gives everything at once, one object a line', async () => {
    const lines = (await (await get('/api/hsds/services?format=ndjson')).text()).trim().split('\n');
    expect(lines.length).toBe(600);
    expect(JSON.parse(lines[599] ?? '')).toHaveProperty('name');
  });

  it.each(['services', 'organizations', 'service_at_locations', 'locations', 'taxonomies', 'taxonomy_terms'])(
    'pages over what it lists: %s',
    async (name) => {
      const all = (await json(`/api/hsds/${name}?per_page=7&page=1`)) as unknown as { total_items: number; total_pages: number };
      const seen: unknown[] = [];
      const pages = Math.min(all.total_pages, 30);
      for (let page = 1; page <= pages; page++) {
        const { contents, ...rest } = await json(`/api/hsds/${name}?per_page=7&page=${page}`);
        expect(rest).toMatchObject({ total_items: all.total_items, size: contents.length, empty: contents.length === 0 });
        expect(contents.length).toBe(page < all.total_pages ? 7 : all.total_items - 7 * (all.total_pages - 1));
        seen.push(...contents.map(({ id }) => id));
      }
      expect(new Set(seen).size).toBe(seen.length);
      const lines = (await (await get(`/api/hsds/${name}?format=ndjson`)).text()).trim().split('\n');
      const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
      expect([ids.length, new Set(ids).size]).toEqual([all.total_items, all.total_items]);
      expect(ids.slice(0, seen.length)).toEqual(seen);
    },
  );

  it.each([
    ['service_at_locations', 'postcode=78166'],
    ['service_at_locations', 'proximity=10'],
    ['services', 'postcode=78166'],
    ['organizations', 'full_service=true'],
    ['locations', 'search=Kiel'],
    ['taxonomies', 'whatever=1'],
  ])('refuses what it does not serve, so that nobody takes the whole for a part: %s?%s', async (name, query) => {
    const answer = await get(`/api/hsds/${name}?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      errors: [{ parameter: query.split('=')[0], message: expect.stringContaining('not served') }],
    });
  });

  it.each([
    'page=0',
    'page=x',
    'per_page=100000',
    'modified_after=gestern',
    'organization_id=1',
    'format=xml',
    `search=${'a'.repeat(301)}`,
  ])('names the parameter that is wrong: %s', async (query) => {
    const answer = await get(`/api/hsds/services?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(query.split('=')[0]);
  });
  it('knows nothing of what is hidden', async () => {
    const { rows } = await sql<{
      id: string;
    }>`update offers.offer set state = 'hidden' where id = (select id from offers.offer order by id limit 1) returning id`.execute(db);
    expect((await get(`/api/hsds/services/${rows[0]?.id}`)).status).toBe(404);
    await sql`update offers.offer set state = 'published' where id = ${rows[0]?.id}`.execute(db);
    for (const id of ['x', newId(), `' or 1=1 --`]) expect((await get(`/api/hsds/services/${encodeURIComponent(id)}`)).status).toBe(404);
  });
});

const importing = <Value>(work: () => Promise<Value>) => actAs(SYSTEM, work);
const gathered = (result: ReturnType<typeof readSource> | Awaited<ReturnType<typeof gatherFile>>) => {
  if (!result.ok) throw new Error(result.fault);
  return result.value;
};

describe('our own export, taken in again', () => {
  it('yields no difference, as tables and as JSON lines', async () => {
    const tables = gathered(await gatherFile(await exported()));
    const plan = await hsds.plan(undefined, tables);
    expect(countsOf(plan)).toEqual({ own: 600 });
    expect(plan.lines.filter(({ action }) => action !== 'own')).toEqual([]);
    const lines = await (await get('/api/hsds/services?format=ndjson&full=true')).text();
    expect(countsOf(await hsds.plan(undefined, gathered(readSource(strToU8(lines)))))).toEqual({ own: 600 });
  });

  it('holds what a machine needs to read it: a data package that describes every table', async () => {
    const bytes = await exported();
    const tables = fromTabular(bytes);
    expect(typeof tables).toBe('object');
    const files = unzipSync(bytes);
    const { resources } = JSON.parse(strFromU8(files['datapackage.json'] ?? new Uint8Array())) as { resources: Described[] };
    const names = new Set(resources.map(({ name }) => name));
    expect([...names].filter((name) => name.endsWith('s') && name !== 'address')).toEqual([]);
    for (const { name, path, schema } of resources) {
      // As the standard names them (findings/clients F12).
      if (existsSync(SCHEMAS))
        expect(path).toBe((JSON.parse(readFileSync(join(SCHEMAS, 'schema', `${name}.json`), 'utf8')) as { path: string }).path);
      expect(Object.keys(files)).toContain(path);
      expect(schema.foreignKeys?.length, name).not.toBe(0);
      const pointing = schema.fields.filter((field) => names.has(field.name.replace(/_id$/, '')) && field.name.endsWith('_id'));
      expect((schema.foreignKeys ?? []).map(({ fields }) => fields)).toEqual(expect.arrayContaining(pointing.map((field) => field.name)));
    }
    // A key leads somewhere: to a row of the package.
    const rowsOf = (path: string) =>
      parse(strFromU8(files[path] ?? new Uint8Array()), { columns: true, bom: true }) as Record<string, string>[];
    for (const { name, path, schema } of resources)
      for (const { fields, reference } of schema.foreignKeys ?? []) {
        const target = resources.find((each) => each.name === (reference.resource || name));
        const ids = new Set(rowsOf(target?.path ?? '').map((row) => row['id']));
        const dead = rowsOf(path).filter((row) => row[fields] !== '' && !ids.has(row[fields]));
        expect(dead.length, `${name}.${fields}`).toBe(0);
      }
    const service = resources.find(({ name }) => name === 'service');
    expect(service?.schema.fields).toContainEqual({ name: 'last_modified', type: 'datetime' });
    const [head = [], first = []] = strFromU8(files['services.csv'] ?? new Uint8Array())
      .split('\n')
      .map((line) => line.split(','));
    expect(first.length).toBeGreaterThan(0);
    expect(strFromU8(files['services.csv'] ?? new Uint8Array())).toMatch(/,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/);
    expect(head).toContain('last_modified');
  });

  it('is read under the names of before, too', async () => {
    const files = unzipSync(await exported());
    const { 'service_at_location.csv': at = new Uint8Array(), ...others } = files;
    const before = fromTabular(zipSync({ ...others, 'service_at_locations.csv': at }));
    expect(before).toEqual(fromTabular(zipSync(files)));
  });

  it('in another, empty network brings everything once; again it changes nothing', async () => {
    const other = await testApplication({ DEMO: 'off' });
    const bytes = await exported();
    await importing(async () => {
      const source = await other.hsds.sourceNamed('Nachbarnetz', null, 'CC BY 4.0');
      const first = await other.hsds.apply(source, gathered(readSource(bytes)));
      if (!first.ok) throw new Error(first.fault);
      const counts = countsOf(first.value);
      expect(counts['new']).toBeGreaterThan(500);
      // Word for word the same twice in one town is taken once.
      expect((counts['new'] ?? 0) + (counts['refused'] ?? 0)).toBe(600);
      await other.services.jobs.drain();
      const again = await other.hsds.apply(source, gathered(readSource(bytes)));
      if (!again.ok) throw new Error(again.fault);
      expect(countsOf(again.value)['new'] ?? 0).toBe(0);
      expect(countsOf(again.value)['changed'] ?? 0).toBe(0);
    });
    expect(
      (
        await other.search.search('Datenschutz', {
          near: undefined,
          kinds: ['offer'],
          offerKinds: undefined,
          online: false,
          onSite: false,
          free: false,
          language: undefined,
          today: '2026-06-01',
          bodies: [],
        })
      ).ranked.length,
    ).toBeGreaterThan(5);
  }, 120_000);
});

/** A foreign directory with some services. */
const foreign = (
  count: number,
  change: (service: Record<string, unknown>, index: number) => Record<string, unknown> = (service) => service,
) => {
  const organization = {
    id: namedId('foreign organization'),
    name: 'Fremdkammer',
    description: 'Eine Kammer anderswo.',
    email: 'info@fremd.example',
    locations: [
      {
        id: namedId('foreign place'),
        location_type: 'physical',
        latitude: 54.32,
        longitude: 10.13,
        addresses: [{ city: 'Kiel', postal_code: '24103' }],
      },
    ],
  };
  return {
    organization,
    services: Array.from({ length: count }, (_, index) =>
      change(
        {
          id: namedId(`foreign service ${index}`),
          name: `Fremdangebot ${index}`,
          status: 'active',
          description: `Etwas ganz Eigenes mit der Nummer ${index} und Zwiebeln.\n\nLanger Text über Zwiebeln, Porree und Lauch, Band ${index}.`,
          organization,
        },
        index,
      ),
    ),
  };
};
const asFile = (services: readonly unknown[]) => readSource(strToU8(JSON.stringify(services)));

describe('a foreign source', () => {
  it('is taken over, changed, withdrawn, and comes back, each with its origin', async () => {
    await importing(async () => {
      const source = await hsds.sourceNamed('Fremdes', null, '');
      const run = async (services: readonly unknown[]) => {
        const applied = await hsds.apply(source, gathered(asFile(services)));
        await services_().drain();
        return applied.ok ? countsOf(applied.value) : applied.fault;
      };
      const services_ = () => services.jobs;
      const { services: all } = foreign(6);
      expect(await run(all)).toEqual({ new: 6 });
      expect(await run(all)).toEqual({ same: 6 });
      expect(await run(foreign(6, (service, index) => (index === 2 ? { ...service, name: 'Umbenannt' } : service)).services)).toEqual({
        changed: 1,
        same: 5,
      });
      expect(await run(all.slice(0, 5))).toEqual({ changed: 1, same: 4, gone: 1 });
      const state = async (index: number) =>
        (await sql<{ state: string }>`select state from offers.offer where id = ${namedId(`foreign service ${index}`)}`.execute(db)).rows[0]
          ?.state;
      expect(await state(5)).toBe('hidden');
      expect(await run(all)).toEqual({ same: 5, changed: 1 });
      expect(await state(5)).toBe('published');
      // A source that has lost most of what it had is broken: nothing is withdrawn.
      expect(await run(all.slice(0, 2))).toBe('shrunk');
      expect(await state(4)).toBe('published');
    });
  });

  it('that claims one of our ids for something else changes nothing of ours', async () => {
    const { rows } = await sql<{ id: string; title: string }>`select id, title from offers.offer where demo order by id limit 1`.execute(
      db,
    );
    const ours = rows[0];
    await importing(async () => {
      const source = await hsds.sourceNamed('Lügner', null, '');
      const applied = await hsds.apply(
        source,
        gathered(asFile(foreign(1, (service) => ({ ...service, id: ours?.id, name: 'Gekapert' })).services)),
      );
      if (!applied.ok) throw new Error(applied.fault);
      expect(applied.value.lines.find(({ what }) => what === 'service')).toMatchObject({ action: 'refused', refusal: 'foreignId' });
    });
    expect((await sql<{ title: string }>`select title from offers.offer where id = ${ours?.id}`.execute(db)).rows[0]?.title).toBe(
      ours?.title,
    );
  });

  it('with the same id twice, or with nothing, or with broken objects, is refused or told apart', () => {
    const { services: two } = foreign(2, (service) => ({ ...service, id: namedId('one') }));
    expect(asFile(two)).toEqual({ ok: false, fault: 'sameIdTwice' });
    expect(asFile([])).toEqual({ ok: false, fault: 'empty' });
    const mixed = asFile([...foreign(1).services, { id: 'x', name: 'y' }, null, 7, { id: newId() }]);
    expect(mixed.ok && mixed.value.services.length).toBe(1);
    expect(mixed.ok && mixed.value.invalid.length).toBe(4);
    expect(readSource(strToU8('<html>'))).toEqual({ ok: false, fault: 'notJson' });
    expect(readSource(strToU8('{"a":1}'))).toEqual({ ok: false, fault: 'noListing' });
    expect(readSource(strToU8('PK\x03\x04 broken'))).toEqual({ ok: false, fault: 'noZip' });
    expect(readSource(zipSync({ 'x.csv': strToU8('a,b\n1,2') }))).toEqual({ ok: false, fault: 'noServices' });
  });

  it('in any shape never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.uint8Array({ maxLength: 300 }), (value, bytes) => {
        readSource(strToU8(JSON.stringify([value]) ?? ''));
        readSource(bytes);
      }),
      { numRuns: 200 },
    );
  });
});

describe('reading an address', () => {
  it.each([
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['::1', false],
    ['fc00::1', false],
    ['fe80::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['224.0.0.1', false],
    ['::7f00:1', false],
    ['::127.0.0.1', false],
    ['::8.8.8.8', false],
    ['::', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:7f00:1', false],
    ['::ffff:8.8.8.8', true],
    ['::ffff:0:127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['64:ff9b::8.8.8.8', false],
    ['64:ff9b:1::a00:1', false],
    ['2002:7f00:1::', false],
    ['2002:a00:1::1', false],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', false],
    ['2001:db8::1', false],
    ['2a00::200:5efe:a00:1', false],
    ['2a00::5efe:7f00:1', false],
    ['fe80::1%eth0', false],
    ['2a00::1%eth0', false],
    ['fec0::1', false],
    ['2a00:1450:4001:82a::200e', true],
    ['nonsense', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });

  const world = (answers: Record<string, string[]>): Outside => ({
    resolve: async (host) => {
      const found = answers[host];
      if (!found) throw new Error('ENOTFOUND');
      return found;
    },
    isAllowed: isPublicAddress,
  });
  it.each([
    ['http://verzeichnis.example/', 'onlyHttps'],
    ['ftp://verzeichnis.example/', 'onlyHttps'],
    ['file:///etc/passwd', 'onlyHttps'],
    ['https://user:secret@verzeichnis.example/', 'onlyHttps'],
    ['https://127.0.0.1/', 'privateAddress'],
    ['https://[::1]/', 'privateAddress'],
    ['https://2130706433/', 'privateAddress'],
    ['https://0x7f.1/', 'privateAddress'],
    ['https://169.254.169.254/latest/meta-data', 'privateAddress'],
    ['https://intern.example/', 'privateAddress'],
    ['https://halb.example/', 'privateAddress'],
    ['https://fort.example/', 'unknownHost'],
    ['nonsense', 'noAddress'],
  ])('%s → %s', async (address, fault) => {
    const names = world({ 'intern.example': ['192.168.0.7'], 'halb.example': ['93.184.216.34', '10.0.0.1'] });
    expect(await safeFetch(address, 1000, names)).toEqual({ ok: false, fault });
  });
});

describe('a server', () => {
  let server: Server;
  let base = '';
  let reached: string[] = [];
  let ca = '';
  let answer: (path: string) => { status?: number; headers?: Record<string, string>; body?: string | Buffer; hang?: boolean } = () => ({});

  beforeAll(async () => {
    const made = await generate([{ name: 'commonName', value: 'verzeichnis.example' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'verzeichnis.example' }] }],
    });
    ca = made.cert;
    server = createServer({ key: made.private, cert: ca }, (request, response) => {
      reached.push(request.url ?? '');
      const { status = 200, headers = {}, body = '', hang } = answer(request.url ?? '');
      if (hang) return;
      response.writeHead(status, headers);
      response.end(body);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    base = `https://verzeichnis.example:${(server.address() as AddressInfo).port}/api/hsds`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  /** The server on loopback plays a public one: only this name may lead there. */
  const world = (): Outside => ({
    ca,
    resolve: async (host) => (host === 'verzeichnis.example' ? ['127.0.0.1'] : host === 'intern.example' ? ['10.0.0.1'] : []),
    isAllowed: (address) => address === '127.0.0.1' || isPublicAddress(address),
  });
  const page = (services: readonly unknown[], number: number, pages: number) =>
    JSON.stringify({ total_pages: pages, page_number: number, contents: services });

  it('is read page after page, services and organisations', async () => {
    const { services: all, organization } = foreign(5);
    answer = (path) => {
      const number = Number(/page=(\d+)$/.exec(path)?.[1]);
      if (path.includes('/organizations')) return { body: page([organization], 1, 1) };
      return { body: page(all.slice((number - 1) * 2, number * 2), number, 3) };
    };
    const result = await gatherUrl(`${base}/`, world());
    expect(result.ok && result.value.services.length).toBe(5);
    expect(result.ok && result.value.organizations.length).toBe(1);
  });

  it.each([
    [
      'a redirect into a private network',
      () => ({ status: 302, headers: { location: 'https://intern.example/services' } }),
      'privateAddress',
    ],
    ['a redirect to plain http', () => ({ status: 301, headers: { location: 'http://verzeichnis.example/' } }), 'onlyHttps'],
    ['redirects in a circle', (path: string) => ({ status: 302, headers: { location: path } }), 'tooManyRedirects'],
    ['the same page for ever', () => ({ body: page(foreign(2).services, 1, 9999) }), 'circular'],
    ['no JSON', () => ({ body: '<html>' }), 'notJson'],
    ['another JSON', () => ({ body: '{"services":[]}' }), 'noListing'],
    ['an error', () => ({ status: 500 }), 'badStatus'],
    ['a huge page', () => ({ body: Buffer.alloc(21 * 1024 * 1024, 32) }), 'tooLarge'],
  ])('that answers with %s is refused, and nothing changes', async (_, how, fault) => {
    reached = [];
    answer = how as typeof answer;
    const before = await sql<{ n: number }>`select count(*)::int as n from offers.offer`.execute(db);
    expect(await gatherUrl(base, world())).toEqual({ ok: false, fault });
    expect((await sql<{ n: number }>`select count(*)::int as n from offers.offer`.execute(db)).rows).toEqual(before.rows);
    expect(reached.length).toBeLessThan(8);
  });

  it('that changes its address after it was judged is still asked at the judged one', async () => {
    let answers = 0;
    answer = () => ({ body: page(foreign(1).services, 1, 1) });
    const rebinding: Outside = { ...world(), resolve: async () => (answers++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']) };
    // The first request goes where it was judged; the next one is judged anew and refused.
    expect(await safeFetch(`${base}/services`, 100_000, rebinding)).toMatchObject({ ok: true });
    expect(await safeFetch(`${base}/services`, 100_000, rebinding)).toEqual({ ok: false, fault: 'privateAddress' });
  });
});

describe('the office', () => {
  it('sees what is wrong with an address, and may take the directory along; others may not', async () => {
    const office = await as(['office']);
    const refused = await office.post('/geschaeftsstelle/verzeichnisse', { name: 'Intern', url: 'https://127.0.0.1/', tun: 'ansehen' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('führt in ein internes Netz');
    expect((await office.get('/geschaeftsstelle/verzeichnisse/hsds.zip')).headers.get('content-type')).toBe('application/zip');
    expect((await get('/geschaeftsstelle/verzeichnisse')).status).not.toBe(200);
    expect((await post('/geschaeftsstelle/verzeichnisse', { name: 'x', url: 'https://x.example' })).status).not.toBe(200);
  });
});
