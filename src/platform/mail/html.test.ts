import { describe, expect, it } from 'vitest';
import { htmlOf } from './html.ts';

const linksIn = (text: string) =>
  [...htmlOf('x', text, 'de').matchAll(/<a href="([^"]*)">([^<]*)<\/a>([^<]*)/g)].map(([, href, shown, after]) => [href, shown, after]);

describe('links in a letter', () => {
  it.each([
    ['Siehe https://netz.example/foerderung.', 'https://netz.example/foerderung', '.'],
    ['(mehr: https://netz.example/a), danke', 'https://netz.example/a', '), danke'],
    ['„https://netz.example/a“ steht da', 'https://netz.example/a', '“ steht da'],
    ['https://de.wikipedia.org/wiki/Meister_(Handwerk)!', 'https://de.wikipedia.org/wiki/Meister_(Handwerk)', '!'],
    ['https://netz.example/suche?q=a&ort=b.', 'https://netz.example/suche?q=a&amp;ort=b', '.'],
    ['Ist das https://netz.example/?', 'https://netz.example/', '?'],
  ])('end where the address ends: %s', (text, href, after) => expect(linksIn(text)).toEqual([[href, href, after]]));

  it('are made of an address without its beginning, and of a mailbox', () => {
    expect(linksIn('Auf www.netz.example, oder an info@netz.example.')).toEqual([
      ['https://www.netz.example', 'www.netz.example', ', oder an '],
      ['mailto:info@netz.example', 'info@netz.example', '.'],
    ]);
  });

  it('hold nothing that was not escaped', () => {
    expect(htmlOf('x', 'https://netz.example/"onmouseover="x', 'de')).not.toContain('"onmouseover="');
    expect(htmlOf('x', '<b>a@b.example</b>', 'de')).not.toContain('<b>');
  });
});

it('says which language it is in', () => {
  expect(htmlOf('x', 'Hello', 'en')).toContain('<html lang="en">');
  expect(htmlOf('x', 'Guten Tag', 'de')).toContain('<html lang="de">');
});
