import type { Mail } from './index.ts';

/** Stands where a secret stood. */
export const BLANK = '…';

/** A private link's token (platform/links.ts), wherever it stands; in the query of another link its slash is `%2F`. */
const TOKEN = /(?<=^|[^A-Za-z0-9_-]|%[0-9A-Fa-f]{2})[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/gm;
/** A link that signs somebody in, whatever its token looks like (a pattern's `:token` is none). */
const SIGN_IN = /(anmelden(?:\/|%2F)link(?:\/|%2F))(?!:)[^\s?&#"'<>/%\\]+/gi;
/** What a query calls a secret. */
const QUERY = /([?&](?:token|code|state|key|secret|ticket)=)[^\s&#"'<>\\]+/gi;
const ADDRESS = /https?:\/\/[^\s"'<>\\]+/g;
/** Long parts of an address with capitals in them are by chance: names of ours and ids have none. */
const CHANCE = /(?<=[/=]|%2F)(?=[A-Za-z0-9_-]*[A-Z])[A-Za-z0-9_-]{20,}(?![A-Za-z0-9_-])/g;

/**
 * A text without what its reader could act with as somebody else: tokens of private links, of signing in, of queries.
 * It goes by the shape of tokens, so that a new kind of link needs no word here (secrets.test.ts walks all routes).
 */
export const withoutSecrets = (text: string): string =>
  text
    .replace(SIGN_IN, `$1${BLANK}`)
    .replace(TOKEN, BLANK)
    .replace(QUERY, `$1${BLANK}`)
    .replace(ADDRESS, (address) => address.replace(CHANCE, BLANK));

/** Lines of a calendar are folded after 75 bytes, also in the middle of an address (RFC 5545 §3.1). */
const unfolded = (calendar: string) => calendar.replace(/\r?\n[ \t]/g, '');

/** A letter as somebody else than its receiver may read it. */
export const letterWithoutSecrets = <Letter extends Mail>(letter: Letter): Letter => ({
  ...letter,
  subject: withoutSecrets(letter.subject),
  text: withoutSecrets(letter.text),
  calendar: letter.calendar && { ...letter.calendar, content: withoutSecrets(unfolded(letter.calendar.content)) },
  unsubscribe: letter.unsubscribe && withoutSecrets(letter.unsubscribe),
});
