import type { Ctx } from '#platform/http/context.ts';
import { may } from '../model.ts';
import type { Action } from '../permissions.ts';
import { accountsTexts } from '../texts.ts';

/** Rooms of the whole network that several roles share: each with the action that opens it. */
const ROOMS = [
  ['/faelle', 'case.work', 'cases'],
  ['/geschichtenwerkstatt', 'story.write', 'stories'],
  ['/redaktion', 'news.write', 'news'],
  ['/trends', 'trend.write', 'trends'],
  ['/transfer', 'research.read', 'research'],
  ['/standards', 'standard.comment', 'standards'],
  ['/abdeckung', 'coverage.read', 'coverage'],
  ['/praedikate/pruefung', 'award.review', 'awards'],
  ['/austausch', 'exchange.manage', 'exchange'],
] as const satisfies [href: string, action: Action, key: string][];

/** The shared rooms that whoever looks may use, for the foot of every workplace. */
export function roomsFor(c: Ctx): [href: string, label: string][] {
  const t = accountsTexts(c.get('locale')).rooms;
  return ROOMS.filter(([, action]) => may(c.get('actor'), action)).map(([href, , key]) => [href, t[key]]);
}
