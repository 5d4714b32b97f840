import type { DomainEvent, Scheduled, Subscriber } from '#platform/jobs/index.ts';
import { type Mail, mailKey } from '#platform/mail/index.ts';
import { mayWriteUnasked } from '#platform/mail/strangers.ts';
import type { Services } from '#platform/services.ts';
import { COMPANY, RECEIVER, type RequestsService } from './service.ts';
import type { CompanyRequest, StepKind } from './model.ts';
import { requestById } from './store.ts';
import { requestsTexts } from './texts.ts';
import { inboxOf, requestDesk } from './paths.ts';
import { type AccountsService, holdersOf, peopleByIds } from '#modules/accounts/index.ts';

const STEPS: StepKind[] = ['sent', 'accepted', 'declined', 'passedOn', 'reminded', 'escalated', 'closed', 'withdrawn'];

const letter = (...paragraphs: string[]) => paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');

/** Mails that follow from what happens to a request. */
export function requestSubscribers({ db, links, mailer, config, attempts }: Services, accounts: AccountsService): Subscriber[] {
  const url = (path: string, purpose: string, link: unknown) => `${config.publicUrl}${path}/${links.token(purpose, String(link))}`;

  function toReceiver(request: CompanyRequest, event: DomainEvent): Mail | undefined {
    const t = requestsTexts('de').mail; // partners are German-speaking
    const { receiverLink } = event.payload;
    const kind = event.type.split('.')[1];
    const about = requestDesk(request.id);
    const { receiverEmail: to, receiverName, title } = request.target;
    if (kind === 'withdrawn')
      return { to, about, subject: t.withdrawnSubject, text: letter(t.greeting(receiverName), t.withdrawn, t.closing) };
    if (!receiverLink) return undefined;
    const reminded = kind === 'reminded';
    return {
      to,
      about,
      subject: reminded ? t.reminderSubject(title) : t.receiverSubject(request.place),
      text: letter(
        t.greeting(receiverName),
        reminded ? t.reminder : t.receiverText(title),
        t.receiverLink(url('/anfrage/an', RECEIVER, receiverLink)),
        t.closing,
      ),
    };
  }

  function toCompany(request: CompanyRequest, event: DomainEvent): Mail | undefined {
    const texts = requestsTexts(request.locale);
    const t = texts.mail;
    const kind = event.type.split('.')[1] as StepKind;
    const step = request.steps.find((candidate) => candidate.id === event.payload['step']);
    // Taken up: the case that it becomes writes, with one link to everything that follows.
    if (!step || kind === 'reminded' || kind === 'withdrawn' || kind === 'accepted') return undefined;
    const about = requestDesk(request.id);
    const subject = t.companySubject(request.target.title);
    const status = t.companyStatus(url('/anfrage/stand', COMPANY, request.companyLink));
    if (kind === 'sent') {
      return {
        to: request.email,
        locale: request.locale,
        about,
        subject,
        text: letter(t.greeting(request.contact), t.companySent(request.target.title, request.target.receiverName), status, t.closing),
      };
    }
    return {
      to: request.email,
      locale: request.locale,
      about,
      subject,
      text: letter(t.greeting(request.contact), t.news, texts.step[kind](step.who), step.word, status, t.closing),
    };
  }

  /** Those who work for the owner hear of it in their own rhythm, besides the letter to the common address. */
  async function tellPeople(request: CompanyRequest, kind: string): Promise<void> {
    const { owner, title } = request.target;
    const t = requestsTexts('de').notices;
    const holders = owner
      ? await holdersOf(db, ['organisationEditor', 'organisationCoordinator', 'consultant', 'networkCoordinator'], owner.id)
      : await holdersOf(db, ['office'], null);
    const notice = kind === 'reminded' ? t.reminded(title) : t.arrived(title, request.place);
    const known = await peopleByIds(db, holders);
    for (const userId of holders) {
      // The letter to the owner's own address is the same news: nobody reads it twice.
      const isSamePerson = owner?.scope === 'consultant' || known.get(userId)?.email === request.target.receiverEmail.toLowerCase();
      await accounts.notify.tell({
        userId,
        kind: 'request',
        title: notice,
        path: `${inboxOf(owner)}/${request.id}`,
        isMailed: isSamePerson,
      });
    }
  }

  return [
    {
      name: 'requests-notices',
      on: ['sent', 'passedOn', 'reminded', 'escalated'].map((kind) => `request.${kind}`),
      async handle(event) {
        const request = await requestById(db, event.subject);
        if (request) await tellPeople(request, event.type.split('.')[1] ?? '');
      },
    },
    {
      name: 'requests-mails',
      on: STEPS.map((kind) => `request.${kind}`),
      async handle(event) {
        const request = await requestById(db, event.subject);
        if (!request) return;
        const mails: { company?: Mail | undefined; receiver?: Mail | undefined } = {
          company: toCompany(request, event),
          receiver: toReceiver(request, event),
        };
        // Whoever types somebody else's address does not fill their mailbox; the page shows the link all the same.
        if (mails.company && event.type === 'request.sent' && !(await mayWriteUnasked(attempts, mails.company.to))) delete mails.company;
        for (const [role, mail] of Object.entries(mails)) if (mail) await mailer.send(mailKey(event.id, role), mail);
      },
    },
  ];
}

/** Every hour of the day: nobody falls through. */
export const requestSchedule = (service: RequestsService): Scheduled[] => [
  {
    name: 'requests-follow-up',
    cron: '5 5-18 * * *',
    handle: async () => {
      await service.followUp();
    },
  },
];
