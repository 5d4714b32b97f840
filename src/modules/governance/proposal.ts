import type { ParsedMinutes } from './minutes/schema.ts';
import { isNearName, isSameName } from './names.ts';
import { type Review, type Span, UNDECIDED } from './review.ts';

const spanOf = (source: Span | undefined | null): Span | null => source ?? null;

interface KnownPerson {
  id: string;
  name: string;
  organisation: string | null;
}

const fold = (text: string | null) => (text ?? '').toLowerCase().replace(/\s+/g, ' ').trim();

/** Who is meant: somebody of the body, or of the same organisation; else a name that is known elsewhere, or nearly, is a question. */
function meant(person: { name: string; organisation: string | null }, ofBody: readonly KnownPerson[], all: readonly KnownPerson[]): string {
  const isNamesake = (known: KnownPerson) => isSameName(known.name, person.name);
  const isElsewhere = (known: KnownPerson) =>
    fold(known.organisation) !== '' && fold(person.organisation) !== '' && fold(known.organisation) !== fold(person.organisation);
  const here = ofBody.filter((known) => isNamesake(known) && !isElsewhere(known));
  const namesakes = all.filter(isNamesake);
  const sameHouse = namesakes.filter((known) => fold(known.organisation) !== '' && fold(known.organisation) === fold(person.organisation));
  const [only] = here.length > 0 ? here : sameHouse;
  if (only && (here.length > 0 ? here : sameHouse).length === 1) return only.id;
  if (namesakes.length > 0 || here.length > 0) return UNDECIDED;
  const isNear = (known: KnownPerson) => !isElsewhere(known) && isNearName(known.name, person.name);
  return [...ofBody, ...all].some(isNear) ? UNDECIDED : '';
}

/** The first proposal: what was found, with known people and bodies put beside it. */
export async function proposeReview(
  parsed: ParsedMinutes,
  known: {
    bodies: { id: string; name: string }[];
    persons: readonly KnownPerson[];
    of(bodyId: string): Promise<readonly KnownPerson[]>;
  },
): Promise<Review> {
  const body =
    known.bodies.find(({ name }) => fold(name) === fold(parsed.body ?? '')) ??
    known.bodies.find(
      ({ name }) => parsed.body !== null && (fold(name).startsWith(fold(parsed.body)) || fold(parsed.body).startsWith(fold(name))),
    );
  const ofBody = body ? await known.of(body.id) : [];
  return {
    bodyId: body?.id ?? '',
    bodyName: body ? '' : (parsed.body ?? ''),
    title: parsed.title ?? '',
    date: parsed.date ?? '',
    startTime: parsed.startTime ?? '',
    endTime: parsed.endTime ?? '',
    mode: parsed.mode,
    location: parsed.location ?? '',
    minuteTaker: parsed.minuteTaker ?? '',
    unnamed: String(parsed.unnamedParticipants),
    persons: parsed.participants.map(({ name, organisation, role, status, source }) => ({
      keep: true,
      name,
      organisation: organisation ?? '',
      role: role ?? '',
      status,
      personId: meant({ name, organisation }, ofBody, known.persons),
      source: spanOf(source),
    })),
    items: (parsed.items.length > 0 ? parsed.items : parsed.agenda.map((entry) => ({ ...entry, text: '' }))).map(
      ({ number, title, text, source }) => ({ number, title, text, source: spanOf(source) }),
    ),
    agreements: parsed.agreements.map((each) => ({
      keep: true,
      kind: each.kind,
      text: each.text,
      item: each.agendaItem ?? '',
      responsible: each.responsible.join('; '),
      due: each.due ?? '',
      dueText: each.dueText ?? '',
      referredTo: each.referredTo.join('; '),
      condition: each.condition ?? '',
      source: each.source,
      confidence: each.confidence,
    })),
    nextMeetings: parsed.nextMeetings.map((each) => ({
      keep: true,
      date: each.date ?? '',
      startTime: each.startTime ?? '',
      endTime: each.endTime ?? '',
      mode: each.mode,
      location: each.location ?? '',
      condition: each.condition ?? '',
    })),
  };
}
