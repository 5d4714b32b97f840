import { expect, it } from 'vitest';
import { composed, escapedHtml, labelName, literally } from './text.ts';
import { beatsOf } from '../../test/support/effort.ts';

it('composes letters and their marks', () => expect(composed('Gru\u0308ße e\u0323\u0301')).toBe('Grüße \u1eb9\u0301'));
it('leaves thirty marks and takes the rest', () => expect(composed(`q${'\u0301'.repeat(31)}`)).toBe(`q${'\u0301'.repeat(30)}`));
it('takes a moment for marks without end', () => {
  expect(beatsOf(() => composed(`a${'\u0323\u0301\u0315'.repeat(300_000)}`.repeat(2)))).toBeLessThan(30);
});

it('takes every sign of a text for itself in a pattern', () => {
  const odd = 'a.b*c+d?e^f$g{h}(i)|[j]\\k/l';
  expect(new RegExp(`^${literally(odd)}$`, 'u').test(odd)).toBe(true);
});
it('escapes for HTML, also within an attribute', () =>
  expect(escapedHtml(`<a b="c" d='e'>&amp;`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;'));
it.each([
  ['Titel  (freiwillig)', 'Titel'],
  ['Wie viele?', 'Wie viele'],
  [' Ihr\nName: ', 'Ihr Name'],
])('calls a field by its label %j', (label, name) => expect(labelName(label)).toBe(name));
