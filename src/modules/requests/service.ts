import { eachDue } from '#platform/pages.ts';
import { addDays } from '#platform/clock.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { holidayRegion, type Places, workingDaysSince } from '#reference/index.ts';
import type { Share, Snapshot } from '#modules/checks/index.ts';
import {
  type Action,
  act,
  type CompanyRequest,
  CONSENT_VERSION,
  dueAction,
  LINK_DAYS,
  type RequestState,
  REMIND_AFTER_DAYS,
  type StepKind,
  type Target,
} from './model.ts';
import { insertRequest, insertStep, requestById, saveReminder, saveState, saveTarget, waitingSince } from './store.ts';
import type { Targets } from './targets.ts';

export const COMPANY = 'request-company';
export const RECEIVER = 'request-receiver';
const PORTION = 500;

export interface NewRequest {
  locale: Locale;
  target: Target;
  company: string;
  contact: string;
  email: string;
  phone: string;
  place: string;
  message: string;
  share: Share;
  shared: Snapshot | undefined;
}

export interface RequestsService {
  /** Takes a request: stored, with both links and both mails on their way, or not at all. Returns the company's token. */
  send(request: NewRequest): Promise<string>;
  /** @throws HttpError 404 for a wrong link, 410 for one that no longer counts */
  open(purpose: typeof COMPANY | typeof RECEIVER, token: string): Promise<CompanyRequest>;
  /** What a receiver decided; passing on needs where to. */
  answer(id: string, action: Exclude<Action, 'withdraw'>, word: string, to?: Target): Promise<Result<undefined, 'notPossible'>>;
  withdraw(id: string): Promise<Result<undefined, 'notPossible'>>;
  /** Gives what was taken up to somebody else, who has it at once; in the caller's transaction. */
  transfer(trx: Db, id: string, to: Target, word: string): Promise<void>;
  /** Closes what was taken up, because its case has ended; in the caller's transaction. */
  closeWith(trx: Db, id: string, word: string): Promise<void>;
  /** Reminds, and lets the office take over, where somebody has waited too long. Returns how many were touched. */
  followUp(): Promise<number>;
}

export function createRequestsService({ db, links, clock, jobs, config }: Services, targets: Targets, places?: Places): RequestsService {
  const now = () => clock.now();
  const expiry = () => addDays(now(), LINK_DAYS);

  async function note(
    trx: Trx,
    request: Pick<CompanyRequest, 'id'>,
    kind: StepKind,
    who: string,
    word: string,
    links_: Record<string, string> = {},
  ) {
    const id = newId(now().getTime());
    await insertStep(trx as Db, request.id, { id, at: now(), kind, who, word });
    await jobs.publish(trx, { type: `request.${kind}`, subject: request.id, payload: { step: id, ...links_ } });
  }

  /** Gives the request to somebody else: the old receiver's link stops working, a new one is made. */
  async function handOver(trx: Trx, request: CompanyRequest, to: Target, kind: StepKind, word: string, state: RequestState = 'open') {
    await links.revokeAll(trx as Db, RECEIVER, request.id);
    const receiverLink = await links.create(trx as Db, RECEIVER, request.id, expiry());
    await saveTarget(trx as Db, request.id, to, now(), state);
    await note(trx, request, kind, to.receiverName, word, { receiverLink });
  }

  /** The district of a company, where its place says so without doubt. */
  function districtOf(place: string): { key: string; state: string } | undefined {
    const answer = place === '' ? undefined : places?.find(place);
    return answer?.kind === 'found' ? answer.place.district : undefined;
  }

  /** Who takes over where nobody answered: the network of the region, where one is awake there, else the office. */
  async function next(trx: Db, request: CompanyRequest, due: 'toNetwork' | 'toOffice'): Promise<Target> {
    const district = due === 'toNetwork' ? districtOf(request.place) : undefined;
    const network = district && (await targets.networkOf(trx, district.key));
    return network ?? targets.office();
  }

  async function change<Fault>(
    id: string,
    decide: (trx: Trx, request: CompanyRequest) => Promise<Result<undefined, Fault>>,
  ): Promise<Result<undefined, Fault>> {
    return db.transaction().execute(async (trx) => {
      const request = await requestById(trx as Db, id, true);
      if (!request) throw new HttpError(410);
      return decide(trx, request);
    });
  }

  return {
    async send(input) {
      const id = newId(now().getTime());
      return db.transaction().execute(async (trx) => {
        const companyLink = await links.create(trx as Db, COMPANY, id, expiry());
        const request: CompanyRequest = {
          ...input,
          id,
          companyLink,
          consentVersion: CONSENT_VERSION,
          createdAt: now(),
          waitingSince: now(),
          remindedAt: null,
          state: 'open',
          shared: input.shared ?? null,
          steps: [],
        };
        await insertRequest(trx as Db, request);
        const receiverLink = await links.create(trx as Db, RECEIVER, id, expiry());
        await note(trx, request, 'sent', input.target.receiverName, '', { receiverLink });
        return links.token(COMPANY, companyLink);
      });
    },

    async open(purpose, token) {
      const link = await links.open(db, purpose, token);
      if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
      const request = await requestById(db, link.subject);
      if (!request) throw new HttpError(410);
      return request;
    },

    answer: (id, action, word, to) =>
      change(id, async (trx, request) => {
        const byOffice = request.target.kind === 'office';
        const decided = act(request.state, action, byOffice);
        if (!decided.ok) return refused('notPossible');
        const who = request.target.receiverName;
        if (action === 'passOn' && to) await handOver(trx, request, to, 'passedOn', word);
        else if (action === 'decline' && !byOffice) {
          await note(trx, request, 'declined', who, word);
          await handOver(trx, request, targets.office(), 'passedOn', '');
        } else {
          await saveState(trx as Db, id, decided.value.state);
          await note(trx, request, decided.value.step, who, word);
        }
        return ok(undefined);
      }),

    withdraw: (id) =>
      change(id, async (trx, request) => {
        const decided = act(request.state, 'withdraw', false);
        if (!decided.ok) return refused('notPossible');
        await saveState(trx as Db, id, decided.value.state);
        await note(trx, request, 'withdrawn', request.contact, '');
        return ok(undefined);
      }),

    async transfer(trx, id, to, word) {
      const request = await requestById(trx, id, true);
      if (!request) throw new HttpError(410);
      await handOver(trx as Trx, request, to, 'passedOn', word, 'accepted');
    },

    async closeWith(trx, id, word) {
      const request = await requestById(trx, id, true);
      if (request?.state !== 'accepted') return;
      await saveState(trx, id, 'closed');
      await note(trx as Trx, request, 'closed', request.target.receiverName, word);
    },

    followUp: () =>
      eachDue(
        PORTION,
        (after, limit) => waitingSince(db, addDays(now(), -REMIND_AFTER_DAYS), after, limit),
        async ({ id }) => {
          let isTouched = false;
          await change(id, async (trx, request) => {
            const district = districtOf(request.place);
            const region = district ? holidayRegion(district.state) : config.holidays;
            const due = dueAction(request, workingDaysSince(request.waitingSince, now(), region));
            if (due === undefined) return ok(undefined);
            isTouched = true;
            if (due !== 'remind') await handOver(trx, request, await next(trx as Db, request, due), 'escalated', '');
            else {
              await saveReminder(trx as Db, id, now());
              const receiverLink = await links.create(trx as Db, RECEIVER, id, expiry());
              await note(trx, request, 'reminded', request.target.receiverName, '', { receiverLink });
            }
            return ok(undefined);
          });
          return isTouched;
        },
      ),
  };
}
