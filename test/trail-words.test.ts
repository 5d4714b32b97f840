/** The trail is read by people: every action that the code writes has words (findings/insiders B9). */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionWords, recordNoun } from '../src/modules/accounts/trail-words.ts';
import { fromRoot } from '../src/platform/root.ts';
import { testApplication } from './support/application.ts';

const sources = readdirSync(fromRoot('src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
  .map((path) => readFileSync(fromRoot('src', path), 'utf8'));

/** Actions as they stand in the code: given to the trail, or to a change that writes it. */
const written = new Set(
  sources.flatMap((text) => [
    ...[...text.matchAll(/\b(?:action|what): '([a-z]+\.[a-zA-Z.]+)'/g)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(/\bchange[A-Z]\w*\([^()]*(?:\([^()]*\)[^()]*)*'([a-z]+\.[a-z]+[a-zA-Z]*)'/g)].map((match) => match[1] ?? ''),
  ]),
);

describe('the trail in words', () => {
  it('every action in the code has them, in both languages', () => {
    expect(written.size).toBeGreaterThan(60);
    const wordless = [...written].filter(
      (action) => !/\.(?:json|csv|pdf)$/.test(action) && !(actionWords(action, 'de') && actionWords(action, 'en')),
    );
    expect(wordless).toEqual([]);
  });

  it('the page shows sentences and names of records, no codes', async () => {
    const { as, services } = await testApplication({ DEMO: 'off' });
    const office = await as(['office']);
    await office.post('/konto/profil', { name: 'Olga Office', locale: 'de' });
    const html = await (await office.get('/geschaeftsstelle/verlauf')).text();
    for (const words of ['Konto: Name oder Sprache geändert', 'Anmeldung: begonnen', 'mit Link', 'Geschäftsstelle'])
      expect(html).toContain(words);
    expect(html).not.toMatch(/session\.begun|account\.profile|twoFactors|method:/);
    const { rows } = await services.pool.query('select distinct action, kind from platform.audit');
    for (const { action, kind } of rows as { action: string; kind: string }[])
      expect([action, actionWords(action, 'de'), recordNoun(kind, 'de')]).toEqual([action, expect.any(String), expect.any(String)]);
  });
});
