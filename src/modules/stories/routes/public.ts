import { Hono } from 'hono';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { isSlug } from '#platform/slug.ts';
import { askedPage, pageOfAll, WHOLE } from '#platform/lists.ts';
import { SECTIONS, SIZES } from '#reference/index.ts';
import type { Checks } from '#modules/checks/index.ts';
import type { Programmes } from '#modules/programmes/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { closest, type Likeness, likeness } from '../model.ts';
import { whoOf } from '../pages/reading.tsx';
import { type Beside, type Found, listPage, storyPage } from '../pages/public.tsx';
import { storyPdf } from '../paper.ts';
import { linksOf } from '../refs.ts';
import { newestStories, type Published, publicPicture, publishedBySlug } from '../store/public.ts';
import { storiesTexts } from '../texts.ts';

export interface PublicParts {
  topics: Topics;
  checks: Checks;
  programmes: Programmes;
}

const ON_PAGE = 20;
const MOST_LIKE = 3;
const MOST_NEAR = 12;

/** Pictures may be taken back at any moment: a browser asks each time whether its copy still holds. */
export function pictureAnswer(c: Ctx, id: string, picture: { bytes: Buffer; small: Buffer }, isPublic: boolean): Response {
  const isSmall = c.req.query('breite') === '640';
  const tag = `"${id}${isSmall ? '-640' : ''}"`;
  c.header('Cache-Control', isPublic ? 'no-cache' : 'private, no-store');
  if (isPublic) c.header('ETag', tag);
  if (isPublic && c.req.header('if-none-match') === tag) return c.body(null, 304);
  return c.body(new Uint8Array(isSmall ? picture.small : picture.bytes), 200, { 'content-type': 'image/webp' });
}

/** /geschichten… */
export function publicRoutes({ db, config, clock }: Services, { topics, checks, programmes }: PublicParts) {
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';

  async function storyAt(c: Ctx): Promise<Published> {
    const slug = param(c, 'slug');
    const story = isSlug(slug) ? await publishedBySlug(db, slug) : undefined;
    if (!story) throw new HttpError(404);
    return story;
  }

  const asLikeness = (story: Published): Likeness & { story: Published } => ({ ...story.version, story });

  function besideOf(story: Published, others: readonly Published[], helped: Beside['helped'], locale: Locale): Beside {
    const { version } = story;
    const points = version.points.flatMap((path) => {
      const [check = '', point = ''] = path.split('/');
      const definition = checks.get(check);
      const found = definition?.themes.flatMap((theme) => theme.checkpoints).find((each) => each.id === point);
      return definition && found
        ? [{ href: `/checks/${check}`, title: `${inLocale(found.title, locale)} (${inLocale(definition.title, locale)})` }]
        : [];
    });
    const programme = programmes.all.find((each) => each.id === version.programme);
    const rest = others.filter((other) => other.story_id !== story.story_id).map(asLikeness);
    return {
      points,
      helped,
      programme: programme && { href: `/foerderung/${programme.id}`, title: inLocale(programme.title, locale) },
      like: closest(version, rest, MOST_LIKE).map(({ other, reasons }) => ({ story: other.story, reasons })),
    };
  }

  return new Hono<Env>()
    .get('/geschichten', async (c) => {
      const all = await newestStories(db, WHOLE.perPage);
      const known = (name: string, ids: readonly string[]) => ids.find((id) => id === c.req.query(name));
      const used = [...new Set(all.flatMap((story) => story.version.topics))].filter((id) => topics.get(id));
      const wish = {
        industry: known(
          'branche',
          SECTIONS.map((section) => section.code),
        ),
        size: known('groesse', SIZES),
        topic: known(
          'thema',
          topics.all.map((topic) => topic.id),
        ),
      };
      const mine: Likeness = { industry: wish.industry ?? null, size: wish.size ?? null, topics: wish.topic ? [wish.topic] : [] };
      const asked = [wish.industry, wish.size, wish.topic].filter((each) => each !== undefined).length;
      const paged = (found: Found[]) => pageOfAll(found, askedPage(c, ON_PAGE));
      if (asked === 0)
        return listPage(c, { found: paged(all.map((story) => ({ story, reasons: [] }))), isNear: false, wish, topics, used });
      const exact = all
        .map((story) => ({ story, reasons: likeness(mine, story.version) }))
        .filter(({ reasons }) => reasons.length === asked);
      const near = closest(mine, all.map(asLikeness), MOST_NEAR).map(({ other, reasons }) => ({ story: other.story, reasons }));
      return listPage(c, { found: paged(exact.length > 0 ? exact : near), isNear: exact.length === 0, wish, topics, used });
    })
    .get('/geschichten/:slug', async (c) => {
      const story = await storyAt(c);
      const helped = (await linksOf(db, story.version.refs)).map(({ href, title }) => ({ href, title }));
      return storyPage(c, story, besideOf(story, await newestStories(db, WHOLE.perPage), helped, c.get('locale')), topics);
    })
    .get('/geschichten/:slug/geschichte.pdf', async (c) => {
      const { version, slug } = await storyAt(c);
      const locale = c.get('locale');
      const who = [version.company || storiesTexts(locale).unnamed, whoOf(version, locale)].filter(Boolean).join(' · ');
      const pdf = await storyPdf(version, {
        who,
        url: `${config.publicUrl}/geschichten/${slug}`,
        printed: formatDate(clock.now(), locale),
        locale,
      });
      c.header('Cache-Control', 'no-cache');
      c.header('Content-Disposition', `inline; filename*=UTF-8''${slug}.pdf`);
      return c.body(new Uint8Array(pdf), 200, { 'content-type': 'application/pdf' });
    })
    .get('/geschichten/:slug/bild/:picture', async (c) => {
      const [slug, id] = [param(c, 'slug'), param(c, 'picture')];
      const picture = isSlug(slug) && isId(id) ? await publicPicture(db, slug, id) : undefined;
      if (!picture) throw new HttpError(404);
      return pictureAnswer(c, id, picture, true);
    });
}
