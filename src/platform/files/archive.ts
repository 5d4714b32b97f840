/**
 * Looks into a zip before anything unpacks it. What our readers are handed is an archive as plain programs write it: each
 * entry has a place of its own, sizes are true, nothing is encrypted, split, larger than 4 GB or outside of its folder.
 * Runs apart only (platform/files/apart.ts): also the look costs time.
 */
import { inflateRawSync } from 'node:zlib';

/** What all entries may be together, unpacked. */
const MOST_UNPACKED = 60 * 1024 * 1024;
const MOST_ENTRIES = 1000;
/** XML of spreadsheets comes to 1:30; only what is all the same sign comes to 1:1000. */
const MOST_RATIO = 200;
/** Below this size no ratio is a danger. */
const RATIO_FROM = 4 * 1024 * 1024;

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;
/** Encrypted, strongly encrypted, or with a hidden directory. */
const SECRET_FLAGS = 0x1 | 0x40 | 0x2000;
/** Where zip64 says "look elsewhere". */
const ELSEWHERE = 0xffffffff;

/** `none`: an archive, but not of this kind. */
export type ArchiveFault = 'none' | 'broken' | 'bomb' | 'encrypted';

export class ArchiveError extends Error {
  override name = 'ArchiveError';
  readonly fault: ArchiveFault;
  constructor(fault: ArchiveFault) {
    super(fault);
    this.fault = fault;
  }
}

interface Entry {
  name: string;
  method: number;
  /** Where its local header begins. */
  start: number;
  /** Its packed bytes: from here… */
  from: number;
  /** …to here, this one excluded. */
  to: number;
  unpacked: number;
}

const fail = (fault: ArchiveFault): never => {
  throw new ArchiveError(fault);
};

/** Where the end record begins: the last one whose comment reaches exactly to the end of the file. */
function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - END_BYTES; at >= Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT); at--)
    if (bytes.readUInt32LE(at) === END && at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  return fail('broken');
}

function entryAt(bytes: Buffer, at: number, end: number): { entry: Entry; next: number } {
  if (at + CENTRAL_BYTES > end || bytes.readUInt32LE(at) !== CENTRAL) return fail('broken');
  const flags = bytes.readUInt16LE(at + 8);
  if ((flags & SECRET_FLAGS) !== 0) return fail('encrypted');
  const [method, packed, unpacked] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
  const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [number, number, number];
  const start = bytes.readUInt32LE(at + 42);
  if ([packed, unpacked, start].includes(ELSEWHERE) || bytes.readUInt16LE(at + 34) !== 0) return fail('bomb');
  const next = at + CENTRAL_BYTES + nameLength + extra + comment;
  if (next > end || start + LOCAL_BYTES > end || bytes.readUInt32LE(start) !== LOCAL) return fail('broken');
  const name = bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength);
  const localName = bytes.readUInt16LE(start + 26);
  // A reader that goes by local headers must find the same file as one that goes by the directory.
  if (!name.equals(bytes.subarray(start + LOCAL_BYTES, start + LOCAL_BYTES + localName))) return fail('broken');
  if (bytes.readUInt16LE(start + 8) !== method) return fail('broken');
  const from = start + LOCAL_BYTES + localName + bytes.readUInt16LE(start + 28);
  return { entry: { name: name.toString('utf8'), method, start, from, to: from + packed, unpacked }, next };
}

const isOutside = (name: string) =>
  name === '' || name.includes('\0') || name.includes('\\') || /^(?:\/|[a-z]:)/i.test(name) || name.split('/').includes('..');

/** All entries, as the directory names them. @throws ArchiveError */
function directoryOf(bytes: Buffer): Entry[] {
  if (bytes.length < END_BYTES) return fail('broken');
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (bytes.readUInt16LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count) return fail('broken');
  if (count > MOST_ENTRIES) return fail('bomb');
  const begin = bytes.readUInt32LE(end + 16);
  if (begin === ELSEWHERE) return fail('bomb');
  const entries: Entry[] = [];
  let at = begin;
  for (let index = 0; index < count; index++) {
    const read = entryAt(bytes, at, end);
    entries.push(read.entry);
    at = read.next;
  }
  if (at !== end || begin + bytes.readUInt32LE(end + 12) !== end) return fail('broken');
  return checkPlaces(entries, begin);
}

/** No two entries share a byte, none reaches into the directory, no two have one name. */
function checkPlaces(entries: Entry[], begin: number): Entry[] {
  let free = 0;
  for (const entry of entries.toSorted((a, b) => a.start - b.start)) {
    if (entry.start < free || entry.to > begin) return fail('bomb');
    free = entry.to;
  }
  if (new Set(entries.map(({ name }) => name.toLowerCase())).size !== entries.length) return fail('broken');
  if (entries.some(({ name }) => isOutside(name))) return fail('broken');
  return entries;
}

/** Whether an entry really is as large as it says; a packed stream may not be longer than what it needs. */
function checkSize(bytes: Buffer, { method, from, to, unpacked }: Entry): void {
  const packed = to - from;
  if (method === STORED) {
    if (packed !== unpacked) fail('bomb');
    return;
  }
  if (method !== DEFLATED) fail('broken');
  if (unpacked > RATIO_FROM && unpacked > packed * MOST_RATIO) fail('bomb');
  // Blocks that hold nothing cost time and no size: packed is never much more than unpacked.
  if (packed > unpacked * 1.1 + 1024) fail('bomb');
  let size = -1;
  try {
    size = inflateRawSync(bytes.subarray(from, to), { maxOutputLength: Math.max(1, unpacked) }).length;
  } catch (error) {
    fail((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : 'broken');
  }
  if (size !== unpacked) fail('bomb');
}

/**
 * Judges an archive. `needs`: the entry without which it is another kind of file; `mostUnpacked` in bytes, all entries together.
 * @throws ArchiveError
 */
export function checkArchive(bytes: Buffer, needs: string | undefined, mostUnpacked = MOST_UNPACKED): void {
  const entries = directoryOf(bytes);
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > mostUnpacked) fail('bomb');
  for (const entry of entries) checkSize(bytes, entry);
  if (needs !== undefined && !entries.some(({ name }) => name === needs)) fail('none');
}
