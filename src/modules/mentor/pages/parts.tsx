import type { Locale } from '#platform/i18n/index.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { type Said, write } from '../model.ts';
import { mentorTexts } from '../texts.ts';

/** Where somebody is on their way: what was said, what was understood, where they are at home. */
export interface Way {
  said: readonly Said[];
  spoken: readonly string[];
  place: string;
}

/** A way as the parts of an address. */
function wayParts({ said, spoken, place }: Way): [string, string][] {
  return [
    ...spoken.map((topic): [string, string] => ['thema', topic]),
    ...write(said).map((answer): [string, string] => ['a', answer]),
    ...(place ? ([['ort', place]] as [string, string][]) : []),
  ];
}

export const wayPath = (way: Way, more: [string, string][] = []): string =>
  `/wegweiser/fragen?${new URLSearchParams([...wayParts(way), ...more]).toString()}`;

/** A way as hidden fields of a form. */
export function KeptWay({ way }: { way: Way }) {
  return (
    <>
      {wayParts(way).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={`${name}-${value}`} />
      ))}
    </>
  );
}

/** What was said so far; each answer can be changed, which takes back what came after it. */
export function SaidList({ way, locale }: { way: Way; locale: Locale }) {
  const t = mentorTexts(locale);
  if (way.said.length === 0) return null;
  return (
    <section aria-labelledby="gesagt">
      <h2 id="gesagt">{t.sofar}</h2>
      <ul>
        {way.said.map(({ question, option }, index) => (
          <li key={question.id}>
            {inLocale(question, locale)} <strong>{option ? inLocale(option, locale) : t.dontKnow}</strong>{' '}
            <a
              class="no-print"
              href={wayPath({ ...way, said: way.said.slice(0, index) }, [['jetzt', question.id]])}
              aria-label={t.changeOf(inLocale(question, locale))}
            >
              {t.change}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
