import { localDay } from '#platform/clock.ts';
import { inTransaction, type Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { isId, newId } from '#platform/ids.ts';
import { mailKey } from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type Organisation, organisationsByIds } from '#modules/organisations/index.ts';
import { euro } from './euro.ts';
import { mayRemind, openOf, receivedOf, type Standing, standingOf, type Totals, totalsOf } from './model.ts';
import * as store from './store.ts';
import { meansTexts } from './texts.ts';

export interface Pledge {
  row: store.PledgeRow;
  organisation: Organisation | undefined;
  receipts: store.ReceiptRow[];
  received: number;
  open: number;
  standing: Standing;
}
export interface Year {
  year: number;
  pledges: Pledge[];
  lines: store.LineRow[];
  totals: Totals;
  years: number[];
}

export interface Means {
  year(year: number): Promise<Year>;
  /** Everything that is overdue, of all years. */
  overdue(): Promise<Pledge[]>;
  /** @throws HttpError 404 */
  pledge(id: string): Promise<Pledge & { reminders: store.ReminderRow[] }>;
  /** The letter that fits where a pledge stands: thanks, or what is open. */
  letterOf(pledge: Pledge): { subject: string; paragraphs: string[] };
  remind(id: string): Promise<Result<undefined, 'notDue' | 'noMail'>>;
}

export function createMeans({ db, clock, mailer }: Services): Means {
  const now = () => clock.now();
  const today = () => localDay(now());

  async function withFacts(rows: store.PledgeRow[]): Promise<Pledge[]> {
    const [receipts, organisations] = await Promise.all([
      store.receiptsOf(
        db,
        rows.map((row) => row.id),
      ),
      organisationsByIds(db, [...new Set(rows.map((row) => row.organisation_id))]),
    ]);
    return rows.map((row) => {
      const own = receipts.filter((receipt) => receipt.pledge_id === row.id);
      const received = receivedOf(own);
      const facts = { receipts: own, received, open: openOf(row, received), standing: standingOf(row, received, today()) };
      return { row, organisation: organisations.get(row.organisation_id), ...facts };
    });
  }

  const pledge: Means['pledge'] = async (id) => {
    const row = isId(id) ? await store.pledgeById(db, id) : undefined;
    const [found] = row ? await withFacts([row]) : [];
    if (!found) throw new HttpError(404);
    return { ...found, reminders: await store.remindersOf(db, id) };
  };
  const letterOf: Means['letterOf'] = ({ row, organisation, open, standing }) => {
    const t = meansTexts('de').letter;
    const due = formatDay(row.due_on, 'de');
    const what = row.kind === 'money' ? euro(row.amount ?? 0, 'de') : row.what;
    const isLate = standing === 'overdue';
    const body = !isLate
      ? t.thanks(organisation?.name ?? '', what, row.year, due)
      : row.kind === 'money'
        ? t.open(euro(open, 'de'), due)
        : t.openOther(row.what, due);
    return { subject: (isLate ? t.reminderSubject : t.subject)(row.year), paragraphs: [t.greeting, body, t.closing, t.office] };
  };

  return {
    pledge,
    letterOf,

    async year(year) {
      const [rows, lines, years] = await Promise.all([store.pledgesOf(db, year), store.linesOf(db, year), store.yearsOf(db)]);
      const pledges = await withFacts(rows);
      const totals = totalsOf(
        pledges.map(({ row, received }) => ({ ...row, received })),
        lines,
      );
      return { year, pledges, lines, totals, years: [...new Set([...years, year])].toSorted((a, b) => b - a) };
    },

    async overdue() {
      const late = await store.pledgesDueBefore(db, today());
      return (await withFacts(late)).filter((each) => each.standing === 'overdue');
    },

    async remind(id) {
      const found = await pledge(id);
      if (!mayRemind(found.standing, found.reminders[0]?.at, now())) return refused('notDue');
      const email = found.organisation?.email ?? '';
      if (email === '') return refused('noMail');
      const { subject, paragraphs } = letterOf(found);
      await inTransaction(db, async (trx) => {
        const reminder = newId(now().getTime());
        await store.insertReminder(trx, { id: reminder, pledge_id: id, at: now(), recipient: email });
        await mailer.queue(trx as unknown as Trx, mailKey(reminder, 'means'), {
          to: email,
          subject,
          text: paragraphs.join('\n\n'),
          about: `/geschaeftsstelle/mittel/${id}`,
        });
      });
      return ok(undefined);
    },
  };
}
