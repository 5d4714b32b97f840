import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf } from './prose.ts';

describe('blocksOf', () => {
  it('makes paragraphs and points of a text', () => {
    expect(blocksOf('Eins\nzwei\n\n- a\n- b\nDanach')).toEqual([
      { kind: 'text', lines: ['Eins', 'zwei'] },
      { kind: 'list', lines: ['a', 'b'] },
      { kind: 'text', lines: ['Danach'] },
    ]);
    expect(blocksOf('')).toEqual([]);
  });

  it('loses no line of any text', () => {
    const line = fc.stringMatching(/^[a-z][a-z ]{0,8}[a-z]$/);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        expect(blocksOf(lines.join('\n\n')).flatMap((block) => block.lines)).toEqual(lines);
      }),
    );
  });
});
