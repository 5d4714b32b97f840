import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutMarkup } from './pasted.ts';
import { beatsOf } from '../../test/support/effort.ts';

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri"} --></style></head>
<body lang=DE><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<p class=MsoNormal><b><span style='font-size:12.0pt'>Der Anfang</span></b><o:p></o:p></p>
<p class=MsoNormal>Wir hatten 3&nbsp;&lt;&nbsp;4 Leute &amp; viel zu tun.<br>Dann kam&#8217;s.</p>
<ul><li>erstens</li><li>zweitens</li></ul><script>alert(1)</script></body></html>`;

describe('withoutMarkup', () => {
  it('leaves the words of a text from a word processor, with its paragraphs and points', () => {
    expect(withoutMarkup(WORD)).toBe('Der Anfang\n\nWir hatten 3 < 4 Leute & viel zu tun.\nDann kam’s.\n\n- erstens\n- zweitens');
  });

  it('leaves what people write as it is', () => {
    for (const text of ['3 < 4 und 5 > 2', 'Wir sagen <heute> & morgen', 'a &nbsp; b', '']) expect(withoutMarkup(text)).toBe(text);
  });

  it('leaves no tag of what was a page, whatever stood in it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom('<p>', '</p>', '<style>', '</style>', '<!--', '-->', '<li>', '<br>', '</span>', '<script>', '&lt;'),
            fc.string(),
          ),
        ),
        (parts) => {
          const text = withoutMarkup(`<p class=MsoNormal>${parts.join('')}`);
          expect(text).not.toMatch(/<\/?(?:p|style|script|li|br|span)>/);
        },
      ),
    );
  });

  it('takes a megabyte of it in bounded time', () => {
    expect(beatsOf(() => withoutMarkup(`<p class=MsoNormal>${'<'.repeat(500_000)}${'<style>'.repeat(60_000)}`))).toBeLessThan(420);
    expect(beatsOf(() => withoutMarkup(WORD.repeat(1000)))).toBeLessThan(420);
  });
});
