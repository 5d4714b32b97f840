import { describe, expect, it } from 'vitest';
import { may, PERMISSIONS, ROLES } from '../src/modules/accounts/index.ts';
import { outboxUrl } from '../src/modules/office/cli.ts';
import { type Actor, visitor } from '../src/platform/actor.ts';
import { storedMails } from '../src/platform/mail/index.ts';
import { fullNetwork } from './support/full-network.ts';
import { taken } from './support/full-network/hands.ts';
import { grantsOf, type Kind } from './support/full-network/people.ts';
import { ELSEWHERE } from './support/walk/elsewhere.ts';
import { GET_PATTERNS, POST_PATTERNS, parameterOf, type Pattern, patternOf } from './support/walk/route-patterns.ts';
import { holdsSomething } from '../src/platform/http/posted/seen.ts';
import { formsIn } from '../src/platform/http/posted/html-forms.ts';
import {
  type Editable,
  editables,
  emptied,
  filled,
  hasKey,
  isWatched,
  meet,
  type Met,
  shownAgain,
  withValue,
} from './support/walk/forms.ts';
import { NOT_MET, NOT_TWICE, NO_RECORD } from './support/walk/forms-apart.ts';
import { walk } from './support/walk/walk.ts';

const network = await fullNetwork();
const { config, get, made, people, places, post, services } = network;
const origin = config.publicUrl;

/** What people type: a need, a place, the numbers on papers that they hold. */
const WORDS = {
  text: ['Führung'],
  ort: ['24103 Kiel'],
  nummer: [made.checks.declaration, made.checks.certificate, made.courses.credential],
};

const actorOf = (kind: Kind): Actor =>
  kind === 'visitor' ? visitor() : { ...visitor(), kind: 'person', userId: people[kind].id, grants: grantsOf(places, kind) };

/** Whether somebody may use a route: at the place that an address names, or at the own one. */
function isOpenTo(actor: Actor, { action, place: [place], ...pattern }: Pattern, address?: string): boolean {
  if (!place) return may(actor, action);
  const [scope, parameter] = place;
  const own = actor.grants.find((grant) => grant.scope === scope)?.id;
  return may(actor, action, { [scope]: address === undefined ? own : parameterOf(pattern.path, address, parameter) });
}

const isForAll = ({ action }: Pattern) => PERMISSIONS[action].everybody === true;

const met = new Map<string, Met[]>();

describe.each(['visitor', ...ROLES] as const)('%s', (kind) => {
  it('reaches by clicking every page that the table allows, and meets no closed door', { timeout: 180_000 }, async () => {
    const actor = actorOf(kind);
    const wanted = GET_PATTERNS.filter((pattern) => pattern.action !== 'link.use' && isOpenTo(actor, pattern));
    const expected = new Set(wanted.map(({ path }) => path).filter((path) => !(path in ELSEWHERE)));
    const who = kind === 'visitor' ? { get, post } : people[kind];
    const { reached, faults, pages } = await walk({
      origin,
      words: WORDS,
      expected,
      get: who.get,
      from: [kind === 'visitor' ? '/' : '/konto'],
      // Whoever is not signed in is led to the sign-in, and comes back.
      mayFollow: (pattern, address) => kind === 'visitor' || isForAll(pattern) || isOpenTo(actor, pattern, address),
      isShared: (pattern) => kind !== 'visitor' && isForAll(pattern),
    });
    meet(met, kind, who, pages);
    expect({ missing: [...expected].filter((path) => !reached.has(path)), faults }).toEqual({ missing: [], faults: [] });
  });
});

describe('a private link', async () => {
  await taken(post('/anmelden', { email: people.company.email }));
  const mails = await storedMails(services.db, 1000);
  /** Addresses of ours in a mail's text. */
  const linksIn = (text: string) => [...text.matchAll(/https?:\/\/[^/\s]+(\/\S*)/g)].map(([, path = '']) => path);
  const byMail = Object.entries(ELSEWHERE).flatMap(([route, way]) => {
    if (!('mail' in way)) return [];
    const links = mails.filter((mail) => way.mail.test(mail.subject)).flatMap((mail) => linksIn(mail.text));
    return [{ route, links: links.filter((link) => patternOf(link)?.path === route) }];
  });

  it.each(byMail)('comes by the mail that is named for it, and opens: $route', async ({ links }) => {
    const [link] = links;
    expect(link).toBeDefined();
    const answer = await get(link ?? '/');
    expect(answer.status).toBeLessThan(400);
    meet(met, 'visitor', { get, post }, new Map([[link ?? '/', await answer.text()]]));
  });

  it('leads to every page behind it', { timeout: 120_000 }, async () => {
    const expected = new Set(
      GET_PATTERNS.filter(({ action, path }) => action === 'link.use' && !('by' in (ELSEWHERE[path] ?? {}))).map(({ path }) => path),
    );
    const { reached, faults, pages } = await walk({
      origin,
      words: WORDS,
      expected,
      get,
      from: [
        made.checks.path,
        made.checks.team,
        made.checks.renewed,
        ...byMail.flatMap(({ links }) => links.slice(0, 1)),
        ...made.cases.links,
      ],
      isShared: ({ action }) => action !== 'link.use',
    });
    meet(met, 'visitor', { get, post }, pages);
    expect({ missing: [...expected].filter((path) => !reached.has(path)), faults }).toEqual({ missing: [], faults: [] });
  });
});

describe('the list of what is not reached by clicking', () => {
  it('is right about the address that the command line prints', async () => {
    const path = new URL(await outboxUrl(services)).pathname;
    expect(ELSEWHERE[patternOf(path)?.path ?? '']).toEqual({ by: 'the command line' });
    expect((await get(path)).status).toBe(200);
  });

  it('names only routes that there are', () => {
    const known = new Set(GET_PATTERNS.map(({ path }) => path));
    expect(Object.keys(ELSEWHERE).filter((path) => !known.has(path))).toEqual([]);
  });
});

const allMet = () => [...met.values()].flat();

describe('the forms that were met on all these ways', () => {
  it('are those of every route that takes one, but for those that are named with the reason', () => {
    const routes = new Set(allMet().map(({ route }) => route));
    const missing = POST_PATTERNS.map(({ path }) => path).filter((path) => !routes.has(path) && !(path in NOT_MET));
    expect({ missing, unknown: [...routes].filter((route) => route.startsWith('no route')) }).toEqual({ missing: [], unknown: [] });
  });

  it('each carry a key', () => {
    expect(allMet().filter(({ form }) => !hasKey(form))).toEqual([]);
  });
});

const isValue = (values: readonly string[] | undefined, wanted: readonly string[]) => JSON.stringify(values) === JSON.stringify(wanted);

/** What came of two saves of one form; undefined where this field does not tell. */
async function saveTwice(each: Met, { name, one, other }: Editable): Promise<string | undefined> {
  const [tab, otherTab] = [await shownAgain(each), await shownAgain(each)];
  if (!tab || !otherTab) return undefined;
  const saved = await each.who.post(tab.action, withValue(tab, name, one));
  if (saved.status !== 303 || !isValue((await shownAgain(each))?.fields.get(name)?.values, one)) return undefined;
  const refused = await each.who.post(otherTab.action, withValue(otherTab, name, other));
  const isKept = isValue((await shownAgain(each))?.fields.get(name)?.values, one);
  return refused.status === 409 && isKept && (await refused.text()).includes('Jetzt gespeichert')
    ? 'refused'
    : `${refused.status}, ${isKept ? 'kept' : 'lost'}`;
}

/** Of a form in which nothing stands most make something new each time: a few tries tell. */
async function outcomeOf(alike: readonly Met[]): Promise<string> {
  const isEdit = alike.some(({ form }) => holdsSomething(form));
  for (const each of isEdit ? alike : alike.slice(0, 2))
    for (const editable of isEdit ? editables(each.form) : editables(each.form).slice(0, 2)) {
      await services.pool.query('delete from platform.rate_limit');
      const outcome = await saveTwice(each, editable);
      if (outcome !== undefined) return outcome;
    }
  return isEdit ? 'not saved' : 'new each time';
}

describe('two tabs on every form that edits a record', () => {
  it('do not save over each other: the later one is shown both versions', { timeout: 300_000 }, async () => {
    const outcomes = new Map<string, string>();
    const watched = allMet().filter(({ form }) => isWatched(form));
    for (const [route, alike] of Map.groupBy(watched, (each) => each.route)) outcomes.set(route, await outcomeOf(alike));
    const isRight = ([route, outcome]: [string, string]) =>
      outcome === 'refused' || outcome === 'new each time' || (outcome === 'not saved' && route in NO_RECORD);
    expect([...outcomes].filter((each) => !isRight(each))).toEqual([]);
    expect([...outcomes.values()].filter((outcome) => outcome === 'refused').length).toBeGreaterThan(30);
  });
});

/** A form of every kind, but none with which somebody gives up the role by which they walk. */
async function oneOfEach(): Promise<Met[]> {
  const ids = Object.values(people).map(({ id }) => id);
  const { rows } = await services.pool.query<{ id: string }>('select id from accounts."grant" where user_id = any($1)', [ids]);
  const givesUp = ({ form }: Met) => rows.some(({ id }) => form.action.includes(`/rollen/${id}/`));
  return [...met.values()].flatMap((alike) => alike.filter((each) => !each.form.isMultipart && !givesUp(each)).slice(0, 1));
}

describe('two clicks on every form', async () => {
  const { rows } = await services.pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables where schemaname <> 'jobs' and relname not in ('rate_limit', 'posted', 'saving')",
  );
  const all = rows.map(({ name }) => `select '${name}' as name, count(*)::int as n from ${name}`).join(' union all ');
  const counts = async () => JSON.stringify((await services.pool.query(`${all} order by 1`)).rows);

  it('do what one does, and lead where it led', { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    let made = 0;
    for (const each of await oneOfEach()) {
      await services.pool.query('delete from platform.rate_limit');
      const form = await shownAgain(each);
      // Taken away by a form before: whoever leaves finds nothing to leave.
      if (!form) continue;
      const before = await counts();
      const first = await each.who.post(form.action, filled(form));
      const between = await counts();
      const second = await each.who.post(form.action, filled(form));
      const isSame = first.status === second.status && first.headers.get('location') === second.headers.get('location');
      if (first.status === 303 && before !== between) made++;
      if ((!isSame || between !== (await counts())) && !(each.route in NOT_TWICE))
        wrong.push(`${each.route}: ${first.status}, ${second.status}`);
      if (first.status >= 500) wrong.push(`${each.route}: ${first.status}`);
    }
    expect(wrong).toEqual([]);
    expect(made).toBeGreaterThan(100);
  });
});

/** Sends the form with nothing in it, and what is shown then with everything; undefined where it is not refused. */
async function refusedAndMended(each: Met): Promise<number | undefined> {
  const form = await shownAgain(each);
  if (!form) return undefined;
  const refused = await each.who.post(form.action, emptied(form));
  if (refused.status !== 422) return undefined;
  const shown = formsIn(await refused.text(), form.action.replace(/\?.*/, '')).find(
    ({ action, nth }) => action === form.action && nth === form.nth,
  );
  return shown && (await each.who.post(shown.action, filled(shown))).status;
}

describe('every form that was refused', () => {
  it('can be mended and sent: what was typed is nobody else’s version', { timeout: 300_000 }, async () => {
    const statuses = new Map<string, number>();
    for (const each of await oneOfEach()) {
      await services.pool.query('delete from platform.rate_limit');
      const status = await refusedAndMended(each);
      if (status !== undefined) statuses.set(each.route, status);
    }
    expect([...statuses].filter(([, status]) => status === 409 || status >= 500)).toEqual([]);
    expect(statuses.size).toBeGreaterThan(60);
  });
});
