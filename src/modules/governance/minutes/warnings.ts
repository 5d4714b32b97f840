import { weekdayOf } from '#platform/days.ts';
import type { Person } from './person.ts';
import type { Agenda } from './agenda.ts';
import { squeeze } from './blocks.ts';
import type { Found } from './agreements/found.ts';
import type { FoundAttachment } from './attachments.ts';
import { type FoundDay, findDays } from './dates.ts';
import { bareName } from '../names.ts';
import { distance, familyOf, givenOf } from './roster.ts';

export interface FoundWarning {
  code: string;
  message: string;
  start: number;
  end: number;
}

const DAYS = ['', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];

const NAME_PAIR =
  /(?<![\p{L}-])(Frau|Herrn?|Hr\.|Fr\.|\p{Lu}[\p{Ll}'’]{1,20}(?:-\p{Lu}\p{Ll}{1,20})?)\s+(?:(?:Dr|Prof)\.\s*){0,2}(?!Herrn?\s|Frau\s)(\p{Lu}[\p{Ll}'’]{1,30}(?:-\p{Lu}\p{Ll}{1,30})?)(?![\p{L}-])/gu;

/** Names in the text that are almost those of a participant: a slip, or somebody else? */
export function almostNames(text: string, persons: readonly Person[], ignore: readonly { start: number; end: number }[]): FoundWarning[] {
  const families = persons.map((person) => ({ person, family: familyOf(person.name), given: givenOf(person.name) }));
  const known = new Set(families.flatMap(({ person, family }) => [family, ...family.split(' '), bareName(person.name)]));
  const warnings = new Map<string, FoundWarning>();
  for (const match of text.matchAll(NAME_PAIR)) {
    const [whole, first = '', family = ''] = match;
    if (known.has(family) || ignore.some((range) => match.index >= range.start && match.index < range.end)) continue;
    const isAddressed = /^(?:Frau|Herrn?|Hr\.|Fr\.)$/.test(first);
    const genitive = family.endsWith('s') && known.has(family.slice(0, -1));
    if (genitive || family.length < 3) continue;
    const close = families.find((entry) => {
      const bound = family.length >= 8 ? 2 : 1;
      if (distance(family.toLowerCase(), entry.family.toLowerCase(), bound) > bound) return false;
      return isAddressed || distance(first.toLowerCase(), entry.given.toLowerCase(), 1) <= 1;
    });
    if (!close || warnings.has(squeeze(whole))) continue;
    warnings.set(squeeze(whole), {
      code: 'name-differs',
      message: `Der Name „${squeeze(whole)}“ ähnelt „${close.person.name}“ aus der Teilnahmeliste. Ist dieselbe Person gemeint?`,
      start: match.index,
      end: match.index + whole.length,
    });
  }
  return [...warnings.values()];
}

/** Days whose weekday does not fit. */
export function wrongWeekdays(text: string, reference: string | null): FoundWarning[] {
  return findDays(text, reference)
    .filter((day: FoundDay) => day.weekday !== null && day.weekday !== weekdayOf(day.day))
    .map((day) => ({
      code: 'weekday-differs',
      message: `„${squeeze(day.text)}“: Dieser Tag ist ein ${DAYS[weekdayOf(day.day)]}, kein ${DAYS[day.weekday ?? 0]}.`,
      start: day.start,
      end: day.end,
    }));
}

const GROUP = /^(?:alle\b|jede|die (?:partner|mitglieder|teilnehm)|partner$|mitglieder$|teilnehm|anwesende)/i;

export function aboutAgreements(agreements: readonly Found[]): FoundWarning[] {
  const warnings: FoundWarning[] = [];
  for (const { text, responsible, due, dueText, kind, start, end } of agreements) {
    const short = text.length > 70 ? `${text.slice(0, 67)}…` : text;
    const wants = kind !== 'decision' && kind !== 'recommendation';
    if (responsible.length === 0 && wants)
      warnings.push({ code: 'no-responsible', message: `Niemand ist verantwortlich: „${short}“`, start, end });
    else if (responsible.length > 0 && responsible.every((name) => GROUP.test(name)))
      warnings.push({
        code: 'responsible-group',
        message: `Verantwortlich ist „${responsible.join(', ')}“, aber keine bestimmte Person: „${short}“`,
        start,
        end,
      });
    if (due === null && wants)
      warnings.push({
        code: 'no-date',
        message: dueText ? `„${dueText}“ ist kein Datum: „${short}“` : `Kein Termin genannt: „${short}“`,
        start,
        end,
      });
  }
  return warnings;
}

export function aboutAttachments(attachments: readonly FoundAttachment[]): FoundWarning[] {
  const warnings: FoundWarning[] = attachments
    .filter((attachment) => attachment.status === 'pending')
    .map(({ label, start, end }) => ({
      code: 'attachment-missing',
      message: `${label} ist erwähnt, liegt aber noch nicht vor.`,
      start,
      end,
    }));
  const numbers = attachments
    .flatMap(({ label }) => (/^Anlage \d+$/.test(label) ? [Number(label.slice(7))] : []))
    .toSorted((a, b) => a - b);
  numbers.forEach((number, index) => {
    const before = numbers[index - 1] ?? 0;
    const after = attachments.find(({ label }) => label === `Anlage ${number}`);
    for (let missing = before + 1; missing < number && missing - before < 20; missing++)
      warnings.push({
        code: 'numbering-gap',
        message: `Anlage ${missing} kommt im Text nicht vor, Anlage ${number} schon.`,
        start: after?.start ?? 0,
        end: after?.end ?? 0,
      });
  });
  return warnings;
}

export function aboutAgenda({ entries, sections }: Agenda): FoundWarning[] {
  const warnings: FoundWarning[] = [];
  for (const entry of entries) {
    const section = sections.find((each) => each.number === entry.number);
    if (!section)
      warnings.push({
        code: 'item-without-text',
        message: `Zu Punkt ${entry.number} „${entry.title}“ steht kein Text im Protokoll.`,
        start: entry.start,
        end: entry.end,
      });
    else if (section.blocks.length === 0)
      warnings.push({
        code: 'item-without-text',
        message: `Punkt ${section.number} „${section.title}“ hat keinen Text.`,
        start: section.start,
        end: section.end,
      });
  }
  for (const section of sections) {
    if (entries.length > 0 && !entries.some((entry) => entry.number === section.number))
      warnings.push({
        code: 'numbering-gap',
        message: `Punkt ${section.number} „${section.title}“ steht nicht auf der Tagesordnung.`,
        start: section.start,
        end: section.end,
      });
  }
  const numbers = (sections.length > 0 ? sections : entries).filter((each) => /^\d+$/.test(each.number));
  numbers.forEach((each, index) => {
    const before = numbers[index - 1];
    if (!before) return;
    const step = Number(each.number) - Number(before.number);
    if (step > 1)
      warnings.push({
        code: 'numbering-gap',
        message: `Nach Punkt ${before.number} folgt Punkt ${each.number}: Dazwischen fehlt etwas.`,
        start: each.start,
        end: Math.min(each.end, each.start + 200),
      });
  });
  return warnings;
}
