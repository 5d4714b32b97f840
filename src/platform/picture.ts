import sharp from 'sharp';
import { ok, type Result, refused } from './result.ts';

/** A picture as it is kept: upright, no larger than a page needs, without anything but its pixels. */
export interface Picture {
  /** WebP. */
  bytes: Buffer;
  /** The same for a phone. */
  small: Buffer;
  width: number;
  height: number;
}

/** `type`: no JPEG, PNG or WebP; `svg` and `heic` are told apart because people can do something about them. */
export type PictureFault = 'empty' | 'svg' | 'heic' | 'type' | 'pixels' | 'broken';

/** More pixels than any of today's phones takes; a picture that unpacks to more is not opened at all. */
const MOST_MEGAPIXELS = 60;
const WIDE = 1280;
const NARROW = 640;
const QUALITY = 80;
const SECONDS = 20;
const KEPT = { limitInputPixels: MOST_MEGAPIXELS * 1_000_000, failOn: 'error', pages: 1 } as const;

// Only three readers are let in: what libvips can open besides (SVG, PDF …) never gets so far.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
sharp.cache(false);
sharp.concurrency(1);

const startsWith = (bytes: Buffer, text: string, at = 0) => bytes.subarray(at, at + text.length).toString('latin1') === text;

function faultOfType(bytes: Buffer): PictureFault | undefined {
  if (bytes.length === 0) return 'empty';
  if (startsWith(bytes, '\u00ff\u00d8\u00ff') || startsWith(bytes, '\u0089PNG\r\n')) return undefined;
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return undefined;
  if (startsWith(bytes, 'ftyp', 4) && /^(?:hei|hev|mif|msf|avif)/.test(bytes.subarray(8, 12).toString('latin1'))) return 'heic';
  return /<svg[\s>]/i.test(bytes.subarray(0, 4096).toString('latin1')) ? 'svg' : 'type';
}

async function sized(bytes: Buffer, width: number) {
  return sharp(bytes, KEPT)
    .rotate()
    .resize({ width, height: width * 2, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .webp({ quality: QUALITY })
    .timeout({ seconds: SECONDS })
    .toBuffer({ resolveWithObject: true });
}

/**
 * Makes a picture that may be shown out of what somebody has handed in: turned as its camera meant it, resized, written
 * anew from its pixels, so that no place, no device, no hidden preview and no script of the file survives.
 */
export async function cleanPicture(bytes: Buffer): Promise<Result<Picture, PictureFault>> {
  const fault = faultOfType(bytes);
  if (fault) return refused(fault);
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
