import type { FormInput } from './index.ts';
import { typed } from './index.ts';

/** A record that somebody may mean: how the form knows it, and how people do. */
export interface Choice {
  value: string;
  label: string;
  hint?: string | undefined;
}

export type Picked = { kind: 'one'; value: string } | { kind: 'several'; choices: Choice[] } | { kind: 'none' };

/** Name of the field that holds the record once it was chosen from several. */
export const chosenField = (name: string): string => `${name}Wahl`;

const folded = (text: string) => text.normalize('NFKC').toLocaleLowerCase('de').replace(/\s+/g, ' ').trim();

/**
 * Which record somebody means by what they typed: the one they chose from the list, the only one that fits, the one
 * whose name it is exactly; else the list to choose from. Works without script: the list comes with the next page.
 */
export async function pick(input: FormInput, name: string, find: (text: string) => Promise<readonly Choice[]>): Promise<Picked> {
  const text = typed(input, name)
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 120);
  if (text === '') return { kind: 'none' };
  const found = await find(text);
  const chosen = typed(input, chosenField(name));
  if (found.some((choice) => choice.value === chosen)) return { kind: 'one', value: chosen };
  const exact = found.filter((choice) => folded(choice.label) === folded(text));
  const [only] = exact.length === 1 ? exact : found;
  if (only && (exact.length === 1 || found.length === 1)) return { kind: 'one', value: only.value };
  return found.length === 0 ? { kind: 'none' } : { kind: 'several', choices: [...found] };
}
