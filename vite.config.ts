import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** The server: one bundle of our own code, packages stay in node_modules. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist/server',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rollupOptions: { input: { main: 'src/main.ts', cli: 'src/cli.ts' } },
  },
  ssr: { noExternal: [], external: [...builtinModules] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
