import { z } from 'zod';

/** Names of the values that `minutes parse --json` prints, and what the review page works on. */
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const time = z.string().regex(/^\d\d:\d\d$/);
const span = z
  .object({ start: z.number().int().min(0), end: z.number().int().min(0) })
  .describe('Place in the text of the document, in UTF-16 units; end is one past the last.');
const modes = ['online', 'onsite', 'hybrid', 'unknown'] as const;

const PARTICIPANT_STATUS = ['present', 'excused', 'guest'] as const;
const AGREEMENT_KINDS = ['agreement', 'decision', 'task', 'recommendation'] as const;

export const parsedMinutesSchema = z
  .object({
    title: z.string().nullable(),
    body: z.string().nullable().describe('The body that met, as it is named in the text.'),
    date: day.nullable(),
    startTime: time.nullable(),
    endTime: time.nullable(),
    mode: z.enum(modes),
    location: z.string().nullable(),
    participants: z.array(
      z.object({
        name: z.string(),
        organisation: z.string().nullable(),
        role: z.string().nullable(),
        status: z.enum(PARTICIPANT_STATUS),
        source: span.optional(),
      }),
    ),
    unnamedParticipants: z.number().int().min(0).describe('"plus 11 weitere Personen": how many took part without being named.'),
    agenda: z.array(z.object({ number: z.string(), title: z.string(), source: span.optional() })),
    items: z.array(z.object({ number: z.string(), title: z.string(), text: z.string(), source: span.optional() })),
    agreements: z.array(
      z.object({
        kind: z.enum(AGREEMENT_KINDS),
        text: z.string(),
        agendaItem: z.string().nullable(),
        responsible: z.array(z.string()),
        due: day.nullable(),
        dueText: z.string().nullable().describe('The words the date came from; "zeitnah" stays words and has no day.'),
        referredTo: z.array(z.string()),
        condition: z.string().nullable(),
        source: span,
        confidence: z.number().min(0).max(1),
        reason: z.string().optional().describe('Which rule found it.'),
      }),
    ),
    votes: z.array(
      z.object({
        agendaItem: z.string().nullable(),
        yes: z.number().int().nullable(),
        no: z.number().int().nullable(),
        abstain: z.number().int().nullable(),
        result: z.enum(['unanimous', 'accepted', 'rejected']).nullable(),
        source: span.optional(),
      }),
    ),
    attachments: z.array(
      z.object({ label: z.string(), agendaItem: z.string().nullable(), status: z.enum(['present', 'pending']), source: span.optional() }),
    ),
    nextMeetings: z.array(
      z.object({
        date: day.nullable(),
        startTime: time.nullable(),
        endTime: time.nullable(),
        mode: z.enum(modes),
        location: z.string().nullable(),
        kind: z.enum(['short', 'long']).nullable(),
        condition: z.string().nullable(),
        source: span.optional(),
      }),
    ),
    minuteTaker: z.string().nullable(),
    warnings: z.array(z.object({ code: z.string(), message: z.string(), source: span.nullable() })),
    sources: z
      .object({ title: span, body: span, date: span, time: span, mode: span, location: span, unnamedParticipants: span, minuteTaker: span })
      .partial()
      .optional()
      .describe('Where the values of the head stand.'),
  })
  .describe('Minutes of a meeting as found in a text. What the text does not say is null or empty.');

export type ParsedMinutes = z.infer<typeof parsedMinutesSchema>;
export type ParsedParticipant = ParsedMinutes['participants'][number];
export type ParsedAgreement = ParsedMinutes['agreements'][number];
export type ParsedWarning = ParsedMinutes['warnings'][number];
export type AgreementKind = ParsedAgreement['kind'];
export type Mode = ParsedMinutes['mode'];
