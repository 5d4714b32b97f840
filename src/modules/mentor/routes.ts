import { plusDays } from '#platform/days.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { field, type FormInput, parseForm, typed } from '#platform/forms/index.ts';
import { readForm, readQuery } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import type { Services } from '#platform/services.ts';
import { askedPage, WHOLE } from '#platform/lists.ts';
import type { Places } from '#reference/index.ts';
import type { Checks } from '#modules/checks/index.ts';
import type { Matching } from '#modules/matching/index.ts';
import type { Programmes } from '#modules/programmes/index.ts';
import { versionOn } from '#modules/programmes/index.ts';
import type { Search } from '#modules/search/index.ts';
import { closestStories, newestStories } from '#modules/stories/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Guide, type Likely, read, stepTo, write } from './model.ts';
import { askPage, beginPage } from './pages/ask.tsx';
import { endPage } from './pages/end.tsx';
import { officePage } from './pages/office.tsx';
import { type Way, wayPath } from './pages/parts.tsx';
import { countUnanswered, type Unanswered, unansweredSince } from './store.ts';
import { mentorTexts } from './texts.ts';

export interface MentorParts {
  guide: Guide;
  search: Search;
  matching: Matching;
  topics: Topics;
  checks: Checks;
  programmes: Programmes;
  places: Places;
}

const MOST_SPOKEN = 3;
const MOST_HITS = 3;
const YEAR = 365;
const wordsForm = z.object({ text: field.required(500) });

/** /wegweiser…, /geschaeftsstelle/wegweiser */
export function mentorRoutes({ db, clock, limits }: Services, parts: MentorParts) {
  const { guide, search, matching, topics, checks, programmes, places } = parts;
  const today = () => clock.today();

  const note = (row: Omit<Unanswered, 'times' | 'month'>) => countUnanswered(db, { ...row, month: `${today().slice(0, 7)}-01` });

  function wayIn(input: FormInput): { way: Way; stray: number } {
    const { said, stray } = read(guide, input['a'] ?? []);
    const spoken = [...new Set(input['thema'] ?? [])].filter((id) => topics.get(id)).slice(0, MOST_SPOKEN);
    return { way: { said, spoken, place: typed(input, 'ort').trim().slice(0, 80) }, stray };
  }

  /** One check, up to three who help, one story, one programme. */
  async function end(c: Ctx, way: Way, [first, ...also]: [Likely, ...Likely[]]): Promise<Response> {
    const locale = c.get('locale');
    const t = mentorTexts(locale);
    const { need } = first;
    const answer = way.place === '' ? undefined : places.find(way.place);
    const errors =
      answer?.kind === 'unknown' ? { ort: t.placeUnknown } : answer && answer.kind !== 'found' ? { ort: t.placeSeveral } : undefined;
    const { hits } = await matching.match({
      text: '',
      topics: need.topics,
      place: answer?.kind === 'found' ? answer.place : undefined,
      industry: undefined,
      kinds: undefined,
      online: false,
      onSite: false,
      free: false,
      language: undefined,
      today: today(),
    });
    const all = (await newestStories(db, WHOLE.perPage)).map((story) => ({ ...story.version, story }));
    const [nearest] = closestStories({ industry: null, size: null, topics: need.topics }, all, 1);
    const programme = programmes.all.find((each) => each.id === need.programme && versionOn(each, today()));
    const form: FormState = { locale, input: { ort: [way.place] }, errors: errors ?? {} };
    return endPage(c, topics, {
      way,
      need,
      also,
      check: checks.get(need.check),
      hits: hits.slice(0, MOST_HITS),
      programme,
      story: nearest?.other.story,
      form,
    });
  }

  return new Hono<Env>()
    .get('/wegweiser', (c) => beginPage(c, emptyForm(c.get('locale'))))
    .post('/wegweiser', limits('mentor', 60, 3600), async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const parsed = parseForm(wordsForm, input, locale);
      if (!parsed.ok) return beginPage(c, { locale, input, errors: parsed.errors });
      const understood = (await search.understand(parsed.value.text)).topics;
      const spoken = understood.map((topic) => topic.id).slice(0, MOST_SPOKEN);
      if (spoken.length === 0) await note({ kind: 'notUnderstood', said: [], topics: [], need: '' });
      const way: Way = { said: [], spoken, place: '' };
      return c.redirect(wayPath(way, spoken.length === 0 ? [['verstanden', 'nein']] : []), 303);
    })
    .get('/wegweiser/fragen', (c) => {
      const locale = c.get('locale');
      const input = readQuery(c);
      const { way, stray } = wayIn(input);
      const wish = { end: typed(input, 'ende'), question: typed(input, 'jetzt') };
      const next = stepTo(guide, way.said, way.spoken, wish);
      if (next.kind === 'end') return end(c, way, next.likely);
      const { question, likely } = next;
      const isEmpty = typed(input, 'gesendet') === 'ja' && question.id === wish.question;
      const errors = isEmpty ? { a: mentorTexts(locale).choose } : {};
      const form: FormState = { locale, input: {}, errors };
      const isNotUnderstood = typed(input, 'verstanden') === 'nein';
      return askPage(c, guide, topics, { way, question, likely, stray, isNotUnderstood, form });
    })
    .post('/wegweiser/passt-nicht', limits('mentor', 60, 3600), async (c) => {
      const input = await readForm(c);
      const { way } = wayIn(input);
      const need = guide.needs.find((each) => each.id === typed(input, 'ende'));
      await note({ kind: 'notHelped', said: write(way.said), topics: [...way.spoken], need: need?.id ?? '' });
      leaveFlash(c, 'passtNicht');
      return c.redirect(wayPath(way, need ? [['ende', need.id]] : []), 303);
    })
    .get('/geschaeftsstelle/wegweiser', async (c) =>
      officePage(c, guide, topics, await unansweredSince(db, plusDays(clock.today(), -YEAR), askedPage(c))),
    );
}
