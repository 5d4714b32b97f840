import type { Db } from '#platform/database/index.ts';
import type { Result } from '#platform/result.ts';
import type { Places } from '#reference/index.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import type { ChecksService } from '#modules/checks/index.ts';
import type { Programme, Programmes } from '#modules/programmes/index.ts';
import type { RequestsService, Target } from '#modules/requests/index.ts';
import type { CasesConfig } from '../config.ts';
import type { Helped } from '../model.ts';
import type { GateFault, SessionEntry, SettlementFault } from '../plausible.ts';
import type { CaseFile } from '../store/cases.ts';
import type { CaseRow, SessionRow } from '../tables.ts';
import type { FollowUp } from './follow-up.ts';

export type AdvanceFault = 'missing' | 'notNext' | 'busy';
export type CloseFault = 'missing' | 'notLast' | 'busy' | 'closed';
/** Why a session is not kept, or what is asked back first. */
export type SessionRefusal = GateFault | { kind: 'closed' };
export type VoucherFault = 'noProgramme' | 'future' | 'over' | 'busy' | 'twice';

export interface Cases {
  readonly config: CasesConfig;
  /** A case as a whole. @throws HttpError 404 */
  file(id: string): Promise<CaseFile>;
  /** Opens the case of a request that was taken up; a second time nothing happens. */
  openFor(requestId: string): Promise<string | undefined>;
  /** What became of the request elsewhere: withdrawn or closed there, or taken up by somebody it was passed on to. */
  followRequest(requestId: string): Promise<void>;
  /** The case behind a company's private link. @throws HttpError 404, 410 */
  openLink(token: string): Promise<CaseFile>;
  linkOf(row: Pick<CaseRow, 'link_id'>): string;
  /** The request that the case behind a company's link began with; undefined where the link opens none. */
  requestBehind(token: string): Promise<string | undefined>;
  /** Puts a case under a programme's rules of this day; from then on they are its own. */
  choose(file: CaseFile, programme: Programme, who: string): Promise<Result<undefined, 'noRules' | 'begun' | 'busy'>>;
  voucher(file: CaseFile, input: { number: string; issued: string }, who: string): Promise<Result<undefined, VoucherFault>>;
  advance(file: CaseFile, to: string, who: string): Promise<Result<undefined, AdvanceFault>>;
  /** Enters a goal; the company hears once a day that one waits for its yes. */
  propose(file: CaseFile, goal: string): Promise<void>;
  /** Enters a session that can have been so (plausible.ts), beside whatever is entered at the same moment. */
  addSession(
    file: CaseFile,
    session: SessionEntry & Pick<SessionRow, 'kind' | 'took_part' | 'notes'>,
    who: string,
  ): Promise<Result<undefined, SessionRefusal>>;
  settle(file: CaseFile, day: string, who: string): Promise<Result<undefined, SettlementFault | { kind: 'busy' }>>;
  /** Ends a case with its result. Whoever comes second hears who was first. */
  close(file: CaseFile, seen: number, result: Helped, words: string, who: string): Promise<Result<undefined, CloseFault>>;
  handOver(file: CaseFile, to: Target, word: string, who: string): Promise<Result<undefined, 'busy' | 'same'>>;
  followUp: FollowUp;
  story: StoryHook;
  today(): string;
}

/** What becomes of a company's story; the room above says so. */
export interface StoryHook {
  /** The story that is told from a case, if it was begun, and the company's way to it. */
  of(caseId: string): Promise<{ id: string; companyPath: string } | undefined>;
  /** The consent is taken back: in the same transaction nothing of the story is public any more. What has to follow is returned. */
  taken(trx: Db, caseId: string): Promise<() => Promise<void>>;
}

export interface CasesParts {
  accounts: AccountsService;
  requests: RequestsService;
  programmes: Programmes;
  /** Topics that a company's own words speak of, the main one first. */
  topicsIn(message: string): Promise<string[]>;
  checks: ChecksService;
  places: Places;
  config: CasesConfig;
  story: StoryHook;
}
