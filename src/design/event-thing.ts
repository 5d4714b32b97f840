import type { Thing } from './structured-data.ts';

export interface EventFacts {
  name: string;
  description?: string | undefined;
  /** A moment, or a whole day (`YYYY-MM-DD`). */
  start: Date | string;
  end?: Date | string | undefined;
  /** Where one meets, in words; empty: nowhere but online. */
  place: string;
  /** Where it is to be had online; `true`: somewhere that only those who take part are told. */
  online?: string | boolean | undefined;
  isCancelled?: boolean;
  organizer?: string | undefined;
  url?: string | undefined;
}

const when = (value: Date | string): string => (typeof value === 'string' ? value : value.toISOString());

function locationOf({ place, online, url }: EventFacts): Thing | Thing[] {
  const virtual: Thing = { '@type': 'VirtualLocation', ...(typeof online === 'string' ? { url: online } : url ? { url } : {}) };
  const there: Thing = { '@type': 'Place', name: place, address: place };
  if (!online) return there;
  return place === '' ? virtual : [there, virtual];
}

/** Something that takes place, in schema.org's words as search engines ask for them. */
export function eventThing(facts: EventFacts): Thing {
  const { name, description, start, end, place, online, isCancelled = false, organizer, url } = facts;
  const mode = !online ? 'Offline' : place === '' ? 'Online' : 'Mixed';
  return {
    '@type': 'Event',
    name,
    ...(description ? { description } : {}),
    startDate: when(start),
    ...(end ? { endDate: when(end) } : {}),
    eventStatus: `https://schema.org/${isCancelled ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: `https://schema.org/${mode}EventAttendanceMode`,
    location: locationOf(facts),
    ...(organizer ? { organizer: { '@type': 'Organization', name: organizer } } : {}),
    ...(url ? { url } : {}),
  };
}
