import type { VNode } from 'preact';
import { eventThing, type Thing } from '#design/index.ts';
import { localMoment } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { askedPage, firstOf } from '#platform/lists.ts';
import { areaOf, membersOf, type Network } from '#modules/networks/index.ts';
import { hoursOf } from './hours.ts';
import { EVENTS, NetworkParts, NEWEST_OFFERS } from './pages/public.tsx';
import type { RegionsRouteParts } from './route-parts.ts';
import { type EventRow, eventsFrom, recognitionsOf, reportsOf } from './store.ts';

function thingOf(event: EventRow, network: Network): Thing {
  const hours = hoursOf(event.hours);
  const isOnline = /^online$/i.test(event.place.trim());
  return eventThing({
    name: event.title,
    description: event.description || undefined,
    start: hours ? localMoment(event.day, hours.starts) : event.day,
    end: hours ? localMoment(event.day, hours.ends) : undefined,
    place: isOnline ? '' : event.place,
    online: isOnline,
    isCancelled: event.cancelled,
    organizer: network.name,
    url: event.link || undefined,
  });
}

/** What networksRoutes shows of a network besides its name and partners. */
export const networkParts =
  ({ services: { db }, regions, places }: RegionsRouteParts) =>
  async (network: Network, c: Ctx): Promise<{ inside: VNode; events: Thing[] }> => {
    const [area, events, members, rows, reports, accepted] = await Promise.all([
      areaOf(db, network.id),
      eventsFrom(db, network.id, regions.today(), askedPage(c, undefined, EVENTS)),
      membersOf(db, network.id),
      recognitionsOf(db, network.id),
      reportsOf(db, network.id),
      regions.accepted(),
    ]);
    const view = {
      network,
      districts: area.flatMap((key) => places.districts.get(key)?.name ?? []),
      events,
      offers: await regions.offersOf(members, firstOf(NEWEST_OFFERS)),
      recognition: rows.find(({ state, valid_until: until }) => state === 'recognised' && (until ?? '') >= regions.today()),
      reports: reports.filter((report) => report.published_at !== null),
      accepted: members.filter((id) => accepted.has(id)).length,
    };
    return { inside: <NetworkParts view={view} c={c} />, events: events.rows.map((event) => thingOf(event, network)) };
  };
