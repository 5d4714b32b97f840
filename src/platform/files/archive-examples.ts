/** Zips as attackers build them: every field is what the caller says, true or not. */
import { deflateRawSync } from 'node:zlib';

export interface Piece {
  name: string;
  /** As it lies in the file. */
  packed: Buffer;
  /** As it is said to be unpacked. */
  unpacked: number;
  method?: number;
  flags?: number;
  /** Name in the local header, where it differs. */
  localName?: string;
}

export const piece = (name: string, content: Buffer): Piece => ({ name, packed: deflateRawSync(content), unpacked: content.length });

function localOf({ name, packed, unpacked, method = 8, flags = 0, localName = name }: Piece): Buffer {
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(0x04034b50, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(flags, 6);
  bytes.writeUInt16LE(method, 8);
  bytes.writeUInt32LE(packed.length, 18);
  bytes.writeUInt32LE(unpacked, 22);
  bytes.writeUInt16LE(Buffer.byteLength(localName), 26);
  return Buffer.concat([bytes, Buffer.from(localName), packed]);
}

function centralOf({ name, packed, unpacked, method = 8, flags = 0 }: Piece, start: number): Buffer {
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(20, 6);
  bytes.writeUInt16LE(flags, 8);
  bytes.writeUInt16LE(method, 10);
  bytes.writeUInt32LE(packed.length, 20);
  bytes.writeUInt32LE(unpacked, 24);
  bytes.writeUInt16LE(Buffer.byteLength(name), 28);
  bytes.writeUInt32LE(start, 42);
  return Buffer.concat([bytes, Buffer.from(name)]);
}

/** `entries` of the directory, each with the place of its local header; `locals` as they lie in the file. */
function assemble(locals: readonly Buffer[], entries: readonly Buffer[]): Buffer {
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(
    locals.reduce((sum, { length }) => sum + length, 0),
    16,
  );
  return Buffer.concat([...locals, directory, end]);
}

/** An archive with one place for each piece. */
export function archiveOf(pieces: readonly Piece[]): Buffer {
  const locals = pieces.map(localOf);
  let start = 0;
  const entries = pieces.map((each, index) => {
    const entry = centralOf(each, start);
    start += locals[index]?.length ?? 0;
    return entry;
  });
  return assemble(locals, entries);
}

/** One local file, and `count` entries that all point to it. */
export function sharedArchive(shared: Piece, count: number): Buffer {
  const entry = centralOf(shared, 0);
  return assemble(
    [localOf(shared)],
    Array.from({ length: count }, () => entry),
  );
}

/** Two entries of which the second begins inside of the first. */
export function overlappingArchive(needed: string): Buffer {
  const inner = localOf(piece('inside.xml', Buffer.from('<x/>')));
  const outer: Piece = { name: needed, packed: inner, unpacked: inner.length, method: 0 };
  const local = localOf(outer);
  return assemble([local], [centralOf(outer, 0), centralOf(piece('inside.xml', Buffer.from('<x/>')), local.length - inner.length)]);
}

/** A deflate stream of nothing but empty stored blocks: it unpacks to nothing and takes its time. */
export function emptyBlocks(count: number): Buffer {
  const bytes = Buffer.alloc((count + 1) * 5);
  for (let at = 0; at < bytes.length; at += 5) bytes.writeUInt32LE(0xffff0000 >>> 0, at + 1);
  bytes[count * 5] = 1;
  return bytes;
}
