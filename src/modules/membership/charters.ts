import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';

const version = z.strictObject({
  version: z.string().regex(/^\d+\.\d+$/),
  state: z.enum(['draft', 'provisional', 'adopted', 'superseded']),
  /** From when it counts in this state. */
  since: z.iso.date(),
  /** The body that decided. */
  decided: z.string().default(''),
  text: z.string().min(20),
});

/** A file of content/charters: what partners bind themselves to, with its versions. */
export const charterSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    de: z.string().min(3),
    en: z.string().min(3),
    versions: z.array(version).min(1),
  })
  .superRefine((charter, context) => {
    const binding = charter.versions.filter((each) => each.state === 'adopted' || each.state === 'provisional');
    if (binding.length > 1)
      context.addIssue({ code: 'custom', path: ['versions'], message: 'only one version can be in force: supersede the older one' });
    const names = charter.versions.map((each) => each.version);
    if (new Set(names).size !== names.length) context.addIssue({ code: 'custom', path: ['versions'], message: 'a version is named twice' });
  });

export type Charter = z.output<typeof charterSchema>;
export type CharterVersion = Charter['versions'][number];

/** All charters, in the order of their files. @throws ContentError naming file and line */
export function loadCharters(folder = fromRoot('content', 'charters')): Charter[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => readContent(join(folder, name), charterSchema));
}

/** The version that binds at the moment; undefined while there is only a draft. */
export const inForce = (charter: Charter): CharterVersion | undefined =>
  charter.versions.find((each) => each.state === 'adopted' || each.state === 'provisional');

export interface BindingCharter {
  id: string;
  version: string;
  title: { de: string; en: string };
  text: string;
}

/** What binds at the moment, of all charters that have something in force. */
export const bindingCharters = (charters: readonly Charter[]): BindingCharter[] =>
  charters.flatMap((charter) => {
    const version = inForce(charter);
    return version ? [{ id: charter.id, version: version.version, title: { de: charter.de, en: charter.en }, text: version.text }] : [];
  });
