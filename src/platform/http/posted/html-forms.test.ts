import { describe, expect, it } from 'vitest';
import { formsIn } from './html-forms.ts';

const page = `<main><form method="get"><input name="q" value="x"></form>
<form method="post" action="/a/1"><input type="hidden" name="version" value="3">
<label for="t">Titel (freiwillig)</label><input id="t" name="t" value="A &amp; B">
<label for="x">Text</label><textarea id="x" name="x">
Zeile 1
Zeile 2</textarea>
<fieldset><legend>Themen</legend><label><input type="checkbox" name="c" value="1" checked> Eins</label>
<label><input type="checkbox" name="c" value="2"> Zwei</label><label><input type="checkbox" name="c" value="3" checked> Drei</label></fieldset>
<fieldset><legend>Wie?</legend><input type="radio" name="r" value="a" id="ra"><label for="ra">Auf A <span class="choice__hint">genauer</span></label></fieldset>
<label for="s">Art</label><select id="s" name="s"><option value="">–</option><option value="k">Kammer</option></select>
<input type="password" name="p" value="geheim"><input type="file" name="f"><input name="off" disabled value="x"><button name="do">Los</button></form>
<form method="post"><textarea hidden name="before">alt</textarea></form>
<input form="far" name="weit" value="w"><form id="far" method="post" action="/a/1"></form></main>`;

describe('the forms of a page', () => {
  const forms = formsIn(page, '/seite');

  it('are those that post, each with its place among those of the same address', () => {
    expect(forms.map(({ action, nth, of }) => [action, nth, of])).toEqual([
      ['/a/1', 0, 2],
      ['/seite', 0, 1],
      ['/a/1', 1, 2],
    ]);
  });

  it('hold what a browser would send, and what the page calls it', () => {
    const [first] = forms;
    expect(Object.fromEntries([...(first?.fields ?? [])].map(([name, { label, values }]) => [name, [label, ...values]]))).toEqual({
      t: ['Titel', 'A & B'],
      x: ['Text', 'Zeile 1\nZeile 2'],
      c: ['Themen', '1', '3'],
      r: ['Wie'],
      s: ['Art', ''],
    });
    expect(first?.fields.get('c')?.words.get('3')).toBe('Drei');
    expect(first?.fields.get('r')?.words.get('a')).toBe('Auf A');
    expect(first?.fields.get('s')?.words.get('k')).toBe('Kammer');
    expect(first?.hidden).toEqual([['version', '3']]);
    expect(forms[1]?.hidden).toEqual([['before', 'alt']]);
    expect([...(forms[2]?.fields.keys() ?? [])]).toEqual(['weit']);
  });

  it('know what nobody has chosen', () => {
    const isDefault = (name: string) => forms[0]?.fields.get(name)?.isDefault;
    expect([isDefault('s'), isDefault('r'), isDefault('c'), isDefault('t')]).toEqual([true, true, false, false]);
  });

  it('end where their end tag begins', () => {
    for (const { from, to } of forms) expect([page.slice(from, from + 5), page.slice(to, to + 7)]).toEqual(['<form', '</form>']);
  });
});
