import { Hono } from 'hono';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { isId } from '#platform/ids.ts';
import { askedPage, type Page } from '#platform/lists.ts';
import type { Services } from '#platform/services.ts';
import { holidayRegion, type Places, workingDaysSince } from '#reference/index.ts';
import { placesOf } from '#modules/accounts/index.ts';
import { networkById } from '#modules/networks/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { type WaitingRequest, waitingRequests } from '#modules/requests/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { carePage, casesPage, type Waiting } from '../pages/oversee.tsx';
import type { Cases } from '../service/index.ts';
import { casesOf } from '../store/cases.ts';
import { casesTexts } from '../texts.ts';

/** The page of those who wait; that of the cases has the parameter of every list. */
const WAITING = 'wartend';
const INBOX: Record<string, string> = { organisation: '/organisation', consultant: '/beratungsprofil', network: '/netzwerk' };

/** /faelle, …/betreuung */
export function overseeRoutes({ db, clock, config }: Services, cases: Cases, { topics, places }: { topics: Topics; places: Places }) {
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';

  function waitingOf(request: WaitingRequest): Waiting {
    const answer = request.place === '' ? undefined : places.find(request.place);
    const region = answer?.kind === 'found' ? holidayRegion(answer.place.district.state) : config.holidays;
    const inbox = request.owner_scope && request.owner ? `${INBOX[request.owner_scope] ?? ''}/${request.owner}` : '/geschaeftsstelle';
    return { ...request, days: workingDaysSince(request.waiting_since, clock.now(), region), href: `${inbox}/anfragen/${request.id}` };
  }
  const ageOf = (page: Page<WaitingRequest>): Page<Waiting> => ({
    ...page,
    rows: page.rows.map(waitingOf).toSorted((a, b) => b.days - a.days || a.waiting_since.getTime() - b.waiting_since.getTime()),
  });
  const askedWaiting = (c: Ctx) => askedPage(c, undefined, WAITING);

  async function care(c: Ctx, owners: readonly string[] | 'all', crumb: { href: string; label: string }): Promise<Response> {
    const locale = c.get('locale');
    const t = casesTexts(locale);
    const today = cases.today();
    const [waiting, late, figures] = await Promise.all([
      waitingRequests(db, owners, askedWaiting(c)),
      casesOf(db, owners, askedPage(c), today),
      cases.followUp.care(owners),
    ]);
    return carePage(c, {
      title: t.care.title,
      crumb,
      waiting: ageOf(waiting),
      late,
      care: figures,
      ...(owners === 'all' ? { effects: await cases.followUp.effects() } : {}),
      leastAnswers: cases.config.leastAnswers,
      topicName: (id) => topics.label(id, locale),
      today,
    });
  }

  return new Hono<Env>()
    .get('/faelle', async (c) => {
      const actor = c.get('actor');
      const places_ = actor.grants.filter((grant) => grant.id !== null && ['organisation', 'consultant', 'network'].includes(grant.scope));
      // The office sees all that runs; everybody else what is theirs.
      const owners = placesOf(actor, 'case.work', 'consultant') === 'all' ? ('all' as const) : places_.flatMap((grant) => grant.id ?? []);
      const [waiting, rows] = await Promise.all([waitingRequests(db, owners, askedWaiting(c)), casesOf(db, owners, askedPage(c))]);
      return casesPage(c, { waiting: ageOf(waiting), rows, today: cases.today() });
    })
    .get('/geschaeftsstelle/betreuung', (c) =>
      care(c, 'all', { href: '/geschaeftsstelle', label: casesTexts(c.get('locale')).care.office }),
    )
    .get('/organisation/:organisation/betreuung', async (c) => {
      const id = param(c, 'organisation');
      const organisation = isId(id) ? (await organisationsByIds(db, [id])).get(id) : undefined;
      if (!organisation) throw new HttpError(404);
      return care(c, [id], { href: `/organisation/${id}`, label: organisation.name });
    })
    .get('/netzwerk/:network/betreuung', async (c) => {
      const id = param(c, 'network');
      const network = isId(id) ? await networkById(db, id) : undefined;
      if (!network) throw new HttpError(404);
      return care(c, [id], { href: `/netzwerk/${id}`, label: network.name });
    });
}
