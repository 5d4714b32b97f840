import type { Ctx } from '#platform/http/context.ts';
import { Alert, EmptyState, GermanyMap, LinkButton, Paged } from '#design/index.ts';
import { formatList, formatNumber } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { placeLabel, stateOutlines } from '#reference/index.ts';
import { consultantsTexts } from '#modules/consultants/index.ts';
import { offersTexts, UseNote } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Scored } from '../model.ts';
import { type MatchResult, MOST_HITS, reasonText, widenedText } from '../service.ts';
import { matchingTexts } from '../texts.ts';
import { detailPath, type MatchingParts, ON_PAGE, requestPath, type Value, type View } from './query.ts';

function Hit({
  hit,
  number,
  value,
  topicIds,
  conditions,
  topics,
  locale,
}: {
  hit: Scored;
  number: number;
  value: Value;
  topicIds: string[];
  conditions: readonly string[] | undefined;
  topics: Topics;
  locale: Locale;
}) {
  const t = matchingTexts(locale);
  const o = offersTexts(locale);
  const { candidate } = hit;
  const kicker = candidate.kind === 'offer' ? o.kinds[candidate.offer_kind ?? 'advice'] : consultantsTexts(locale).kinds[candidate.kind];
  return (
    <li class="entry" id={`treffer-${number}`}>
      <p class="entry__kicker">
        {number}. {kicker}
        {candidate.organisation && ` · ${candidate.organisation}`} · {candidate.town}
      </p>
      <h3 class="entry__title">
        <a href={detailPath(hit)}>{candidate.title}</a>
      </h3>
      <p>{candidate.summary}</p>
      <ul class="reasons">
        {hit.reasons.map((reason) => (
          <li key={reason.kind}>{reasonText(reason, topics, locale)}</li>
        ))}
      </ul>
      <UseNote conditions={conditions} locale={locale} />
      <details class="no-print">
        <summary>{t.lines.show}</summary>
        <p class="small">
          {hit.lines
            .map(({ criterion, points, weight }) => t.lines.line(t.lines.criteria[criterion], formatNumber(points, locale), weight))
            .join(' · ')}
          {' = '}
          <strong>{t.lines.sum(formatNumber(hit.score, locale))}</strong>
        </p>
        <p class="small">{t.lines.turn}</p>
      </details>
      <p class="actions">
        <a class="kern-btn kern-btn--secondary" href={requestPath(hit, value, topicIds)} aria-label={t.askAbout(candidate.title)}>
          <span class="kern-label">{t.ask}</span>
        </a>
      </p>
    </li>
  );
}

export function Hits({ view, parts, c }: { view: View & { result: MatchResult }; parts: MatchingParts; c: Ctx }) {
  const locale = c.get('locale');
  const t = matchingTexts(locale);
  const { value, topicIds, result, answer, shown } = view;
  const here = answer?.kind === 'found' ? answer.place : undefined;
  const first = (shown.page - 1) * ON_PAGE;
  const points = shown.rows.flatMap((hit, index) => ({
    lat: hit.candidate.lat,
    lon: hit.candidate.lon,
    label: `${first + index + 1}. ${hit.candidate.title}`,
    kind: 'hit' as const,
    number: first + index + 1,
  }));
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
        <p role="status">{t.result(result.hits.length, here ? placeLabel(here) : '', result.hits.length >= MOST_HITS)}</p>
        <Paged list={shown} c={c}>
          <ol class="plain-list entries">
            {shown.rows.map((hit, index) => (
              <Hit
                key={hit.candidate.id}
                hit={hit}
                number={first + index + 1}
                value={value}
                topicIds={topicIds}
                conditions={view.conditions?.get(hit.candidate.id)}
                topics={parts.topics}
                locale={locale}
              />
            ))}
          </ol>
        </Paged>
      </div>
      <aside class="split__aside" aria-label={t.mapTitle}>
        <GermanyMap
          states={stateOutlines()}
          label={t.map(points.length)}
          points={here ? [{ lat: here.lat, lon: here.lon, label: placeLabel(here), kind: 'here' }, ...points] : points}
        />
        <h2>{t.handover}</h2>
        <p>{t.handoverText}</p>
        <LinkButton
          kind="secondary"
          href={`/anfrage?${new URLSearchParams({ ...(value.text ? { text: value.text } : {}), ...(value.ort ? { ort: value.ort } : {}), ...(value.bogen ? { bogen: value.bogen } : {}) })}`}
        >
          {t.askOffice}
        </LinkButton>
      </aside>
    </div>
  );
}

export function Understanding({ view, topics, locale }: { view: View; topics: Topics; locale: Locale }) {
  const t = matchingTexts(locale);
  const { value, result } = view;
  if (!result || value.text === '') return null;
  if (result.understood.length > 0) {
    return (
      <p>
        {t.understood(
          formatList(
            result.understood.slice(0, 3).map((topic) => topics.label(topic.id, locale)),
            locale,
          ),
        )}
      </p>
    );
  }
  return view.topicIds.length > 0 ? null : (
    <Alert kind="info" title={t.notUnderstood}>
      <p>
        <a href="/themen">{t.chooseTopic}</a>
      </p>
    </Alert>
  );
}
