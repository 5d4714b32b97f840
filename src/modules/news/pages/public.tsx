import { Alert, Button, EmptyState, Entry, eventThing, Facts, LinkButton, Paged, Prose, renderPage, TabList, Tag } from '#design/index.ts';
import { localDay } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDateTime, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import { may } from '#modules/accounts/index.ts';
import type { Organisation } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { KINDS, type Kind } from '../model.ts';
import type { ItemRow } from '../tables.ts';
import { newsTexts } from '../texts.ts';

/** What matters first: when it is, or until when. */
function kickerOf(item: ItemRow, today: string, locale: Locale): string {
  const t = newsTexts(locale);
  const parts = [t.kinds[item.kind]];
  if (item.starts_at) parts.push(formatDateTime(item.starts_at, locale));
  else if (item.deadline) parts.push(item.deadline < today ? t.over : t.until(formatDay(item.deadline, locale)));
  else if (item.publish_at) parts.push(formatDate(item.publish_at, locale));
  if (item.place) parts.push(item.place);
  return parts.join(' · ');
}

/** /neuigkeiten */
export function listPage(c: Ctx, { items, kind, today }: { items: Page<ItemRow>; kind: Kind | undefined; today: string }): Response {
  const locale = c.get('locale');
  const t = newsTexts(locale);
  const tabs: [string, string][] = [
    ['/neuigkeiten', t.all],
    ...KINDS.map((each): [string, string] => [`/neuigkeiten?art=${each}`, t.many[each]]),
  ];
  return renderPage(c, {
    title: kind ? t.many[kind] : t.title,
    description: t.lead,
    feed: '/neuigkeiten.atom',
    flashes: t.flash,
    ...(kind ? { crumbs: [{ href: '/neuigkeiten', label: t.title }] } : {}),
    children: (
      <>
        <h1>{kind ? t.many[kind] : t.title}</h1>
        <p class="lead">{t.lead}</p>
        <TabList links={tabs} />
        {items.total === 0 && (
          <EmptyState title={t.none}>
            <p>{t.noneHint}</p>
            <LinkButton href="/newsletter">{t.toNewsletter}</LinkButton>
          </EmptyState>
        )}
        <Paged list={items} c={c}>
          <ul class="entries">
            {items.rows.map((item) => (
              <Entry key={item.id} href={`/neuigkeiten/${item.slug}`} title={item.title} kicker={kickerOf(item, today, locale)}>
                <p>{item.summary}</p>
                {item.audience !== 'public' && <Tag>{t.onlyFor(t.audiences[item.audience])}</Tag>}
              </Entry>
            ))}
          </ul>
        </Paged>
        <ul class="link-list">
          {items.total > 0 && (
            <li>
              <a href="/newsletter">{t.toNewsletter}</a>
            </li>
          )}
          <li>
            <a href="/neuigkeiten.ics">{t.calendar}</a>
          </li>
          <li>
            <a href="/neuigkeiten.atom">{t.feed}</a>
          </li>
          {may(c.get('actor'), 'news.write') && (
            <li>
              <a href="/redaktion">{t.toDesk}</a>
            </li>
          )}
          {may(c.get('actor'), 'trend.write') && (
            <li>
              <a href="/trends">{t.toTrends}</a>
            </li>
          )}
        </ul>
      </>
    ),
  });
}

export interface ItemView {
  item: ItemRow;
  isPreview: boolean;
  partners: Organisation[];
  /** Organisations for which whoever looks may take part. */
  own: Organisation[];
  topics: Topics;
  today: string;
}

function Campaign({ view, locale }: { view: ItemView; locale: Locale }) {
  const t = newsTexts(locale);
  const { item, partners, own } = view;
  const base = `/neuigkeiten/${item.slug}`;
  return (
    <>
      <h2>{t.material}</h2>
      <ul class="link-list">
        {item.material.map((each) => (
          <li key={each.href}>
            <a href={each.href}>{each.title}</a>
          </li>
        ))}
      </ul>
      <h2>{t.partners}</h2>
      {partners.length === 0 && <p class="muted">{t.noPartners}</p>}
      <ul class="link-list">
        {partners.map((partner) => (
          <li key={partner.id}>
            <a href={`/partner/${partner.slug}`}>{partner.name}</a>
          </li>
        ))}
      </ul>
      {own.map((organisation) => {
        const isIn = partners.some((partner) => partner.id === organisation.id);
        return (
          <form key={organisation.id} method="post" action={`${base}/${isIn ? 'aussteigen' : 'mitmachen'}`}>
            <input type="hidden" name="organisation" value={organisation.id} />
            <p>
              {organisation.name} <Button kind={isIn ? 'tertiary' : 'primary'}>{isIn ? t.leave : t.join}</Button>
            </p>
          </form>
        );
      })}
    </>
  );
}

const thingOf = (item: ItemRow) =>
  item.starts_at
    ? eventThing({
        name: item.title,
        description: item.summary,
        start: item.starts_at,
        end: item.ends_at ?? undefined,
        place: item.place,
        online: item.place === '' || /^online$/i.test(item.place.trim()),
        isCancelled: item.state === 'withdrawn',
        organizer: item.owner_name || undefined,
      })
    : undefined;

/** /neuigkeiten/:slug */
export function itemPage(c: Ctx, view: ItemView): Response {
  const locale = c.get('locale');
  const t = newsTexts(locale);
  const { item, isPreview, topics, today } = view;
  const isInside = item.audience !== 'public' || isPreview;
  const isOver = item.deadline !== null && item.deadline < today;
  const end = item.starts_at && item.ends_at;
  const sameDay = end && localDay(end) === localDay(item.starts_at ?? end);
  return renderPage(c, {
    title: item.title,
    description: item.summary,
    isPrivate: isInside,
    flashes: t.flash,
    thing: thingOf(item),
    feed: '/neuigkeiten.atom',
    crumbs: [{ href: '/neuigkeiten', label: t.title }],
    children: (
      <>
        <p class="muted">{t.kinds[item.kind]}</p>
        <h1>{item.title}</h1>
        {isPreview && <Alert kind="info" title={t.preview} />}
        {item.audience !== 'public' && <Tag>{t.onlyFor(t.audiences[item.audience])}</Tag>}
        <p class="lead">{item.summary}</p>
        <Facts
          facts={[
            [
              t.when,
              item.starts_at &&
                formatDateTime(item.starts_at, locale) +
                  (end ? ` – ${sameDay ? formatDateTime(end, locale).split(', ').at(-1) : formatDateTime(end, locale)}` : ''),
            ],
            [t.where, item.place],
            [t.deadline, item.deadline && `${formatDay(item.deadline, locale)}${isOver ? ` (${t.over})` : ''}`],
            [t.by, item.owner_name],
          ]}
        />
        {item.register && !isOver && (
          <p class="actions">
            <LinkButton href={item.register}>{t.register}</LinkButton>
          </p>
        )}
        <Prose text={item.body} />
        {item.how && (
          <>
            <h2>{t.how}</h2>
            <Prose text={item.how} />
          </>
        )}
        {item.kind === 'campaign' && <Campaign view={view} locale={locale} />}
        <p>
          {item.topics.map((id) => (
            <a class="tag" href={`/themen/${id}`} key={id}>
              {topics.label(id, locale)}
            </a>
          ))}
        </p>
      </>
    ),
  });
}
