import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '#platform/root.ts';
import { precision, recall, samples, scoreAll } from '../../../../test/minutes/score.ts';
import { findDays, findDue, findTimes } from './dates.ts';
import { parseMinutes } from './parse.ts';
import { parsedMinutesSchema } from './schema.ts';
import { readSource } from './source.ts';
import { readVote } from './votes.ts';
import { beatsOf } from '../../../../test/support/effort.ts';

const context = { meeting: '2026-11-23', next: '2026-12-14', nextDays: ['2026-12-14'] };

describe('dates', () => {
  it.each([
    ['bis zum 4. Dezember 2026', '2026-12-04'],
    ['bis 4.12.', '2026-12-04'],
    ['spätestens am 15.01.2027', '2027-01-15'],
    ['bis 15.1.', '2027-01-15'],
    ['bis KW 48', '2026-11-27'],
    ['in KW 2', '2027-01-15'],
    ['bis Ende des Quartals', '2026-12-31'],
    ['bis Ende Q1 2027', '2027-03-31'],
    ['bis Jahresende', '2026-12-31'],
    ['bis Ende Jänner', '2027-01-31'],
    ['bis Mitte März', '2027-03-15'],
    ['innerhalb von zwei Wochen', '2026-12-07'],
    ['innert 10 Tagen', '2026-12-03'],
    ['bis Freitag', '2026-11-27'],
    ['bis zur nächsten Sitzung', '2026-12-14'],
    ['im Dezembertreffen', '2026-12-14'],
    ['zeitnah', null],
    ['im Novembertreffen des Strategiekreises', null],
    ['laufend', null],
  ])('%s → %s', (text, day) => {
    const due = findDue(`Frau Lang erstellt ${text} den Entwurf.`, context);
    expect(due?.dueText).toBeTruthy();
    expect(due?.due).toBe(day);
  });

  it('does not take a day for a deadline that is none', () => {
    expect(findDue('Der Bericht vom 3. November 2026 liegt vor.', context)).toBeNull();
    expect(findDue('Die Messe läuft von 8. bis 19. Juni 2027.', context)?.due ?? null).toBeNull();
  });

  it('says of a day that there is not in the calendar that it is none, instead of losing it', () => {
    for (const where of ['sentence', 'task', 'field'] as const)
      expect(findDue('Bestellung bis 31.02.2027', context, where)).toMatchObject({ due: null, dueText: 'bis 31.02.2027' });
    expect(findDue('31.02.2027', context, 'field')).toMatchObject({ due: null, dueText: '31.02.2027' });
    expect(findDue('Der Bericht vom 3.11.2026 liegt vor.', context)).toBeNull();
    const { warnings } = parseMinutes('Protokoll vom 23.11.2026\n\nTOP 1 Messe\nAufgabe: Frau Lang bestellt den Stand bis 31.02.2027.');
    expect(warnings.map(({ message }) => message).join()).toContain('„bis 31.02.2027“ ist kein Datum');
  });

  it('leaves out days that the calendar does not have', () => {
    expect(findDays('am 30.2.2026 und am 31.4.2026', null)).toEqual([]);
  });

  it.each([
    ['von 11 Uhr bis 16 Uhr', '11:00', '16:00'],
    ['09:00 bis 10:30Uhr', '09:00', '10:30'],
    ['9.30–12.15 Uhr', '09:30', '12:15'],
    ['um 14 Uhr', '14:00', null],
  ])('%s', (text, startTime, endTime) => {
    expect(findTimes(text)).toMatchObject({ startTime, endTime });
  });
});

describe('votes', () => {
  it.each([
    ['Abstimmung: 12 Ja, 1 Nein, 2 Enthaltungen', [12, 1, 2, 'accepted']],
    ['einstimmig angenommen', [null, null, null, 'unanimous']],
    ['mit 9 zu 3 Stimmen bei 2 Enthaltungen beschlossen', [9, 3, 2, 'accepted']],
    ['mit 1 Ja-Stimme und 4 Nein-Stimmen abgelehnt', [1, 4, null, 'rejected']],
    ['bei einer Gegenstimme und zwei Enthaltungen angenommen', [null, 1, 2, 'accepted']],
  ])('%s', (text, [yes, no, abstain, result]) => {
    expect(readVote(text, 0)).toMatchObject({ yes, no, abstain, result });
  });
  it('sees none where none was', () => {
    expect(readVote('Es stellt sich die Frage, ob dafür ein Antrag nötig ist.', 0)).toBeNull();
    expect(readVote('Die Mehrheit der Betriebe ist zufrieden.', 0)).toBeNull();
  });
});

describe('cleaning', () => {
  it('takes page heads, hyphens and emphasis away, and knows the way back', () => {
    const original = 'Kopf AG X 1/2\n\nDie **Geschäfts-\nstelle** prüft dies und legt\n\n\n\nKopf AG X 2/2\n\nes vor.';
    const source = readSource(original);
    expect(source.text.replace(/\s+/g, ' ').trim()).toBe('Die Geschäftsstelle prüft dies und legt es vor.');
    const at = source.text.indexOf('Geschäftsstelle');
    const { start, end } = source.span(at, at + 'Geschäftsstelle'.length);
    expect(original.slice(start, end)).toBe('Geschäfts-\nstelle');
  });
  it('reads numbers that text recognition has spoilt', () => {
    expect(readSource('am l5.O5.2O26').text).toContain('15');
  });
});

describe('what goes on in the next line', () => {
  it('belongs to the agreement before, with its referral and its condition', () => {
    const parsed = parseMinutes(
      'Protokoll der AG Probe\n3. März 2027\nAnwesend: Anna Berg, Bernd Krause\n\n1. Träger\n\nVereinbarung der AG Probe\n\nAnna Berg organisiert ein Gespräch.\nDies soll dann bei positiver Rückmeldung im Strategiekreis beschlossen werden.\n\n2. Sonstiges\n\nNichts.',
    );
    expect(parsed.agreements).toMatchObject([
      { responsible: ['Anna Berg'], referredTo: ['Strategiekreis'], condition: 'bei positiver Rückmeldung' },
    ]);
  });
});

describe('minutes in many styles', () => {
  const all = [...samples(fromRoot('test', 'minutes', 'build')), ...samples(fromRoot('test', 'minutes', 'aside'))];
  const scores = scoreAll(all, parseMinutes);

  it('are at least eight', () => expect(all.length).toBeGreaterThanOrEqual(8));

  it.each([
    ['agreements', 0.95, 0.9],
    ['participants', 0.98, 0.98],
    ['date', 1, 1],
    ['times', 1, 1],
    ['agenda', 0.98, 0.98],
    ['votes', 0.95, 0.95],
    ['attachments', 0.95, 0.95],
    ['nextMeetings', 0.95, 0.95],
    ['agreements: due', 0.97, 0.97],
    ['agreements: responsible', 0.95, 0.95],
    ['warnings', 0.95, 0.95],
  ])('%s: precision ≥ %d, recall ≥ %d', (field, leastPrecision, leastRecall) => {
    const score = scores[field];
    expect(score).toBeDefined();
    if (!score) return;
    expect(precision(score), score.faults.join('\n')).toBeGreaterThanOrEqual(leastPrecision);
    expect(recall(score), score.faults.join('\n')).toBeGreaterThanOrEqual(leastRecall);
  });

  it('give what the published schema says, each value with a place in the text', () => {
    for (const { text } of all) {
      const parsed = parseMinutes(text);
      expect(parsedMinutesSchema.safeParse(parsed).error).toBeUndefined();
      for (const { source } of [...parsed.agreements, ...parsed.participants]) {
        expect(source?.end).toBeGreaterThan(source?.start ?? 0);
        expect(source?.end).toBeLessThanOrEqual(text.length);
      }
      for (const { name, source } of parsed.participants) expect(text.slice(source?.start, source?.end)).toContain(name.split(' ').at(-1));
    }
  });
});

const REAL = fromRoot('..', 'shared', 'data', 'protokoll-ag-transfer-2020-10-20.txt');

// The document lies beside the repository and belongs to others: without it this test says that it did not run.
describe.skipIf(!existsSync(REAL))('the real document', () => {
  const parsed = existsSync(REAL) ? parseMinutes(readFileSync(REAL, 'utf8')) : parseMinutes('');
  const agreement = (words: string) => parsed.agreements.find((each) => each.text.includes(words));

  // Real people: the test knows them by their initials only.
  const initials = (name: string) => name.replace(/(\p{L})[\p{L}-]*\s?/gu, '$1');

  it('head and people', () => {
    expect(parsed).toMatchObject({
      body: 'AG Transfer',
      date: '2020-10-20',
      startTime: '11:00',
      endTime: '16:00',
      mode: 'online',
      unnamedParticipants: 11,
    });
    expect(parsed.participants).toHaveLength(25);
    expect(parsed.agenda.map((entry) => entry.number)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(parsed.items).toHaveLength(6);
  });

  it('agreements of items 2, 4, 5, 6 and those hidden in the prose of item 3', () => {
    expect(parsed.agreements.map((each) => each.agendaItem)).toEqual(['2', '2', '2', '2', '2', '3', '3', '3', '3', '4', '5', '6']);
    expect(agreement('Potenziale die OM für die eigene')?.responsible).toEqual(['Partner']);
    expect(agreement('Digital Mentors')?.responsible.map(initials)).toEqual(['BS', 'OC']);
    expect(agreement('vereinbarte ein Termin')?.responsible.map(initials)).toEqual(['AI']);
    expect(agreement('verschränken')).toMatchObject({ responsible: ['itb'], kind: 'task' });
    expect(agreement('zeitnah')).toMatchObject({ due: null, dueText: 'zeitnah' });
    expect(agreement('zeitnah')?.responsible.map(initials)).toEqual(['BS', 'OC']);
    expect(agreement('Story-Tellings')?.responsible).toEqual([]);
  });

  it('the referral with its condition', () => {
    expect(agreement('Trägerstruktur')).toMatchObject({
      referredTo: ['Koordinierungsteam', 'Strategiekreis'],
      condition: 'bei positiver Unterstützung durch das Koordinierungsteam',
      due: null,
    });
    expect(agreement('Trägerstruktur')?.responsible.map(initials)).toEqual(['AS']);
  });

  it('attachments, next meetings, the name written in two ways', () => {
    expect(parsed.attachments.map(({ label, status }) => `${label} ${status}`)).toEqual([
      'Anlage 1 present',
      'Anlage 2 present',
      'Anlage 3 present',
      'Anlage 4 present',
      'Anlage 5 pending',
      'Anlage 6 present',
    ]);
    expect(parsed.nextMeetings).toMatchObject([
      { date: '2020-12-09', startTime: '09:00', endTime: '10:30', mode: 'online', kind: 'short' },
      {
        date: '2021-02-11',
        kind: 'long',
        location: 'Bonn',
        condition: expect.stringContaining('Je nach Corona-Situation online oder real'),
      },
    ]);
    expect(parsed.warnings.some(({ code, message }) => code === 'name-differs' && /„(\S+) (\S+)s“ ähnelt „\1 \2ss“/.test(message))).toBe(
      true,
    );
    expect(initials(parsed.minuteTaker ?? '')).toBe('OC');
  });
});

describe('hostile texts', () => {
  const SIZE = 200_000;
  const repeat = (text: string) => text.repeat(Math.ceil(SIZE / text.length));

  it.each([
    'a',
    'A',
    ' ',
    '\t',
    '\n',
    '|',
    '*',
    '- ',
    '. ',
    '1',
    '1.1. ',
    '1. ',
    '(',
    '„',
    'Anna Meier, ',
    'Teilnehmer: ',
    'Frau ',
    'Herr Meier soll bis ',
    'Beschluss: ',
    'Anlage 1, ',
    'TOP 1\n',
    'bei positiver ',
    'a-\n',
    'nächste Sitzung ',
    'Aa: ',
    '\f a 1/2\n',
    'mit 3 gegen ',
    'von 9 bis ',
    'Prof. Dr. ',
    'Die AG vereinbarte, dass Herr Meier bis zum ',
  ])('%j, repeated, is read in time that grows with its length', (text) => {
    // Quadratic rules took minutes here; linear ones take tenths of a second.
    expect(beatsOf(() => parseMinutes(repeat(text)))).toBeLessThan(700);
  });

  it('anything at all gives a valid answer', () => {
    const words = fc.constantFrom(
      'Beschluss:',
      'Die AG vereinbarte:',
      '- ',
      'TOP 1',
      '1. ',
      'Teilnehmer:',
      'Anna Berg (IHK)',
      'bis 3.4.',
      '\n',
      '\n\n',
      '|',
      'Wer  Was  Bis wann',
      'Anlage 5',
      'einstimmig',
      '„',
      '"',
      'plus 3 weitere Personen',
      'Nächste Sitzung am',
      '30.2.2026',
      '**',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 60 }), (parts) => {
        const text = parts.join(' ');
        const parsed = parseMinutes(text);
        expect(parsedMinutesSchema.safeParse(parsed).success).toBe(true);
        for (const { source } of parsed.agreements) expect(source.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300 },
    );
  });
});
