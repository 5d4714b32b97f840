import type { Locale } from '#platform/i18n/index.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Programmes } from './load.ts';
import { type Programme, versionOn } from './model.ts';
import { programmesTexts } from './texts.ts';

interface About {
  topics: readonly string[];
  /** Kind of the offer, where it is about one. */
  offer?: string | undefined;
}

const MOST = 3;

/** Programmes in force that may pay for something on these topics, the closest first. */
export function fittingProgrammes(all: readonly Programme[], { topics, offer }: About, today: string): Programme[] {
  const wanted = new Set(topics);
  return all
    .filter((programme) => versionOn(programme, today) && (offer === undefined || programme.offers.includes(offer)))
    .map((programme) => ({ programme, shared: programme.topics.filter((topic) => wanted.has(topic)).length }))
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, MOST)
    .map(({ programme }) => programme);
}

/** A hint beside an offer, a measure, a match: what may be paid. Nothing where nothing fits. */
function FundingHint({ programmes, locale }: { programmes: readonly Programme[]; locale: Locale }) {
  if (programmes.length === 0) return null;
  const t = programmesTexts(locale);
  return (
    <section class="funding-hint no-print">
      <h2>{t.fits}</h2>
      <ul>
        {programmes.map((programme) => (
          <li key={programme.id}>
            <a href={`/foerderung/${programme.id}`}>{inLocale(programme.title, locale)}</a>
          </li>
        ))}
      </ul>
      <p class="muted small">{t.fitsHint}</p>
    </section>
  );
}

/** The hint for something on some topics, on a day. */
export const fundingHint = ({ all }: Programmes, about: About, today: string, locale: Locale) => (
  <FundingHint programmes={fittingProgrammes(all, about, today)} locale={locale} />
);
