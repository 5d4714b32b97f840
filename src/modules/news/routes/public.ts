import { Hono } from 'hono';
import { parseForm, typed } from '#platform/forms/index.ts';
import { emptyForm } from '#design/index.ts';
import { readForm } from '#platform/http/body.ts';
import { conditional, latestOf } from '#platform/http/conditional.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { toItsButton } from '#platform/http/one-click.ts';
import type { Services } from '#platform/services.ts';
import { isSlug } from '#platform/slug.ts';
import { placesOf } from '#modules/accounts/index.ts';
import { atom } from '#platform/feeds.ts';
import { askedPage, WHOLE } from '#platform/lists.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { newsCalendar } from '../calendar.ts';
import { KINDS, maySee } from '../model.ts';
import type { Newsletter } from '../newsletter.ts';
import { itemPage, listPage } from '../pages/public.tsx';
import { subscribePage, subscribedPage, subscriptionPage } from '../pages/newsletter.tsx';
import { itemBySlug, joinCampaign, leaveCampaign, mayWrite, partnersOf, shownItems, shownItemsFor } from '../store/items.ts';
import type { ItemRow } from '../tables.ts';
import { newsTexts } from '../texts.ts';
import { viewerOf } from '../viewer.ts';
import { subscribeForm } from './forms.ts';

const IN_FEED = 50;

/** /neuigkeiten…, /newsletter… */
export function publicRoutes({ db, clock, config, limits }: Services, newsletter: Newsletter, topics: Topics) {
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const publicItems = async () => (await shownItems(db, clock.now(), WHOLE.perPage)).filter((item) => item.audience === 'public');

  /** What the address names, for whoever may see it; whoever writes it sees it before everybody else. */
  async function itemAt(c: Ctx): Promise<{ item: ItemRow; isPreview: boolean }> {
    const slug = param(c, 'slug');
    const item = isSlug(slug) ? await itemBySlug(db, slug) : undefined;
    if (!item) throw new HttpError(404);
    const isSeen = maySee(item, viewerOf(c.get('actor').grants), clock.now());
    if (!isSeen && !(mayWrite(item) && item.state !== 'withdrawn')) throw new HttpError(404);
    return { item, isPreview: !isSeen };
  }
  const asFeed = (c: Ctx, text: string, type: string, times: readonly Date[]) =>
    conditional(c, { text, type, changed: latestOf(times), cacheControl: 'no-cache' });

  const joined = async (c: Ctx, step: typeof leaveCampaign | typeof joinCampaign, flash: string): Promise<Response> => {
    const { item } = await itemAt(c);
    const organisation = typed(await readForm(c), 'organisation');
    const own = placesOf(c.get('actor'), 'campaign.join', 'organisation');
    if (item.kind !== 'campaign') throw new HttpError(404);
    if (
      !(own === 'all'
        ? (await organisationsByIds(db, [organisation]).catch(() => new Map())).has(organisation)
        : own.includes(organisation))
    )
      throw new HttpError(403);
    await step(db, item.id, organisation, clock.now());
    leaveFlash(c, flash);
    return c.redirect(`/neuigkeiten/${item.slug}`, 303);
  };

  return new Hono<Env>()
    .get('/neuigkeiten', async (c) => {
      const viewer = viewerOf(c.get('actor').grants);
      const kind = KINDS.find((each) => each === c.req.query('art'));
      return listPage(c, { items: await shownItemsFor(db, clock.now(), viewer, kind, askedPage(c)), kind, today: clock.today() });
    })
    .get('/neuigkeiten.atom', async (c) => {
      const entries = (await publicItems())
        .slice(0, IN_FEED)
        .map(({ id, title, summary, slug, owner_name: author, publish_at, updated_at }) => ({
          id,
          title,
          summary,
          path: `/neuigkeiten/${slug}`,
          author,
          updated: publish_at ?? updated_at,
        }));
      const feed = {
        title: `Transferwerk: ${newsTexts('de').title}`,
        path: '/neuigkeiten.atom',
        page: '/neuigkeiten',
        publicUrl: config.publicUrl,
        language: 'de' as const,
      };
      return asFeed(
        c,
        atom(entries, feed),
        'application/atom+xml',
        entries.map(({ updated }) => updated),
      );
    })
    .get('/neuigkeiten.ics', async (c) => {
      const items = await publicItems();
      return asFeed(
        c,
        newsCalendar(items, config.publicUrl),
        'text/calendar',
        items.map(({ updated_at }) => updated_at),
      );
    })
    .get('/neuigkeiten/:slug', async (c) => {
      const { item, isPreview } = await itemAt(c);
      const partners = await partnersOf(db, item.id);
      const own = placesOf(c.get('actor'), 'campaign.join', 'organisation');
      const names = await organisationsByIds(db, [...partners, ...(own === 'all' ? [] : own)]);
      const rows = (ids: readonly string[]) => ids.flatMap((id) => names.get(id) ?? []);
      const mine = item.kind === 'campaign' && own !== 'all' && !isPreview ? rows(own) : [];
      return itemPage(c, { item, isPreview, partners: rows(partners), own: mine, topics, today: clock.today() });
    })
    .post('/neuigkeiten/:slug/mitmachen', (c) => joined(c, joinCampaign, 'dabei'))
    .post('/neuigkeiten/:slug/aussteigen', (c) => joined(c, leaveCampaign, 'nichtdabei'))
    .get('/newsletter', (c) => subscribePage(c, emptyForm(c.get('locale'))))
    .post('/newsletter', limits('newsletter', 20, 3600), async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(subscribeForm, input, locale);
      if (!form.ok) return subscribePage(c, { locale, input, errors: form.errors });
      await newsletter.subscribe(form.value.email, locale);
      c.set('isDone', true);
      return subscribedPage(c);
    })
    .get('/newsletter/:token', async (c) => subscriptionPage(c, await newsletter.open(param(c, 'token')), false))
    .post('/newsletter/:token', async (c) => {
      await newsletter.confirm(await newsletter.open(param(c, 'token')));
      return c.redirect(c.req.path, 303);
    })
    .get('/newsletter/:token/ende', (c) => toItsButton(c))
    .post('/newsletter/:token/ende', async (c) => {
      const row = await newsletter.open(param(c, 'token'));
      await newsletter.end(row);
      c.set('isDone', true);
      return subscriptionPage(c, row, true);
    });
}
