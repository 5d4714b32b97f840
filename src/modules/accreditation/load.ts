import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ContentError, readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';
import { type Scheme, schemeSchema } from './model.ts';

/** All accreditation schemes, in the order of their files. @throws ContentError naming the file, where one follows an unknown scheme or asks for an unknown training */
export function loadSchemes(
  curricula: ReadonlySet<string>,
  charters: ReadonlySet<string>,
  folder = fromRoot('content', 'accreditation'),
): Scheme[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const schemes = names.toSorted().map((name) => readContent(join(folder, name), schemeSchema));
  const ids = new Set(schemes.map((scheme) => scheme.id));
  for (const scheme of schemes) {
    if (scheme.replaces && !ids.has(scheme.replaces.scheme))
      throw new ContentError(`${scheme.id}: there is no scheme "${scheme.replaces.scheme}"`);
    for (const each of scheme.requirements) {
      const stray = each.kind === 'training' ? each.curricula.find((curriculum) => !curricula.has(curriculum)) : undefined;
      if (stray) throw new ContentError(`${scheme.id}: there is no curriculum "${stray}"`);
      if (each.kind === 'charter' && !charters.has(each.charter))
        throw new ContentError(`${scheme.id}: there is no charter "${each.charter}"`);
    }
  }
  return schemes;
}
