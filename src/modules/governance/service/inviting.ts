/** Letters about a meeting to all its people: nobody writes to them what they have not seen, and what was seen is what goes. */
import { currentActor } from '#platform/actor.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { mailKey } from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { invitation } from '../calendar.ts';
import { addressOf, descriptionOf, type Invited, invitationLetter, invitationPrint, meetingDesk } from '../letters.ts';
import { lookHindrance, type MeetingHindrance, meetingHindrance } from '../meeting-gates.ts';
import { bodyById, type Member, receiversOf } from '../store/bodies.ts';
import { type Meeting, meetingById, updateMeeting } from '../store/meetings.ts';
import { officeTexts } from '../texts-office.ts';
import { type Context, existing } from './context.ts';

export interface Inviting {
  /**
   * Sends invitations (after a change, updates) to all current members with an address. Returns how many; `looked`: the
   * print of what the actor has seen.
   */
  invite(id: string, looked: string | undefined): Promise<Result<number, MeetingHindrance>>;
  /** Calls a meeting off; whoever was invited is told. Returns how many. */
  cancel(id: string, looked: string | undefined): Promise<Result<number, MeetingHindrance>>;
  /** Sends the invitation as it would go out to whoever asks, to nobody else. */
  sample(id: string): Promise<void>;
}

export function createInviting({ within, mailer, config, now, today, id: newId }: Context): Inviting {
  const host = new URL(config.publicUrl).hostname;
  const office = { name: 'Geschäftsstelle', email: config.officeMail };

  const invitedOf = async (trx: Db, meeting: Meeting): Promise<Invited> => ({
    meeting,
    body: existing(await bodyById(trx, meeting.body_id)),
    sequence: meeting.invited_sequence === null ? 0 : meeting.invited_sequence + 1,
    publicUrl: config.publicUrl,
  });

  async function letterTo(raw: Trx, invited: Invited, { person }: Member, at: Date): Promise<void> {
    if (!person?.email) return;
    const { meeting, body, sequence } = invited;
    const event = { ...meeting, invited_sequence: sequence, updated_at: at };
    await mailer.queue(raw, mailKey(`${meeting.id} ${sequence}`, `invitation ${person.id}`), {
      to: person.email,
      about: meetingDesk(meeting),
      ...invitationLetter(invited, person.name),
      calendar: invitation({ ...event, summary: body.name, description: descriptionOf(meeting), url: addressOf(invited) }, host, office, {
        name: person.name,
        email: person.email,
      }),
    });
  }

  /** The sequence goes up with every change that was sent (RFC 5546 §2.1.4). All letters say the same: what stood there in this moment. */
  async function send(raw: Trx, invited: Invited, reached: readonly Member[]): Promise<number> {
    const at = now();
    await updateMeeting(raw as unknown as Db, invited.meeting.id, { invited_sequence: invited.sequence, updated_at: at });
    for (const member of reached) await letterTo(raw, invited, member, at);
    return reached.length;
  }

  return {
    invite: (id, looked) =>
      within(async (trx, raw) => {
        const meeting = existing(await meetingById(trx, id, true));
        const [invited, { reached }] = [await invitedOf(trx, meeting), await receiversOf(trx, meeting.body_id, today())];
        const hindrance =
          meetingHindrance(meeting, 'invite', today()) ?? lookHindrance({ looked, print: invitationPrint(invited, reached) });
        return hindrance ? refused(hindrance) : ok(await send(raw, invited, reached));
      }),

    cancel: (id, looked) =>
      within(async (trx, raw) => {
        const meeting = existing(await meetingById(trx, id, true));
        const isTold = meeting.invited_sequence !== null;
        const [invited, { reached }] = [await invitedOf(trx, meeting), await receiversOf(trx, meeting.body_id, today())];
        const unseen = isTold ? lookHindrance({ looked, print: invitationPrint(invited, reached) }) : undefined;
        const hindrance = meetingHindrance(meeting, 'cancel', today()) ?? unseen;
        if (hindrance) return refused(hindrance);
        await updateMeeting(trx, id, { state: 'cancelled', updated_at: now() });
        return ok(isTold ? await send(raw, { ...invited, meeting: { ...meeting, state: 'cancelled' } }, reached) : 0);
      }),

    sample: (id) =>
      within(async (trx, raw) => {
        const { name, email } = currentActor();
        const { subject, text } = invitationLetter(await invitedOf(trx, existing(await meetingById(trx, id))), name);
        await mailer.queue(raw, mailKey(newId(), 'meeting-sample'), { to: email, subject: officeTexts('de').sampleSubject(subject), text });
      }),
  };
}
