import { Bitstring } from '@digitalbazaar/bitstring';
import { describe, expect, it } from 'vitest';
import { LIST_LENGTH, webAddress } from './model.ts';
import { encodeList, isSet } from './status-list.ts';

describe('did:web', () => {
  it.each([
    ['did:web:kammer.example', 'https://kammer.example/.well-known/did.json'],
    ['did:web:kammer.example%3A8443', 'https://kammer.example:8443/.well-known/did.json'],
    ['did:web:kammer.example:nachweise:2026', 'https://kammer.example/nachweise/2026/did.json'],
    ['did:key:z6Mk', undefined],
  ])('%s lies at %s', (did, address) => expect(webAddress(did)).toBe(address));
});

describe('the status list', () => {
  it('is read by another library as it was written', async () => {
    const set = [0, 7, 8, 4711, LIST_LENGTH - 1];
    const encoded = encodeList(set);
    const bits = new Bitstring({ buffer: await Bitstring.decodeBits({ encoded: encoded.slice(1) }) });
    expect(bits.length).toBe(LIST_LENGTH);
    for (const index of [...set, 1, 9, 4712]) {
      expect(bits.get(index)).toBe(set.includes(index));
      expect(isSet(encoded, index)).toBe(set.includes(index));
    }
  });

  it('refuses what unpacks to something huge, and an entry that it does not have', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = `u${gzipSync(Buffer.alloc(64 * 1024 * 1024)).toString('base64url')}`;
    expect(isSet(bomb, 5)).toBeUndefined();
    expect(isSet(encodeList([]), LIST_LENGTH + 8)).toBeUndefined();
    expect(isSet('unonsense', 0)).toBeUndefined();
  });
});
