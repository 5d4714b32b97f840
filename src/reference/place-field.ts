import { type Location, locationOf } from './location.ts';
import { placeLabelWithDistrict, type Places } from './places/model.ts';
import { catalogue, type Locale } from '../platform/i18n/index.ts';
import { ok, type Result, refused } from '../platform/result.ts';

const texts = catalogue(
  {
    unknown: (text: string) => `Den Ort „${text}“ kennen wir nicht.`,
    near: (names: string) => `Meinten Sie: ${names}?`,
    ambiguous: (text: string, names: string) => `„${text}“ gibt es mehrmals. Bitte geben Sie die Postleitzahl an: ${names}.`,
  },
  {
    unknown: (text: string) => `We do not know the place “${text}”.`,
    near: (names: string) => `Did you mean: ${names}?`,
    ambiguous: (text: string, names: string) => `There is more than one “${text}”. Please give the postal code: ${names}.`,
  },
);

const MOST_NAMED = 5;

/** What somebody typed as a place: where that is, or what to say to them. Nothing typed is no place. */
export function placeField(places: Places, text: string, locale: Locale): Result<Location | null, string> {
  if (text === '') return ok(null);
  const answer = places.find(text);
  if (answer.kind === 'found') return ok(locationOf(answer.place));
  const t = texts(locale);
  const names = (answer.kind === 'ambiguous' ? answer.choices : answer.near).slice(0, MOST_NAMED).map(placeLabelWithDistrict).join('; ');
  if (answer.kind === 'ambiguous') return refused(t.ambiguous(text, names));
  return refused([t.unknown(text), names && t.near(names)].filter(Boolean).join(' '));
}
