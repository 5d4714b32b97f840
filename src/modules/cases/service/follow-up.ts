import { plusDays, plusMonths } from '#platform/days.ts';
import { type Db, inTransaction, type Trx } from '#platform/database/index.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { mailKey } from '#platform/mail/index.ts';
import { allPages, eachDue } from '#platform/pages.ts';
import type { Services } from '#platform/services.ts';
import { holidayRegion, type Places, workingDaysSince } from '#reference/index.ts';
import { type AccountsService, holdersOf } from '#modules/accounts/index.ts';
import { networkNames, networksOfDistricts } from '#modules/networks/index.ts';
import { answersSince, ESCALATE_AFTER_DAYS, requestCare, waitingByOwner } from '#modules/requests/index.ts';
import type { CasesConfig } from '../config.ts';
import { askedOf, deadlinesOf, EFFECT_QUESTIONS, type EffectQuestion, meanOf, phaseOf } from '../model.ts';
import { note } from '../store/cases.ts';
import { askedIn, caseCare, closedSince, dueUntil, effectRows, type EffectRow, noteAsked } from '../store/follow-up.ts';
import type { CaseRow } from '../tables.ts';
import { casesTexts } from '../texts.ts';

export interface CareFigures {
  owner: string | null;
  scope: string | null;
  name: string;
  requests: number;
  /** Share answered within the working days that are promised, in percent; undefined: nothing to count. */
  inTime: number | undefined;
  taken: number;
  closed: number;
  helped: number;
  /** Mean of the companies' ratings; undefined: too few. */
  rating: number | undefined;
}

export interface EffectFigure {
  group: string;
  months: number;
  answers: number | undefined;
  means: Partial<Record<EffectQuestion, number>>;
  /** Fewer points with need than at the beginning, on average; undefined: too few checks. */
  lessNeed: number | undefined;
}

export interface FollowUp {
  /** Says what is due and what was missed, asks for ratings and effects; each once. Returns how much was said. */
  daily(): Promise<number>;
  /** Every Monday: what waits, to those with whom it lies. */
  weekly(): Promise<number>;
  care(owners: readonly string[] | 'all'): Promise<CareFigures[]>;
  effects(): Promise<Record<'programme' | 'topic' | 'network', EffectFigure[]>>;
}

export interface FollowUpParts {
  accounts: AccountsService;
  places: Places;
  config: CasesConfig;
  linkOf(row: Pick<CaseRow, 'link_id'>): string;
  titleOf(programme: string | null, locale: 'de' | 'en'): string;
}

const PORTION = 2000;
/** Fewer ratings than these could be guessed. */
const LEAST_RATINGS = 5;
const CARE_MONTHS = 12;
const ROLES = ['organisationEditor', 'organisationCoordinator', 'consultant', 'networkCoordinator'] as const;

export function createFollowUp(services: Services, { accounts, places, config, linkOf, titleOf }: FollowUpParts): FollowUp {
  const { db, clock, mailer, config: site } = services;
  const today = () => clock.today();
  const german = casesTexts('de');

  async function tell(trx: Db, row: CaseRow, title: string): Promise<void> {
    const holders = row.owner ? await holdersOf(trx, [...ROLES], row.owner) : await holdersOf(trx, ['office'], null);
    for (const userId of holders) await accounts.notify.tell({ userId, kind: 'due', title, path: `/faelle/${row.id}` }, trx);
  }

  async function write(trx: Db, row: CaseRow, key: string, subject: string, body: string, path: string): Promise<void> {
    const t = casesTexts(row.locale).mail;
    const text = [t.greeting(row.contact), body, `${site.publicUrl}${path}`, t.closing].join('\n\n');
    await mailer.queue(trx as unknown as Trx, mailKey(row.id, key), {
      to: row.email,
      subject,
      text,
      locale: row.locale,
      about: `/faelle/${row.id}`,
    });
  }

  /** Deadlines: told a week ahead, and noted on the day after they were missed. */
  async function watch(row: CaseRow): Promise<number> {
    let said = 0;
    for (const deadline of deadlinesOf(row)) {
      const isMissed = deadline.day < today();
      if (!isMissed && deadline.day > plusDays(today(), config.remindDays)) continue;
      const what = `${deadline.kind}-${row.phase}-${deadline.day}-${isMissed ? 'missed' : 'soon'}`;
      await inTransaction(db, async (trx) => {
        if (!(await noteAsked(trx, row.id, what, clock.now()))) return;
        said++;
        const phase = phaseOf(row.process, row.phase);
        const name = deadline.kind === 'voucher' ? german.voucher : phase ? inLocale(phase, 'de') : row.phase;
        const day = formatDay(deadline.day, 'de');
        await tell(
          trx,
          row,
          isMissed
            ? german.notices.missed(row.company || row.contact, name, day)
            : german.notices.soon(row.company || row.contact, name, day),
        );
        if (!isMissed) return;
        await note(trx, row.id, { at: clock.now(), kind: 'missed', who: '', detail: `${name}, ${day}` });
        const t = casesTexts(row.locale).mail;
        await write(trx, row, what, t.missedSubject, t.missed(name, formatDay(deadline.day, row.locale)), linkOf(row));
      });
    }
    return said;
  }

  async function askCompany(row: CaseRow, asked: ReadonlySet<string>): Promise<number> {
    let said = 0;
    for (const what of askedOf(row.closed_on ?? today(), asked, today(), config)) {
      await inTransaction(db, async (trx) => {
        if (!(await noteAsked(trx, row.id, what, clock.now()))) return;
        said++;
        const t = casesTexts(row.locale).mail;
        const months = /^effect-(\d+)$/.exec(what)?.[1];
        if (months === undefined) await write(trx, row, what, t.ratingSubject, t.rating, `${linkOf(row)}/bewertung`);
        else await write(trx, row, what, t.effectSubject, t.effect, `${linkOf(row)}/wirkung/${months}`);
      });
    }
    return said;
  }

  const regionOf = (place: string): string => {
    const answer = place === '' ? undefined : places.find(place);
    return answer?.kind === 'found' ? holidayRegion(answer.place.district.state) : site.holidays;
  };

  function figure(group: string, months: number, rows: readonly EffectRow[]): EffectFigure {
    const least = config.leastAnswers;
    const means = Object.fromEntries(
      EFFECT_QUESTIONS.flatMap((question) => {
        const mean = meanOf(
          rows.flatMap((row) => row.answers[question] ?? []),
          least,
        );
        return mean === undefined ? [] : [[question, mean]];
      }),
    );
    const need = (counts: Record<string, number> | null) => (counts ? (counts['urgent'] ?? 0) + (counts['some'] ?? 0) : undefined);
    const change = rows.flatMap((row) => {
      const [before, after] = [need(row.first), need(row.second)];
      return months === 0 || before === undefined || after === undefined ? [] : [before - after];
    });
    return { group, months, answers: rows.length < least ? undefined : rows.length, means, lessNeed: meanOf(change, least) };
  }

  function figures(rows: readonly EffectRow[], groupsOf: (row: EffectRow) => string[]): EffectFigure[] {
    const groups = new Map<string, EffectRow[]>();
    for (const row of rows) {
      for (const group of groupsOf(row)) {
        const key = `${group}\u0000${row.months}`;
        groups.set(key, [...(groups.get(key) ?? []), row]);
      }
    }
    return [...groups]
      .map(([key, own]) => figure(key.split('\u0000')[0] ?? '', own[0]?.months ?? 0, own))
      .toSorted((a, b) => a.group.localeCompare(b.group) || a.months - b.months);
  }

  return {
    async daily() {
      let said = 0;
      const soon = plusDays(today(), config.remindDays);
      said += await eachDue(PORTION, (after, limit) => dueUntil(db, soon, after, limit), watch);
      const oldest = plusMonths(today(), -(Math.max(...config.effectMonths) + 3));
      said += await eachDue(
        PORTION,
        (after, limit) => closedSince(db, oldest, after, limit),
        async (row) => askCompany(row, await askedIn(db, row.id)),
      );
      return said;
    },

    async weekly() {
      const waiting = await waitingByOwner(db);
      const yesterday = plusDays(today(), -1);
      const due = await allPages(PORTION, (after, limit) => dueUntil(db, yesterday, after, limit));
      const lists = new Map<string, { owner: string | null; requests: number; cases: number }>();
      const add = (owner: string | null, what: 'requests' | 'cases', count = 1) => {
        const list = lists.get(owner ?? '') ?? { owner, requests: 0, cases: 0 };
        list[what] += count;
        lists.set(owner ?? '', list);
      };
      for (const each of waiting) add(each.owner, 'requests', each.waiting);
      for (const row of due) add(row.owner, 'cases');
      let said = 0;
      for (const { owner, requests: open, cases } of lists.values()) {
        const holders = owner ? await holdersOf(db, [...ROLES], owner) : await holdersOf(db, ['office'], null);
        for (const userId of holders) {
          await accounts.notify.tell({ userId, kind: 'due', title: german.notices.weekly(open, cases), path: '/faelle' });
          said++;
        }
      }
      const office = await holdersOf(db, ['office'], null);
      const all = { requests: waiting.reduce((sum, each) => sum + each.waiting, 0), cases: due.length };
      if (all.requests + all.cases > 0)
        for (const userId of office)
          await accounts.notify.tell({
            userId,
            kind: 'due',
            title: german.notices.weeklyAll(all.requests, all.cases),
            path: '/geschaeftsstelle/betreuung',
          });
      return said;
    },

    async care(owners) {
      const since = new Date(`${plusMonths(today(), -CARE_MONTHS)}T00:00:00Z`);
      const [requests, cases, answers] = await Promise.all([
        requestCare(db, since, owners),
        caseCare(db, since, owners),
        answersSince(db, since, clock.now(), owners),
      ]);
      const keys = new Map([...requests, ...cases].map((each) => [each.owner ?? '', each]));
      const ofKey = <Row extends { owner: string | null }>(rows: readonly Row[]) => new Map(rows.map((each) => [each.owner ?? '', each]));
      const [requestsOf, casesOf, surely] = [ofKey(requests), ofKey(cases), ofKey(answers.surely)];
      const unclear = Map.groupBy(answers.unclear, ({ owner }) => owner ?? '');
      return [...keys].map(([key, any]): CareFigures => {
        const came = requestsOf.get(key);
        const own = casesOf.get(key);
        const sure = surely.get(key);
        const counted = (unclear.get(key) ?? [])
          .map((each) => {
            const days = workingDaysSince(each.created_at, each.answered_at ?? clock.now(), regionOf(each.place));
            return {
              isKnown: each.answered_at !== null || days >= ESCALATE_AFTER_DAYS,
              inTime: each.answered_at !== null && days < ESCALATE_AFTER_DAYS,
            };
          })
          .filter((each) => each.isKnown);
        const known = counted.length + (sure?.known ?? 0);
        const inTime = counted.filter((each) => each.inTime).length + (sure?.in_time ?? 0);
        return {
          owner: any.owner,
          scope: any.owner_scope,
          name: any.name,
          requests: came?.requests ?? 0,
          inTime: known === 0 ? undefined : Math.round((100 * inTime) / known),
          taken: came?.taken ?? 0,
          closed: own?.closed ?? 0,
          helped: own?.helped ?? 0,
          rating: meanOf(own?.stars ?? [], LEAST_RATINGS),
        };
      });
    },

    async effects() {
      const rows = await effectRows(db);
      const networks = await networksOfDistricts(db, [...new Set(rows.flatMap((row) => row.district ?? []))]);
      const names = await networkNames(db, [...new Set(networks.values())]);
      const networkOf = (row: EffectRow) => (row.district ? names.get(networks.get(row.district) ?? '') : undefined);
      return {
        programme: figures(rows, (row) => [titleOf(row.programme, 'de') || german.noProgramme]),
        topic: figures(rows, (row) => row.topics),
        network: figures(rows, (row) => [networkOf(row)].filter((name) => name !== undefined)),
      };
    },
  };
}
