import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ArchiveError, checkArchive } from './archive.ts';
import { archiveOf, emptyBlocks, overlappingArchive, piece, sharedArchive } from './archive-examples.ts';
import { beatsOf } from '../../../test/support/effort.ts';

const NEEDED = 'xl/workbook.xml';
const xml = Buffer.from('<x/>');
const good = piece(NEEDED, xml);

function faultOf(bytes: Buffer): string | undefined {
  try {
    checkArchive(bytes, NEEDED);
    return undefined;
  } catch (error) {
    return error instanceof ArchiveError ? error.fault : String(error);
  }
}

describe('checkArchive', () => {
  it('lets through what plain programs write', () => {
    expect(faultOf(archiveOf([good, piece('a/b.xml', Buffer.alloc(100_000, 'abc'))]))).toBeUndefined();
    expect(faultOf(Buffer.from(zipSync({ [NEEDED]: xml, 'empty.xml': new Uint8Array() })))).toBeUndefined();
    expect(faultOf(archiveOf([good, { name: 'stored', packed: xml, unpacked: xml.length, method: 0 }]))).toBeUndefined();
  });

  const blocks = { name: NEEDED, packed: emptyBlocks(600_000), unpacked: 0 };
  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'broken'],
    ['no archive', Buffer.alloc(100, 'x'), 'broken'],
    ['an archive of another kind', archiveOf([piece('word/document.xml', xml)]), 'none'],
    ['1,500 entries that share a stream of empty blocks', sharedArchive(blocks, 1500), 'bomb'],
    ['40,000 of them', sharedArchive(blocks, 40_000), 'bomb'],
    ['one such stream', archiveOf([blocks]), 'bomb'],
    ['900 entries that share a stream', sharedArchive(good, 900), 'bomb'],
    ['1,001 honest entries', archiveOf([good, ...Array.from({ length: 1000 }, (_, index) => piece(`${index}`, xml))]), 'bomb'],
    ['an entry inside of another', overlappingArchive(NEEDED), 'bomb'],
    ['1:1000', archiveOf([good, piece('zeros', Buffer.alloc(50_000_000))]), 'bomb'],
    ['more than 60 MB', archiveOf([good, { ...piece('a', Buffer.alloc(10)), unpacked: 61 * 1024 * 1024 }]), 'bomb'],
    ['an entry that says less than it holds', archiveOf([{ ...good, unpacked: 1 }]), 'bomb'],
    ['an entry that says more than it holds', archiveOf([{ ...good, unpacked: 100 }]), 'bomb'],
    ['sizes that are said elsewhere (zip64)', archiveOf([{ ...good, unpacked: 0xffffffff }]), 'bomb'],
    ['an encrypted entry', archiveOf([{ ...good, flags: 1 }]), 'encrypted'],
    ['another name inside', archiveOf([{ ...good, localName: 'xl/workbook.xmm' }]), 'broken'],
    ['the same name twice', archiveOf([good, good]), 'broken'],
    ['a method that nobody reads', archiveOf([{ ...good, method: 14 }]), 'broken'],
    ['a way out', archiveOf([good, piece('../../etc/passwd', xml)]), 'broken'],
    ['a way out of Windows', archiveOf([good, piece('..\\x', xml)]), 'broken'],
    ['the root', archiveOf([good, piece('/etc/passwd', xml)]), 'broken'],
    ['a drive', archiveOf([good, piece('c:x', xml)]), 'broken'],
    ['half of an archive', archiveOf([good]).subarray(0, 60), 'broken'],
    ['something behind its end', Buffer.concat([archiveOf([good]), xml]), 'broken'],
  ])('refuses %s', (_, bytes, fault) => {
    expect(beatsOf(() => expect(faultOf(bytes)).toBe(fault))).toBeLessThan(70);
  });
});
