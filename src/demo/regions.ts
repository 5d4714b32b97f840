import { plusDays } from '#platform/days.ts';
import { localDay } from '#platform/clock.ts';
import type { Network } from '#modules/networks/index.ts';
import type { DemoRegions } from '#modules/regions/index.ts';
import { demoId } from './random.ts';

/** What the invented networks do: evenings held and planned, and one network that is recognised. */
const PLANS = [
  {
    title: 'Unternehmensabend: Fachkräfte finden und halten',
    hours: '18 bis 20 Uhr',
    place: 'Haus des Handwerks',
    description: 'Drei Betriebe erzählen, was bei ihnen geholfen hat. Danach ist Zeit für Ihre Fragen.',
  },
  {
    title: 'Werkstatt: Den Check gemeinsam ausfüllen',
    hours: '16 bis 18 Uhr',
    place: 'Gründerzentrum, Raum 2',
    description: 'Sie bringen Ihren Betrieb mit, wir den Check und jemanden, der dabei hilft.',
  },
  {
    title: 'Treffen der Partner',
    hours: '10 bis 12 Uhr',
    place: 'Kammer, großer Saal',
    description: 'Wer plant was im nächsten halben Jahr? Auch neue Partner sind willkommen.',
  },
];
/** Days from today on which they take place, in turn. */
const DAYS = [-40, 18, 47];

function plan(index: number): (typeof PLANS)[number] {
  const found = PLANS[index % PLANS.length];
  if (!found) throw new Error('no plans');
  return found;
}

/** Events and a recognition for the demo networks that are awake. */
export function generateRegions(seed: number, networks: readonly Network[], now: Date): DemoRegions {
  const day = (days: number) => plusDays(localDay(now), days);
  const awake = networks.filter(({ state }) => state !== 'dormant');
  const events = awake.flatMap((network, place) =>
    DAYS.map((days, index) => ({
      id: demoId(seed, `event-${place}`, index),
      network_id: network.id,
      ...plan(place + index),
      day: day(days + (place % 9)),
      link: '',
      cancelled: false,
      changed_at: now,
    })),
  );
  const [first] = awake;
  const recognitions = first
    ? [
        {
          id: demoId(seed, 'recognition', 0),
          network_id: first.id,
          evidence: {
            partners: 'Kammer, Krankenkasse, Berufsgenossenschaft und drei Beratungen tragen je ein Thema.',
            meetings: 'Im Frühjahr und im Herbst, mit Protokoll und Aufgaben.',
            companies: 'Die Kammer fragt ihre Betriebe einmal im Jahr, wir lesen die Antworten gemeinsam.',
            standards: 'Mit dem Check zum attraktiven Arbeitgeber beginnen wir jede Werkstatt.',
            contact: 'Die Koordination antwortet, die Kammer vertritt.',
          },
          conditions: 'Bis zum Sommer kommt eine zweite Beratung aus dem Landkreis dazu.',
          valid_until: day(900),
          decided_at: now,
        },
      ]
    : [];
  return { events, recognitions };
}
