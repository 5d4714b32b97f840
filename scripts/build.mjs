/**
 * Builds everything below dist/: reference data, content (checked), style, fonts, islands, server.
 * A build is made under Node 24, which runs our TypeScript as it is.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { transform as minify } from 'lightningcss';
import { PurgeCSS } from 'purgecss';
import fontverter from 'fontverter';
import subsetFont from 'subset-font';
import { build } from 'vite';

const root = new URL('..', import.meta.url).pathname;
const at = (...parts) => join(root, ...parts);
const require = createRequire(import.meta.url);
const kern = join(require.resolve('@kern-ux/native/package.json'), '..', 'dist');

const hashed = (name, content) => {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  return name.replace(/(\.\w+)$/, `-${hash}$1`);
};

function writeAsset(name, content) {
  const file = at('dist', 'assets', name);
  writeFileSync(file, content);
  if (/\.(css|js|svg)$/.test(name)) {
    writeFileSync(`${file}.br`, brotliCompressSync(content));
    writeFileSync(`${file}.gz`, gzipSync(content));
  }
  return `/assets/${name}`;
}

/** All letters of European languages in the Latin script, with punctuation and arrows. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x1e9e, 0x1e9e],
  [0x2010, 0x2027],
  [0x2030, 0x203a],
  [0x20ac, 0x20ac],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
  [0x2713, 0x2717],
];
const latin = ranges.map(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('')).join('');

async function fonts() {
  const urls = {};
  for (const weight of ['Regular', 'SemiBold']) {
    const source = readFileSync(join(kern, 'fonts', 'fira-sans', `FiraSans-${weight}.woff2`));
    const web = await subsetFont(source, latin, { targetFormat: 'woff2' });
    urls[weight] = writeAsset(hashed(`fira-sans-${weight.toLowerCase()}.woff2`, web), web);
    mkdirSync(at('dist', 'fonts'), { recursive: true });
    writeFileSync(at('dist', 'fonts', `FiraSans-${weight}.ttf`), await subsetFont(source, latin, { targetFormat: 'sfnt' }));
  }
  await fallbackFonts();
  return urls;
}

/** What Fira Sans has not: Greek, Cyrillic, Vietnamese, signs and emoji, for papers only; in pieces, as they come. */
async function fallbackFonts() {
  const packages = ['@fontsource/noto-sans', '@fontsource/noto-sans-symbols-2', '@fontsource/noto-emoji'];
  for (const name of packages) {
    const files = join(require.resolve(`${name}/package.json`), '..', 'files');
    for (const file of readdirSync(files).filter((each) => each.endsWith('400-normal.woff2')))
      writeFileSync(at('dist', 'fonts', file.replace('.woff2', '.ttf')), await fontverter.convert(readFileSync(join(files, file)), 'sfnt'));
  }
}

async function style(font) {
  const own = readFileSync(at('src', 'design', 'css', 'site.css'), 'utf8')
    .replace('FONT_REGULAR', font.Regular)
    .replace('FONT_SEMIBOLD', font.SemiBold);
  const kernCss = readFileSync(join(kern, 'kern.css'), 'utf8');
  // PurgeCSS drops the rule that ties components to the colour tokens, because of its `:is(body, …)`: kept as a rule for body.
  const [, tokens] = /:is\(body, \.kern-light[^{]*\{([^}]*)\}/.exec(kernCss) ?? [];
  if (!tokens) throw new Error('kern.css has another shape: its contextual colour tokens were not found');
  const [purged] = await new PurgeCSS().purge({
    content: [at('src/**/*.{ts,tsx}')],
    css: [{ raw: kernCss }],
    // The colour tokens hang on these; `variables` stays off, because tokens are used through tokens.
    safelist: {
      standard: [
        /^kern-alert--/,
        /^kern-icon--(info|success|warning|danger)$/,
        /^kern-btn--/,
        /^kern-(light|dark)$/,
        /^kern-level/,
        /^data-kern-theme$/,
      ],
    },
  });
  const { code } = minify({ filename: 'site.css', code: Buffer.from(`${purged.css}\nbody {${tokens}}\n${own}`), minify: true });
  return writeAsset(hashed('site.css', code), code);
}

/** A script for the browser, in one file. */
async function islands(entry, name) {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: at(entry), formats: ['es'], fileName: name },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const { code } = output.output[0];
  return writeAsset(hashed(`${name}.js`, code), code);
}

/** The search for other people's pages, in one classic script with a name that stays. */
async function embed() {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      lib: { entry: at('src/modules/search/embed/embed.ts'), formats: ['iife'], name: 'transferwerkSuche', fileName: 'embed' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return writeAsset('embed.js', output.output[0].code);
}

/** Packages and files of the server that the device never runs: gone from its bundle, an error if one were used. */
const serverOnly = {
  name: 'server-only',
  enforce: 'pre',
  resolveId: (id) => (/^(node:|pg$|kysely$|yaml$)/.test(id) ? '\0server-only' : undefined),
  load: (id) => (id === '\0server-only' ? 'module.exports = {};' : undefined),
};

/** The service worker: the check module as it runs on the device, in one file. */
async function worker(manifest, files) {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [serverOnly],
    define: {
      __FILES__: JSON.stringify(files),
      __BUILD__: JSON.stringify(createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 10)),
      __ASSETS__: JSON.stringify(manifest),
    },
    resolve: { alias: [{ find: /^.*\/assets\.ts$/, replacement: at('src/design/assets.device.ts') }] },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      modulePreload: false,
      rollupOptions: { treeshake: { moduleSideEffects: false } },
      lib: { entry: at('src/worker.ts'), formats: ['iife'], name: 'worker', fileName: 'worker' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return writeAsset('worker.js', output.output[0].code);
}

rmSync(at('dist', 'assets'), { recursive: true, force: true });
mkdirSync(at('dist', 'assets'), { recursive: true });
const { buildReference } = await import('../src/reference/build/main.ts');
console.log('reference', buildReference(new URL('../dist/reference.json', import.meta.url)));
const font = await fonts();
const manifest = {
  css: await style(font),
  js: await islands('src/design/islands/index.ts', 'islands'),
  live: await islands('src/modules/checks/together/island.ts', 'live'),
  font: font.Regular,
};
await embed();
const icon = writeAsset('icon.svg', readFileSync(at('src', 'design', 'icon.svg')));
await worker(manifest, [manifest.css, manifest.js, font.Regular, font.SemiBold, icon]);
writeFileSync(at('dist', 'assets', 'manifest.json'), JSON.stringify(manifest));
await build({ root, configFile: at('vite.config.ts'), logLevel: 'warn' });
console.log('assets', manifest);
