import { Hono } from 'hono';
import {
  Alert,
  Button,
  emptyForm,
  EmptyState,
  ErrorSummary,
  type FormState,
  LinkButton,
  Paged,
  renderPage,
  TextField,
} from '#design/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import { parseForm } from '#platform/forms/index.ts';
import { readQuery } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { formatList, formatNumber } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { askedPage, type Page, pageOfAll } from '#platform/lists.ts';
import type { PlaceAnswer, Places } from '#reference/index.ts';
import { placesOf } from '#modules/accounts/index.ts';
import { offersTexts, UseNote } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { narrowed } from '../facets.ts';
import type { Ranked } from '../ranking.ts';
import type { Search, SearchAnswer } from '../service.ts';
import { suggest } from '../suggest.ts';
import { searchTexts } from '../texts.ts';
import { Chips, Facets } from './facets.tsx';
import { SaveForm } from '../saved/pages.tsx';
import { savedTexts } from '../saved/texts.ts';
import { BLANK, searchForm, selectedIn, type Value } from './query.ts';

/** Under which conditions offers may be used, in words: a later module knows. */
export type ConditionsOf = (offers: readonly string[], locale: Locale) => Promise<Map<string, string[]>>;

export interface SearchParts {
  db: Db;
  search: Search;
  topics: Topics;
  places: Places;
  clock: Clock;
  conditionsOf: ConditionsOf;
}

const ON_PAGE = 20;
/** So many are ranked, counted and can be narrowed. */
const MOST = 400;

interface View {
  state: FormState;
  value: Value;
  place: PlaceAnswer | undefined;
  answer: SearchAnswer | undefined;
  /** What of the hits is shown. */
  shown: Page<Ranked>;
  /** Under which conditions the offers on this page may be used, by id. */
  conditions?: ReadonlyMap<string, string[]>;
}

function Marked({ text, answer }: { text: string; answer: SearchAnswer }) {
  return <>{answer.understood.mark(text).map((part, index) => (part.isHit ? <mark key={index}>{part.text}</mark> : part.text))}</>;
}

interface HitProps {
  hit: Ranked;
  answer: SearchAnswer;
  conditions: readonly string[] | undefined;
  topics: Topics;
  locale: Locale;
}

function Hit({ hit, answer, conditions, topics, locale }: HitProps) {
  const t = searchTexts(locale);
  const { found } = hit;
  const kind = found.kind === 'offer' && found.offer_kind ? offersTexts(locale).kinds[found.offer_kind] : t.kindOf[found.kind];
  const isOnline = found.kind === 'offer' && found.online;
  const near = found.distance_km === null ? undefined : t.km(formatNumber(Math.round(found.distance_km), locale));
  const owner = found.organisation === found.title ? '' : found.organisation;
  return (
    <li class="entry">
      <p class="entry__kicker">{[kind, owner, found.town, near, isOnline && t.online].filter(Boolean).join(' · ')}</p>
      <h2 class="entry__title">
        <a href={found.path}>
          <Marked text={found.title} answer={answer} />
        </a>
      </h2>
      <p>
        <Marked text={found.summary} answer={answer} />
      </p>
      <UseNote conditions={conditions} locale={locale} />
      {found.topics.length > 0 && (
        <p class="small muted">
          {found.topics
            .slice(0, 3)
            .map((id) => topics.label(id, locale))
            .join(' · ')}
        </p>
      )}
    </li>
  );
}

function Understanding({ answer, topics, locale }: { answer: SearchAnswer; topics: Topics; locale: Locale }) {
  const t = searchTexts(locale);
  const { corrected, topics: meant } = answer.understood;
  return (
    <>
      {corrected !== undefined && (
        <Alert kind="info" title={t.corrected(corrected)}>
          {<p>{t.asTyped}</p>}
        </Alert>
      )}
      {meant.length > 0 && (
        <p class="small">
          {t.understood(
            formatList(
              meant.slice(0, 3).map(({ id }) => topics.label(id, locale)),
              locale,
            ),
          )}
        </p>
      )}
    </>
  );
}

function Results({ view, answer, topics, c }: { view: View; answer: SearchAnswer; topics: Topics; c: Ctx }) {
  const locale = c.get('locale');
  const t = searchTexts(locale);
  const { value, shown } = view;
  const first = (shown.page - 1) * ON_PAGE;
  if (shown.total === 0)
    return (
      <EmptyState title={t.nothing}>
        <p>{t.nothingHint}</p>
        <LinkButton href={`/finden?${new URLSearchParams({ text: value.text })}`}>{t.toMatching}</LinkButton>
      </EmptyState>
    );
  return (
    <div class="split">
      <div>
        <p role="status">
          {t.result(shown.total, answer.ranked.length >= MOST)}{' '}
          <a class="to-facets" href="#eingrenzen">
            {t.narrowing}
          </a>
        </p>
        <Paged list={shown} c={c}>
          <ol class="plain-list entries" start={first + 1}>
            {shown.rows.map((hit) => (
              <Hit
                key={hit.found.id}
                hit={hit}
                answer={answer}
                conditions={view.conditions?.get(hit.found.id)}
                topics={topics}
                locale={locale}
              />
            ))}
          </ol>
        </Paged>
        <SaveForm value={value} form={emptyForm(locale)} locale={locale} />
        <details>
          <summary>{t.why}</summary>
          <p>{t.whyText}</p>
        </details>
      </div>
      <aside class="split__aside" id="eingrenzen">
        <Facets value={value} answer={answer} topics={topics} locale={locale} />
      </aside>
    </div>
  );
}

function searchPage(c: Ctx, view: View, topics: Topics): Response {
  const locale = c.get('locale');
  const t = searchTexts(locale);
  const { state, value, place, answer } = view;
  return renderPage(c, {
    title: value.text === '' ? t.title : `${value.text} – ${t.title}`,
    description: t.lead,
    flashes: { gemerkt: savedTexts(locale).asked },
    wide: true,
    status: Object.keys(state.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.heading}</h1>
        {!answer && <p class="lead">{t.lead}</p>}
        <ErrorSummary errors={state.errors} locale={locale} />
        <form method="get" action="/suche" class="form form--search no-print" role="search">
          <div class="form-row">
            <TextField
              form={state}
              name="text"
              label={t.field}
              hint={t.fieldHint}
              type="search"
              suggest="/api/suche/vorschlaege"
              maxLength={300}
              optional
            />
            <TextField
              form={state}
              name="ort"
              label={t.place}
              hint={t.placeHint}
              suggest="/api/orte"
              maxLength={80}
              width="medium"
              optional
            />
            <Button>{t.search}</Button>
          </div>
        </form>
        {place?.kind === 'unknown' && <Alert kind="warning" title={t.unknownPlace(value.ort)} />}
        {place?.kind === 'ambiguous' && <Alert kind="warning" title={t.ambiguousPlace(value.ort)} />}
        <Chips value={value} topics={topics} locale={locale} />
        {answer && <Understanding answer={answer} topics={topics} locale={locale} />}
        {answer && <Results view={view} answer={answer} topics={topics} c={c} />}
      </>
    ),
  });
}

/** /suche, /api/suche/vorschlaege */
export function searchRoutes({ db, search, topics, places, clock, conditionsOf }: SearchParts) {
  return new Hono<Env>()
    .get('/suche', async (c) => {
      const locale = c.get('locale');
      const input = readQuery(c);
      const parsed = parseForm(searchForm, input, locale);
      const state: FormState = { locale, input, errors: parsed.ok ? {} : parsed.errors };
      if (!parsed.ok)
        return searchPage(
          c,
          { state, value: BLANK, place: undefined, answer: undefined, shown: pageOfAll([], askedPage(c, ON_PAGE)) },
          topics,
        );
      const { value } = parsed;
      const place = value.ort === '' ? undefined : places.find(value.ort);
      const isAsked = value.text !== '' || Object.keys(selectedIn(value)).length > 0;
      const answer = isAsked
        ? await search.search(
            value.text,
            {
              near: place?.kind === 'found' ? place.place : undefined,
              kinds: undefined,
              offerKinds: undefined,
              online: false,
              onSite: false,
              free: false,
              language: undefined,
              today: clock.today(),
              bodies: placesOf(c.get('actor'), 'body.manage', 'body'),
            },
            MOST,
          )
        : undefined;
      const shown = pageOfAll(answer ? narrowed(answer.ranked, selectedIn(value)) : [], askedPage(c, ON_PAGE));
      const conditions = await conditionsOf(
        shown.rows.map(({ found }) => found.id),
        locale,
      );
      return searchPage(c, { state, value, place, answer, shown, conditions }, topics);
    })
    .get('/api/suche/vorschlaege', async (c) => {
      c.header('Cache-Control', 'public, max-age=300');
      return c.json({ suggestions: await suggest(db, topics, (c.req.query('q') ?? '').replaceAll('\0', '')) });
    });
}
