/** Credentials that somebody made up (findings/security 2): our page confirms only what an issuer on our list signed. */
import { describe, expect, it } from 'vitest';
import { credentialOf } from '../src/modules/credentials/model.ts';
import { newKey, sign } from '../src/modules/credentials/signature.ts';
import { testApplication } from './support/application.ts';

const application = await testApplication({ DEMO: 'off' });
const { as, post, clock } = application;

const facts = {
  number: 'NW-TEST-TEST-TEST',
  kind: 'accreditation' as const,
  holder: 'Max Betrug',
  achievement: { url: 'https://x.example/a', name: 'Akkreditierte Berater:in', description: 'd', criteria: 'c' },
  sponsors: [],
  from: '2026-11-01T00:00:00Z',
  until: null,
  index: 5,
};

async function forged() {
  const pair = await newKey('did:key:x', 'x');
  const did = `did:key:${pair.publicKeyMultibase}`;
  const key = { ...pair, id: `${did}#${pair.publicKeyMultibase}`, controller: did };
  // The forger calls itself what it likes.
  const issuer = { did, name: 'Geschäftsstelle Transferwerk', publicUrl: 'https://x.example' };
  const { credentialStatus: _, ...plain } = credentialOf(facts, issuer);
  return { did, content: JSON.stringify(await sign(plain, key, clock.now())) };
}

describe('a credential by a key that somebody made up', () => {
  it('is not confirmed, whatever it calls its issuer; the page says that we do not know who that is', async () => {
    const { did, content } = await forged();
    const answer = await post('/nachweise/pruefen', { content });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('Die ausstellende Stelle kennen wir nicht');
    expect(html).toContain(did);
    expect(html).not.toContain('echt und gilt');
    expect(html).not.toMatch(/Ausgestellt von[^<]*<[^>]*>[^<]*Geschäftsstelle Transferwerk/);
  });

  it('counts once the office has entered the key, under the name that the office wrote', async () => {
    const { did, content } = await forged();
    const office = await as(['office']);
    expect((await office.post('/nachweise/stellen', { name: 'Kammer Musterstadt', document: did })).status).toBe(303);
    const html = await (await post('/nachweise/pruefen', { content })).text();
    expect(html).toContain('Der Nachweis ist echt und gilt.');
    expect(html).toContain('Kammer Musterstadt');
    // What was handed in stands in its field again; everything we say of it comes from our list.
    expect(html.replace(/<textarea[\s\S]*?<\/textarea>/g, '')).not.toContain('Geschäftsstelle Transferwerk');
  });
});

describe('the keys of a did:web', () => {
  it('count only once somebody has compared them at the issuer’s own address', async () => {
    const office = await as(['office']);
    const pair = await newKey('did:web:kammer.example', 'k1');
    const method = { id: pair.id, type: 'Multikey', controller: 'did:web:kammer.example', publicKeyMultibase: pair.publicKeyMultibase };
    const document = JSON.stringify({ id: 'did:web:kammer.example', verificationMethod: [method], assertionMethod: [pair.id] });
    const asked = await office.post('/nachweise/stellen', { name: 'Kammer', document });
    expect([asked.status, (await asked.text()).includes('https://kammer.example/.well-known/did.json')]).toEqual([422, true]);
    expect(await (await office.get('/nachweise/stellen')).text()).not.toContain('did:web:kammer.example');
    expect((await office.post('/nachweise/stellen', { name: 'Kammer', document, verglichen: 'ja' })).status).toBe(303);
    expect(await (await office.get('/nachweise/stellen')).text()).toContain('did:web:kammer.example');
  });
});
