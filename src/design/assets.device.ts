import type { Assets } from './assets.ts';

/** Put in by scripts/build.mjs. */
declare const __ASSETS__: Assets;

/** On the device the addresses are part of the build: there is no file to read them from. */
export const assets = (): Assets => __ASSETS__;
