import { meetingDesk } from './letters.ts';
import type { Subscriber } from '#platform/jobs/index.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { mailKey } from '#platform/mail/index.ts';
import { type AccountsService, holdersOf } from '#modules/accounts/index.ts';
import type { GovernanceService } from './service/index.ts';
import { OBJECTION } from './service/publication.ts';
import { bodyById } from './store/bodies.ts';
import { meetingById } from './store/meetings.ts';
import { personById } from './store/persons.ts';
import { governanceTexts } from './texts.ts';

const t = governanceTexts('de').mail;

/** An objection is heard by whoever writes the minutes, and whoever made it hears the answer. */
export function objectionSubscribers({ context }: GovernanceService, notify: AccountsService['notify']): Subscriber[] {
  const { db, mailer, config, links } = context;

  const objected: Subscriber = {
    name: 'governance-objections',
    on: ['minutes.objected'],
    async handle(event) {
      const meeting = await meetingById(db, event.subject);
      const body = meeting && (await bodyById(db, meeting.body_id));
      if (!meeting || !body) return;
      const own = await holdersOf(db, ['bodySecretary'], body.id);
      const title = t.objectedNotice(body.name, formatDay(meeting.day, 'de'));
      for (const userId of own.length > 0 ? own : await holdersOf(db, ['office'], null))
        await notify.tell({ userId, kind: 'review', title, path: `/gremienarbeit/sitzungen/${meeting.id}` });
    },
  };

  const answered: Subscriber = {
    name: 'governance-objection-answers',
    on: ['objection.answered'],
    async handle(event) {
      const meeting = await meetingById(db, event.subject);
      const objection = meeting?.objections.find((each) => each.id === event.payload['objection']);
      const person = objection?.person_id ? await personById(db, objection.person_id) : undefined;
      const body = meeting && (await bodyById(db, meeting.body_id));
      if (!body || !person?.email || !objection?.answer) return;
      const url = `${config.publicUrl}/einspruch/${links.token(OBJECTION, String(event.payload['link']))}`;
      await mailer.send(mailKey(event.id, 'answer'), {
        to: person.email,
        about: meetingDesk(meeting),
        subject: t.answeredSubject(body.name, formatDay(meeting.day, 'de')),
        text: [t.greeting(person.name), t.answeredText(objection.text, objection.answer), url, t.closing].join('\n\n'),
      });
    },
  };

  return [objected, answered];
}
