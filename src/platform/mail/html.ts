import type { Locale } from '../i18n/index.ts';
import { escapedHtml } from '../text.ts';

const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 24px 16px; font: 17px/1.5 'Fira Sans', system-ui, sans-serif; color: #171a2b; background: #ffffff; }
main { max-width: 36rem; margin: 0 auto; }
p { margin: 0 0 1em; overflow-wrap: anywhere; white-space: pre-line; }
a { color: #005f6b; }
.name { font-weight: 600; border-bottom: 2px solid #005f6b; padding-bottom: .5em; }
@media (prefers-color-scheme: dark) {
  body { color: #eceef5; background: #14161f; }
  a { color: #6fd0dc; }
  .name { border-color: #6fd0dc; }
}`;

/** An address of a page or of a mailbox; what ends a sentence, or closes a bracket that was opened before it, is none of it. */
const ADDRESS = /((?:https?:\/\/|www\.)[^\s<>"]+|(?<![\w.+-])[\w.+-]{1,64}@[\p{L}\p{N}.-]{1,190}\.\p{L}{2,20})/iu;
const ENDS = /[.,;:!?'"»«“”„‘’…)\]}]+$/u;

/** Where an address ends within what was found: brackets that it opened itself belong to it. */
export function addressIn(found: string): string {
  let address = found;
  for (;;) {
    const end = ENDS.exec(address)?.[0] ?? '';
    if (end === '') return address;
    const last = end.at(-1) ?? '';
    const open = { ')': '(', ']': '[', '}': '{' }[last];
    if (open && address.split(open).length >= address.split(last).length) return address;
    address = address.slice(0, -last.length);
  }
}

const hrefOf = (address: string): string =>
  address.includes('://') ? address : /^www\./i.test(address) ? `https://${address}` : `mailto:${address}`;

const withLinks = (text: string) =>
  text
    .split(ADDRESS)
    .map((part, index) => {
      if (index % 2 === 0) return escapedHtml(part);
      const address = addressIn(part);
      return `<a href="${escapedHtml(hrefOf(address))}">${escapedHtml(address)}</a>${escapedHtml(part.slice(address.length))}`;
    })
    .join('');

/**
 * The same letter for readers who want it set: paragraphs and links of the plain text, in light and dark, without a
 * picture or anything else that would be fetched.
 */
export function htmlOf(subject: string, text: string, locale: Locale): string {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => `<p>${withLinks(paragraph)}</p>`);
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${escapedHtml(subject)}</title><style>${STYLE}</style></head>
<body><main><p class="name">Transferwerk</p>${paragraphs.join('\n')}</main></body></html>`;
}
