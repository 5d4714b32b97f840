import { DAY } from '../../../src/platform/clock.ts';
import type { App, People, Places } from './people.ts';

/** What every part of the fixture works with. */
export interface Hands {
  app: App;
  places: Places;
  people: People;
}

/** Where a form leads that was taken. @throws where it was refused: the fixture no longer fits the product */
export async function taken(sent: Promise<Response> | Response): Promise<string> {
  const answer = await sent;
  if (answer.status !== 303 && answer.status !== 200) {
    const words = (await answer.text())
      .replace(/^[\s\S]*?<main[^>]*>/, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    throw new Error(`the fixture's form was refused with ${answer.status}: ${words.slice(0, 400)}`);
  }
  return answer.headers.get('location') ?? '';
}

export const idIn = (path: string): string => path.split('/').at(-1) ?? '';

/** A day before or after today. */
export const dayFrom = (app: App, days: number): string => new Date(app.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);

/** The text of a page that somebody sees. */
export const pageOf = async (who: { get(path: string): Promise<Response> | Response }, path: string): Promise<string> =>
  (await who.get(path)).text();

/** What a page holds by a pattern. @throws where it does not */
export function found(page: string, pattern: RegExp): string {
  const match = pattern.exec(page);
  if (!match) throw new Error(`the fixture looks for ${pattern} on a page and finds nothing`);
  return (match[1] ?? match[0]).replaceAll('&amp;', '&');
}

/** A form with a file, as a browser sends it. */
export async function upload(
  { app }: Pick<Hands, 'app'>,
  who: { cookie: string; get(path: string): Promise<Response> },
  path: string,
  fields: Record<string, string>,
  file: { field?: string; name: string; bytes: Uint8Array | string; type?: string },
): Promise<string> {
  await who.get('/konto'); // signs in anew where the clock has moved
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  const bytes = typeof file.bytes === 'string' ? file.bytes : new Uint8Array(file.bytes);
  data.set(file.field ?? 'datei', new File([bytes], file.name, { type: file.type ?? 'application/octet-stream' }));
  const headers = { origin: app.config.publicUrl, host: new URL(app.config.publicUrl).host, cookie: who.cookie };
  return taken(app.app.request(path, { method: 'POST', headers, body: data }));
}
