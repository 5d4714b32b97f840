import { literally } from '#platform/text.ts';
import { bareName } from '../names.ts';
import type { Person } from './person.ts';
import { squeeze } from './blocks.ts';
import { BODY, EVERYBODY, GIVEN_NAMES, ROLE } from './words.ts';

/** Somebody who is named in a sentence. */
export interface Mention {
  /** The full name where the person is known, else as it stands there. */
  name: string;
  kind: 'person' | 'organisation' | 'role' | 'everybody' | 'body';
  start: number;
  end: number;
}

/** Whom the text knows: finds and resolves the people, organisations and roles that a sentence names. */
export interface Roster {
  mentions(text: string): Mention[];
  /** The full name behind a short form, or undefined. */
  resolve(name: string): string | undefined;
}

const familyOf = (name: string) => {
  const words = bareName(name).split(' ');
  return words.length > 1
    ? words
        .slice(1)
        .join(' ')
        .replace(/^(?:\p{Lu}\. ?)+/u, '')
    : (words[0] ?? '');
};
const givenOf = (name: string) => bareName(name).split(' ')[0] ?? '';

const escaped = (text: string) => literally(text).replace(/\s+/g, '\\s+');

/** Maps each form to a name; a form that fits two people resolves to nobody. */
function formsOf(persons: readonly Person[]): Map<string, string> {
  const forms = new Map<string, string | null>();
  const add = (form: string, name: string, overrides = false) => {
    if (form.length < 2) return;
    const known = forms.get(form);
    if (known === undefined || overrides) forms.set(form, name);
    else if (known !== name) forms.set(form, null);
  };
  for (const person of persons) {
    const { name } = person;
    const family = familyOf(name);
    add(family, name);
    const last = family.split(' ').at(-1) ?? '';
    if (last !== family && last.length > 3) add(last, name);
    if (bareName(name).includes(' ')) {
      const given = givenOf(name);
      if (given.length > 2 && !given.endsWith('.')) add(given, name);
      add(`${given[0]}. ${family}`, name);
    }
  }
  for (const { name, aliases } of persons) {
    add(name, name, true);
    add(bareName(name), name, true);
    for (const alias of aliases) add(alias, name, true);
  }
  return new Map([...forms].filter((entry): entry is [string, string] => entry[1] !== null));
}

/** Short names of organisations, as they are called in the text: what stood in brackets, and its capitals. */
function organisationForms(persons: readonly Person[]): string[] {
  const forms = new Set<string>();
  for (const { organisation } of persons) {
    if (!organisation || organisation.length < 2 || organisation.length > 60) continue;
    forms.add(organisation);
    for (const word of organisation.split(/[\s,/]+/)) if (/^\p{Lu}{3,}\p{L}?$|^\p{L}?\p{Lu}{2,}\p{L}?$/u.test(word)) forms.add(word);
  }
  return [...forms];
}

const alternatives = (forms: readonly string[]) =>
  [...forms]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 1500)
    .map(escaped)
    .join('|');

const UNKNOWN_ADDRESSED =
  "(?:Frau|Herrn?|Hr\\.|Fr\\.|Kollegin|Kollegen?) (?:(?:Dr|Prof)\\. ?){0,2}(?:\\p{Lu}[\\p{L}'’]{1,30}(?:-\\p{Lu}\\p{L}{1,30})? )?(?:von |van |zu )?\\p{Lu}[\\p{L}'’]{1,30}(?:-\\p{Lu}\\p{L}{1,30})?";
const UNKNOWN_FULL =
  "\\p{Lu}\\p{Ll}{1,20}(?:-\\p{Lu}\\p{Ll}{1,20})? (?:\\p{Lu}\\. )?(?:von |van |zu )?\\p{Lu}[\\p{Ll}'’]{1,25}(?:-\\p{Lu}\\p{Ll}{1,25})?";
/** Words behind a name that make it no person: "das Projekt Karl Müller". */
const NAME_BOUNDARY = '(?![\\p{L}\\d]|-\\p{L})';

const ROLE_KEYS =
  /(vorsitz|präsident|obmann|obfrau|kassier|kassen|schatzmeister|schriftführ|protokoll|moder|geschäftsführ|projektleit|sprecher|obermeister|aktuar|leitung|leiter|koordinator)/i;
/** What is the same of "Vorsitz", "Vorsitzende" and "der Vorsitzende". */
const roleKey = (role: string): string | undefined => {
  const key = ROLE_KEYS.exec(role)?.[1]?.toLowerCase();
  const isDeputy = /(?:stv|stellv)/i.test(role);
  return key === undefined || isDeputy ? undefined : key === 'leiter' ? 'leitung' : key;
};

export function createRoster(persons: readonly Person[]): Roster {
  const forms = formsOf(persons);
  const organisations = organisationForms(persons);
  const known = alternatives([...forms.keys()]);
  const address = '(?:Frau |Herrn? |Hr\\. |Fr\\. |Hrn\\. |Kollegin |Kollegen? )?(?:(?:Dr|Prof|Mag|Dipl\\.-Ing)\\. ?){0,2}';
  const sources: [Mention['kind'], string][] = [];
  if (known) sources.push(['person', `${address}(?:${known})(?:s(?![\\p{L}]))?`]);
  sources.push(['person', UNKNOWN_ADDRESSED]);
  if (organisations.length > 0)
    sources.push(['organisation', `(?:(?:[Dd](?:as|ie|er|em|en)|[Vv]om|[Bb]eim) )?(?:${alternatives(organisations)})`]);
  sources.push([
    'organisation',
    '(?:[Dd](?:as|ie|er|em|en)) (?:\\p{Lu}\\p{L}{0,25}-?)?(?:[Mm]inisterium|[Ii]nstitut|[Kk]ammer|[Ss]tiftung|[Aa]gentur|[Hh]ochschule|[Uu]niversität|[Kk]rankenkasse|[Bb]erufsgenossenschaft|[Pp]rojektträger|[Kk]reisverwaltung|[Vv]erwaltung|[Ll]andesamt|Innung|IHK|HWK)',
  ]);
  sources.push([
    'everybody',
    `(?:[Dd]ie )?${EVERYBODY.replace(/^\(\?:alle/, '(?:[Aa]lle')
      .replace('|jede[rs]?', '|[Jj]ede[rs]?')
      .replace(/\|alle\)$/, '|[Aa]lle(?= (?:\\p{Ll}|werden|sind)))')
      .replaceAll('(?:die )?', '(?:[Dd]ie )?')}`,
  ]);
  sources.push(['role', `(?:[Dd](?:ie|er|as|en|em) )?${ROLE}(?: (?:der|des) (?:OM|AG|Stiftung|Netzwerks?|Vereins|Verbands?))?`]);
  sources.push(['body', `(?:[Dd](?:ie|er|as|en|em) )?${BODY}`]);
  sources.push(['person', UNKNOWN_FULL]);
  const patterns = sources.map(
    ([kind, pattern]) => [kind, new RegExp(`(?<![\\p{L}\\d])(?<!\\p{L}-)${pattern}${NAME_BOUNDARY}`, 'gu')] as const,
  );

  const strip = (text: string) => squeeze(text).replace(/^(?:Frau|Herrn?|Hr\.|Fr\.|Hrn\.|Kollegin|Kollegen?) /, '');
  const initials = new Map<string, string | null>();
  for (const { name } of persons) {
    const letters = bareName(name)
      .split(/[ -]/)
      .map((word) => word[0] ?? '')
      .join('');
    initials.set(letters, initials.has(letters) ? null : name);
  }
  const resolve = (name: string): string | undefined => {
    const bare = strip(name);
    if (/^\p{Lu}{2,3}$/u.test(bare) && !forms.has(bare)) return initials.get(bare) ?? undefined;
    return (
      forms.get(bare) ??
      forms.get(bareName(bare)) ??
      (bare.endsWith('s') ? (forms.get(bare.slice(0, -1)) ?? forms.get(bareName(bare.slice(0, -1)))) : undefined)
    );
  };

  /** "Der Vorsitzende", where the list of people says who that is. */
  const byRole = (written: string): string | undefined => {
    const key = roleKey(written);
    const holders = key === undefined ? [] : persons.filter((person) => person.role !== null && roleKey(person.role) === key);
    return holders.length === 1 ? holders[0]?.name : undefined;
  };
  const memory = new Map<string, Mention[]>();

  return {
    resolve,
    mentions(text) {
      const remembered = memory.get(text);
      if (remembered) return remembered;
      const found: Mention[] = [];
      for (const [kind, pattern] of patterns) {
        for (const match of text.matchAll(pattern)) {
          const start = match.index;
          const end = start + match[0].length;
          if (found.some((other) => start < other.end && other.start < end)) continue;
          const written = squeeze(match[0]);
          if (kind === 'person') {
            const name = resolve(written);
            const first = written.split(' ')[0]?.toLowerCase() ?? '';
            const isNamed =
              /^(?:Frau|Herrn?|Hr\.|Fr\.|Kolleg)/.test(written) || GIVEN_NAMES.has(first) || GIVEN_NAMES.has(first.split('-')[0] ?? '');
            if (!name && !isNamed) continue;
            found.push({ name: name ?? written.replace(/^Hrn?\.|^Herrn/, 'Herr').replace(/^Fr\./, 'Frau'), kind, start, end });
          } else {
            const holder = kind === 'role' ? byRole(written) : undefined;
            if (holder) {
              found.push({ name: holder, kind: 'person', start, end });
              continue;
            }
            const bare = written.replace(/^(?:[Dd](?:ie|er|as|en|em)|[Vv]om|[Bb]eim) /, '');
            found.push({
              name: bare[0]?.toUpperCase() === bare[0] || kind === 'organisation' ? bare : `${bare[0]?.toUpperCase()}${bare.slice(1)}`,
              kind,
              start,
              end,
            });
          }
        }
      }
      found.sort((a, b) => a.start - b.start);
      memory.set(text, found);
      return found;
    },
  };
}

/** Edit distance up to a bound; more than the bound is bound + 1. */
export function distance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return Math.min(bound + 1, row[b.length] ?? 0);
}

export { familyOf, givenOf };
