import { apart, type ApartFault, type ApartLimits } from './files/apart.ts';
import type pictureJob from './picture.job.ts';
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
export type PictureFault = 'empty' | 'svg' | 'heic' | 'type' | 'pixels' | ApartFault;

/** Sixty megapixels in three bytes, twice, and what libvips needs. */
const LIMITS: ApartLimits = { seconds: 12, memoryMb: 700, answerMb: 8, allowsAddons: true };

const startsWith = (bytes: Buffer, text: string, at = 0) => bytes.subarray(at, at + text.length).toString('latin1') === text;

function faultOfType(bytes: Buffer): PictureFault | undefined {
  if (bytes.length === 0) return 'empty';
  if (startsWith(bytes, '\u00ff\u00d8\u00ff') || startsWith(bytes, '\u0089PNG\r\n')) return undefined;
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return undefined;
  if (startsWith(bytes, 'ftyp', 4) && /^(?:hei|hev|mif|msf|avif)/.test(bytes.subarray(8, 12).toString('latin1'))) return 'heic';
  return /<svg[\s>]/i.test(bytes.subarray(0, 4096).toString('latin1')) ? 'svg' : 'type';
}

/**
 * Makes a picture that may be shown out of what somebody has handed in: turned as its camera meant it, resized, written
 * anew from its pixels, so that no place, no device, no hidden preview and no script of the file survives.
 */
export async function cleanPicture(bytes: Buffer): Promise<Result<Picture, PictureFault>> {
  const fault = faultOfType(bytes);
  if (fault) return refused(fault);
  const done = await apart<typeof pictureJob>('platform/picture.job.ts', bytes, LIMITS);
  if (!done.ok || !done.value.ok) return done.ok ? (done.value as Result<never, PictureFault>) : done;
  const { bytes: wide, small, ...size } = done.value.value;
  return ok({ bytes: Buffer.from(wide), small: Buffer.from(small), ...size });
}
