import { build } from 'vite';
import { expect, it } from 'vitest';
import { contractCases } from '../../src/modules/checks/store/contract/index.ts';
import { fromRoot } from '../../src/platform/root.ts';
import { useBrowser } from './support/browser.ts';

const { visit } = useBrowser();

/** The contract and the device's store as one script for the browser. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    root: fromRoot(),
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      lib: {
        entry: fromRoot('test', 'e2e', 'support', 'contract-in-browser.ts'),
        formats: ['iife'],
        name: 'contract',
        fileName: 'contract',
      },
    },
  });
  const [output] = (Array.isArray(result) ? result : [result]) as { output: { code: string }[] }[];
  return output?.output[0]?.code ?? '';
}

it('the real IndexedDB of a browser keeps the whole contract of the stores', async () => {
  const { page, close } = await visit();
  await page.goto('/impressum');
  await page.evaluate(`${await bundle()}\nglobalThis.contract = contract;`);
  const outcomes = await page.evaluate(() =>
    (
      globalThis as unknown as { contract: { runContract(): Promise<{ name: string; actual: unknown; expected: unknown }[]> } }
    ).contract.runContract(),
  );
  expect(outcomes.map((outcome) => outcome.name)).toEqual(contractCases.map((one) => one.name));
  for (const { name, actual, expected } of outcomes) expect({ name, value: actual }).toEqual({ name, value: expected });
  await close();
});
