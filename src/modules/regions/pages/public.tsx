import { Alert, More, Paged } from '#design/index.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Page } from '#platform/lists.ts';
import type { Network } from '#modules/networks/index.ts';
import type { Offer } from '#modules/offers/index.ts';
import type { EventRow, Recognition, Report } from '../store.ts';
import { regionsTexts } from '../texts.ts';

export interface PublicView {
  network: Network;
  /** Names of the districts. */
  districts: string[];
  events: Page<EventRow>;
  /** The newest ones. */
  offers: Page<Offer>;
  recognition: Recognition | undefined;
  reports: Report[];
  /** How many partners accepted the charter. */
  accepted: number;
}

export const NEWEST_OFFERS = 6;
/** The page of the events; that of the partners is the list of the whole page. */
export const EVENTS = 'termine';

function Events({ events, slug, c }: { events: Page<EventRow>; slug: string; c: Ctx }) {
  const locale = c.get('locale');
  const t = regionsTexts(locale);
  return (
    <>
      <h2>{t.open.events}</h2>
      {events.total === 0 && <p>{t.open.noEvents}</p>}
      <Paged list={events} c={c} parameter={EVENTS} anchor={EVENTS} label={t.open.events}>
        <ul class="plain-list entries">
          {events.rows.map((event) => (
            <li class="entry" key={event.id} id={`termin-${event.id}`}>
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
      </Paged>
      {events.total > 0 && (
        <p>
          <a href={`/vor-ort/${slug}/termine.ics`}>{t.open.calendar}</a>
        </p>
      )}
    </>
  );
}

/** What the public page of a network shows besides its name and partners. */
export function NetworkParts({ view, c }: { view: PublicView; c: Ctx }) {
  const locale = c.get('locale');
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
      <Events events={events} slug={network.slug} c={c} />
      {offers.total > 0 && (
        <>
          <h2>{t.offers}</h2>
          <p>{t.allOffers(offers.total)}</p>
          <ul class="plain-list link-list">
            {offers.rows.map((offer) => (
              <li key={offer.id}>
                <a href={`/angebote/${offer.slug}`}>{offer.title}</a>
              </li>
            ))}
          </ul>
          <More shown={offers.rows.length} total={offers.total} c={c} />
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
