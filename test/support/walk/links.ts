/** What a page, a feed or a file offers to follow. */
const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>]|$)`).exec(tag);
  return found ? decode(found[1] ?? '') : undefined;
};

/** An address of ours without its origin and anchor; undefined for another house's. */
function ownPath(link: string, base: string, origin: string): string | undefined {
  if (!URL.canParse(link, origin + base)) return undefined;
  const url = new URL(link, origin + base);
  return url.origin === origin ? url.pathname + url.search : undefined;
}

interface Field {
  name: string;
  /** What may be sent; the first is what is sent when nothing is changed. */
  values: string[];
  /** Nothing may be sent: an unticked box, a button beside others. */
  isOptional: boolean;
}

/** What people type into an open field, by its name. */
export type Words = Readonly<Record<string, readonly string[]>>;

function fieldsOf(form: string, words: Words): Field[] {
  const fields = new Map<string, Field>();
  const add = (name: string, values: string[], isOptional: boolean) => {
    const known = fields.get(name);
    if (known) known.values.push(...values);
    else fields.set(name, { name, values, isOptional });
  };
  for (const [, tag = '', inner = ''] of form.matchAll(/<select(\s[^>]*)>([\s\S]*?)<\/select>/g)) {
    const options = [...inner.matchAll(/<option([^>]*)>/g)].map(([, option = '']) => ({
      value: attribute(option, 'value') ?? '',
      isChosen: attribute(option, 'selected') !== undefined,
    }));
    const sorted = options.toSorted((a, b) => Number(b.isChosen) - Number(a.isChosen)).map((option) => option.value);
    add(attribute(tag, 'name') ?? '', sorted.length > 0 ? sorted : [''], false);
  }
  for (const [, tag = ''] of form.matchAll(/<(?:input|textarea|button)(\s[^>]*)>/g)) {
    const name = attribute(tag, 'name');
    const type = attribute(tag, 'type') ?? 'text';
    if (name === undefined || type === 'file') continue;
    const value = attribute(tag, 'value') ?? '';
    if (type === 'radio' || type === 'checkbox' || tag.includes('submit')) {
      add(name, [value || 'on'], attribute(tag, 'checked') === undefined);
    } else add(name, [...(value === '' ? (words[name] ?? ['']) : [value])], false);
  }
  return [...fields.values()].filter((field) => field.name !== '');
}

/** The addresses to which a form of the method GET leads: as it stands, and with each choice changed once. */
function submissions(action: string, form: string, words: Words): string[] {
  const fields = fieldsOf(form, words);
  const standing = fields.filter((field) => !field.isOptional).map((field): [string, string] => [field.name, field.values[0] ?? '']);
  const address = (pairs: [string, string][]) => `${action.replace(/\?.*/, '')}?${new URLSearchParams(pairs)}`;
  const changed = fields.flatMap((field) =>
    field.values
      .slice(field.isOptional ? 0 : 1)
      .map((value): [string, string][] => [...standing.filter(([name]) => name !== field.name), [field.name, value]]),
  );
  return [address(standing), ...changed.map(address)];
}

/** Links and forms of a page as addresses of ours, each once. */
function linksInPage(html: string, base: string, origin: string, words: Words): string[] {
  const found: string[] = [];
  for (const [, tag = ''] of html.matchAll(/<(?:a|area|link|iframe|img|script|source|object)(\s[^>]*)>/g)) {
    const link = attribute(tag, 'href') ?? attribute(tag, 'src') ?? attribute(tag, 'data');
    if (link !== undefined && link !== '' && !link.startsWith('#')) found.push(link);
  }
  for (const [, tag = '', inner = ''] of html.matchAll(/<form(\s[^>]*)?>([\s\S]*?)<\/form>/g)) {
    if ((attribute(tag, 'method') ?? 'get').toLowerCase() === 'get')
      found.push(...submissions(attribute(tag, 'action') ?? base, inner, words));
  }
  // A private link that stands there to be handed on, and what a sheet reads that is filled in together (checks/together/island.ts).
  for (const [, text = ''] of html.matchAll(/class="private-link"[^>]*>([^<]+)</g)) found.push(decode(text.trim()));
  for (const [, sheet = ''] of html.matchAll(/data-live="([^"]+)"/g)) found.push(`${sheet}/aenderungen`, `${sheet}/strom`);
  return found.filter((link) => /^(https?:|[/?])/.test(link)).flatMap((link) => ownPath(link, base, origin) ?? []);
}

/** Full addresses of ours in a file for machines: JSON, feeds, calendars, sitemaps, plain text. */
function linksInFile(text: string, origin: string): string[] {
  const flat = decode(text.replaceAll('\\/', '/').replaceAll(/\r?\n[ \t]/g, ''));
  return [...flat.matchAll(/https?:\/\/[^\s"'<>\\()[\]{}|,;]+/g)].flatMap(([link]) => ownPath(link.replace(/[.]$/, ''), '/', origin) ?? []);
}

/** What an answer offers to follow. Pictures and papers offer nothing. */
export function linksOf(body: string, type: string, base: string, origin: string, words: Words): string[] {
  if (type.includes('html')) return [...new Set(linksInPage(body, base, origin, words))];
  return /json|xml|calendar|text\/plain/.test(type) ? [...new Set(linksInFile(body, origin))] : [];
}
