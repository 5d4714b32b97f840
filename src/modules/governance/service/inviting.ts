/** Letters about a meeting to all its people: nobody writes to them what they have not seen. */
import { currentActor } from '#platform/actor.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { mailKey } from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { type Invited, invitationLetter, invitationPrint } from '../letters.ts';
import { lookHindrance, type MeetingHindrance, meetingHindrance } from '../meeting-gates.ts';
import { bodyById, receiversOf } from '../store/bodies.ts';
import { type Meeting, meetingById, type MeetingRow, updateMeeting } from '../store/meetings.ts';
import { officeTexts } from '../texts-office.ts';
import { type Context, existing } from './context.ts';

export interface Inviting {
  /**
   * Sends invitations (after a change, updates) to all current members with an address. Returns how many; `looked`: the
   * print of what the actor has seen.
   */
  invite(id: string, looked: string | undefined): Promise<Result<number, MeetingHindrance>>;
  /** Calls a meeting off; whoever was invited is told. */
  cancel(id: string, looked: string | undefined): Promise<Result<undefined, MeetingHindrance>>;
  /** Sends the invitation as it would go out to whoever asks, to nobody else. */
  sample(id: string): Promise<void>;
}

export function createInviting({ within, jobs, mailer, config, now, today, id: newId }: Context): Inviting {
  const invitedOf = async (trx: Db, meeting: Meeting): Promise<Invited> => ({
    meeting,
    body: existing(await bodyById(trx, meeting.body_id)),
    sequence: meeting.invited_sequence === null ? 0 : meeting.invited_sequence + 1,
    publicUrl: config.publicUrl,
  });
  async function unseen(trx: Db, meeting: Meeting, looked: string | undefined): Promise<MeetingHindrance | undefined> {
    const { reached } = await receiversOf(trx, meeting.body_id, today());
    return lookHindrance({ looked, print: invitationPrint(await invitedOf(trx, meeting), reached) });
  }

  /** The sequence goes up with every change that was sent (RFC 5546 §2.1.4). */
  async function send(trx: Trx, meeting: MeetingRow): Promise<number> {
    const sequence = meeting.invited_sequence === null ? 0 : meeting.invited_sequence + 1;
    await updateMeeting(trx as unknown as Db, meeting.id, { invited_sequence: sequence, updated_at: now() });
    const { reached } = await receiversOf(trx as unknown as Db, meeting.body_id, today());
    for (const member of reached)
      await jobs.publish(trx, { type: 'meeting.invited', subject: meeting.id, payload: { person: member.person_id, sequence } });
    return reached.length;
  }

  return {
    invite: (id, looked) =>
      within(async (trx, raw) => {
        const meeting = existing(await meetingById(trx, id, true));
        const hindrance = meetingHindrance(meeting, 'invite', today()) ?? (await unseen(trx, meeting, looked));
        return hindrance ? refused(hindrance) : ok(await send(raw, meeting));
      }),

    cancel: (id, looked) =>
      within(async (trx, raw) => {
        const meeting = existing(await meetingById(trx, id, true));
        const isTold = meeting.invited_sequence !== null;
        const hindrance = meetingHindrance(meeting, 'cancel', today()) ?? (isTold ? await unseen(trx, meeting, looked) : undefined);
        if (hindrance) return refused(hindrance);
        await updateMeeting(trx, id, { state: 'cancelled', updated_at: now() });
        if (isTold) await send(raw, meeting);
        return ok(undefined);
      }),

    sample: (id) =>
      within(async (trx, raw) => {
        const { name, email } = currentActor();
        const { subject, text } = invitationLetter(await invitedOf(trx, existing(await meetingById(trx, id))), name);
        await mailer.queue(raw, mailKey(newId(), 'meeting-sample'), { to: email, subject: officeTexts('de').sampleSubject(subject), text });
      }),
  };
}
