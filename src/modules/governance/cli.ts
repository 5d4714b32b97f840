import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { argument, type Command, Refusal } from '#platform/cli.ts';
import { LARGEST_DOCUMENT, readDocument } from './documents/read.ts';
import { parseMinutes } from './minutes/parse.ts';
import type { ParsedMinutes } from './minutes/schema.ts';
import type { GovernanceService } from './service/index.ts';

interface Context {
  governance(): Promise<GovernanceService>;
}

const FAULTS = {
  empty: 'The file is empty.',
  tooLarge: 'The file is larger than 20 MB.',
  wrongType: 'This kind of file is not read: PDF, DOCX, text or Markdown.',
  encrypted: 'The PDF is protected by a password.',
  broken: 'The file is damaged and cannot be opened.',
  bomb: 'The file is far too large when unpacked.',
  tooSlow: 'The file could not be read within ten seconds.',
  notText: 'This is no text file.',
  tooLong: 'The text is longer than three million characters.',
  busy: 'Other files are being read at the moment. Try again.',
} as const;

function readFile(path: string): Buffer {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new Refusal(`There is no file ${path}.`);
  if (stats.size > LARGEST_DOCUMENT) throw new Refusal(FAULTS.tooLarge);
  return readFileSync(path);
}

function summary(parsed: ParsedMinutes): string {
  const lines = [
    parsed.title ?? '(no title)',
    [parsed.body, parsed.date, parsed.startTime && `${parsed.startTime}–${parsed.endTime ?? ''}`, parsed.mode, parsed.location]
      .filter(Boolean)
      .join(', '),
    `${parsed.participants.length} named participants, ${parsed.unnamedParticipants} unnamed; minutes by ${parsed.minuteTaker ?? 'nobody named'}`,
    '',
    ...parsed.agenda.map((entry) => `${entry.number}. ${entry.title}`),
    '',
    ...parsed.agreements.map(
      (each) =>
        `[${each.agendaItem ?? '–'}] ${each.kind}: ${each.text}\n      ${each.responsible.join(', ') || 'nobody'} · ${each.due ?? each.dueText ?? 'no date'}${each.referredTo.length > 0 ? ` · → ${each.referredTo.join(' → ')}` : ''}${each.condition ? ` · ${each.condition}` : ''}`,
    ),
    '',
    ...parsed.nextMeetings.map((meeting) =>
      `next: ${meeting.date} ${meeting.startTime ?? ''} ${meeting.mode} ${meeting.location ?? ''} ${meeting.condition ?? ''}`.trim(),
    ),
    ...parsed.attachments.map((attachment) => `${attachment.label}: ${attachment.status}`),
    ...parsed.warnings.map((warning) => `! ${warning.message}`),
  ];
  return lines.join('\n');
}

/** The text of a PDF, DOCX, text or Markdown file. @throws Refusal where it cannot be read */
export async function textOfFile(path: string): Promise<string> {
  const read = await readDocument(readFile(path), basename(path));
  if (!read.ok) throw new Refusal(FAULTS[read.fault]);
  if (read.value.text.trim() === '') throw new Refusal('The file holds no text: probably a scan. Have its text recognised first.');
  return read.value.text;
}

/** `minutes parse`, `agreements remind` */
export const governanceCommands: Command<Context>[] = [
  {
    name: 'minutes parse',
    summary: 'Reads minutes (PDF, DOCX, text, Markdown) and prints what is in them.',
    usage: '<file> [--json]',
    help: 'The JSON is described in docs/minutes.schema.json. Places count the characters of the text as it was read.',
    options: { json: { type: 'boolean' } },
    async run({ args, values, output }) {
      const parsed = parseMinutes(await textOfFile(argument(args, 0, 'file')));
      output.out(values['json'] ? JSON.stringify(parsed, null, 2) : summary(parsed));
    },
  },
  {
    name: 'agreements remind',
    summary: 'Reminds whoever has something due: one mail each, once a week at most, in office hours.',
    usage: '[--anytime]',
    help: '--anytime: outside of office hours, too. The server sends the mails.',
    options: { anytime: { type: 'boolean' } },
    async run({ values, output, context }) {
      const count = await (await context.governance()).followUp.remind(values['anytime'] === true);
      output.out(count === 1 ? 'One reminder is on its way.' : `${count} reminders are on their way.`);
    },
  },
];
