import { checkMark } from '../came-from.ts';
import { EmptyState, Entry, LinkButton, renderPage, Tag } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { type Offer, offersTexts } from '#modules/offers/index.ts';
import type { Checkpoint } from '../definition/model.ts';
import type { Opened } from '../desk.ts';
import { planTexts } from '../texts-plan.ts';
import { wayTexts } from '../texts-way.ts';
import { checksTexts } from '../texts.ts';
import { base, crumbs } from './frame.tsx';

function Offers({ offers, locale }: { offers: readonly Offer[]; locale: Locale }) {
  const t = offersTexts(locale);
  return (
    <ul class="entries">
      {offers.map((offer) => (
        <li class="entry" key={offer.id}>
          <h3 class="entry__title">
            <a href={`/angebote/${offer.slug}`}>{offer.title}</a>
          </h3>
          <p>{offer.summary}</p>
          <p class="small">
            <Tag>{t.kinds[offer.kind]}</Tag> {offer.free && <Tag>{t.free}</Tag>}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** /bogen/:token/vorlagen/:point: proposals, ready templates of the network and funding for one check point. */
export function aidsPage(
  c: Ctx,
  opened: Opened,
  point: Checkpoint,
  found: { practice: { href: string; title: string; summary: string }[]; aids: Offer[]; funding: Offer[] },
): Response {
  const locale = c.get('locale');
  const t = planTexts(locale);
  const title = t.moreTitle(inLocale(point.title, locale));
  return renderPage(c, {
    title,
    crumbs: [...crumbs(opened, locale), { href: `${base(opened)}/ergebnis#punkt-${point.id}`, label: checksTexts(locale).result }],
    isPrivate: true,
    children: (
      <>
        <h1>{title}</h1>
        {found.practice.length > 0 && (
          <>
            <h2>{t.practice}</h2>
            <ul class="entries">
              {found.practice.map((aid) => (
                <Entry key={aid.href} href={aid.href} title={aid.title} level={3}>
                  <p>{aid.summary}</p>
                </Entry>
              ))}
            </ul>
          </>
        )}
        <h2>{t.aids}</h2>
        <p class="muted">{t.aidsHint}</p>
        {found.aids.length === 0 ? <EmptyState title={t.noAids} /> : <Offers offers={found.aids} locale={locale} />}
        {found.funding.length > 0 && (
          <>
            <h2>{t.funding}</h2>
            <p class="muted">{t.fundingHint}</p>
            <Offers offers={found.funding} locale={locale} />
          </>
        )}
        <p>
          <LinkButton
            kind="secondary"
            href={`/finden?${new URLSearchParams([
              ['thema', point.topics[0] ?? ''],
              ['bogen', checkMark(opened)],
            ]).toString()}`}
          >
            {wayTexts(locale).askSomebody}
          </LinkButton>
        </p>
      </>
    ),
  });
}
