import { inflateRawSync } from 'node:zlib';

/** What all parts of an office file may be together, unpacked. */
const MOST_UNPACKED = 60 * 1024 * 1024;

export class ArchiveError extends Error {
  override name = 'ArchiveError';
}

/**
 * Looks into the archive before anything unpacks it: the sizes it declares, and for each part that they are true
 * (a part that unpacks to more than it says is a bomb). `needs`: the part without which it is another kind of file.
 * @throws ArchiveError
 */
export function checkArchive(bytes: Buffer, needs: string): void {
  let end = -1;
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 66_000); at--) {
    if (bytes.readUInt32LE(at) === 0x06054b50) {
      end = at;
      break;
    }
  }
  if (end < 0) throw new ArchiveError('no archive');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  let hasDocument = false;
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new ArchiveError('broken archive');
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const unpacked = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (name === needs) hasDocument = true;
    total += unpacked;
    if (total > MOST_UNPACKED || unpacked === 0xffffffff) throw new ArchiveError('bomb');
    if (method === 8 && packed > 0) {
      if (local + 30 > bytes.length) throw new ArchiveError('broken archive');
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      try {
        inflateRawSync(bytes.subarray(start, start + packed), { maxOutputLength: Math.max(1, unpacked) });
      } catch {
        throw new ArchiveError('bomb');
      }
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (!hasDocument) throw new ArchiveError('no document');
}
