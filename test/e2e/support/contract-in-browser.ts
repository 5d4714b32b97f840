/** Runs in the browser: every case of the contract against its IndexedDB. */
import { createDeviceStore, openDeviceDb } from '../../../src/modules/checks/device/store.ts';
import { contractCases } from '../../../src/modules/checks/store/contract/index.ts';

export async function runContract() {
  const store = createDeviceStore(await openDeviceDb('contract'));
  const outcomes: { name: string; actual: unknown; expected: unknown }[] = [];
  for (const { name, run } of contractCases) {
    const [actual, expected] = await run(store);
    outcomes.push({ name, actual, expected });
  }
  return outcomes;
}
