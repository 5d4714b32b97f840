/** Runs apart: a picture written anew from its pixels. */
import sharp from 'sharp';
import { ok, type Result, refused } from './result.ts';
import type { Picture } from './picture.ts';

/** More pixels than any of today's phones takes; a picture that unpacks to more is not opened at all. */
const MOST_MEGAPIXELS = 60;
const WIDE = 1280;
const NARROW = 640;
const QUALITY = 80;
const KEPT = { limitInputPixels: MOST_MEGAPIXELS * 1_000_000, failOn: 'error', pages: 1 } as const;

// Only three readers are let in: what libvips can open besides (SVG, PDF …) never gets so far.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
sharp.cache(false);
sharp.concurrency(1);

async function sized(bytes: Buffer, width: number) {
  return sharp(bytes, KEPT)
    .rotate()
    .resize({ width, height: width * 2, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .webp({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true });
}

export default async function clean(input: Uint8Array): Promise<Result<Picture, 'pixels' | 'broken'>> {
  const bytes = Buffer.from(input);
  try {
    const { width, height } = await sharp(bytes, { ...KEPT, limitInputPixels: false }).metadata();
    if (width * height > KEPT.limitInputPixels) return refused('pixels');
    const wide = await sized(bytes, WIDE);
    const narrow = await sized(bytes, NARROW);
    return ok({ bytes: wide.data, small: narrow.data, width: wide.info.width, height: wide.info.height });
  } catch {
    return refused('broken');
  }
}
