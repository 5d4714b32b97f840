import { ContentError, readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';
import { faultsOfGuide } from './graph.ts';
import { type Guide, guideSchema } from './model.ts';

/** The mentor's questions from content/mentor/. @throws ContentError for what cannot be read, a dead end, an end that nobody reaches */
export function loadGuide(known: Parameters<typeof faultsOfGuide>[1], file = fromRoot('content', 'mentor', 'guide.yaml')): Guide {
  const guide = readContent(file, guideSchema);
  const faults = faultsOfGuide(guide, known);
  if (faults.length > 0) throw new ContentError(`content/mentor/guide.yaml: ${faults.join('; ')}`);
  return guide;
}
