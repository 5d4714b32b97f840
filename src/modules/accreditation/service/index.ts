import { plusDays } from '#platform/days.ts';
import { inTransaction, type Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { mailKey } from '#platform/mail/index.ts';
import { inPages } from '#platform/pages.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, holdersOf } from '#modules/accounts/index.ts';
import { accreditedUntil } from '#modules/consultants/index.ts';
import type { BindingCharter } from '#modules/membership/index.ts';
import type { Credentials } from '#modules/credentials/index.ts';
import { dueReminder, type Scheme } from '../model.ts';
import { noteReminder, remindersOf } from '../store/campaign.ts';
import { accreditationTexts } from '../texts.ts';
import { type Applications, createApplications } from './applications.ts';
import { type Campaigns, createCampaigns } from './campaign.ts';
import { doorTo } from './door.ts';

export interface Accreditation {
  readonly schemes: readonly Scheme[];
  readonly charters: readonly BindingCharter[];
  /** @throws HttpError 404 */
  scheme(id: string): Scheme;
  applications: Applications;
  campaigns: Campaigns;
  /** Tells those whose accreditation ends in six, three, one months; returns how many. */
  remind(): Promise<number>;
}

/** A little more than the longest time ahead. */
const AHEAD_DAYS = 190;
const PORTION = 500;

export interface AccreditationParts {
  accounts: AccountsService;
  credentials: Credentials;
  schemes: readonly Scheme[];
  charters: readonly BindingCharter[];
}

export function createAccreditation(services: Services, parts: AccreditationParts): Accreditation {
  const { db, clock, mailer } = services;
  const { accounts, schemes, charters } = parts;
  const today = () => clock.today();
  const t = accreditationTexts('de');

  return {
    schemes,
    charters,
    scheme(id) {
      const found = schemes.find((each) => each.id === id);
      if (!found) throw new HttpError(404);
      return found;
    },
    applications: createApplications(services, parts),
    campaigns: createCampaigns(services, accounts, schemes),

    async remind() {
      const soon = plusDays(clock.today(), AHEAD_DAYS);
      let told = 0;
      for await (const person of inPages(PORTION, (after, limit) => accreditedUntil(db, today(), soon, after, limit))) {
        const sent = await remindersOf(db, [person.id]);
        const until = person.accredited_until ?? '';
        const before = sent.filter((each) => each.consultant_id === person.id && each.valid_until === until).map((each) => each.months);
        const months = dueReminder(until, today(), before);
        if (months === undefined) continue;
        const done = await inTransaction(db, async (trx) => {
          if (!(await noteReminder(trx, { consultant_id: person.id, valid_until: until, months, sent_at: clock.now() }))) return false;
          const path = `/beratungsprofil/${person.id}/akkreditierung`;
          const title = t.notices.ends(formatDay(until, 'de'));
          const users = await holdersOf(trx, ['consultant'], person.id);
          for (const userId of users) await accounts.notify.tell({ userId, kind: 'due', title, path }, trx);
          // Whoever has no account yet is reached where their profile says.
          if (users.length === 0 && person.email !== '') {
            const door = await doorTo(trx, accounts, person);
            const text = [t.letter.greeting(person.name), title, t.letter.invitation, door.url, t.letter.closing].join('\n\n');
            await mailer.queue(trx as unknown as Trx, mailKey(person.id, `accreditation ${until} ${months}`), {
              to: person.email,
              subject: title,
              text,
            });
          }
          return true;
        });
        if (done) told++;
      }
      return told;
    },
  };
}
