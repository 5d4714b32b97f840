import { Alert, Button, EmptyState, Entry, filledForm, LinkButton, Paged, renderPage, Select } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import { SECTIONS, SIZES, sizeLabel } from '#reference/index.ts';
import { may } from '#modules/accounts/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Reason } from '../model.ts';
import type { Published } from '../store/public.ts';
import { storiesTexts } from '../texts.ts';
import { ReasonTags, StoryText, TopicTags, whoOf } from './reading.tsx';

export interface Found {
  story: Published;
  reasons: Reason[];
}

function reasonWords(reasons: readonly Reason[], topics: Topics, locale: Locale): string[] {
  const t = storiesTexts(locale).because;
  return reasons.map((reason) => (reason.kind === 'topic' ? t.topic(topics.label(reason.topic, locale)) : t[reason.kind]));
}

export function StoryEntry({ found, topics, level = 2, locale }: { found: Found; topics: Topics; level?: 2 | 3; locale: Locale }) {
  const { version, slug } = found.story;
  return (
    <Entry href={`/geschichten/${slug}`} title={version.title} kicker={whoOf(version, locale)} level={level}>
      <p lang={version.locale}>{version.summary}</p>
      {found.reasons.length > 0 && <ReasonTags words={reasonWords(found.reasons, topics, locale)} />}
    </Entry>
  );
}

export interface Wish {
  industry: string | undefined;
  size: string | undefined;
  topic: string | undefined;
}

/** /geschichten: all stories, or those of companies like one's own first. */
export function listPage(
  c: Ctx,
  { found, isNear, wish, topics, used }: { found: Page<Found>; isNear: boolean; wish: Wish; topics: Topics; used: readonly string[] },
): Response {
  const locale = c.get('locale');
  const t = storiesTexts(locale);
  const form = filledForm(locale, { branche: wish.industry, groesse: wish.size, thema: wish.topic });
  const isAsked = Boolean(wish.industry ?? wish.size ?? wish.topic);
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {(used.length > 0 || isAsked) && (
          <details open={isAsked}>
            <summary>{t.filter.open}</summary>
            <form method="get" action="/geschichten" class="form no-print">
              <div class="three-fields">
                <Select
                  form={form}
                  name="branche"
                  label={t.filter.industry}
                  blank={t.filter.any}
                  options={SECTIONS.map((section) => ({ value: section.code, label: inLocale(section, locale) }))}
                />
                <Select
                  form={form}
                  name="groesse"
                  label={t.filter.size}
                  blank={t.filter.any}
                  options={SIZES.map((size) => ({ value: size, label: sizeLabel(size) }))}
                />
                <Select
                  form={form}
                  name="thema"
                  label={t.filter.topic}
                  blank={t.filter.any}
                  options={used.map((id) => ({ value: id, label: topics.label(id, locale) }))}
                />
              </div>
              <Button kind="secondary">{t.filter.show}</Button>
            </form>
          </details>
        )}
        {found.total === 0 && (
          <EmptyState title={t.empty}>
            <p>{t.emptyHint}</p>
            <LinkButton href="/checks">{t.emptyLink}</LinkButton>
          </EmptyState>
        )}
        {found.total > 0 && <p role="status">{isNear ? t.noneLike : t.count(found.total)}</p>}
        <Paged list={found} c={c}>
          <ul class="entries">
            {found.rows.map((each) => (
              <StoryEntry key={each.story.story_id} found={each} topics={topics} locale={locale} />
            ))}
          </ul>
        </Paged>
        {isAsked && (
          <p>
            <a href="/geschichten">{t.filter.all}</a>
          </p>
        )}
        {may(c.get('actor'), 'story.write') && (
          <p>
            <a href="/geschichtenwerkstatt">{t.filter.write}</a>
          </p>
        )}
      </>
    ),
  });
}

export interface Beside {
  points: { href: string; title: string }[];
  helped: { href: string; title: string }[];
  programme: { href: string; title: string } | undefined;
  like: Found[];
}

const Links = ({ title, links }: { title: string; links: Beside['points'] }) =>
  links.length === 0 ? null : (
    <>
      <h2>{title}</h2>
      <ul class="plain-list link-list">
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href}>{link.title}</a>
          </li>
        ))}
      </ul>
    </>
  );

/** /geschichten/:slug */
export function storyPage(c: Ctx, { version, slug, published_at: at, demo }: Published, beside: Beside, topics: Topics): Response {
  const locale = c.get('locale');
  const t = storiesTexts(locale);
  const path = `/geschichten/${slug}`;
  const base = c.get('site').publicUrl ?? '';
  const [first] = version.topics;
  return renderPage(c, {
    title: version.title,
    description: version.summary,
    crumbs: [{ href: '/geschichten', label: t.title }],
    thing: {
      '@type': 'Article',
      headline: version.title,
      abstract: version.summary,
      inLanguage: version.locale,
      datePublished: at.toISOString(),
      keywords: version.topics.map((topic) => topics.label(topic, version.locale)),
      ...(version.picture ? { image: `${base}${path}/bild/${version.picture.id}` } : {}),
    },
    children: (
      <>
        <article>
          <p class="muted">{[version.company || t.unnamed, whoOf(version, locale)].filter(Boolean).join(' · ')}</p>
          <h1 lang={version.locale}>{version.title}</h1>
          {demo && <Alert kind="info" title={t.demoNote} />}
          <StoryText version={version} picture={`${path}/bild/${version.picture?.id ?? ''}`} locale={locale} />
        </article>
        <p class="actions">
          <LinkButton href={`/finden?${new URLSearchParams(first ? { thema: first } : {}).toString()}`}>{t.ask}</LinkButton>
          <LinkButton href={`${path}/geschichte.pdf`} kind="secondary">
            {t.pdf}
          </LinkButton>
        </p>
        <h2>{t.topicsTitle}</h2>
        <TopicTags topics={version.topics.map((id) => ({ id, label: topics.label(id, locale) }))} />
        <Links title={t.pointsTitle} links={beside.points} />
        <Links title={t.helpedTitle} links={beside.helped} />
        <Links title={t.programmeTitle} links={beside.programme ? [beside.programme] : []} />
        {beside.like.length > 0 && (
          <>
            <h2>{t.like}</h2>
            <ul class="entries">
              {beside.like.map((each) => (
                <StoryEntry key={each.story.story_id} found={each} topics={topics} level={3} locale={locale} />
              ))}
            </ul>
          </>
        )}
        <p class="muted small">{t.published(formatDate(at, locale))}</p>
      </>
    ),
  });
}
