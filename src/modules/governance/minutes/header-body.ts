import { squeeze } from './blocks.ts';
import { BODY } from './words.ts';

export const BODY_IN_TITLE =
  /(?:Protokoll|Niederschrift|Sitzung|Treffens?|Ergebnisprotokoll|Besprechung|Zusammenkunft)\s*(?:Nr\. ?\d+ )?(?:(?:über|zu|zur|von|vom) )?(?:(?:der|die|das|des|zum|zur|vom) )?(?:\d{1,3}\. |ersten |zweiten |dritten |vierten |fünften |sechsten |konstituierenden |ordentlichen |außerordentlichen )?(?:(?:ordentlichen |außerordentlichen )?(?:Sitzung|Treffens?|Zusammenkunft|Besprechung|Tagung|Arbeitstreffens?)\s*)?(?:(?:der|des|im|vom) )?/iu;

export const ANY_BODY = new RegExp(
  `(?<![\\p{L}-])(?!Teams\\b|Landkreis|Umkreis|Kreishaus)(?:(?:Netzwerktreffen|Unternehmertreff|Qualitätszirkel|Stammtisch) \\p{Lu}[\\p{L}-]{2,30}|Kuratorium|${BODY})`,
  'u',
);

export const dropGenitive = (name: string) =>
  name.includes(' des ')
    ? name
    : name
        .replace(/(kreis|ausschuss|rat|präsidium|plenum|gremium|beirat|vorstand|arbeitskreis)e?s$/i, '$1')
        .replace(/(team|forum|netzwerk)s(?=$| \p{Lu})/iu, '$1');

/** The body in a line like "Protokoll der 14. Sitzung des Koordinierungsteams am 3. März". */
const titleCase = (text: string) =>
  text.replace(/\p{Lu}+/gu, (word) => (word.length > 3 ? `${word[0]}${word.slice(1).toLowerCase()}` : word));

export function bodyIn(written: string): { name: string; index: number; length: number } | null {
  // Capitals only are read as if they were written normally.
  const text = /^[^\p{Ll}]+$/u.test(written) ? titleCase(written) : written;
  const found = ANY_BODY.exec(text);
  if (!found) return null;
  const after = text.slice(found.index + found[0].length);
  const extension =
    /^(?:\s+(?!(?:am|vom|Protokoll|Sitzung|Niederschrift|Ergebnis|den|im|in|–|-)\b)(?:der |des |für |und )?\p{Lu}[\p{L}-]{1,30}){1,4}/u.exec(
      after,
    )?.[0] ?? '';
  const stopped =
    extension.split(
      /\s(?=(?:Protokoll|Sitzung|Niederschrift|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Videokonferenz|Online)\b)/,
    )[0] ?? '';
  const quoted = stopped === '' ? (/^\s+[„"«»][^“”"«»]{3,60}[“”"«»]/u.exec(after)?.[0] ?? '') : '';
  const name =
    text === written
      ? dropGenitive(squeeze(found[0])) + stopped + quoted
      : written.slice(found.index, found.index + found[0].length + stopped.length + quoted.length);
  return { name: squeeze(name), index: found.index, length: found[0].length + stopped.length + quoted.length };
}

/** "Am 8. Mai traf sich der Beirat des Netzwerks …" */
export const MET = new RegExp(
  `(?:trafe?n? sich|tagten?|kame?n?|trate?n?)(?: [^\\n]{0,120}?)? (?:der|die|das) (?:Mitglieder (?:der|des) )?(${BODY}(?: (?:des|der) \\p{Lu}[\\p{L}-]{1,30}(?: \\p{Lu}[\\p{L}-]{1,30})?)?)`,
  'u',
);

/** "Vorstandssitzung", "Beiratssitzung" */
export const COMPOUND =
  /(?<!\p{L})((?:\p{Lu}\p{L}{0,30})?(?:[Vv]orstand|[Bb]eirat|[Aa]usschuss|[Kk]reis|[Tt]eam|[Rr]at|[Pp]räsidium|[Gg]remium))s?-?[Ss]itzung(\s+[„"«»][^“”"«»]{3,60}[“”"«»])?/u;
