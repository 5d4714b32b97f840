import { Hono } from 'hono';
import { z } from 'zod';
import {
  Alert, Button, Checkbox, Chip, EmptyState, ErrorSummary, type FormState, GermanyMap, LinkButton, renderPage, Select, Tag, TextArea, TextField,
} from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readQuery } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Clock } from '#platform/clock.ts';
import { type PlaceAnswer, type Places, placeLabel, placeLabelWithDistrict, SECTIONS, stateOutlines } from '#reference/index.ts';
import { consultantsTexts } from '#modules/consultants/index.ts';
import { offersTexts } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Scored } from './model.ts';
import { type Matching, type MatchResult, reasonText, widenedText } from './service.ts';
import { matchingTexts } from './texts.ts';

const MOST_TOPICS = 8;
const ON_PAGE = 20;
const LANGUAGES = ['de', 'en', 'tr', 'pl', 'ru', 'ar', 'uk', 'ls'] as const;

const form = z.object({
  text: field.text(500),
  ort: field.text(80),
  branche: field.optionalChoice(SECTIONS.map((section) => section.code)),
  groesse: field.text(10),
  art: field.optionalChoice(['alles', 'offer', 'person']),
  form: field.optionalChoice(['egal', 'online', 'vorort']),
  frei: field.checkbox(),
  sprache: field.optionalChoice(LANGUAGES),
  bogen: field.text(60),
});
type Value = z.output<typeof form>;

export interface MatchingParts {
  matching: Matching;
  topics: Topics;
  places: Places;
  clock: Clock;
}

const detailPath = ({ candidate }: Scored) => (candidate.kind === 'offer' ? `/angebote/${candidate.slug}` : `/beratung/${candidate.slug}`);

/** The address of this search with something changed; undefined takes a part away. */
function searchPath(value: Value, topics: string[], change: Partial<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams();
  const set = (name: string, given: string | undefined) => {
    const chosen = name in change ? change[name] : given;
    if (chosen) query.set(name, chosen);
  };
  set('text', value.text);
  for (const topic of topics) query.append('thema', topic);
  set('ort', value.ort);
  set('branche', value.branche);
  set('groesse', value.groesse);
  set('art', value.art);
  set('form', value.form);
  set('frei', value.frei ? 'ja' : undefined);
  set('sprache', value.sprache);
  set('bogen', value.bogen);
  return `/finden?${query}`;
}

function requestPath(hit: Scored, value: Value, topics: string[]): string {
  const query = new URLSearchParams({ an: `${hit.candidate.kind === 'offer' ? 'offer' : 'consultant'}:${hit.candidate.slug}` });
  if (value.text) query.set('text', value.text);
  if (value.ort) query.set('ort', value.ort);
  if (value.bogen) query.set('bogen', value.bogen);
  for (const topic of topics) query.append('thema', topic);
  return `/anfrage?${query}`;
}

function Hit({ hit, number, value, topicIds, topics, locale }: { hit: Scored; number: number; value: Value; topicIds: string[]; topics: Topics; locale: Locale }) {
  const t = matchingTexts(locale);
  const o = offersTexts(locale);
  const { candidate } = hit;
  const kicker = candidate.kind === 'offer' ? o.kinds[candidate.offer_kind ?? 'advice'] : consultantsTexts(locale).kinds[candidate.kind];
  return (
    <li class="entry" id={`treffer-${number}`}>
      <p class="entry__kicker">{number}. {kicker}{candidate.organisation && ` · ${candidate.organisation}`} · {candidate.town}</p>
      <h3 class="entry__title"><a href={detailPath(hit)}>{candidate.title}</a></h3>
      <p>{candidate.summary}</p>
      <ul class="reasons">{hit.reasons.map((reason) => <li key={reason.kind}>{reasonText(reason, topics, locale)}</li>)}</ul>
      <p class="actions">
        <a class="kern-btn kern-btn--secondary" href={requestPath(hit, value, topicIds)} aria-label={t.askAbout(candidate.title)}><span class="kern-label">{t.ask}</span></a>
      </p>
    </li>
  );
}

function PlaceQuestion({ value, topicIds, answer, locale }: { value: Value; topicIds: string[]; answer: PlaceAnswer; locale: Locale }) {
  if (answer.kind === 'found') return null;
  const t = matchingTexts(locale);
  const choices = answer.kind === 'ambiguous' ? answer.choices : answer.near;
  return (
    <Alert kind="warning" title={answer.kind === 'ambiguous' ? t.ambiguousPlace(value.ort) : t.unknownPlace(value.ort)}>
      {answer.kind === 'unknown' && choices.length > 0 && <p>{t.didYouMean}</p>}
      <ul class="plain-list link-list">
        {choices.map((place) => <li><a href={searchPath(value, topicIds, { ort: place.postalCode ?? placeLabel(place) })}>{placeLabelWithDistrict(place)}</a></li>)}
      </ul>
      <p>{t.withoutPlace}</p>
    </Alert>
  );
}

function SearchForm({ state, value, topicIds, locale }: { state: FormState; value: Value; topicIds: string[]; locale: Locale }) {
  const t = matchingTexts(locale);
  const o = offersTexts(locale);
  const narrowed = Boolean(value.art || value.form || value.frei || value.sprache || value.branche);
  return (
    <form method="get" action="/finden" class="form no-print">
      <TextArea form={state} name="text" label={t.question} hint={t.questionHint} rows={2} maxLength={500} optional />
      <TextField form={state} name="ort" label={t.place} hint={t.placeHint} suggest="/api/orte" maxLength={80} width="medium" autocomplete="postal-code" optional />
      {topicIds.map((topic) => <input type="hidden" name="thema" value={topic} key={topic} />)}
      {value.bogen && <input type="hidden" name="bogen" value={value.bogen} />}
      <details open={narrowed}>
        <summary>{t.filters}</summary>
        <div class="form">
          <div class="form-row">
            <Select form={state} name="art" label={t.kind} options={[{ value: 'alles', label: t.kinds.all }, { value: 'offer', label: t.kinds.offer }, { value: 'person', label: t.kinds.person }]} />
            <Select form={state} name="form" label={t.format} options={[{ value: 'egal', label: t.formats.all }, { value: 'online', label: t.formats.online }, { value: 'vorort', label: t.formats.onSite }]} />
            <Select form={state} name="sprache" label={t.language} blank={t.noAnswer} options={LANGUAGES.map((code) => ({ value: code, label: o.languageNames[code] ?? code }))} />
          </div>
          <Select form={state} name="branche" label={t.industry} blank={t.noAnswer} options={SECTIONS.map((section) => ({ value: section.code, label: inLocale(section, locale) }))} />
          <Checkbox form={state} name="frei" label={t.free} />
        </div>
      </details>
      <Button>{t.search}</Button>
    </form>
  );
}

function Chips({ value, topicIds, topics, locale }: { value: Value; topicIds: string[]; topics: Topics; locale: Locale }) {
  const t = matchingTexts(locale);
  const without = (name: string) => searchPath(value, topicIds, { [name]: undefined });
  return (
    <p>
      {topicIds.map((id) => <Chip key={id} label={topics.label(id, locale)} removeHref={searchPath(value, topicIds.filter((other) => other !== id))} locale={locale} />)}
      {value.art && value.art !== 'alles' && <Chip label={t.kinds[value.art]} removeHref={without('art')} locale={locale} />}
      {value.form && value.form !== 'egal' && <Chip label={value.form === 'online' ? t.formats.online : t.formats.onSite} removeHref={without('form')} locale={locale} />}
      {value.frei && <Chip label={t.free} removeHref={without('frei')} locale={locale} />}
      {value.sprache && <Chip label={offersTexts(locale).languageNames[value.sprache] ?? value.sprache} removeHref={without('sprache')} locale={locale} />}
      {value.branche && <Chip label={inLocale(SECTIONS.find((section) => section.code === value.branche) ?? { de: '' }, locale)} removeHref={without('branche')} locale={locale} />}
    </p>
  );
}

interface View {
  state: FormState;
  value: Value;
  topicIds: string[];
  answer: PlaceAnswer | undefined;
  result: MatchResult | undefined;
  page: number;
}

function Hits({ view, parts, locale }: { view: View & { result: MatchResult }; parts: MatchingParts; locale: Locale }) {
  const t = matchingTexts(locale);
  const { value, topicIds, result, answer, page } = view;
  const here = answer?.kind === 'found' ? answer.place : undefined;
  const first = (page - 1) * ON_PAGE;
  const shown = result.hits.slice(first, first + ON_PAGE);
  const points = shown.flatMap((hit, index) => ({ lat: hit.candidate.lat, lon: hit.candidate.lon, label: `${first + index + 1}. ${hit.candidate.title}`, kind: 'hit' as const, number: first + index + 1 }));
  const widened = widenedText(result.widened, parts.topics, locale);
  if (result.hits.length === 0) {
    return (
      <EmptyState title={t.nothing}>
        <p>{t.nothingHint}</p>
        <LinkButton href={`/anfrage?${new URLSearchParams(value.text ? { text: value.text } : {})}`}>{t.askOffice}</LinkButton>
      </EmptyState>
    );
  }
  return (
    <div class="split">
      <div>
        {widened && <Alert kind="info" title={widened} />}
        <p role="status">{t.result(result.hits.length, here ? placeLabel(here) : '')}</p>
        <ol class="plain-list entries">
          {shown.map((hit, index) => <Hit key={hit.candidate.id} hit={hit} number={first + index + 1} value={value} topicIds={topicIds} topics={parts.topics} locale={locale} />)}
        </ol>
        {result.hits.length > first + ON_PAGE && <LinkButton kind="secondary" href={`${searchPath(value, topicIds)}&seite=${page + 1}`}>{t.more}</LinkButton>}
      </div>
      <aside class="split__aside" aria-label={t.mapTitle}>
        <GermanyMap
          states={stateOutlines()} label={t.map(points.length)}
          points={here ? [{ lat: here.lat, lon: here.lon, label: placeLabel(here), kind: 'here' }, ...points] : points}
        />
        <h2>{t.handover}</h2>
        <p>{t.handoverText}</p>
        <LinkButton kind="secondary" href={`/anfrage?${new URLSearchParams({ ...(value.text ? { text: value.text } : {}), ...(value.ort ? { ort: value.ort } : {}), ...(value.bogen ? { bogen: value.bogen } : {}) })}`}>{t.askOffice}</LinkButton>
      </aside>
    </div>
  );
}

function Understanding({ view, topics, locale }: { view: View; topics: Topics; locale: Locale }) {
  const t = matchingTexts(locale);
  const { value, result } = view;
  if (!result || value.text === '') return null;
  if (result.understood.length > 0) {
    return <p>{t.understood(formatList(result.understood.slice(0, 3).map((topic) => topics.label(topic.id, locale)), locale))}</p>;
  }
  return view.topicIds.length > 0 ? null : <Alert kind="info" title={t.notUnderstood}><p><a href="/themen">{t.chooseTopic}</a></p></Alert>;
}

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
        {value.bogen && <p>{t.fromCheck} <a href={`/bogen/${encodeURIComponent(value.bogen)}/ergebnis`}>{t.backToResult}</a></p>}
        {answer && <PlaceQuestion value={value} topicIds={topicIds} answer={answer} locale={locale} />}
        <SearchForm state={state} value={value} topicIds={topicIds} locale={locale} />
        <h2 class="visually-hidden">{t.title}</h2>
        <Chips value={value} topicIds={topicIds} topics={parts.topics} locale={locale} />
        <Understanding view={view} topics={parts.topics} locale={locale} />
        {result ? <Hits view={{ ...view, result }} parts={parts} locale={locale} /> : (
          <EmptyState title={t.start}><p><a href="/themen">{t.topicsLink}</a></p></EmptyState>
        )}
        {!result && <Tag>{t.kinds.all}</Tag>}
      </>
    ),
  });
}

/** /finden */
export function matchingRoutes(parts: MatchingParts) {
  return new Hono<Env>().get('/finden', async (c) => {
    const locale = c.get('locale');
    const input = readQuery(c);
    const topicIds = [...new Set(input['thema'] ?? [])].filter((id) => parts.topics.get(id)).slice(0, MOST_TOPICS);
    const parsed = parseForm(form, input, locale);
    const state: FormState = { locale, input, errors: parsed.ok ? {} : parsed.errors };
    if (!parsed.ok) {
      const value: Value = { text: '', ort: '', branche: undefined, groesse: '', art: undefined, form: undefined, frei: false, sprache: undefined, bogen: '' };
      return findPage(c, { state, value, topicIds, answer: undefined, result: undefined, page: 1 }, parts);
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
          kinds: value.art === 'offer' ? ['offer'] : value.art === 'person' ? ['consultant', 'pilot'] : undefined,
          online: value.form === 'online',
          onSite: value.form === 'vorort',
          free: value.frei,
          language: value.sprache,
          today: parts.clock.now().toISOString().slice(0, 10),
        })
      : undefined;
    const page = Math.min(10, Math.max(1, Number.parseInt(typed(input, 'seite'), 10) || 1));
    return findPage(c, { state, value, topicIds, answer, result, page }, parts);
  });
}
