import { describe, expect, it } from 'vitest';
import { verifyFile } from '../src/modules/declarations/file.ts';
import { numberFrom, NUMBER, validityOf, validUntil } from '../src/modules/declarations/model.ts';
import { newSigningKey, signClaims, verifyToken } from '../src/modules/declarations/signature.ts';
import { storedMails } from '../src/platform/mail/index.ts';
import { DAY } from '../src/platform/clock.ts';
import { testApplication } from './support/application.ts';
import { beginCheck, planMeasures, rateAll } from './support/checks.ts';

const application = await testApplication({ DEMO: 'off' });
const { get, post, clock, checks, declarations, services } = application;
const definition = checks.definition('healthy-work');
const WISH = { company: 'Tischlerei Muster <b>', place: 'Kiel', named: 'ja', email: 'chefin@betrieb.example', honest: 'ja' };

async function ready(): Promise<string> {
  const path = await beginCheck(application, 'healthy-work');
  await rateAll(application, path, definition);
  await planMeasures(application, path, 10);
  return path;
}
const declare = async (path: string, wish: Record<string, string> = WISH) =>
  (await post(`${path}/erklaerung`, wish)).headers.get('location') ?? '';
const bytes = async (path: string) => Buffer.from(await (await get(path)).arrayBuffer());
const numberOn = async (manage: string) => /SE-[\w-]{14}/.exec(await (await get(manage)).text())?.[0] ?? '';
const keys = async () =>
  ((await (await get('/.well-known/transferwerk-keys.json')).json()) as { keys: Parameters<typeof verifyToken>[1] }).keys;

describe('rules', () => {
  it.each([
    ['2026-11-25', 24, '2028-11-24'],
    ['2026-01-31', 1, '2026-02-27'],
    ['2024-02-29', 12, '2025-02-27'],
    ['2026-01-01', 24, '2027-12-31'],
  ])('issued on %s for %i months counts until %s', (day, months, end) => expect(validUntil(day, months)).toBe(end));

  it('counts on its last day and no longer', () => {
    const declaration = { valid_until: '2028-11-24', withdrawn_at: null };
    expect(validityOf(declaration, '2028-11-24')).toBe('valid');
    expect(validityOf(declaration, '2028-11-25')).toBe('expired');
    expect(validityOf({ ...declaration, withdrawn_at: new Date() }, '2028-11-24')).toBe('withdrawn');
  });

  it('numbers have one shape, whatever chance gives', () => {
    expect(numberFrom('SE', new Uint8Array(12))).toMatch(NUMBER);
    expect(numberFrom('SE', new Uint8Array(12).fill(255))).toMatch(NUMBER);
  });

  it('a token signed with another key is not the network’s', () => {
    const [own, other] = [newSigningKey(), newSigningKey()];
    const check = { id: 'x', version: 1, hash: 'h', title: 't' };
    const claims = {
      iss: 'i',
      sub: 's',
      company: 'c',
      place: '',
      check,
      measures: 10,
      issued: '2026-01-01',
      validUntil: '2028-01-01',
      url: 'u',
      sha256: '',
    };
    const token = signClaims(claims, other);
    expect(verifyToken(token)).toMatchObject({ ok: true, value: { trusted: false } });
    expect(verifyToken(token, [other.publicKey])).toMatchObject({ ok: true, value: { trusted: true } });
    expect(verifyToken(token, [own.publicKey])).toEqual({ ok: false, fault: 'unknownKey' });
    // Somebody puts the network's key into the head of a token of their own.
    const [, content, signature] = token.split('.');
    const head = Buffer.from(
      JSON.stringify({ alg: 'EdDSA', typ: 'transferwerk-declaration+jwt', kid: own.id, jwk: own.publicKey }),
    ).toString('base64url');
    expect(verifyToken(`${head}.${content}.${signature}`, [own.publicKey])).toEqual({ ok: false, fault: 'signature' });
  });
});

describe('a self-declaration', () => {
  it('is refused until everything is rated and ten measures are complete', async () => {
    const path = await beginCheck(application, 'healthy-work');
    expect((await post(`${path}/erklaerung`, WISH)).status).toBe(422);
    await rateAll(application, path, definition);
    await planMeasures(application, path, 9);
    expect((await post(`${path}/erklaerung`, WISH)).status).toBe(422);
    await planMeasures(application, path, 1);
    expect((await post(`${path}/erklaerung`, { ...WISH, honest: '' })).status).toBe(422);
    expect((await post(`${path}/erklaerung`, { ...WISH, company: '' })).status).toBe(422);
    expect(await declare(path)).toContain('/erklaerung/verwalten/');
  });

  it('is not made on a version that nobody has adopted, nor on one that was withdrawn', async () => {
    const { source } = checks.editions.find('healthy-work', 1) ?? {};
    if (!source) throw new Error('no edition');
    const { adopted: _, ...file } = source.file;
    await checks.editions.publish({ ...source, file: { ...file, id: 'on-trial' } }, 'trial');
    const path = await beginCheck(application, 'on-trial');
    await rateAll(application, path, definition);
    await planMeasures(application, path, 10);
    expect((await post(`${path}/erklaerung`, WISH)).status).toBe(422);
    expect(await (await get(`${path}/plan`)).text()).toContain('noch in der Erprobung');

    await checks.editions.publish({ ...source, file: { ...source.file, id: 'taken-back' } }, 'inForce');
    const other = await beginCheck(application, 'taken-back');
    await rateAll(application, other, definition);
    await planMeasures(application, other, 10);
    await checks.editions.withdraw('taken-back', 1);
    expect((await get(`${other}/thema/1`)).status).toBe(200);
    expect((await get('/checks/taken-back')).status).toBe(404);
    expect((await post(`${other}/erklaerung`, WISH)).status).toBe(422);
  });

  it('verifies offline as PDF and as JSON, and fails after one changed byte, wherever it is', async () => {
    const manage = await declare(await ready());
    for (const name of ['datei.pdf', 'unterschrift.json']) {
      const file = await bytes(`${manage}/${name}`);
      const verified = verifyFile(file, await keys());
      expect(verified).toMatchObject({
        ok: true,
        value: { trusted: true, claims: { company: 'Tischlerei Muster <b>', validUntil: '2028-11-22' } },
      });
      expect(verifyFile(file).ok).toBe(true);
      // Every byte of the last line, and a sample of the rest.
      const signed = file.length - 1200;
      for (let at = 0; at < file.length; at += at >= signed ? 1 : 97) {
        const changed = Buffer.from(file);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(verifyFile(changed).ok, `byte ${at} of ${name}`).toBe(false);
      }
      expect(verifyFile(file.subarray(0, -1)).ok).toBe(false);
      expect(verifyFile(Buffer.concat([file, Buffer.from('\n')])).ok).toBe(false);
    }
    expect(verifyFile(Buffer.from('%PDF-1.7 ohne'))).toEqual({ ok: false, fault: 'noDeclaration' });
    expect(verifyFile(Buffer.alloc(0)).ok).toBe(false);
  });

  it('shows on the public page what was agreed, and nothing else', async () => {
    const path = await ready();
    const manage = await declare(path, { ...WISH, named: '' });
    const number = await numberOn(manage);
    const page = async () => (await get(`/erklaerung/${number.toLowerCase()}`)).text();
    expect(await page()).toContain('Diese Selbsterklärung gilt.');
    expect(await page()).not.toContain('Tischlerei');
    expect(await page()).not.toContain('betrieb.example');
    await post(manage, { named: 'ja', email: '' });
    expect(await page()).toContain('Tischlerei Muster &lt;b>');
    expect(await page()).not.toContain('Maßnahme 1');
    expect((await get('/erklaerung/SE-0000-0000-0000')).status).toBe(404);
    expect((await get('/erklaerung/%00')).status).toBe(404);
    // A second one on the same sheet is the same.
    expect((await get(`${path}/erklaerung`)).headers.get('location')).toContain('/erklaerung/verwalten/');
    expect((await post(`${path}/erklaerung`, WISH)).status).toBe(422);
  });

  it('can be withdrawn by its company alone, and outlives the sheet it came from', async () => {
    const path = await ready();
    const manage = await declare(path);
    const number = await numberOn(manage);
    await post(`${path}/loeschen`, {});
    expect(await (await get(`/erklaerung/${number}`)).text()).toContain('Diese Selbsterklärung gilt.');
    expect((await post(`/erklaerung/verwalten/${'x'.repeat(43)}/zurueckziehen`, {})).status).toBe(404);
    await post(`${manage}/zurueckziehen`, {});
    expect(await (await get(`/erklaerung/${number}`)).text()).toContain('Diese Selbsterklärung wurde zurückgezogen.');
  });

  it('is reminded of once before it ends, can be renewed, and then has ended', async () => {
    const manage = await declare(await ready(), { ...WISH, email: 'einmal@betrieb.example' });
    const number = await numberOn(manage);
    const mails = async () => (await storedMails(services.db, 500)).filter((mail) => mail.to === 'einmal@betrieb.example');
    expect(await mails()).toHaveLength(1);
    const start = clock.now();
    clock.advance(600 * DAY);
    await declarations.remind();
    expect(await mails()).toHaveLength(1);
    clock.advance(80 * DAY);
    await declarations.remind();
    await declarations.remind();
    expect((await mails()).map((mail) => mail.subject)).toContain(`Ihre Selbsterklärung ${number} endet bald`);
    expect(await mails()).toHaveLength(2);
    const renewed = (await post(`${manage}/erneuern`, {})).headers.get('location') ?? '';
    const overview = await (await get(renewed)).text();
    expect(overview).toContain('Was hat sich bewegt?');
    expect(await (await get(`${renewed}/plan`)).text()).toContain('Maßnahme 10');
    clock.advance(60 * DAY);
    expect(await (await get(`/erklaerung/${number}`)).text()).toContain('Diese Selbsterklärung ist abgelaufen.');
    clock.advance(start.getTime() - clock.now().getTime());
  });

  it('keeps verifying after the key was changed, with the keys that are published', async () => {
    const manage = await declare(await ready());
    const file = await bytes(`${manage}/datei.pdf`);
    const before = await keys();
    await declarations.keys.rotate();
    const after = await keys();
    expect(after?.length).toBe((before?.length ?? 0) + 1);
    expect(verifyFile(file, after)).toMatchObject({ ok: true, value: { trusted: true } });
    const next = await bytes(`${await declare(await ready())}/datei.pdf`);
    expect(verifyFile(next, before)).toEqual({ ok: false, fault: 'unknownKey' });
    expect(verifyFile(next, after).ok).toBe(true);
  });

  it('forgets who it was a while after it has ended', async () => {
    const number = await numberOn(await declare(await ready()));
    expect(await declarations.anonymise(new Date('2040-01-01T00:00:00Z'))).toBeGreaterThan(0);
    const page = await (await get(`/erklaerung/${number}`)).text();
    expect(page).toContain(number);
    expect(page).not.toContain('Tischlerei');
  });
});
