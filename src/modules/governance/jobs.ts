import { objectionSubscribers } from './jobs-objections.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import { mailKey } from '#platform/mail/index.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import { isOverdue } from './model.ts';
import { paragraphs } from './letters.ts';
import { TASKS } from './service/follow-up.ts';
import type { GovernanceService } from './service/index.ts';
import { agreementById, eventsOf } from './store/agreements.ts';
import { personById } from './store/persons.ts';
import { unreminded } from './store/reminders.ts';
import { governanceTexts } from './texts.ts';

const t = governanceTexts('de').mail; // members of the bodies are German-speaking

/** Mails that follow from what happens in the bodies. */
export function governanceSubscribers(governance: GovernanceService, notify: AccountsService['notify']): Subscriber[] {
  const { context } = governance;
  const { db, mailer, config, links, today } = context;

  const remind: Subscriber = {
    name: 'governance-reminders',
    on: ['agreement.reminded'],
    async handle(event) {
      const person = await personById(db, event.subject);
      if (!person?.email || (await unreminded(db, [person.id])).has(person.id)) return;
      const ids = Array.isArray(event.payload['agreements']) ? event.payload['agreements'].map(String) : [];
      const lines: string[] = [];
      for (const id of ids) {
        const agreement = await agreementById(db, id);
        if (agreement?.due)
          lines.push(`- ${agreement.text} (${t.remindDue(formatDay(agreement.due, 'de'), isOverdue(agreement, today()))})`);
      }
      if (lines.length === 0) return;
      const url = `${config.publicUrl}/aufgaben/${links.token(TASKS, String(event.payload['link']))}`;
      await mailer.send(mailKey(event.id, 'reminder'), {
        to: person.email,
        subject: t.remindSubject(lines.length),
        unsubscribe: `${url}/ende`,
        text: paragraphs(t.greeting(person.name), t.remindText, lines.join('\n'), t.remindLink(url), t.remindRare, t.closing),
      });
    },
  };

  const help: Subscriber = {
    name: 'governance-help',
    on: ['agreement.help'],
    async handle(event) {
      const agreement = await agreementById(db, event.subject);
      const person = await personById(db, String(event.payload['person']));
      if (!agreement || !person) return;
      const word = (await eventsOf(db, agreement.id)).findLast((each) => each.kind === 'help')?.word ?? '';
      await mailer.send(mailKey(event.id, 'help'), {
        to: config.officeMail,
        subject: t.helpSubject,
        text: t.helpText(person.name, agreement.text, word),
      });
    },
  };

  return [remind, help, ...objectionSubscribers(governance, notify)];
}

/** Every hour; only in office hours of a working day does anything go out, and once a week at most to each. */
export const governanceSchedule = ({ followUp }: GovernanceService): Scheduled[] => [
  {
    name: 'governance-remind',
    cron: '15 * * * *',
    handle: async () => {
      await followUp.remind();
    },
  },
];
