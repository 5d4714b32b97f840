import { startOfMonth } from '#platform/days.ts';
import { Hono } from 'hono';
import { EmptyState, ErrorSummary, type FormState, renderPage } from '#design/index.ts';
import { parseForm } from '#platform/forms/index.ts';
import { readQuery } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { askedPage, pageOfAll } from '#platform/lists.ts';
import { SIZES } from '#reference/index.ts';
import { conditionsOf } from '#modules/overlap/index.ts';
import { fundingHint } from '#modules/programmes/index.ts';
import { unmetOf } from '../model.ts';
import type { MatchResult } from '../service.ts';
import { countUnmet } from '../store.ts';
import { matchingTexts } from '../texts.ts';
import { Hits, Understanding } from './hits.tsx';
import { checkCameFrom, withoutCheckLink } from '#modules/checks/index.ts';
import { findForm, type MatchingParts, MOST_TOPICS, ON_PAGE, type Value, type View } from './query.ts';
import { Chips, PlaceQuestion, SearchForm } from './search-form.tsx';

function findPage(c: Ctx, view: View, parts: MatchingParts): Response {
  const locale = c.get('locale');
  const t = matchingTexts(locale);
  const { state, value, topicIds, answer, result } = view;
  const hasErrors = Object.keys(state.errors).length > 0;
  return renderPage(c, {
    title: t.title,
    description: t.start,
    wide: true,
    isPrivate: value.bogen !== '',
    status: hasErrors || answer?.kind === 'unknown' ? 422 : 200,
    children: (
      <>
        <h1>{t.heading}</h1>
        <ErrorSummary errors={state.errors} locale={locale} />
        {checkCameFrom(c, value.bogen) && (
          <p>
            {t.fromCheck} <a href={`/bogen/${encodeURIComponent(checkCameFrom(c, value.bogen))}/ergebnis`}>{t.backToResult}</a>
          </p>
        )}
        {answer && <PlaceQuestion value={value} topicIds={topicIds} answer={answer} locale={locale} />}
        <SearchForm state={state} value={value} topicIds={topicIds} locale={locale} />
        <h2 class="visually-hidden">{t.title}</h2>
        <Chips value={value} topicIds={topicIds} topics={parts.topics} locale={locale} />
        <Understanding view={view} topics={parts.topics} locale={locale} />
        {result ? (
          <>
            <Hits view={{ ...view, result }} parts={parts} c={c} />
            {fundingHint(parts.programmes, { topics: topicIds }, parts.clock.today(), locale)}
          </>
        ) : (
          <EmptyState title={t.start}>
            <p>
              <a href="/themen">{t.topicsLink}</a>
            </p>
          </EmptyState>
        )}
      </>
    ),
  });
}

/** Counts what was looked for and not found: topic, district and month, nothing else. */
async function noteUnmet(
  { db, clock }: MatchingParts,
  { value, topicIds, answer, result }: Pick<View, 'value' | 'topicIds' | 'answer'> & { result: MatchResult },
): Promise<void> {
  const unmet = unmetOf({
    isAsked: value.text !== '' || topicIds.length > 0,
    topics: [...topicIds, ...result.understood.map(({ id }) => id)],
    hits: result.hits.length,
    isWidened: result.widened.some(({ kind }) => kind === 'country' || kind === 'related' || kind === 'field'),
  });
  if (!unmet) return;
  const district = answer?.kind === 'found' ? answer.place.district.key : '';
  await countUnmet(db, { ...unmet, district, month: startOfMonth(clock.today()) });
}

/** /finden */
export function matchingRoutes(parts: MatchingParts) {
  return new Hono<Env>().get('/finden', async (c) => {
    const bare = withoutCheckLink(c);
    if (bare) return c.redirect(bare, 303);
    const locale = c.get('locale');
    const input = readQuery(c);
    const topicIds = [...new Set(input['thema'] ?? [])].filter((id) => parts.topics.get(id)).slice(0, MOST_TOPICS);
    const parsed = parseForm(findForm, input, locale);
    const state: FormState = { locale, input, errors: parsed.ok ? {} : parsed.errors };
    if (!parsed.ok) {
      const value: Value = {
        text: '',
        ort: '',
        branche: undefined,
        groesse: '',
        art: undefined,
        form: undefined,
        frei: false,
        sprache: undefined,
        bogen: '',
      };
      return findPage(
        c,
        { state, value, topicIds, answer: undefined, result: undefined, shown: pageOfAll([], askedPage(c, ON_PAGE)) },
        parts,
      );
    }
    const { value } = parsed;
    const answer = value.ort === '' ? undefined : parts.places.find(value.ort);
    const asked = value.text !== '' || topicIds.length > 0 || answer !== undefined || Boolean(value.art);
    const result = asked
      ? await parts.matching.match({
          text: value.text,
          topics: topicIds,
          place: answer?.kind === 'found' ? answer.place : undefined,
          industry: value.branche,
          size: (SIZES as readonly string[]).includes(value.groesse) ? value.groesse : undefined,
          kinds: value.art === 'offer' ? ['offer'] : value.art === 'person' ? ['consultant', 'pilot'] : undefined,
          online: value.form === 'online',
          onSite: value.form === 'vorort',
          free: value.frei,
          language: value.sprache,
          today: parts.clock.today(),
        })
      : undefined;
    if (result) await noteUnmet(parts, { value, topicIds, answer, result });
    const shown = pageOfAll(result?.hits ?? [], askedPage(c, ON_PAGE));
    const conditions = await conditionsOf(
      parts.db,
      shown.rows.map(({ candidate }) => candidate.id),
      locale,
    );
    return findPage(c, { state, value, topicIds, answer, result, shown, conditions }, parts);
  });
}
