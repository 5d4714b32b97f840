import { Facts, Prose, Tag } from '#design/index.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { sectionOf, sizeLabel } from '#reference/index.ts';
import { PARTS, type Version } from '../model.ts';
import { storiesTexts } from '../texts.ts';

/** "Baugewerbe, 2–9 Beschäftigte, Schleswig-Holstein": who it was, as far as it is said. */
export function whoOf({ industry, size, region }: Pick<Version, 'industry' | 'size' | 'region'>, locale: Locale): string {
  const section = industry ? sectionOf(industry) : undefined;
  const words = [section && inLocale(section, locale), size && storiesTexts(locale).employees(sizeLabel(size)), region];
  return words.filter(Boolean).join(', ');
}

function Quote({ quote, locale }: { quote: Version['quotes'][number]; locale: Locale }) {
  return (
    <figure class="said">
      <blockquote>
        <p>{quote.text}</p>
      </blockquote>
      <figcaption>{storiesTexts(locale).quoteBy(quote.person)}</figcaption>
    </figure>
  );
}

/** A story as it is read: section after section, what people say between them. `picture`: where its picture is to be had. */
export function StoryText({ version, picture, locale }: { version: Version; picture: string; locale: Locale }) {
  const t = storiesTexts(locale);
  const told = PARTS.filter((part) => version.parts[part] !== '');
  const shown = version.picture;
  return (
    <div class="story" lang={version.locale}>
      <p class="lead">{version.summary}</p>
      {shown && (
        <img
          class="story__picture"
          src={`${picture}?breite=640`}
          srcset={`${picture}?breite=640 640w, ${picture} 1280w`}
          sizes="(min-width: 48rem) 42rem, 100vw"
          width={shown.width}
          height={shown.height}
          alt={shown.alt}
        />
      )}
      {told.map((part, index) => (
        <section key={part} class={part === 'takeaway' ? 'story__takeaway' : undefined}>
          <h2>{t.sections[part]}</h2>
          <Prose text={version.parts[part]} />
          {part === 'result' && version.figures.length > 0 && (
            <Facts
              facts={version.figures.map((figure) => [
                figure.label,
                figure.before === '' ? figure.after : `${t.before} ${figure.before}, ${t.now} ${figure.after}`,
              ])}
            />
          )}
          {version.quotes
            .filter((_, place) => (place + 1) % told.length === index)
            .map((quote) => (
              <Quote key={quote.id} quote={quote} locale={locale} />
            ))}
        </section>
      ))}
    </div>
  );
}

/** Topics as links, where they lead somewhere. */
export function TopicTags({ topics }: { topics: readonly { id: string; label: string }[] }) {
  return (
    <p>
      {topics.map(({ id, label }) => (
        <a class="tag" href={`/themen/${id}`} key={id}>
          {label}
        </a>
      ))}
    </p>
  );
}

export const ReasonTags = ({ words }: { words: readonly string[] }) => (
  <p class="muted small">
    {words.map((word) => (
      <Tag key={word}>{word}</Tag>
    ))}
  </p>
);
