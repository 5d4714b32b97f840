import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../src/cli.ts';
import type { Role } from '../src/modules/accounts/index.ts';
import { fromRoot } from '../src/platform/root.ts';
import { smallNetwork } from './support/full-network.ts';
import { patternOf } from './support/walk/route-patterns.ts';

/** docs/handbuch: what its pages tell people to open, to call and to press. */
const FOLDER = fromRoot('docs', 'handbuch');
const pages = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));

/** For whom a page is written: whoever of them needs it must get in. */
const READERS: Record<string, Role[]> = {
  'README.md': ['company', 'organisationEditor', 'office'],
  'bildung.md': ['consultant', 'office'],
  'checks.md': ['company'],
  'faelle.md': ['consultant', 'office'],
  'geschichten.md': ['consultant', 'office'],
  'gremien.md': ['bodySecretary', 'office'],
  'konten.md': ['organisationCoordinator', 'office'],
  'neuigkeiten.md': ['organisationEditor', 'office'],
  'rechte.md': ['office'],
  'standards.md': ['reviewer', 'office'],
  'transfer.md': ['organisationEditor', 'office'],
  'verankerung.md': ['bodyMember', 'office'],
  'verzeichnis.md': ['networkCoordinator', 'office'],
};

const { people, places } = await smallNetwork();

/** An address of the handbook with its placeholders filled. */
const filled = (address: string): string =>
  address.replace('/gremien/…', `/gremien/${places.body.slug}`).replace('/netzwerk/…', `/netzwerk/${places.network.id}`);

const addressesOf = (text: string) => [...text.matchAll(/[`*](\/[^`*\s]*)[`*]/g)].map(([, address = '']) => address);

describe.each(pages)('$name', ({ name, text }) => {
  it('is written for somebody', () => expect(READERS[name]).toBeDefined());

  it('leads to pages of the handbook and the documentation that there are', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !/^https?:/.test(link) && !existsSync(join(dirname(join(FOLDER, name)), link)))).toEqual([]);
  });

  it('names addresses that answer, to those for whom it is written', async () => {
    const wrong: string[] = [];
    for (const address of addressesOf(text)) {
      const path = filled(address);
      const answers = await Promise.all((READERS[name] ?? []).map(async (role) => (await people[role].get(path)).status));
      if (!patternOf(path) || !answers.some((status) => status < 300)) wrong.push(`${address}: ${answers.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('names commands with the options that they have', () => {
    const wrong: string[] = [];
    for (const [call, words = ''] of text.matchAll(/npx transferwerk ([^`\n]+)/g)) {
      const command = commands.find((each) => words === each.name || words.startsWith(`${each.name} `));
      const options = [...words.matchAll(/--([\w-]+)/g)].map(([, option = '']) => option);
      if (!command || options.some((option) => !(option in (command.options ?? {})))) wrong.push(call);
    }
    expect(wrong).toEqual([]);
  });
});

/** Every German text that the product shows: its catalogues and what the network authors. */
const shown = [
  ...globSync('src/**/texts*.ts', { cwd: fromRoot() }),
  ...globSync('src/**/*-texts*.ts', { cwd: fromRoot() }),
  ...globSync('content/**/*.{yaml,md}', { cwd: fromRoot() }),
]
  .filter((path) => !path.includes('.en.'))
  .map((path) => readFileSync(fromRoot(path), 'utf8'))
  .join('\n');

/** What stands in the handbook's slanted letters and is no label: it is stressed. */
const STRESSED = new Set(['und']);

/** A label begins a text of the product. */
const isShown = (label: string) => ["'", '"', '`', ': ', '> '].some((before) => shown.includes(`${before}${label}`));

describe('labels', () => {
  const flat = (label: string) => label.replaceAll(/\s+/g, ' ').trim();
  it('that the handbook tells to open or to press stand on pages', () => {
    const unknown: string[] = [];
    for (const { name, text } of pages) {
      const prose = text.replaceAll(/`[^`\n]*`/g, '');
      const slanted = [...prose.matchAll(/(?<![*\w])\*([^*\n]+)\*(?!\*)/g)].flatMap(([, chain = '']) => chain.split('→'));
      const pressed = [
        ...prose.matchAll(/(?:[Ww]ählen Sie|[Öö]ffnen Sie|[Dd]rücken Sie|[Kk]licken Sie|Mit|mit|Unter|unter|Organisation) „([^“]+)“/g),
      ].map(([, label = '']) => label);
      for (const label of [...slanted, ...pressed].map(flat))
        if (!STRESSED.has(label) && !label.startsWith('/') && !isShown(label)) unknown.push(`${name}: ${label}`);
    }
    expect(unknown).toEqual([]);
  });
});
