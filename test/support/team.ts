import type { testApplication } from './application.ts';

type App = Awaited<ReturnType<typeof testApplication>>;

/** The links of the round that is going on. */
export const teamLinks = async ({ get }: Pick<App, 'get'>, path: string): Promise<string[]> =>
  [...(await (await get(`${path}/team`)).text()).matchAll(/\/team\/[\w-]{43}/g)].map(([link]) => link);

/** Somebody with a link and a browser of their own, which keeps the cookie. */
export function teamMember({ app, config }: Pick<App, 'app' | 'config'>, link: string) {
  let cookie = '';
  const ask = async (path: string, fields?: Record<string, string>) => {
    const headers = { origin: config.publicUrl, cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.request(`${link}${path}`, {
      headers,
      ...(fields ? { method: 'POST', body: new URLSearchParams(fields).toString() } : {}),
    });
    const kept = answer.headers.getSetCookie().find((each) => each.startsWith('team='));
    if (kept) cookie = kept.split(';')[0] ?? '';
    return answer;
  };
  return { ask, read: async (path = '') => (await ask(path)).text() };
}

/** Rates what the first theme asks, and hands it in. */
export async function answerAsMember(application: Pick<App, 'app' | 'config'>, link: string, ratings: Record<string, string>) {
  const { ask } = teamMember(application, link);
  await ask('/thema/1', Object.fromEntries(Object.entries(ratings).map(([point, rating]) => [`r_${point}`, rating])));
  return ask('/abgeben', {});
}
