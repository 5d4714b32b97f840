import { Facts } from '#design/index.ts';
import { formatList, formatNumber } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { offersTexts } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Agreement } from '../model.ts';
import type { Relative } from '../relatives.ts';
import { overlapTexts } from '../texts.ts';

const percent = (share: number, locale: Locale) => overlapTexts(locale).percent(formatNumber(Math.round(share * 100), locale));

/** A relative with the parts that agree, each as a number and by name. */
export function RelativeCard({
  relative,
  topics,
  locale,
  duty,
}: {
  relative: Relative;
  topics: Topics;
  locale: Locale;
  /** Whether it has to be answered, in words. */
  duty?: string;
}) {
  const t = overlapTexts(locale);
  const o = offersTexts(locale);
  const { offer, agreement } = relative;
  const parts = (Object.keys(t.parts) as (keyof Agreement)[]).map((part) => `${t.parts[part]} ${percent(agreement[part], locale)}`);
  return (
    <>
      <p class="entry__kicker">{[t.verdicts[relative.verdict], duty, o.kinds[offer.kind]].filter(Boolean).join(' · ')}</p>
      <h2 class="entry__title">
        <a href={`/angebote/${offer.slug}`}>{offer.title}</a>
      </h2>
      <p class="muted small">{t.by(relative.organisation, offer.town)}</p>
      <p>{offer.summary}</p>
      <Facts
        facts={[
          [t.agreement, parts.join(' · ')],
          [
            t.parts.topics,
            formatList(
              relative.sharedTopics.map((id) => topics.label(id, locale)),
              locale,
            ),
          ],
        ]}
      />
      {relative.passages.length > 0 && (
        <details>
          <summary>{t.passages}</summary>
          {relative.passages.map((passage) => (
            <p class="quote" key={passage}>
              „{passage}“
            </p>
          ))}
        </details>
      )}
    </>
  );
}
