import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryOf, readMultipart } from './multipart.ts';
import { beatsOf } from '../../../test/support/effort.ts';

async function bodyOf(form: FormData): Promise<{ body: Buffer; boundary: string }> {
  const request = new Request('http://x.example', { method: 'POST', body: form });
  const boundary = boundaryOf(request.headers.get('content-type') ?? '') ?? '';
  return { body: Buffer.from(await request.arrayBuffer()), boundary };
}

describe('readMultipart', () => {
  it('reads what the runtime writes, whatever the names and the bytes are', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((value) => value.toWellFormed().replace(/[\r\n]/g, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ name: text, value: text, file: fc.option(fc.uint8Array()) })), async (fields) => {
        const form = new FormData();
        for (const { name, value, file } of fields)
          if (file) form.append(name, new File([new Uint8Array(file)], `${value}.x`, { type: 'application/pdf' }));
          else form.append(name, value);
        const { body, boundary } = await bodyOf(form);
        const parts = fields.length === 0 ? [] : readMultipart(body, boundary);
        expect(parts?.map((part) => [part.name, part.filename, [...part.bytes]])).toEqual(
          fields.map(({ name, value, file }) => [name, file ? `${value}.x` : undefined, [...(file ?? Buffer.from(value))]]),
        );
      }),
      { numRuns: 100 },
    );
  });

  const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n';
  it.each<[string, string]>([
    ['nothing', ''],
    ['no boundary', 'abc'],
    ['no end', part],
    ['no head', '--x\r\n\r\n--x--'],
    ['no name', '--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--'],
    ['a head without end', `--x\r\n${'X: y\r\n'.repeat(10_000)}`],
    ['too many parts', `${part.repeat(201)}--x--\r\n`],
  ])('refuses %s', (_, body) => expect(readMultipart(Buffer.from(body), 'x')).toBeUndefined());

  it('takes a moment for any 20 MB', () => {
    const file = '--x\r\nContent-Disposition: form-data; name="datei"; filename="a"\r\n\r\n';
    const bodies = [
      part.repeat(380_000),
      file + '\r\n--'.repeat(5_000_000),
      `${file + '\r\n--'.repeat(4_999_999)}\r\n--x--`,
      `--x\r\n${'X-A: b\r\n'.repeat(2_000_000)}`,
    ].map((body) => Buffer.from(body, 'latin1'));
    for (const body of bodies) {
      // The best of three: the first one warms up.
      const beats = [0, 1, 2].map(() => beatsOf(() => readMultipart(body, 'x')));
      expect(Math.min(...beats)).toBeLessThan(25);
    }
  });

  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['Multipart/Form-Data; charset=utf-8; boundary="a b"', 'a b'],
    ['multipart/form-data', undefined],
    ['multipart/mixed; boundary=abc', undefined],
    [`multipart/form-data; boundary=${'a'.repeat(71)}`, undefined],
  ])('the boundary of %s', (type, boundary) => expect(boundaryOf(type)).toBe(boundary));
});
