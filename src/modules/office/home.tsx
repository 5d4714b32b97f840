import { Button, emptyForm, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { type Checks, checksTexts } from '#modules/checks/index.ts';
import { mentorTexts } from '#modules/mentor/index.ts';
import { type PublishedStory, storiesTexts, StoryEntry } from '#modules/stories/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { officeTexts } from './texts.ts';

/** /: one question, one big field, three everyday examples, and three doors. */
export function homePage(c: Ctx, checks: Checks, stories: readonly PublishedStory[], topics: Topics): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale).home;
  const form = emptyForm(locale);
  return renderPage(c, {
    title: t.question,
    description: t.lead,
    children: (
      <>
        <section class="question" aria-labelledby="frage">
          <h1 id="frage">{t.question}</h1>
          <p class="lead">{t.lead}</p>
          <form method="get" action="/finden" class="form">
            <TextArea form={form} name="text" label={t.field} hint={t.hint} rows={3} maxLength={500} />
            <TextField
              form={form}
              name="ort"
              label={t.place}
              suggest="/api/orte"
              autocomplete="postal-code"
              maxLength={80}
              width="short"
              optional
            />
            <Button>{t.search}</Button>
          </form>
          <p class="question__examples">
            {t.examplesLead}{' '}
            {t.examples.map((example) => (
              <a class="tag" key={example} href={`/finden?text=${encodeURIComponent(example)}`}>
                {example}
              </a>
            ))}
          </p>
        </section>
        <ul class="doors">
          <li>
            <h2>
              <a href="/checks">{t.check}</a>
            </h2>
            <p>{t.checkText}</p>
          </li>
          <li>
            <h2>
              <a href="/vor-ort">{t.people}</a>
            </h2>
            <p>{t.peopleText}</p>
          </li>
          <li>
            <h2>
              <a href="/themen">{t.topics}</a>
            </h2>
            <p>{t.topicsText}</p>
          </li>
        </ul>
        <p>
          <a href="/wegweiser">{mentorTexts(locale).home}</a> {mentorTexts(locale).homeText}
        </p>
        {stories.length > 0 && (
          <>
            <h2>{storiesTexts(locale).home}</h2>
            <ul class="entries">
              {stories.map((story) => (
                <StoryEntry key={story.story_id} found={{ story, reasons: [] }} topics={topics} level={3} locale={locale} />
              ))}
            </ul>
            <p>
              <a href="/geschichten">{storiesTexts(locale).filter.all}</a>
            </p>
          </>
        )}
        <h2>{t.checksTitle}</h2>
        <ul class="plain-list link-list">
          {[...checks.values()].map((definition) => (
            <li key={definition.id}>
              <a href={`/checks/${definition.id}`}>{inLocale(definition.title, locale)}</a>{' '}
              <span class="muted small">{checksTexts(locale).minutes(definition.minutes)}</span>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}
