import { namedAttachments } from './named-attachments.ts';
import type { People } from './person.ts';
import { type Agenda, readAgenda, textOf } from './agenda.ts';
import { collect } from './agreements/collect.ts';
import type { Reading } from './agreements/details.ts';
import type { Found } from './agreements/found.ts';
import { announces } from './agreements/kinds.ts';
import { merge } from './agreements/merge.ts';
import { collectTable, isActionTable } from './agreements/table.ts';
import { readAttachments } from './attachments.ts';
import { type Block, toBlocks } from './blocks.ts';
import { readHead } from './header.ts';
import { type FoundMeeting, readNextMeetings } from './next-meetings.ts';
import { learnFromText, readPeople } from './people.ts';
import { createRoster } from './roster.ts';
import type { ParsedMinutes } from './schema.ts';
import { sentencesOf } from './sentences.ts';
import { readSource, type Source, type Span } from './source.ts';
import { findTables, type Table } from './tables.ts';
import { readVote } from './votes.ts';
import { aboutAgenda, aboutAgreements, aboutAttachments, almostNames, type FoundWarning, wrongWeekdays } from './warnings.ts';

/** More text than any minutes have; the rest is not read. */
const MOST_CHARACTERS = 3_000_000;

const inTable = (tables: readonly Table[], block: Block) =>
  tables.some(
    (table) =>
      block.start >= table.start &&
      block.start < table.end &&
      !table.between.some((line) => block.start >= line.start && block.start < line.end),
  );

/** Which item a position belongs to. */
function itemAt(agenda: Agenda, position: number): string | null {
  const section = agenda.sections.findLast((each) => each.start <= position);
  if (!section || (agenda.rest.length > 0 && position >= (agenda.rest[0]?.start ?? 0))) return null;
  return section.number;
}

function collectAll(agenda: Agenda, blocks: readonly Block[], tables: readonly Table[], people: People, reading: Reading): Found[] {
  const isPeople = (block: Block) => people.ranges.some((range) => block.start >= range.start && block.start < range.end);
  const usable = (some: readonly Block[]) => some.filter((block) => !inTable(tables, block) && !isPeople(block));
  const found = agenda.sections.flatMap((section, index) => {
    const gathers = index > 0 && index === agenda.sections.length - 1 && announces(section.title) !== undefined;
    return collect(
      { agendaItem: section.number, blocks: usable(section.blocks), isListed: gathers, isLoose: gathers, title: section.title },
      reading,
    );
  });
  for (const table of tables) {
    if (!isActionTable(table)) continue;
    const agendaItem = itemAt(agenda, table.start);
    const isLast = !blocks.some((block) => block.start > table.end && agenda.sections.some((section) => section.blocks.includes(block)));
    const items = new Set(table.rows.map((row) => itemAt(agenda, row[0]?.start ?? table.start)));
    if (items.size > 1) {
      found.push(...collectTable({ table, itemOf: (start) => itemAt(agenda, start), isListed: false }, reading));
      continue;
    }
    const isListed = agendaItem === null || (isLast && agenda.sections.length > 1);
    found.push(...collectTable({ table, itemOf: () => agendaItem, isListed }, reading));
  }
  found.push(
    ...collect({ agendaItem: null, blocks: usable(agenda.rest), isListed: agenda.sections.length > 0, isLoose: false, title: '' }, reading),
  );
  const inOrder = found.toSorted((a, b) => Number(a.isListed) - Number(b.isListed) || a.start - b.start);
  return merge(inOrder).toSorted((a, b) => a.start - b.start);
}

/** Sentences of the items that report a vote. */
function votesOf(agenda: Agenda, source: Source) {
  const regions = [
    ...agenda.sections.map((section) => ({ number: section.number as string | null, blocks: section.blocks })),
    { number: null, blocks: agenda.rest },
  ];
  return regions.flatMap(({ number, blocks }) =>
    blocks.flatMap((block) =>
      sentencesOf(block.text, block.start).flatMap((sentence) => {
        const vote = readVote(sentence.text, sentence.start);
        return vote
          ? [
              {
                agendaItem: number,
                yes: vote.yes,
                no: vote.no,
                abstain: vote.abstain,
                result: vote.result,
                source: source.span(vote.start, vote.end),
              },
            ]
          : [];
      }),
    ),
  );
}

/** Two sentences about one vote ("einstimmig beschlossen. Ja 9, Nein 0") are one. */
function joinVotes(votes: ParsedMinutes['votes']): ParsedMinutes['votes'] {
  const joined: ParsedMinutes['votes'] = [];
  for (const vote of votes) {
    const last = joined.at(-1);
    const isSame =
      last &&
      last.agendaItem === vote.agendaItem &&
      (vote.source?.start ?? 0) - (last.source?.end ?? 0) < 60 &&
      (last.yes === null || vote.yes === null) &&
      (last.no === null || vote.no === null);
    if (!isSame) {
      joined.push({ ...vote });
      continue;
    }
    last.yes ??= vote.yes;
    last.no ??= vote.no;
    last.abstain ??= vote.abstain;
    if (vote.result === 'rejected' || last.result === null || (last.result === 'accepted' && vote.result === 'unanimous'))
      last.result = vote.result ?? last.result;
  }
  return joined;
}

const ofNext = (meeting: FoundMeeting, source: Source): ParsedMinutes['nextMeetings'][number] => ({
  date: meeting.date,
  startTime: meeting.startTime,
  endTime: meeting.endTime,
  mode: meeting.mode,
  location: meeting.location,
  kind: meeting.kind,
  condition: meeting.condition,
  source: source.span(meeting.start, meeting.end),
});

const GERMAN = /\b(?:der|die|und|das|ist|nicht|wird|wurde|für|mit|auf|eine|dem|den|von|zur|zum|im|über)\b/giu;

/** Whether a text is written in German: its small words are there. */
function looksGerman(text: string): boolean {
  const sample = text.slice(0, 20_000);
  const words = sample.match(/\p{L}{2,}/gu)?.length ?? 0;
  return words < 30 || (sample.match(GERMAN)?.length ?? 0) / words > 0.04;
}

/** Where the head ends of minutes without any items: before the second long paragraph or the first point of a list. */
function plainHeadEnd(blocks: readonly Block[]): number {
  const long = blocks.filter((block) => block.text.length > 200)[1]?.start ?? Number.MAX_SAFE_INTEGER;
  const point =
    blocks.find((block, index) => index > 1 && (block.kind === 'bullet' || block.kind === 'numbered'))?.start ?? Number.MAX_SAFE_INTEGER;
  return Math.min(long, point);
}

/**
 * Reads minutes: rule-based, in linear time, without guessing. What the text does not say is null or empty; what is
 * doubtful is a warning. All places are positions in the text as it was given.
 */
export function parseMinutes(original: string): ParsedMinutes {
  const source = readSource(original.slice(0, MOST_CHARACTERS));
  const blocks = toBlocks(source);
  const tables = findTables(source);
  const agenda = readAgenda(blocks, tables);
  const people = readPeople(source, blocks, tables, agenda.headEnd);
  const headBlocks = blocks.filter((block) => !inTable(tables, block));
  const isPlain = agenda.sections.length === 0 && agenda.entries.length === 0;
  const headEnd = isPlain ? plainHeadEnd(headBlocks) : Math.min(agenda.headEnd, agenda.entries[0]?.start ?? agenda.headEnd);
  const head = readHead(headBlocks, people.ranges, source, headEnd);
  learnFromText(source, people);
  const roster = createRoster(people.persons);

  const behindHead = headBlocks.filter(
    (block) =>
      block.start >= Math.min(agenda.headEnd, blocks[0]?.end ?? 0) &&
      !people.ranges.some((range) => block.start >= range.start && block.start < range.end),
  );
  const next = readNextMeetings(
    behindHead.map(({ text, start }) => ({ text, start })),
    head.date,
  );
  const nextDays = next.map((meeting) => meeting.date);
  const reading: Reading = { roster, due: { meeting: head.date, next: nextDays.toSorted()[0] ?? null, nextDays }, body: head.body };
  const agreements = collectAll(agenda, blocks, tables, people, reading).filter((agreement) => !isOnlyNextDate(agreement, next));

  const firstSection = agenda.sections[0]?.start ?? agenda.rest[0]?.start ?? 0;
  const places = [
    { agendaItem: null, text: source.text.slice(0, firstSection), start: 0 },
    ...agenda.sections.map((section) => ({
      agendaItem: section.number,
      text: source.text.slice(section.start, section.end),
      start: section.start,
    })),
    ...(agenda.rest[0] ? [{ agendaItem: null, text: source.text.slice(agenda.rest[0].start), start: agenda.rest[0].start }] : []),
    ...(agenda.sections.length === 0 && agenda.rest.length === 0 ? [{ agendaItem: null, text: source.text, start: 0 }] : []),
  ];
  const attachments = readAttachments(places);
  for (const named of namedAttachments(agenda.rest.length > 0 ? agenda.rest : blocks)) {
    if (attachments.some((each) => named.start <= each.start && each.end <= named.end)) continue;
    attachments.push({
      label: named.label,
      agendaItem: null,
      status: named.isPending ? 'pending' : 'present',
      start: named.start,
      end: named.end,
    });
  }

  const bodyText = source.text;
  const warnings: FoundWarning[] = [
    ...(looksGerman(bodyText)
      ? []
      : [
          {
            code: 'not-german',
            message: 'Der Text scheint nicht deutsch zu sein. Gefunden wird nur, was deutsche Protokolle kennzeichnet.',
            start: 0,
            end: 0,
          },
        ]),
    ...(head.date === null
      ? [{ code: 'no-meeting-date', message: 'Im Kopf des Protokolls steht kein Datum der Sitzung.', start: 0, end: 0 }]
      : []),
    ...wrongWeekdays(bodyText, head.date),
    ...almostNames(bodyText, people.persons, people.ranges),
    ...aboutAgenda(agenda),
    ...aboutAgreements(agreements),
    ...aboutAttachments(attachments),
  ];
  const span = (place: { start: number; end: number } | undefined | null): Span | undefined =>
    place ? source.span(place.start, place.end) : undefined;

  return {
    title: head.title,
    body: head.body,
    date: head.date,
    startTime: head.startTime,
    endTime: head.endTime,
    mode: head.mode,
    location: head.location,
    participants: people.persons.map(({ name, organisation, role, status, source: at }) => ({
      name,
      organisation,
      role,
      status,
      ...(at ? { source: source.span(at.start, at.end) } : {}),
    })),
    unnamedParticipants: people.unnamed,
    agenda: agenda.entries.map(({ number, title, start, end }) => ({ number, title, source: source.span(start, end) })),
    items: agenda.sections.map(({ number, title, blocks: own, start, end }) => ({
      number,
      title,
      text: textOf(own),
      source: source.span(start, end),
    })),
    agreements: agreements.map(({ start, end, isListed: _listed, isLoose: _loose, ...agreement }) => ({
      ...agreement,
      source: source.span(start, end),
    })),
    votes: joinVotes(votesOf(agenda, source)),
    attachments: attachments.map(({ label, agendaItem, status, start, end }) => ({
      label,
      agendaItem,
      status,
      source: source.span(start, end),
    })),
    nextMeetings: next.map((meeting) => ofNext(meeting, source)),
    minuteTaker: people.minuteTaker?.name ?? null,
    warnings: warnings.map(({ code, message, start, end }) => ({ code, message, source: end > start ? source.span(start, end) : null })),
    sources: Object.fromEntries(
      Object.entries({ ...head.places, unnamedParticipants: people.unnamedAt, minuteTaker: people.minuteTaker }).flatMap(([key, place]) => {
        const at = span(place);
        return at ? [[key, at]] : [];
      }),
    ),
  };
}

/** "Die nächste Sitzung findet am … statt" is a date, not a task. */
function isOnlyNextDate(agreement: Found, next: readonly FoundMeeting[]): boolean {
  const isDate = next.some((meeting) => meeting.start < agreement.end && agreement.start < meeting.end);
  return (
    isDate &&
    agreement.responsible.length === 0 &&
    (/\b(?:nächste|Sitzung|Treffen|Termin)/i.test(agreement.text) || agreement.text.length < 90) &&
    agreement.kind !== 'decision'
  );
}
