/** The letters to the people of a body, in words: what is shown before they go is what arrives. Pure. */
import { formatDay } from '#platform/i18n/format.ts';
import { mailingPrint } from '#platform/mail/index.ts';
import { whenAndWhere } from './pages/frame.tsx';
import type { Member } from './store/bodies.ts';
import type { Meeting } from './store/meetings.ts';
import { governanceTexts } from './texts.ts';

const t = governanceTexts('de').mail; // members of the bodies are German-speaking

export interface Letter {
  subject: string;
  text: string;
}

export const paragraphs = (...parts: string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** What a letter about a meeting is made of; `sequence`: how often it was sent before. */
export interface Invited {
  meeting: Pick<Meeting, 'id' | 'state' | 'day' | 'start_time' | 'end_time' | 'mode' | 'length' | 'place' | 'condition' | 'link' | 'items'>;
  body: { name: string };
  sequence: number;
  publicUrl: string;
}

export const agendaOf = ({ items }: Pick<Meeting, 'items'>): string => items.map((item) => `${item.number}. ${item.title}`).join('\n');
export const addressOf = ({ meeting, publicUrl }: Pick<Invited, 'meeting' | 'publicUrl'>): string => `${publicUrl}/sitzungen/${meeting.id}`;

/** Invites to a meeting, says what has changed, or calls it off. */
export function invitationLetter(invited: Invited, name: string): Letter {
  const { meeting, body, sequence } = invited;
  const [day, when] = [formatDay(meeting.day, 'de'), whenAndWhere(meeting, 'de')];
  const more = t.more(addressOf(invited));
  if (meeting.state === 'cancelled')
    return { subject: t.cancelSubject(body.name, day), text: paragraphs(t.greeting(name), t.cancelText(body.name, when), more, t.closing) };
  return {
    subject: (sequence > 0 ? t.updateSubject : t.inviteSubject)(body.name, day),
    text: paragraphs(t.greeting(name), t.inviteText(body.name, when), agendaOf(meeting), meeting.link, more, t.closing),
  };
}

/** Sends a draft of minutes round; `url`: the reader's own way to it. */
export const circulationLetter = (
  meeting: Pick<Meeting, 'day'>,
  body: { name: string },
  until: string | null,
  name: string,
  url: string,
): Letter => ({
  subject: t.circulatedSubject(body.name, formatDay(meeting.day, 'de')),
  text: paragraphs(t.greeting(name), t.circulatedText(until ? formatDay(until, 'de') : '–'), url, t.closing),
});

/** A fingerprint of whom a letter about a meeting would reach and of what it would say: who sends it has seen just that. */
export function invitationPrint(invited: Invited, reached: readonly Member[]): string {
  const { subject, text } = invitationLetter({ ...invited, meeting: { ...invited.meeting, state: 'planned' } }, '');
  return mailingPrint(
    reached.map(({ person }) => person?.email ?? ''),
    [subject, text],
  );
}
