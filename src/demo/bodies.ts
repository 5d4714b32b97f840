import { plusDays } from '#platform/days.ts';
import { slugify } from '#platform/slug.ts';
import { localDay } from '#platform/clock.ts';
import type { DemoBodies } from '#modules/governance/index.ts';
import { demoId } from './random.ts';

/** The invented network's bodies: two working groups, a coordination team, a strategy circle, and what they have done. */

interface PersonPlan {
  name: string;
  organisation: string;
  isPublic: boolean;
}
const PERSONS: PersonPlan[] = [
  { name: 'Ulrike Demoreich', organisation: 'Musterkammer Nord', isPublic: true },
  { name: 'Tarik Beispielmann', organisation: 'Musterverband Handwerk', isPublic: true },
  { name: 'Jette Probst-Demo', organisation: 'Demo-Institut für Arbeit', isPublic: false },
  { name: 'Ansgar Musterfeld', organisation: 'Muster-Krankenkasse', isPublic: false },
  { name: 'Selin Vorbild', organisation: 'Beispielzentrum Zukunft', isPublic: true },
  { name: 'Knut Platzhalter', organisation: 'Demo-Unfallkasse', isPublic: false },
];

const BODIES = [
  {
    name: 'Strategiekreis',
    kind: 'strategy',
    rule: 'unanimous',
    mandate: 'Entscheidet über Vereinbarungen, Qualitätsstandards und Produkte des Netzwerks.',
    parent: null,
    members: [0, 1, 3, 4],
  },
  {
    name: 'Koordinierungsteam',
    kind: 'coordination',
    rule: 'consensus',
    mandate: 'Klärt offene Fragen der Arbeitsgruppen und bereitet Entscheidungen vor.',
    parent: 0,
    members: [0, 2, 4],
  },
  {
    name: 'AG Transfer',
    kind: 'workingGroup',
    rule: 'consensus',
    mandate: 'Bringt Ergebnisse aus Forschung und Praxis in den Alltag der Betriebe.',
    parent: 1,
    members: [1, 2, 5],
  },
  {
    name: 'AG Beratungsqualität',
    kind: 'workingGroup',
    rule: 'consensus',
    mandate: 'Entwickelt das gemeinsame Verständnis guter Beratung weiter.',
    parent: 1,
    members: [0, 3, 4],
  },
] as const;

/** Meetings by body and days from today. */
const MEETINGS = [
  { body: 2, days: -34, place: '', mode: 'online', agenda: ['Praxishilfe Nachfolge', 'Netzwerklotsen'] },
  { body: 3, days: -20, place: 'Haus der Kammer, Raum 2', mode: 'onsite', agenda: ['Leitlinien guter Beratung', 'Erfahrungsaustausch'] },
  { body: 1, days: 9, place: '', mode: 'online', agenda: ['Träger der Netzwerklotsen', 'Haushalt'] },
  { body: 2, days: 16, place: '', mode: 'online', agenda: ['Stand der Praxishilfe', 'Neue Projekte'] },
  { body: 0, days: 30, place: 'Haus der Kammer, Großer Saal', mode: 'hybrid', agenda: ['Netzwerklotsen: Entscheidung', 'Jahresplanung'] },
] as const;

const AGREEMENTS = [
  {
    meeting: 0,
    kind: 'task',
    text: 'Die vorhandenen Hilfen der Kammern zur Nachfolge werden gesichtet und verglichen.',
    who: [2],
    days: 5,
    state: 'progress',
  },
  { meeting: 0, kind: 'task', text: 'Drei Betriebe werden gebeten, die Praxishilfe zu erproben.', who: [1, 5], days: -6, state: 'open' },
  {
    meeting: 0,
    kind: 'agreement',
    text: 'Die Praxishilfe wird erst nach Zustimmung des Koordinierungsteams veröffentlicht.',
    who: [],
    days: null,
    state: 'open',
  },
  { meeting: 1, kind: 'task', text: 'Der Entwurf der Leitlinien wird auf zwei Seiten gekürzt.', who: [0], days: -2, state: 'done' },
  { meeting: 1, kind: 'decision', text: 'Die Leitlinien guter Beratung gelten ab sofort vorläufig.', who: [], days: null, state: 'done' },
] as const;

/** Made for a day, so that there is always something coming and something overdue. */
export function generateBodies(seed: number, now: Date): DemoBodies {
  const id = (kind: string, index: number) => demoId(seed, `governance-${kind}`, index);
  const day = (days: number) => plusDays(localDay(now), days);
  const stamps = { created_at: now, updated_at: now };
  const publicName = (index: number) => (PERSONS[index]?.isPublic ? (PERSONS[index]?.name ?? '') : `[${PERSONS[index]?.organisation}]`);
  const paperId = id('paper', 0);
  return {
    bodies: BODIES.map(({ name, kind, rule, mandate, parent }, index) => ({
      id: id('body', index),
      slug: `demo-${slugify(name)}`,
      name,
      kind,
      rule,
      mandate,
      parent_id: parent === null ? null : id('body', parent),
      demo: true,
      ...stamps,
    })),
    persons: PERSONS.map(({ name, organisation, isPublic }, index) => ({
      id: id('person', index),
      kind: 'person' as const,
      name,
      organisation,
      email: `person-${index}@demo.example`,
      public_since: isPublic ? now : null,
      demo: true,
      ...stamps,
    })),
    memberships: BODIES.flatMap(({ members }, body) =>
      members.map((person, index) => ({
        id: id(`membership-${body}`, index),
        body_id: id('body', body),
        person_id: id('person', person),
        organisation: null,
        role: index === 0 ? 'Sprecher:in' : '',
        from_day: day(-700),
        to_day: null,
        ...stamps,
      })),
    ),
    meetings: MEETINGS.map(({ body, days, place, mode }, index) => ({
      id: id('meeting', index),
      body_id: id('body', body),
      series_id: null,
      title: '',
      day: day(days),
      start_time: '10:00',
      end_time: days < 0 ? '12:00' : '11:30',
      mode,
      length: days < 0 ? ('long' as const) : ('short' as const),
      place,
      link: '',
      condition: '',
      state: days < 0 ? ('held' as const) : ('planned' as const),
      invited_sequence: null,
      minutes_state: days < 0 ? ('published' as const) : ('none' as const),
      objections_until: null,
      minute_taker: '',
      unnamed_participants: 0,
      public_text: days < 0 ? JSON.stringify(publicMinutes(index, publicName, day)) : null,
      demo: true,
      ...stamps,
    })),
    items: MEETINGS.flatMap(({ agenda, days }, meeting) =>
      agenda.map((title, index) => ({
        id: id(`item-${meeting}`, index),
        meeting_id: id('meeting', meeting),
        position: index,
        number: String(index + 1),
        title,
        duration: 30,
        text: days < 0 ? textOf(title) : '',
        paper_id: null,
        version: 1,
        ...stamps,
      })),
    ),
    attendance: MEETINGS.flatMap(({ body, days }, meeting) =>
      days < 0
        ? (BODIES[body]?.members ?? []).map((person, index) => ({
            id: id(`attendance-${meeting}`, index),
            meeting_id: id('meeting', meeting),
            person_id: id('person', person),
            name: PERSONS[person]?.name ?? '',
            organisation: PERSONS[person]?.organisation ?? null,
            role: null,
            status: 'present' as const,
          }))
        : [],
    ),
    agreements: AGREEMENTS.map(({ meeting, kind, text, days, state }, index) => ({
      id: id('agreement', index),
      meeting_id: id('meeting', meeting),
      body_id: id('body', MEETINGS[meeting]?.body ?? 0),
      item_number: '1',
      kind,
      text,
      topic: null,
      due: days === null ? null : day(days),
      due_text: null,
      condition: null,
      referred_to: [],
      state,
      dropped_why: null,
      replaced_by: null,
      agreed_on: day(MEETINGS[meeting]?.days ?? 0),
      reminded_at: null,
      version: 1,
      demo: true,
      ...stamps,
    })),
    responsible: AGREEMENTS.flatMap(({ who }, agreement) =>
      who.map((person, position) => ({
        agreement_id: id('agreement', agreement),
        position,
        person_id: id('person', person),
        name: PERSONS[person]?.name ?? '',
      })),
    ),
    papers: [
      {
        id: paperId,
        title: 'Netzwerklotsen: Ausbildung und Träger',
        body_id: id('body', 2),
        topic: null,
        state: 'travelling',
        agreement_id: null,
        demo: true,
        ...stamps,
      },
    ],
    versions: [
      {
        paper_id: paperId,
        number: 1,
        text: 'Netzwerklotsen führen Betriebe zu den richtigen Stellen. Die Arbeitsgruppe schlägt vor, die Ausbildung als Angebot des Netzwerks anzuerkennen, wenn ein Träger gefunden ist.',
        who: 'AG Transfer',
        at: now,
      },
    ],
    consultations: [
      {
        id: id('consultation', 0),
        paper_id: paperId,
        position: 0,
        body_id: id('body', 1),
        question: 'Wer kann Träger sein?',
        due: day(9),
        condition: '',
        result: null,
        rule: null,
        yes: null,
        no: null,
        abstain: null,
        note: '',
        objected: false,
        decided_on: null,
        ...stamps,
      },
      {
        id: id('consultation', 1),
        paper_id: paperId,
        position: 1,
        body_id: id('body', 0),
        question: 'Wird die Ausbildung ein Angebot des Netzwerks?',
        due: day(30),
        condition: 'nur wenn das Koordinierungsteam zustimmt',
        result: null,
        rule: null,
        yes: null,
        no: null,
        abstain: null,
        note: '',
        objected: false,
        decided_on: null,
        ...stamps,
      },
    ],
  };
}

const textOf = (title: string) => `${title}: Die Runde hat den Stand besprochen. Dieser Text gehört zum erfundenen Demo-Netzwerk.`;

function publicMinutes(meeting: number, publicName: (person: number) => string, day: (days: number) => string) {
  const plan = MEETINGS[meeting];
  return {
    items: (plan?.agenda ?? []).map((title, index) => ({ number: String(index + 1), title, text: textOf(title) })),
    participants: (BODIES[plan?.body ?? 0]?.members ?? []).map((person) => publicName(person)),
    agreements: AGREEMENTS.filter((agreement) => agreement.meeting === meeting).map(({ kind, text, days, who }) => ({
      number: '1',
      kind,
      text,
      due: days === null ? null : day(days),
      responsible: who.map((person) => publicName(person)),
    })),
  };
}
