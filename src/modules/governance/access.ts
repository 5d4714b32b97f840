import { addDays } from '#platform/clock.ts';
import { HttpError } from '#platform/http/errors.ts';
import type { Services } from '#platform/services.ts';
import type { Desk } from './pages/frame.tsx';

const OFFICE = 'governance-office';
/** The office belongs to nobody in particular, until there are accounts. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const LINK_DAYS = 30;

/** The office's desk behind its private link. @throws HttpError 404 for a wrong link, 410 for one that is over */
export async function openDesk({ db, links }: Services, token: string): Promise<Desk> {
  const link = await links.open(db, OFFICE, token);
  if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
  return { base: `/geschaeftsstelle/${token}` };
}

/** The address of the office's desk: a private link, valid for a month. */
export async function deskUrl({ db, links, clock, config }: Services): Promise<string> {
  const link = await links.create(db, OFFICE, NOBODY, addDays(clock.now(), LINK_DAYS));
  return `${config.publicUrl}/geschaeftsstelle/${links.token(OFFICE, link)}`;
}
