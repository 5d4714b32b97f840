import { renderToString } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { Facts } from './list.tsx';

it('shows no fact that does not hold, and nought as one that does', () => {
  const html = renderToString(
    <Facts
      facts={[
        ['Ort', 'Kiel'],
        ['Gemeinsam mit', false],
        ['Betrag', undefined],
        ['Notiz', ''],
        ['Liste', []],
        ['Liste von nichts', [false, null]],
        ['Plätze frei', 0],
      ]}
    />,
  );
  expect([...html.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, label]) => label)).toEqual(['Ort', 'Plätze frei']);
});
