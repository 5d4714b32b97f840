import { plusDays } from '#platform/days.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, filledForm, type FormState } from '#design/index.ts';
import { localDay } from '#platform/clock.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { formatDay, formatNumber } from '#platform/i18n/format.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage, WHOLE } from '#platform/lists.ts';
import { may } from '#modules/accounts/index.ts';
import type { CoverageService } from '#modules/coverage/index.ts';
import { type GovernanceService, listBodies, paperOutcome } from '#modules/governance/index.ts';
import type { Search } from '#modules/search/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { isGap, spreadOf } from './model.ts';
import { LOOSE, trendsPage } from './pages/list.tsx';
import { type Reach, trendPage } from './pages/pages.tsx';
import type { Judged } from './pages/radar.tsx';
import * as store from './store.ts';
import { trendsTexts } from './texts.ts';

export interface TrendsParts {
  topics: Topics;
  search: Search;
  coverage: CoverageService;
  governance: GovernanceService;
}

/** Trends in one picture: more names would lie over each other. */
const ON_RADAR = 30;
const MOST_TOPICS = 6;
const MOST_OFFERS = 5;
const REVIEW_DAYS = 365;
const one = () => field.choice(['1', '2', '3', '4', '5'] as const).transform(Number);
const day = () => field.optionalDay().refine((text) => text !== undefined, 'required');
const observationForm = z.object({ text: field.required(2000), source: field.required(300), seen: day() });
const trendForm = z.object({ title: field.required(120), description: field.required(3000) });
const judgementForm = z.object({ strength: one(), nearness: one() });
const outcomeForm = z.object({ outcome: field.required(2000) });

/** /trends… */
export function trendsRoutes({ db, clock, limits }: Services, { topics, search, coverage, governance }: TrendsParts) {
  const now = () => clock.now();
  const today = () => localDay(now());
  const actorOf = (c: Ctx) => ({ id: c.get('actor').userId ?? '', name: c.get('actor').name });

  async function judgedOf(trends: store.TrendRow[]): Promise<Judged[]> {
    const judgements = await store.judgementsOf(
      db,
      trends.map((trend) => trend.id),
    );
    return trends.map((trend) => {
      const own = judgements.filter((each) => each.trend_id === trend.id);
      return { trend, strength: spreadOf(own.map((each) => each.strength)), nearness: spreadOf(own.map((each) => each.nearness)) };
    });
  }
  async function list(c: Ctx, open?: 'trend' | 'observation', form?: FormState): Promise<Response> {
    const [trends, loose] = await Promise.all([
      store.trendsPage(db, askedPage(c, ON_RADAR)),
      store.observationsOf(db, null, askedPage(c, undefined, LOOSE)),
    ]);
    const known = filledForm(c.get('locale'), { seen: today() }, ['seen']);
    return trendsPage(c, { list: { ...trends, rows: await judgedOf(trends.rows) }, loose, form: form ?? known, open, topics });
  }
  async function trendAt(c: Ctx): Promise<store.TrendRow> {
    const id = c.req.param('trend' as never) ?? '';
    const trend = isId(id) ? await store.trendById(db, id) : undefined;
    if (!trend) throw new HttpError(404);
    return trend;
  }
  /** For how many of the people somebody comes to companies, by topic. */
  const reachOf = async (ids: readonly string[]): Promise<Reach[]> =>
    (await coverage.reach(ids)).map((each) => ({ ...each, isGap: isGap(each.share, each.anywhere) }));
  async function offersOn(trend: store.TrendRow) {
    const found = await search.find(
      {
        topics: trend.topics.map((id, rank) => ({ id, weight: rank === 0 ? 1 : 0.6 })),
        lexemes: [],
        near: undefined,
        kinds: ['offer'],
        offerKinds: undefined,
        online: false,
        onSite: false,
        free: false,
        language: undefined,
        today: today(),
        bodies: [],
      },
      MOST_OFFERS,
    );
    return found.map(({ path: href, title, summary }) => ({ href, title, summary }));
  }
  /** Bodies to which whoever asks may bring something. */
  const bodiesFor = async (c: Ctx) =>
    (await listBodies(db)).filter((body) => may(c.get('actor'), 'body.manage', { body: body.id })).map(({ id, name }) => ({ id, name }));

  async function show(c: Ctx, form?: FormState, fault?: string): Promise<Response> {
    const trend = await trendAt(c);
    const [judged] = await judgedOf([trend]);
    if (!judged) throw new HttpError(404);
    const judgements = await store.judgementsOf(db, [trend.id]);
    const own = judgements.find((each) => each.user_id === actorOf(c).id);
    const values = { seen: today(), strength: own?.strength, nearness: own?.nearness, outcome: trend.outcome };
    const known = filledForm(c.get('locale'), values, ['seen']);
    const bodyName = (await listBodies(db)).find((body) => body.id === trend.body_id)?.name ?? '';
    return trendPage(
      c,
      {
        judged,
        judgements,
        observations: await store.observationsOf(db, trend.id, askedPage(c)),
        offers: await offersOn(trend),
        reach: await reachOf(trend.topics),
        bodies: await bodiesFor(c),
        bodyName,
        outcome: trend.paper_id ? await paperOutcome(db, trend.paper_id) : undefined,
        form: form ? { ...form, input: { ...known.input, ...form.input } } : known,
        fault,
        today: today(),
      },
      topics,
    );
  }

  /** What a body reads: what was seen, how it is judged, what is missing. */
  async function paperText(trend: store.TrendRow): Promise<string> {
    const t = trendsTexts('de');
    const [judged] = await judgedOf([trend]);
    const seen = (await store.observationsOf(db, trend.id, WHOLE)).rows.map(
      (row) => `- ${row.text} (${row.source}, ${formatDay(row.seen_on, 'de')})`,
    );
    const reach = (await reachOf(trend.topics)).map(
      (each) =>
        `- ${t.reach(topics.label(each.topic, 'de'), `${formatNumber(Math.round(each.share * 100), 'de')} %`, each.anywhere)}${each.isGap ? ` ${t.gap}.` : ''}`,
    );
    const judgement =
      judged?.strength && judged.nearness
        ? t.judged(formatNumber(judged.strength.median, 'de'), formatNumber(judged.nearness.median, 'de'), judged.strength.count)
        : t.notJudged;
    return [trend.description, judgement, `${t.observations}:\n${seen.join('\n')}`, `${t.missing}:\n${reach.join('\n')}`].join('\n\n');
  }

  const back = (c: Ctx, id: string, flash = 'gespeichert') => {
    leaveFlash(c, flash);
    return c.redirect(`/trends/${id}`, 303);
  };
  async function observe(c: Ctx, trendId: string | null, again: (form: FormState) => Promise<Response>): Promise<Response | undefined> {
    const locale = c.get('locale');
    const input = await readForm(c);
    const form = parseForm(observationForm, input, locale);
    if (!form.ok) return again({ locale, input, errors: form.errors });
    const { id, name } = actorOf(c);
    const { seen, ...words } = form.value;
    await store.insertObservation(db, {
      ...words,
      id: newId(now().getTime()),
      trend_id: trendId,
      seen_on: seen ?? today(),
      who: name,
      added_by: id,
      added_at: now(),
    });
    return undefined;
  }

  return new Hono<Env>()
    .get('/trends', (c) => list(c))
    .post('/trends', async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(trendForm, input, locale);
      const about = [...new Set(input['topics'] ?? [])].filter((topic) => topics.get(topic)).slice(0, MOST_TOPICS);
      const errors = { ...(form.ok ? {} : form.errors), ...(about.length === 0 ? { topics: trendsTexts(locale).topicNeeded } : {}) };
      if (!form.ok || about.length === 0) return list(c, 'trend', { locale, input, errors });
      const id = newId(now().getTime());
      await store.insertTrend(
        db,
        {
          id,
          ...form.value,
          topics: about,
          created_by: actorOf(c).name,
          created_at: now(),
          review_on: plusDays(localDay(now()), REVIEW_DAYS),
        },
        (input['observations'] ?? []).filter(isId),
      );
      return back(c, id);
    })
    .post('/trends/beobachtungen', limits('trend-seen', 120, 3600), async (c) => {
      const answer = await observe(c, null, (form) => list(c, 'observation', form));
      if (answer) return answer;
      leaveFlash(c, 'gespeichert');
      return c.redirect('/trends', 303);
    })
    .get('/trends/:trend', (c) => show(c))
    .post('/trends/:trend/beobachtungen', limits('trend-seen', 120, 3600), async (c) => {
      const { id } = await trendAt(c);
      return (await observe(c, id, (form) => show(c, form))) ?? back(c, id);
    })
    .post('/trends/:trend/urteil', async (c) => {
      const { id } = await trendAt(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(judgementForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      const { id: userId, name } = actorOf(c);
      await store.judge(db, { trend_id: id, user_id: userId, name, ...form.value, at: now() });
      return back(c, id);
    })
    .post('/trends/:trend/vorschlag', async (c) => {
      const trend = await trendAt(c);
      const t = trendsTexts('de');
      const wished = typed(await readForm(c), 'body');
      const chosen = (await bodiesFor(c)).find((each) => each.id === wished);
      if (!chosen) throw new HttpError(403);
      if (trend.paper_id) return show(c, emptyForm(c.get('locale')), trendsTexts(c.get('locale')).alreadyProposed);
      const paper = await governance.papers.create({
        title: t.paperTitle(trend.title),
        text: await paperText(trend),
        bodyId: chosen.id,
        topic: null,
        who: actorOf(c).name,
      });
      await governance.papers.refer(paper, { bodyId: chosen.id, question: t.question(trend.title), due: null, condition: '' });
      const isFirst = await store.noteProposal(db, trend.id, { paper_id: paper, body_id: chosen.id, proposed_at: now() });
      if (!isFirst) {
        await governance.papers.withdraw(paper);
        return show(c, emptyForm(c.get('locale')), trendsTexts(c.get('locale')).alreadyProposed);
      }
      return back(c, trend.id, 'vorgeschlagen');
    })
    .post('/trends/:trend/ausgang', async (c) => {
      const { id } = await trendAt(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(outcomeForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      await store.noteOutcome(db, id, form.value.outcome, now());
      return back(c, id);
    });
}
