import { Alert } from '#design/index.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Network } from '#modules/networks/index.ts';
import type { Offer } from '#modules/offers/index.ts';
import type { EventRow, Recognition, Report } from '../store.ts';
import { regionsTexts } from '../texts.ts';

export interface PublicView {
  network: Network;
  /** Names of the districts. */
  districts: string[];
  events: EventRow[];
  offers: Offer[];
  recognition: Recognition | undefined;
  reports: Report[];
  /** How many partners accepted the charter. */
  accepted: number;
}

const MOST_OFFERS = 6;

function Events({ events, slug, locale }: { events: EventRow[]; slug: string; locale: Locale }) {
  const t = regionsTexts(locale);
  return (
    <>
      <h2>{t.open.events}</h2>
      {events.length === 0 && <p>{t.open.noEvents}</p>}
      <ul class="plain-list entries">
        {events.map((event) => (
          <li class="entry" key={event.id}>
            <p class="entry__kicker">{[formatDay(event.day, locale), event.hours, event.place].filter(Boolean).join(' · ')}</p>
            <h3 class="entry__title">
              {event.title}
              {event.cancelled && ` (${t.desk.cancelled})`}
            </h3>
            <p class="prewrap">{event.description}</p>
            {event.link && !event.cancelled && (
              <p>
                <a href={event.link} rel="noopener">
                  {t.open.register}
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
      {events.length > 0 && (
        <p>
          <a href={`/vor-ort/${slug}/termine.ics`}>{t.open.calendar}</a>
        </p>
      )}
    </>
  );
}

/** What the public page of a network shows besides its name and partners. */
export function NetworkParts({ view, locale }: { view: PublicView; locale: Locale }) {
  const t = regionsTexts(locale).open;
  const { network, districts, events, offers, recognition, reports, accepted } = view;
  return (
    <>
      {recognition && (
        <Alert kind="success" title={t.recognised(formatDay(recognition.valid_until ?? '', locale))}>
          {recognition.conditions && (
            <p>
              {t.conditions} {recognition.conditions}
            </p>
          )}
        </Alert>
      )}
      {districts.length > 0 && (
        <>
          <h2>{t.area}</h2>
          <p>{districts.join(' · ')}</p>
        </>
      )}
      <Events events={events} slug={network.slug} locale={locale} />
      {offers.length > 0 && (
        <>
          <h2>{t.offers}</h2>
          <p>{t.allOffers(offers.length)}</p>
          <ul class="plain-list link-list">
            {offers
              .toSorted((a, b) => b.updated_at.getTime() - a.updated_at.getTime())
              .slice(0, MOST_OFFERS)
              .map((offer) => (
                <li key={offer.id}>
                  <a href={`/angebote/${offer.slug}`}>{offer.title}</a>
                </li>
              ))}
          </ul>
        </>
      )}
      {accepted > 0 && <p>{t.charter(accepted)}</p>}
      {reports.length > 0 && (
        <>
          <h2>{t.reports}</h2>
          <ul class="plain-list link-list">
            {reports.map(({ year }) => (
              <li key={year}>
                <a href={`/vor-ort/${network.slug}/berichte/${year}/bericht.pdf`}>{t.report(year)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
