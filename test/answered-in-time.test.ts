/** The share answered in time: what the calendar alone decides is counted by the database, the rest day by day. */
import { expect, it } from 'vitest';
import { answersSince } from '../src/modules/requests/store-care.ts';
import { ESCALATE_AFTER_DAYS } from '../src/modules/requests/index.ts';
import { workingDaysSince } from '../src/reference/index.ts';
import { testApplication } from './support/application.ts';

const { services, clock } = await testApplication({ DEMO: 'off' });
const HOUR = 3_600_000;
const OWNER = '00000000-0000-7000-8000-000000000001';
const STATES = ['BW', 'BY', 'SN', 'BUND'];

it('is what counting each request by working days says, over holidays, weekends and states', async () => {
  const now = clock.now();
  const all = Array.from({ length: 600 }, (_, n) => {
    const created = new Date(now.getTime() - ((n * 37) % 600) * 15 * HOUR);
    const waited = (n * 13) % (n % 2 ? 72 : 400);
    const answered = n % 4 === 0 ? null : new Date(created.getTime() + waited * HOUR);
    return { created, answered: answered && answered <= now ? answered : null };
  });
  for (const [n, { created, answered }] of all.entries()) {
    const id = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
    await services.pool.query(
      `insert into requests.request (id, created_at, locale, state, target_kind, target_title, receiver_name, receiver_email, waiting_since, company, contact, email, phone, place, message, share, consent_at, company_link, owner_scope, owner)
       values ($1, $2, 'de', 'open', 'organisation', 't', 'r', 'r@x.example', $2, 'c', 'c', 'c@x.example', '', '', 'm', 'nothing', $2, $1, 'organisation', $3)`,
      [id, created, OWNER],
    );
    if (answered)
      await services.pool.query("insert into requests.step (id, request_id, at, kind, who) values ($1, $1, $2, 'accepted', 'r')", [
        id,
        answered,
      ]);
  }

  const { surely, unclear } = await answersSince(services.db, new Date(0), now, 'all');
  // Most are clear: a page looks at few rows, however many there are.
  expect(unclear.length).toBeLessThan(all.length / 2);
  for (const region of STATES) {
    const judged = (created: Date, answered: Date | null) => {
      const days = workingDaysSince(created, answered ?? now, region);
      return { isKnown: answered !== null || days >= ESCALATE_AFTER_DAYS, inTime: answered !== null && days < ESCALATE_AFTER_DAYS };
    };
    const expected = all.map(({ created, answered }) => judged(created, answered)).filter(({ isKnown }) => isKnown);
    const rest = unclear.map((each) => judged(each.created_at, each.answered_at)).filter(({ isKnown }) => isKnown);
    expect({
      known: (surely[0]?.known ?? 0) + rest.length,
      inTime: (surely[0]?.in_time ?? 0) + rest.filter(({ inTime }) => inTime).length,
    }).toEqual({ known: expected.length, inTime: expected.filter(({ inTime }) => inTime).length });
  }
});
