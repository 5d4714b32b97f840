import { readFileSync } from 'node:fs';
import { fromRoot } from '../platform/root.ts';

export interface Assets {
  css: string;
  js: string;
  /** Further scripts, each for pages that need it. */
  live: string;
  font: string;
}

let loaded: Assets | undefined;

/** Addresses of the built files, with their content's hash in the name. */
export function assets(): Assets {
  loaded ??= JSON.parse(readFileSync(fromRoot('dist', 'assets', 'manifest.json'), 'utf8')) as Assets;
  return loaded;
}
