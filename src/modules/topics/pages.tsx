import { Hono } from 'hono';
import { Facts, LinkButton, renderPage } from '#design/index.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatList, formatNumber } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Field, Topic, Topics } from './model.ts';
import { skosOf, toSkos } from './skos.ts';
import { topicsTexts } from './texts.ts';

const DATA = 'application/ld+json';

function listPage(c: Ctx, topics: Topics): Response {
  const locale = c.get('locale');
  const t = topicsTexts(locale);
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    data: { type: DATA, href: '/themen' },
    wide: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <p>{t.count(topics.all.length, topics.fields.length)}</p>
        <div class="grid">
          {topics.fields.map((field) => (
            <section key={field.id}>
              <h2 id={field.id}>{inLocale(field, locale)}</h2>
              <ul class="plain-list link-list">
                {field.topics.map((topic) => (
                  <li key={topic.id}>
                    <a href={`/themen/${topic.id}`}>{inLocale(topic, locale)}</a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
        <p>
          <a href="/api/topics">{t.data}</a>
        </p>
      </>
    ),
  });
}

function topicPage(c: Ctx, topics: Topics, topic: Topic): Response {
  const locale = c.get('locale');
  const t = topicsTexts(locale);
  const name = inLocale(topic, locale);
  return renderPage(c, {
    title: name,
    data: { type: DATA, href: `/themen/${topic.id}` },
    crumbs: [{ href: '/themen', label: t.title }],
    thing: { '@type': 'DefinedTerm', name, termCode: topic.id, alternateName: topic.alt[locale], inDefinedTermSet: t.title },
    children: (
      <>
        <h1>{name}</h1>
        <Facts
          facts={[
            [t.also, formatList(topic.alt[locale], locale)],
            [
              t.aims,
              formatList(
                topic.aims.map((aim) => t.aim[aim]),
                locale,
              ),
            ],
          ]}
        />
        <h2>{t.help(name)}</h2>
        <div class="actions">
          <LinkButton href={`/finden?thema=${topic.id}`}>{t.findHelp}</LinkButton>
        </div>
        {topic.related.length > 0 && (
          <>
            <h2>{t.related}</h2>
            <ul class="plain-list link-list">
              {topic.related.map((id) => (
                <li key={id}>
                  <a href={`/themen/${id}`}>{topics.label(id, locale)}</a>
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  });
}

function fieldPage(c: Ctx, field: Field): Response {
  const locale = c.get('locale');
  const t = topicsTexts(locale);
  return renderPage(c, {
    title: inLocale(field, locale),
    data: { type: DATA, href: `/themen/${field.id}` },
    crumbs: [{ href: '/themen', label: t.title }],
    children: (
      <>
        <h1>{inLocale(field, locale)}</h1>
        <p class="lead">
          {t.fieldLead} <span class="muted">({formatNumber(field.topics.length, locale)})</span>
        </p>
        <ul class="plain-list link-list">
          {field.topics.map((topic) => (
            <li key={topic.id}>
              <a href={`/themen/${topic.id}`}>{inLocale(topic, locale)}</a>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

/** Whether data are asked for, and no page beside them. */
const wantsData = (accept: string): boolean => /application\/(?:ld\+)?json/.test(accept) && !accept.includes('text/html');

/** /themen, /themen/:id, /api/topics */
export function topicsRoutes(topics: Topics, publicUrl: string) {
  /** Concepts are addressed by the pages that show them: whoever asks for data gets data there. */
  function asData(c: Ctx): Response | undefined {
    c.header('Vary', 'Accept', { append: true });
    if (!wantsData(c.req.header('accept') ?? '')) return undefined;
    const found = skosOf(topics, publicUrl, c.req.path);
    return found && c.json(found, 200, { 'content-type': DATA });
  }
  return new Hono<Env>()
    .get('/themen', (c) => asData(c) ?? listPage(c, topics))
    .get('/themen/:id', (c) => {
      const id = c.req.param('id');
      const data = asData(c);
      if (data) return data;
      const topic = topics.get(id);
      if (topic) return topicPage(c, topics, topic);
      const field = topics.fields.find((candidate) => candidate.id === id);
      if (field) return fieldPage(c, field);
      throw new HttpError(404);
    })
    .get('/api/topics', (c) => c.json(toSkos(topics, publicUrl), 200, { 'content-type': DATA }));
}
