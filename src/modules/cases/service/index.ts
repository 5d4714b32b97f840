import { plusMonths } from '#platform/days.ts';
import { inTransaction, type Db, type Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { mailKey } from '#platform/mail/index.ts';
import { ok, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { addDays, localDay } from '#platform/clock.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { noteApplied } from '#modules/qualification/index.ts';
import { versionOn } from '#modules/programmes/index.ts';
import { type CompanyRequest, requestById } from '#modules/requests/index.ts';
import { dueOf, missingIn, nextPhases, phaseOf } from '../model.ts';
import { type CaseFile, caseFile, caseOfRequest, changeCase, insertCase, insertGoal, note, reassign } from '../store/cases.ts';
import type { CaseRow } from '../tables.ts';
import { casesTexts } from '../texts.ts';
import { createFollowUp } from './follow-up.ts';
import type { Cases, CasesParts } from './parts.ts';
import { createRefusals } from './refusals.ts';
import { createSessions } from './sessions.ts';

export type { Cases, CasesParts } from './parts.ts';

const COMPANY = 'case-company';
const LINK_DAYS = 3 * 365;
const MOST_TOPICS = 5;

export function createCases(services: Services, parts: CasesParts): Cases {
  const { db, clock, links, mailer, config: site } = services;
  const { requests, programmes, topicsIn, places, config } = parts;
  const today = () => clock.today();
  const moment = () => clock.now();
  const noteRefusal = createRefusals(services);

  const say = (trx: Db, caseId: string, kind: string, who: string, detail = '') => note(trx, caseId, { at: moment(), kind, who, detail });

  async function open(trx: Db, request: CompanyRequest, spoken: readonly string[]): Promise<string | undefined> {
    const id = newId(moment().getTime());
    const [first] = config.process;
    if (!first) throw new Error('a process has phases');
    const answer = request.place === '' ? undefined : places.find(request.place);
    const link = await links.create(trx, COMPANY, id, addDays(moment(), LINK_DAYS));
    const { target } = request;
    const isNew = await insertCase(trx, {
      id,
      request_id: request.id,
      opened_at: moment(),
      locale: request.locale,
      company: request.company,
      contact: request.contact,
      email: request.email,
      place: request.place,
      district: answer?.kind === 'found' ? answer.place.district.key : null,
      topics: spoken.slice(0, MOST_TOPICS),
      owner_scope: target.owner?.scope ?? null,
      owner: target.owner?.id ?? null,
      owner_name: target.receiverName,
      process: config.process,
      phase: first.id,
      phase_since: today(),
      phase_due: dueOf(first, today()),
      link_id: link,
    });
    if (!isNew) return undefined;
    await say(trx, id, 'opened', target.receiverName);
    const t = casesTexts(request.locale).mail;
    const accepted = request.steps.findLast((step) => step.kind === 'accepted');
    const url = `${site.publicUrl}/fall/${links.token(COMPANY, link)}`;
    await mailer.queue(trx as unknown as Trx, mailKey(id, 'case-opened'), {
      to: request.email,
      locale: request.locale,
      about: `/faelle/${id}`,
      subject: t.openedSubject,
      text: [t.greeting(request.contact), t.opened(target.receiverName), accepted?.word ? `„${accepted.word}“` : '', url, t.closing]
        .filter(Boolean)
        .join('\n\n'),
    });
    return id;
  }

  async function file(id: string): Promise<CaseFile> {
    const found = await caseFile(db, id);
    if (!found) throw new HttpError(404);
    return found;
  }

  /** Changes a case and notes it, or tells that somebody was quicker. */
  async function changed(
    row: CaseRow,
    what: string,
    values: Parameters<typeof changeCase>[3],
    then: (trx: Db) => Promise<void>,
  ): Promise<boolean> {
    return inTransaction(db, async (trx) => {
      if (!(await changeCase(trx, row, what, values))) return false;
      await then(trx);
      return true;
    });
  }

  const factsOf = ({ row, sessions, goals, documents }: CaseFile) => ({ ...row, sessions, goals, documents });

  const cases: Omit<Cases, 'followUp'> = {
    config,
    story: parts.story,
    today,
    file,
    ...createSessions(services, config),

    async openFor(requestId) {
      const request = await requestById(db, requestId);
      if (request?.state !== 'accepted') return undefined;
      if (await caseOfRequest(db, requestId)) return undefined;
      const spoken = await topicsIn(request.message);
      return inTransaction(db, (trx) => open(trx, request, spoken));
    },

    async followRequest(requestId) {
      const [request, row] = [await requestById(db, requestId), await caseOfRequest(db, requestId)];
      if (!request || row?.state !== 'open') return;
      const { target, state } = request;
      if (state === 'withdrawn' || state === 'declined' || state === 'closed') {
        await changed(row, 'case.ended', { state: 'ended', closed_on: today(), phase_due: null }, (trx) =>
          say(trx, row.id, 'ended', target.receiverName),
        );
      } else if (state === 'accepted' && (target.owner?.id ?? null) !== row.owner) {
        const values = { owner_scope: target.owner?.scope ?? null, owner: target.owner?.id ?? null, owner_name: target.receiverName };
        await changed(row, 'case.handedOver', values, (trx) =>
          say(trx, row.id, 'handedOver', '', `${row.owner_name} → ${target.receiverName}`),
        );
      }
    },

    async openLink(token) {
      const link = await links.open(db, COMPANY, token);
      if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
      return file(link.subject);
    },
    linkOf: (row) => `/fall/${links.token(COMPANY, row.link_id)}`,

    async requestBehind(token) {
      const link = await links.open(db, COMPANY, token);
      return typeof link === 'string' ? undefined : (await caseFile(db, link.subject))?.row.request_id;
    },

    async choose({ row, sessions }, programme, who) {
      const version = versionOn(programme, today());
      if (!version?.process) return refused('noRules');
      if (row.programme !== null || sessions.some((session) => session.funded)) return refused('begun');
      const [first] = version.process;
      if (!first) return refused('noRules');
      const done = await changed(
        row,
        'case.programme',
        {
          programme: programme.id,
          programme_version: version.id,
          rules: JSON.stringify(version),
          process: JSON.stringify(version.process),
          phase: first.id,
          phase_since: localDay(row.opened_at),
          phase_due: dueOf(first, today()),
          budget_days: version.money?.days ?? null,
          day_rate: version.money?.dayRate ?? null,
        },
        async (trx) => {
          // What was talked about before belongs to the first talk.
          await reassign(trx, row.id, first.id);
          await say(trx, row.id, 'programme', who, version.title.de);
        },
      );
      return done ? ok(undefined) : refused('busy');
    },

    async voucher({ row }, { number, issued }, who) {
      const months = (row.rules as { voucherMonths?: number } | null)?.voucherMonths;
      if (!row.programme) return refused('noProgramme');
      if (row.voucher_number) return refused('twice');
      if (issued > today()) return refused('future');
      const until = months === undefined ? null : plusMonths(issued, months);
      if (until !== null && until < today()) return refused('over');
      const done = await changed(row, 'case.voucher', { voucher_number: number, voucher_issued: issued, voucher_until: until }, (trx) =>
        say(trx, row.id, 'voucher', who, number),
      );
      return done ? ok(undefined) : refused('busy');
    },

    async advance(caseFile_, to, who) {
      const { row } = caseFile_;
      const next = phaseOf(row.process, row.phase)?.next.includes(to) ? phaseOf(row.process, to) : undefined;
      if (!next || row.state !== 'open') return refused('notNext');
      if (!nextPhases(row.process, factsOf(caseFile_), today()).some((phase) => phase.id === to)) return refused('missing');
      const wasLate = row.phase_due !== null && row.phase_due < today();
      const done = await changed(row, 'case.phase', { phase: to, phase_since: today(), phase_due: dueOf(next, today()) }, async (trx) => {
        if (wasLate) await say(trx, row.id, 'late', who, row.phase);
        await say(trx, row.id, 'phase', who, to);
      });
      return done ? ok(undefined) : refused('busy');
    },

    async propose({ row }, goal) {
      const t = casesTexts(row.locale).mail;
      await inTransaction(db, async (trx) => {
        await insertGoal(trx, row, { id: newId(moment().getTime()), case_id: row.id, text: goal });
        const text = [t.greeting(row.contact), t.goal(row.owner_name), `${site.publicUrl}${cases.linkOf(row)}`, t.closing].join('\n\n');
        const mail = { to: row.email, subject: t.goalSubject, text, locale: row.locale, about: `/faelle/${row.id}` };
        await mailer.queue(trx as unknown as Trx, mailKey(row.id, `goal-${today()}`), mail);
      });
    },

    async close(caseFile_, seen, result, words, who) {
      const { row } = caseFile_;
      if (row.state !== 'open') {
        await noteRefusal(caseFile_, 'closedAgain', today(), who);
        return refused('closed');
      }
      const phase = phaseOf(row.process, row.phase);
      if (phase && phase.next.length > 0) return refused('notLast');
      if (missingIn(row.process, factsOf(caseFile_), today()).length > 0) return refused('missing');
      const values = { state: 'closed' as const, closed_on: today(), result, result_note: words, phase_due: null };
      const done = await changed({ ...row, version: seen }, 'case.closed', values, async (trx) => {
        await say(trx, row.id, 'closed', who, words);
        await requests.closeWith(trx, row.request_id, words);
        if (row.owner_scope === 'consultant' && row.owner && result !== 'no') await noteApplied(trx, row.owner);
      });
      return done ? ok(undefined) : refused('busy');
    },

    async handOver({ row }, to, word, who) {
      if (to.owner?.id === row.owner) return refused('same');
      const values = { owner_scope: to.owner?.scope ?? null, owner: to.owner?.id ?? null, owner_name: to.receiverName };
      const done = await changed(row, 'case.handedOver', values, async (trx) => {
        await say(trx, row.id, 'handedOver', who, `${row.owner_name} → ${to.receiverName}`);
        if (word !== '') await say(trx, row.id, 'handOverWord', who, word);
        // The word is for whoever takes over; the company hears who that is.
        if (row.state === 'open') await requests.transfer(trx, row.request_id, to, '');
      });
      return done ? ok(undefined) : refused('busy');
    },
  };
  const { all } = programmes;
  const titleOf = (id: string | null, locale: 'de' | 'en'): string => {
    const programme = all.find((each) => each.id === id);
    return programme ? inLocale(programme.title, locale) : '';
  };
  return { ...cases, followUp: createFollowUp(services, { ...parts, linkOf: cases.linkOf, titleOf }) };
}
