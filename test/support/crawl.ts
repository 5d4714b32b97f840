import { ROUTES } from '../../src/modules/accounts/index.ts';

type Get = (path: string) => Response | Promise<Response>;

/** Public addresses without a parameter: where a stranger can begin. */
const publicPaths = (): string[] =>
  Object.entries(ROUTES).flatMap(([route, action]) => {
    const [path = ''] = route.split(' ').slice(-1);
    return route.startsWith('GET') && action === 'public.read' && !path.includes(':') ? [path] : [];
  });

const unescaped = (text: string) => text.replaceAll('&amp;', '&');

/** Addresses of ours that a page, a feed or a sitemap names. */
function linksIn(body: string, origin: string): string[] {
  const found = [...body.matchAll(/(?:href|src|action)="([^"#]+)|<loc>([^<]+)<|"(?:id|url|@id)":"([^"]+)"/g)].map((match) =>
    unescaped(match[1] ?? match[2] ?? match[3] ?? ''),
  );
  return found
    .map((link) => link.replace(/#.*/, ''))
    .map((link) => (link.startsWith(origin) ? link.slice(origin.length) || '/' : link))
    .filter((link) => /^\/(?!\/)/.test(link) && !link.startsWith('/assets/'));
}

/** So many addresses of one shape (numbers, names and queries aside) are followed. */
const MOST_OF_A_SHAPE = 150;
const shapeOf = (path: string) => path.replace(/\?.*/, '?').replace(/\/[^/?]+/g, (part, at: number) => (at === 0 ? part : '/*'));

/** Everything that a stranger can reach by following links, as address → body. `more`: addresses to begin with besides. */
export async function crawl(get: Get, origin: string, more: readonly string[] = []): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const shapes = new Map<string, number>();
  const queue = [...new Set([...publicPaths(), ...more])];
  const known = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const answer = await get(path);
    if (answer.status >= 500) throw new Error(`${path}: ${answer.status}`);
    const body = await answer.text();
    seen.set(path, answer.status === 200 ? body : '');
    if (!/html|xml|json/.test(answer.headers.get('content-type') ?? '')) continue;
    for (const link of linksIn(body, origin)) {
      const shape = shapeOf(link);
      const count = shapes.get(shape) ?? 0;
      if (known.has(link) || count >= MOST_OF_A_SHAPE) continue;
      known.add(link);
      shapes.set(shape, count + 1);
      queue.push(link);
    }
  }
  return seen;
}
