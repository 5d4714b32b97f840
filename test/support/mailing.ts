import type { Fields } from './application.ts';

interface Who {
  get(path: string): Promise<Response>;
  post(path: string, fields: Fields): Promise<Response>;
}

/** What a page lets somebody send: the print of what it shows; undefined where it offers nothing. */
export const lookedIn = (page: string): string | undefined => /name="angesehen" value="([^"]*)"/.exec(page)?.[1];

/** Looks at a page, and gives the print of what it lets somebody send. */
export const lookAt = async (who: Pick<Who, 'get'>, page: string): Promise<string> => lookedIn(await (await who.get(page)).text()) ?? '';

/** Looks at a mailing and sends what was looked at. */
export async function lookAndSend(who: Who, base: string): Promise<Response> {
  const looked = lookedIn(await (await who.get(base)).text());
  return who.post(`${base}/senden`, looked === undefined ? {} : { angesehen: looked });
}

/** Prepares a campaign for everybody who is accredited, looks at it and starts it. */
export async function startCampaign(office: Who, fields: Record<string, string>): Promise<{ base: string; started: Response }> {
  const base = (await office.post('/geschaeftsstelle/akkreditierung/kampagnen', fields)).headers.get('location') ?? '';
  return { base, started: await lookAndSend(office, base) };
}
