import { readFileSync } from 'node:fs';
import { fileName } from '../../../src/modules/checks/index.ts';
import { fromRoot } from '../../../src/platform/root.ts';
import { type Hands, taken, upload } from './hands.ts';

/** A draft of a check with its translations, in consultation, with a comment; and one just begun. */
export async function makeDrafts(hands: Hands) {
  const { people } = hands;
  const { office } = people;
  const written = (name: string) => readFileSync(fromRoot('content', 'checks', name), 'utf8');
  const copy = written(fileName('healthy-work')).replace('id: healthy-work\n', 'id: healthy-shop\n');
  const draft = await upload(hands, office, '/standards/einlesen', {}, { name: fileName('healthy-shop'), bytes: copy });
  for (const language of ['en', 'leicht'] as const) {
    const file = { name: fileName('healthy-shop', language), bytes: written(fileName('healthy-work', language)) };
    await upload(hands, office, `${draft}/einlesen`, {}, file);
  }
  await taken(office.post(`${draft}/schritt`, { schritt: 'consult' }));
  const begun = await taken(office.post('/standards/neu', { title: 'Sicher fahren', id: 'safe-driving' }));
  return { draft, begun };
}
