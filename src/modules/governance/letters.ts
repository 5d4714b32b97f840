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
  meeting: Meeting;
  body: { name: string };
  sequence: number;
  publicUrl: string;
}

const agendaOf = ({ items }: Pick<Meeting, 'items'>): string => items.map((item) => `${item.number}. ${item.title}`).join('\n');
/** What stands in the calendar beside the time and the place. */
export const descriptionOf = (meeting: Pick<Meeting, 'items' | 'condition' | 'link'>): string =>
  [meeting.condition, agendaOf(meeting), meeting.link].filter((part) => part !== '').join('\n');
/** Where those who work for the body see the meeting. */
export const meetingDesk = ({ id }: { id: string }): string => `/gremienarbeit/sitzungen/${id}`;
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
    text: paragraphs(
      t.greeting(name),
      (sequence > 0 ? t.updateText : t.inviteText)(body.name, when),
      meeting.condition && t.condition(meeting.condition),
      agendaOf(meeting),
      meeting.link && t.link(meeting.link),
      more,
      t.closing,
    ),
  };
}

/** Sends a draft of minutes round; `url`: the reader's own way to it; `isAgain`: they have an earlier one. */
export function circulationLetter(
  { meeting, body, until, isAgain }: { meeting: Pick<Meeting, 'day'>; body: { name: string }; until: string | null; isAgain: boolean },
  name: string,
  url: string,
): Letter {
  const day = formatDay(meeting.day, 'de');
  return {
    subject: (isAgain ? t.circulatedAgainSubject : t.circulatedSubject)(body.name, day),
    text: paragraphs(
      t.greeting(name),
      (isAgain ? t.circulatedAgainText : t.circulatedText)(until ? formatDay(until, 'de') : '–'),
      url,
      t.closing,
    ),
  };
}

/** A fingerprint of whom a letter about a meeting would reach and of what it would say: who sends it has seen just that. */
export function invitationPrint(invited: Invited, reached: readonly Member[]): string {
  const { subject, text } = invitationLetter({ ...invited, meeting: { ...invited.meeting, state: 'planned' } }, '');
  return mailingPrint(
    reached.map(({ person }) => person?.email ?? ''),
    // Each time anew: what was sent once goes out again only after another look.
    [subject, text, String(invited.sequence)],
  );
}
