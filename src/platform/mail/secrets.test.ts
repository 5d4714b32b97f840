import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '#modules/accounts/index.ts';
import { newId } from '../ids.ts';
import { letterWithoutSecrets, withoutSecrets } from './secrets.ts';

const letters = (length: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${length}}$`));
const token = letters(43);
/** Every address of ours that holds a token, from the table of all routes. */
const routes = Object.keys(ROUTES)
  .map((key) => key.split(' ').at(-1) ?? '')
  .filter((path) => path.includes(':token'));
const addressOf = (route: string, secret: string) =>
  `https://netz.example${route.replace(':token', secret).replace(/:[a-z]+/g, '01960000-0000-7000-8000-000000000000')}`;
const around = fc.constantFrom('', ' ', '\n', '(', '<', '"', '. ', ', ');

describe('a text without secrets', () => {
  it('knows routes with tokens', () => expect(routes.length).toBeGreaterThan(40));

  it.each(routes)('%s keeps no token', (route) => {
    fc.assert(
      fc.property(token, around, around, (secret, before, after) => {
        const text = `Guten Tag,${before} ${addressOf(route, secret)}${after} und ${before}${secret}${after}`;
        expect(withoutSecrets(text)).not.toContain(secret);
      }),
      { numRuns: 40 },
    );
  });

  it('a link that signs in keeps none, however long, also with a way on to another private page', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }).chain(letters), token, (secret, other) => {
        const next = encodeURIComponent(`/einladung/${other}?art=x`);
        const text = withoutSecrets(`https://netz.example/anmelden/link/${secret}?weiter=${next}`);
        expect(text).toBe('https://netz.example/anmelden/link/…?weiter=%2Feinladung%2F…%3Fart%3Dx');
        expect(withoutSecrets(`/anmelden?weiter=%2Fanmelden%2Flink%2F${secret}`)).toBe('/anmelden?weiter=%2Fanmelden%2Flink%2F…');
      }),
    );
  });

  it.each(['token', 'code', 'state', 'key'])('?%s= keeps nothing', (name) => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 60 }).chain(letters), (secret) => {
        expect(withoutSecrets(`https://netz.example/x?a=1&${name}=${secret}&b=2`)).toBe(`https://netz.example/x?a=1&${name}=…&b=2`);
      }),
    );
  });

  it('random parts of another length go too, and what anybody may read stays', () => {
    expect(withoutSecrets('https://netz.example/neu/k3J9sQpL2vXw8ZtB4mNc/weiter')).toBe('https://netz.example/neu/…/weiter');
    const open = `Guten Tag, Ihre Anfrage ${newId()}: https://netz.example/angebote/erstberatung-wertschaetzung-fuer-handwerksbetriebe-1a2b
https://netz.example/organisation/${newId()}/angebote?thema=strategy&seite=2 am 23.11.2026, 10:00 Uhr, netz@beispiel.example`;
    expect(withoutSecrets(open)).toBe(open);
  });

  it('a whole letter keeps none in its calendar, folded as it is, and its unsubscribe address', () => {
    fc.assert(
      fc.property(token, fc.integer({ min: 30, max: 70 }), (secret, at) => {
        const line = `URL:https://netz.example/aufgaben/${secret}`;
        const content = `BEGIN:VEVENT\r\n${line.slice(0, at)}\r\n ${line.slice(at)}\r\nEND:VEVENT`;
        const letter = letterWithoutSecrets({
          to: 'a@b.example',
          subject: 'S',
          text: 'T',
          calendar: { method: 'REQUEST', content },
          unsubscribe: `https://netz.example/abbestellen/${secret}?art=x`,
        });
        expect(letter.calendar?.content).toContain('URL:https://netz.example/aufgaben/…\r\nEND');
        expect(JSON.stringify(letter)).not.toContain(secret);
      }),
    );
  });
});
