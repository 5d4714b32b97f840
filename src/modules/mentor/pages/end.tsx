import { Button, Entry, type FormState, LinkButton, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { CheckDefinition } from '#modules/checks/index.ts';
import { detailPath, type MatchResult, reasonText } from '#modules/matching/index.ts';
import type { Programme } from '#modules/programmes/index.ts';
import { type PublishedStory, storiesTexts } from '#modules/stories/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Likely, type Need, reasonsFor } from '../model.ts';
import { mentorTexts } from '../texts.ts';
import { KeptWay, SaidList, type Way, wayPath } from './parts.tsx';

export interface EndView {
  way: Way;
  need: Need;
  /** What it may be about as well. */
  also: readonly Likely[];
  check: CheckDefinition | undefined;
  hits: MatchResult['hits'];
  programme: Programme | undefined;
  story: PublishedStory | undefined;
  form: FormState;
}

function Because({ way, need, topics, locale }: { way: Way; need: Need; topics: Topics; locale: Locale }) {
  const t = mentorTexts(locale);
  const reasons = reasonsFor(need, way.said);
  const spoken = way.spoken.filter((topic) => need.topics.includes(topic)).map((topic) => topics.label(topic, locale));
  return (
    <>
      {spoken.length > 0 && <p>{t.becauseSpoken(formatList(spoken, locale))}</p>}
      {reasons.length > 0 && (
        <>
          <p>{t.because}</p>
          <ul>
            {reasons.map(({ question, option }) => (
              <li key={question.id}>
                {inLocale(question, locale)} <strong>{inLocale(option, locale)}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
      {spoken.length === 0 && reasons.length === 0 && <p>{t.noReason}</p>}
    </>
  );
}

function Helpers({ view: { way, need, hits, form }, topics, locale }: { view: EndView; topics: Topics; locale: Locale }) {
  const t = mentorTexts(locale);
  const all = new URLSearchParams([...need.topics.map((topic) => ['thema', topic]), ...(way.place ? [['ort', way.place]] : [])]);
  return (
    <>
      <h2>{t.people}</h2>
      <form method="get" action="/wegweiser/fragen" class="form form--inline no-print">
        <KeptWay way={{ ...way, place: '' }} />
        <input type="hidden" name="ende" value={need.id} />
        <TextField
          form={form}
          name="ort"
          label={t.place}
          hint={t.placeHint}
          suggest="/api/orte"
          autocomplete="postal-code"
          width="short"
          optional
        />
        <Button kind="secondary">{t.show}</Button>
      </form>
      {hits.length === 0 && <p>{t.nobody}</p>}
      <ul class="entries">
        {hits.map((hit) => (
          <Entry href={detailPath(hit)} title={hit.candidate.title} kicker={hit.candidate.town} level={3} key={hit.candidate.id}>
            <p>{hit.candidate.summary}</p>
            <ul class="reasons">
              {hit.reasons.map((reason) => (
                <li key={reason.kind}>{reasonText(reason, topics, locale)}</li>
              ))}
            </ul>
          </Entry>
        ))}
      </ul>
      <p>{hits.length === 0 ? <a href="/anfrage">{t.askOffice}</a> : <a href={`/finden?${all.toString()}`}>{t.all}</a>}</p>
    </>
  );
}

/** /wegweiser/fragen at its end: one check, up to three who help, one story, one programme, each with its reason. */
export function endPage(c: Ctx, topics: Topics, view: EndView): Response {
  const locale = c.get('locale');
  const t = mentorTexts(locale);
  const { way, need, also, check, programme, story } = view;
  const shared = need.topics.find((topic) => story?.version.topics.includes(topic));
  return renderPage(c, {
    title: t.endTitle,
    isPrivate: true,
    flashes: t.flash,
    crumbs: [{ href: '/wegweiser', label: t.title }],
    status: Object.keys(view.form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <p class="muted">{t.endTitle}</p>
        <h1>{inLocale(need, locale)}</h1>
        <Because way={way} need={need} topics={topics} locale={locale} />
        {check && (
          <>
            <h2>{t.check}</h2>
            <p>{inLocale(need.checkWhy, locale)}</p>
            <LinkButton href={`/checks/${check.id}`} kind="primary">
              {t.checkLink(inLocale(check.title, locale))}
            </LinkButton>
          </>
        )}
        <Helpers view={view} topics={topics} locale={locale} />
        {story && shared && (
          <>
            <h2>{storiesTexts(locale).mentor}</h2>
            <ul class="entries">
              <Entry href={`/geschichten/${story.slug}`} title={story.version.title} level={3}>
                <p lang={story.version.locale}>{story.version.summary}</p>
                <ul class="reasons">
                  <li>{storiesTexts(locale).mentorWhy(topics.label(shared, locale))}</li>
                </ul>
              </Entry>
            </ul>
          </>
        )}
        {programme && need.programmeWhy && (
          <>
            <h2>{t.programme}</h2>
            <ul class="entries">
              <Entry href={`/foerderung/${programme.id}`} title={inLocale(programme.title, locale)} level={3}>
                <p>{inLocale(need.programmeWhy, locale)}</p>
              </Entry>
            </ul>
          </>
        )}
        {also.length > 0 && (
          <>
            <h2>{t.also}</h2>
            <ul>
              {also.map((other) => (
                <li key={other.need.id}>
                  <a href={wayPath(way, [['ende', other.need.id]])}>{inLocale(other.need, locale)}</a>
                </li>
              ))}
            </ul>
          </>
        )}
        <SaidList way={way} locale={locale} />
        <p class="muted small">{t.keep}</p>
        <form method="post" action="/wegweiser/passt-nicht" class="form no-print">
          <KeptWay way={way} />
          <input type="hidden" name="ende" value={need.id} />
          <p class="muted small">{t.noFitHint}</p>
          <Button kind="secondary">{t.noFit}</Button>
        </form>
        <p class="no-print">
          <a href="/wegweiser">{t.again}</a>
        </p>
      </>
    ),
  });
}
