import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { tokenFile, withToken, sha256 } from '../../src/modules/declarations/file.ts';
import { newSigningKey, signClaims } from '../../src/modules/declarations/signature.ts';
import { credentialOf, didDocument, statusCredentialOf } from '../../src/modules/credentials/model.ts';
import { newKey, sign } from '../../src/modules/credentials/signature.ts';
import { encodeList } from '../../src/modules/credentials/status-list.ts';
import { parsedMinutesSchema } from '../../src/modules/governance/minutes/schema.ts';
import { fromRoot } from '../../src/platform/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'tw-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `transferwerk …` beside the running server, on its data. */
function transferwerk(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fromRoot('bin', 'transferwerk.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: inject('dataDir'), DATABASE_URL: '' },
  });
  return { status, stdout, stderr };
}

function answers(content: unknown): string {
  const file = join(folder, 'answers.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('declaration verify', () => {
  const key = newSigningKey();
  const paper = Buffer.from('%PDF-1.7\nPapier\n%%EOF\n');
  const claims = {
    iss: 'https://netz.example',
    sub: 'SE-0000-0000-0000',
    company: 'Tischlerei Muster',
    place: 'Kiel',
    check: { id: 'healthy-work', version: 1, hash: 'a'.repeat(64), title: 'Gesund und gern arbeiten' },
    measures: 10,
    issued: '2026-11-25',
    validUntil: '2090-11-24',
    url: 'https://netz.example/erklaerung/SE-0000-0000-0000',
    sha256: sha256(paper),
  };
  const token = signClaims(claims, key);
  const keep = (name: string, content: string | Buffer) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const keys = () => keep('keys.json', JSON.stringify({ keys: [{ ...key.publicKey, use: 'sig' }] }));

  it('accepts an unchanged file, with and without the network’s keys, and without any server', () => {
    const pdf = keep('a.pdf', withToken(paper, token));
    const known = transferwerk('declaration', 'verify', pdf, '--keys', keys(), '--json');
    expect(known.status).toBe(0);
    expect(JSON.parse(known.stdout)).toMatchObject({ sub: 'SE-0000-0000-0000', state: 'valid', trusted: true });
    const alone = transferwerk('declaration', 'verify', keep('a.json', tokenFile(token)));
    expect([alone.status, alone.stdout]).toEqual([0, expect.stringContaining('Whether it is the network’s own')]);
  });

  it('refuses a changed byte, a strange key, something else', () => {
    const changed = withToken(Buffer.from('%PDF-1.7\nPapiEr\n%%EOF\n'), token);
    expect(transferwerk('declaration', 'verify', keep('b.pdf', changed))).toMatchObject({ status: 1, stdout: '' });
    const strange = keep('c.json', tokenFile(signClaims(claims, newSigningKey())));
    expect(transferwerk('declaration', 'verify', strange, '--keys', keys()).stderr).toContain('not among the keys');
    expect(transferwerk('declaration', 'verify', keep('d.txt', 'nichts')).status).toBe(1);
    expect(transferwerk('declaration', 'verify').status).toBe(2);
  });
});

describe('check export and import', () => {
  it('YAML → JSON → YAML changes no byte', () => {
    const { status, stdout } = transferwerk('check', 'export', 'healthy-work');
    expect(status).toBe(0);
    const file = join(folder, 'healthy-work.json');
    writeFileSync(file, stdout);
    expect(transferwerk('check', 'import', file, folder).status).toBe(0);
    for (const name of ['healthy-work.yaml', 'healthy-work.en.yaml', 'healthy-work.leicht.yaml'])
      expect(readFileSync(join(folder, name), 'utf8')).toBe(readFileSync(fromRoot('content', 'checks', name), 'utf8'));
    writeFileSync(file, stdout.replace('"minutes": 30', '"minutes": 31'));
    expect(transferwerk('check', 'import', file, folder)).toMatchObject({ status: 1, stderr: expect.stringContaining('hash') });
  });

  it('says what is not translated', () => {
    const rows = JSON.parse(transferwerk('check', 'translations', '--json').stdout) as {
      check: string;
      language: string;
      missing: string[];
    }[];
    const missing = (id: string, code: string) => rows.find(({ check, language }) => check === id && language === code)?.missing;
    expect([missing('healthy-work', 'en'), missing('healthy-work', 'leicht')]).toEqual([[], []]);
    expect(missing('company-check', 'leicht')).toContain('title');
  });
});

describe('check evaluate', () => {
  it('prints themes with need and counts, and the urgent points with their measures', () => {
    const { status, stdout } = transferwerk(
      'check',
      'evaluate',
      'company-check',
      answers({ ratings: { 'strategy-goals': 'urgent', 'strategy-market': 'none' } }),
      '--json',
    );
    expect(status).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.complete).toBe(false);
    expect(report.themes).toHaveLength(11);
    expect(report.themes[0]).toEqual({
      id: 'strategy',
      title: 'Strategie und Ziele',
      need: 'urgent',
      counts: { none: 1, some: 0, urgent: 1, notApplicable: 0, open: 2 },
    });
    expect(report.urgent).toEqual([
      {
        checkpoint: 'strategy-goals',
        theme: 'strategy',
        title: 'Ziele für die nächsten Jahre',
        measures: expect.arrayContaining([expect.any(String)]),
      },
    ]);
  });

  it.each([
    [{ ratings: { nowhere: 'none' } }, '"nowhere"'],
    [{ ratings: { 'strategy-goals': 'awful' } }, '"awful"'],
    ['{ broken', 'not JSON'],
    [{}, 'ratings'],
  ])('refuses %j by name', (content, reason) => {
    const { status, stdout, stderr } = transferwerk('check', 'evaluate', 'company-check', answers(content), '--json');
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(reason);
  });

  it('refuses an unknown check and a file that is not there', () => {
    expect(transferwerk('check', 'evaluate', 'nothing', answers({})).stderr).toContain('"nothing"');
    expect(transferwerk('check', 'evaluate', 'company-check', join(folder, 'none.json'))).toMatchObject({ status: 1 });
    expect(transferwerk('check', 'evaluate')).toMatchObject({ status: 2 });
  });
});

describe('match', () => {
  it('prints place, hits with reasons, and how far it had to go, best first', () => {
    const { status, stdout } = transferwerk('match', '--text', 'Wir finden keine Auszubildenden', '--plz', '24103', '--json');
    expect(status).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.place).toMatchObject({ name: 'Kiel', postalCode: '24103' });
    expect(report.hits.length).toBeGreaterThan(3);
    for (const hit of report.hits) {
      expect(Object.keys(hit).toSorted()).toEqual([
        'distanceKm',
        'id',
        'kind',
        'organisation',
        'reasons',
        'score',
        'summary',
        'title',
        'topics',
      ]);
      expect(hit.reasons.length).toBeGreaterThan(0);
    }
    expect(report.hits[0].topics).toContain('Auszubildende finden');
    expect(report.widened === null || typeof report.widened === 'string').toBe(true);
  });

  it('names near places for an unknown code and all namesakes for an ambiguous name', () => {
    expect(transferwerk('match', '--text', 'Azubis', '--plz', '53112')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('53113 Bonn'),
    });
    expect(transferwerk('match', '--text', 'Azubis', '--plz', 'Neustadt')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('ambiguous'),
    });
    expect(transferwerk('match')).toMatchObject({ status: 2 });
  });
});

describe('every command', () => {
  it.each(['check list', 'check evaluate', 'check validate', 'check figures', 'match', 'demo', 'organisation add', 'outbox'])(
    '%s has --help',
    (name) => {
      const { status, stdout } = transferwerk(...name.split(' '), '--help');
      expect(status).toBe(0);
      expect(stdout).toContain(`Usage: transferwerk ${name}`);
    },
  );
});

describe('audit verify', () => {
  it('says where the trail ends, and refuses one that does not end where the operator says', async () => {
    expect(transferwerk('outbox', '--link').stdout).toMatch(/\/postausgang\/[\w-]{43}\n$/);
    const { status, stdout } = transferwerk('audit', 'verify');
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/^\d+ entries, unbroken, \d+ of them chained with a key\. Its end: \d+:[0-9a-f]{64}\n$/),
    ]);
    const [, position = '', hash = ''] = /Its end: (\d+):(\w+)/.exec(stdout) ?? [];
    // The server beside it notes the end by itself, soon after it was written.
    await vi.waitFor(() => expect(readFileSync(join(inject('dataDir'), 'audit-heads.jsonl'), 'utf8')).toContain(hash), 8000);
    expect(transferwerk('audit', 'verify', '--head', `${position}:${hash}`).status).toBe(0);
    const beyond = transferwerk('audit', 'verify', '--head', `${Number(position) + 5}:${hash}`);
    expect(beyond).toMatchObject({ status: 1, stderr: expect.stringContaining(`shortened after entry ${position}`) });
    expect(transferwerk('audit', 'verify', '--head', 'nonsense').status).toBe(2);
  });
});

describe('minutes parse', () => {
  const file = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it('prints what is in a document as the published JSON', () => {
    const { status, stdout } = transferwerk('minutes', 'parse', fromRoot('test', 'minutes', 'build', 'b1-nummeriert.txt'), '--json');
    expect(status).toBe(0);
    const parsed = JSON.parse(stdout);
    expect(parsed).toMatchObject({ body: 'AG Beratungsqualität', date: '2026-02-12', startTime: '10:00', mode: 'onsite' });
    expect(parsedMinutesSchema.safeParse(parsed).success).toBe(true);
  });

  it.each([
    ['broken.pdf', '%PDF-1.7 nonsense', 'damaged'],
    ['picture.png', '\u0089PNG', 'not read'],
    ['empty.txt', '', 'empty'],
    ['blank.txt', '   \n', 'no text'],
  ])('refuses %s with a word and code 1', (name, content, word) => {
    const { status, stderr } = transferwerk('minutes', 'parse', file(name, content), '--json');
    expect(status).toBe(1);
    expect(stderr).toContain(word);
  });

  it('says what is missing', () => {
    expect(transferwerk('minutes', 'parse').status).toBe(2);
    expect(transferwerk('minutes', 'parse', join(folder, 'nowhere.txt')).status).toBe(1);
  });
});

describe('credential verify', () => {
  const issuer = { did: 'did:web:netz.example', name: 'Netz', publicUrl: 'https://netz.example' };
  const from = '2026-11-01T10:00:00Z';

  it('works without a server, and says of each forgery what is wrong', async () => {
    const key = await newKey(issuer.did, 'k1');
    const { secretKeyMultibase: _, ...method } = key;
    const write = (name: string, value: unknown) => {
      const file = join(folder, name);
      writeFileSync(file, JSON.stringify(value));
      return file;
    };
    const did = write('did.json', didDocument(issuer.did, [method]));
    const achievement = {
      url: 'https://netz.example/bildung/x',
      name: 'Zertifikat Netzwerklotse',
      description: 'Belegt.',
      criteria: 'Module',
    };
    const unsigned = credentialOf(
      { number: 'NW-1', kind: 'certificate', holder: 'Kim Beispiel', achievement, from, until: null, index: 7, sponsors: [] },
      issuer,
    );
    const credential = await sign(unsigned, key, new Date(from));
    const list = async (set: number[]) =>
      sign(statusCredentialOf(encodeList(set), from, '2090-01-01T00:00:00Z', issuer), key, new Date(from));
    const file = write('nachweis.json', { credential, statusList: await list([1]) });
    const good = transferwerk('credential', 'verify', file, '--issuer', did);
    expect(good.stderr).toBe('');
    expect(good.stdout).toContain('Valid: Zertifikat Netzwerklotse for Kim Beispiel.');
    const forged = transferwerk('credential', 'verify', write('forged.json', { ...credential, name: 'Siegel' }), '--issuer', did);
    expect(forged).toMatchObject({ status: 1 });
    expect(forged.stderr).toContain('somebody changed the credential');
    const revoked = transferwerk('credential', 'verify', file, '--issuer', did, '--status', write('revoked.json', await list([7])));
    expect(revoked.stderr).toContain('It was revoked.');
    const alone = transferwerk('credential', 'verify', write('alone.json', credential), '--issuer', did);
    expect(alone.stderr).toContain('Whether it was revoked is open');
    // Without keys handed in: those of this installation, which does not know that issuer.
    expect(transferwerk('credential', 'verify', file).stderr).toContain('Its issuer is not known');
  });
});
