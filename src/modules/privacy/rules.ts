import { addDays, localDay } from '#platform/clock.ts';
import { removeOldMails } from '#platform/mail/index.ts';
import type { Services } from '#platform/services.ts';
import { removeIdleAccounts, removeOldInvitations, removeOldNotices, removeExpiredSessions } from '#modules/accounts/index.ts';
import { removeOldEvidence } from '#modules/accreditation/index.ts';
import { anonymiseCases } from '#modules/cases/index.ts';
import { removeOldEnrolments } from '#modules/qualification/index.ts';
import type { ChecksService } from '#modules/checks/index.ts';
import { anonymiseDeclarations } from '#modules/declarations/index.ts';
import { removeOldDrafts } from '#modules/editorial/index.ts';
import { anonymiseRequests } from '#modules/requests/index.ts';
import { removeOldImports } from '#modules/sheets/index.ts';
import type { Processing, RuleName } from './config.ts';

/** Deletes or anonymises what is older than a moment; returns how much it was. */
type Rule = (before: Date) => Promise<number>;

export function createRules({ db, clock }: Services, checks: ChecksService): Record<RuleName, Rule> {
  return {
    assessments: (before) => checks.removeUnvisited(before),
    requests: (before) => anonymiseRequests(db, before, clock.today()),
    accounts: (before) => removeIdleAccounts(db, before),
    sessions: () => removeExpiredSessions(db, clock.now()),
    invitations: (before) => removeOldInvitations(db, before),
    notices: (before) => removeOldNotices(db, before),
    mails: (before) => removeOldMails(db, before),
    drafts: (before) => removeOldDrafts(db, before),
    imports: (before) => removeOldImports(db, before),
    cases: (before) => anonymiseCases(db, before, clock.now()),
    enrolments: (before) => removeOldEnrolments(db, localDay(before)),
    evidence: (before) => removeOldEvidence(db, before),
    declarations: (before) => anonymiseDeclarations(db, localDay(before)),
  };
}

export interface RuleResult {
  rule: RuleName;
  days: number;
  count: number;
  /** The rule failed; the others ran all the same. */
  failed?: true;
}

/** Carries out all periods; one that fails does not keep the others from running. */
export async function carryOut(
  rules: Record<RuleName, Rule>,
  processings: readonly Processing[],
  now: Date,
  onFault: (error: unknown) => void,
) {
  const results: RuleResult[] = [];
  for (const { retention } of processings) {
    if (!('rule' in retention)) continue;
    const { rule, days } = retention;
    try {
      results.push({ rule, days, count: await rules[rule](addDays(now, -days)) });
    } catch (error) {
      onFault(error);
      results.push({ rule, days, count: 0, failed: true });
    }
  }
  return results;
}
