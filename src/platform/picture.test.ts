import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cleanPicture } from './picture.ts';
import { beatsOfAsync } from '../../test/support/effort.ts';

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#005f6b' } });
const PLACE = { IFD0: { Make: 'Kamera', ImageDescription: 'Werkstatt' }, IFD3: { GPSLatitude: '54/1 20/1 0/1', GPSLatitudeRef: 'N' } };

describe('cleanPicture', () => {
  it('resizes, turns upright and leaves nothing but pixels', async () => {
    const taken = await plain(3000, 2000).withExif(PLACE).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect((await sharp(taken).metadata()).exif?.length).toBeGreaterThan(0);
    const picture = await cleanPicture(taken);
    if (!picture.ok) throw new Error(picture.fault);
    for (const bytes of [picture.value.bytes, picture.value.small]) {
      const { exif, icc, xmp, iptc, format, orientation } = await sharp(bytes).metadata();
      expect({ exif, icc, xmp, iptc, format, orientation }).toEqual({ format: 'webp' });
      expect(bytes.toString('latin1')).not.toContain('Kamera');
    }
    expect(picture.value).toMatchObject({ width: 1280, height: 1920 });
    expect((await sharp(picture.value.small).metadata()).width).toBe(640);
  });

  it('keeps a small picture as small as it is', async () => {
    const picture = await cleanPicture(await plain(200, 100).png().toBuffer());
    expect(picture).toMatchObject({ ok: true, value: { width: 200, height: 100 } });
  });

  it('refuses a picture of 100 megapixels by its head, without opening it', async () => {
    const huge = await plain(10_000, 10_000).png({ compressionLevel: 9 }).toBuffer();
    expect(huge.length).toBeLessThan(2_000_000);
    expect(await beatsOfAsync(async () => expect(await cleanPicture(huge)).toEqual({ ok: false, fault: 'pixels' }))).toBeLessThan(140);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a text', Buffer.from('Das ist kein Bild.'), 'type'],
    [
      'an SVG with a script',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'svg',
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'type'],
    ['a phone’s HEIC', Buffer.from('\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000', 'latin1'), 'heic'],
    ['a JPEG that ends in its head', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]), 'broken'],
    ['an SVG that says it is a PNG', Buffer.from('\u0089PNG\r\n<svg></svg>', 'latin1'), 'broken'],
  ])('refuses %s', async (_, bytes, fault) => {
    expect(await cleanPicture(bytes)).toEqual({ ok: false, fault });
  });

  it('refuses a picture that was cut off', async () => {
    const noise = await sharp({
      create: { width: 800, height: 800, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    })
      .jpeg()
      .toBuffer();
    expect(await cleanPicture(noise.subarray(0, 4000))).toEqual({ ok: false, fault: 'broken' });
  });
});
