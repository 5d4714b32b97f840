import { Alert, Button, Checkbox, Chip, type FormState, Select, TextArea, TextField } from '#design/index.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { type PlaceAnswer, placeLabel, placeLabelWithDistrict, SECTIONS } from '#reference/index.ts';
import { offersTexts } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { matchingTexts } from '../texts.ts';
import { LANGUAGES, searchPath, type Value } from './query.ts';

export function PlaceQuestion({
  value,
  topicIds,
  answer,
  locale,
}: {
  value: Value;
  topicIds: string[];
  answer: PlaceAnswer;
  locale: Locale;
}) {
  if (answer.kind === 'found') return null;
  const t = matchingTexts(locale);
  const choices = answer.kind === 'ambiguous' ? answer.choices : answer.near;
  return (
    <Alert kind="warning" title={answer.kind === 'ambiguous' ? t.ambiguousPlace(value.ort) : t.unknownPlace(value.ort)}>
      {answer.kind === 'unknown' && choices.length > 0 && <p>{t.didYouMean}</p>}
      <ul class="plain-list link-list">
        {choices.map((place) => (
          <li>
            <a href={searchPath(value, topicIds, { ort: place.postalCode ?? placeLabel(place) })}>{placeLabelWithDistrict(place)}</a>
          </li>
        ))}
      </ul>
      <p>{t.withoutPlace}</p>
    </Alert>
  );
}

export function SearchForm({ state, value, topicIds, locale }: { state: FormState; value: Value; topicIds: string[]; locale: Locale }) {
  const t = matchingTexts(locale);
  const o = offersTexts(locale);
  const narrowed = Boolean(value.art || value.form || value.frei || value.sprache || value.branche);
  return (
    <form method="get" action="/finden" class="form no-print">
      <TextArea form={state} name="text" label={t.question} hint={t.questionHint} rows={2} maxLength={500} optional />
      <TextField
        form={state}
        name="ort"
        label={t.place}
        hint={t.placeHint}
        suggest="/api/orte"
        maxLength={80}
        width="medium"
        autocomplete="postal-code"
        optional
      />
      {topicIds.map((topic) => (
        <input type="hidden" name="thema" value={topic} key={topic} />
      ))}
      {value.bogen && <input type="hidden" name="bogen" value={value.bogen} />}
      <details open={narrowed}>
        <summary>{t.filters}</summary>
        <div class="form">
          <div class="form-row">
            <Select
              form={state}
              name="art"
              label={t.kind}
              options={[
                { value: 'alles', label: t.kinds.all },
                { value: 'offer', label: t.kinds.offer },
                { value: 'person', label: t.kinds.person },
              ]}
            />
            <Select
              form={state}
              name="form"
              label={t.format}
              options={[
                { value: 'egal', label: t.formats.all },
                { value: 'online', label: t.formats.online },
                { value: 'vorort', label: t.formats.onSite },
              ]}
            />
            <Select
              form={state}
              name="sprache"
              label={t.language}
              blank={t.noAnswer}
              options={LANGUAGES.map((code) => ({ value: code, label: o.languageNames[code] ?? code }))}
            />
          </div>
          <Select
            form={state}
            name="branche"
            label={t.industry}
            blank={t.noAnswer}
            options={SECTIONS.map((section) => ({ value: section.code, label: inLocale(section, locale) }))}
          />
          <Checkbox form={state} name="frei" label={t.free} />
        </div>
      </details>
      <Button>{t.search}</Button>
    </form>
  );
}

export function Chips({ value, topicIds, topics, locale }: { value: Value; topicIds: string[]; topics: Topics; locale: Locale }) {
  const t = matchingTexts(locale);
  const without = (name: string) => searchPath(value, topicIds, { [name]: undefined });
  return (
    <p>
      {topicIds.map((id) => (
        <Chip
          key={id}
          label={topics.label(id, locale)}
          removeHref={searchPath(
            value,
            topicIds.filter((other) => other !== id),
          )}
          locale={locale}
        />
      ))}
      {value.art && value.art !== 'alles' && <Chip label={t.kinds[value.art]} removeHref={without('art')} locale={locale} />}
      {value.form && value.form !== 'egal' && (
        <Chip label={value.form === 'online' ? t.formats.online : t.formats.onSite} removeHref={without('form')} locale={locale} />
      )}
      {value.frei && <Chip label={t.free} removeHref={without('frei')} locale={locale} />}
      {value.sprache && (
        <Chip label={offersTexts(locale).languageNames[value.sprache] ?? value.sprache} removeHref={without('sprache')} locale={locale} />
      )}
      {value.branche && (
        <Chip
          label={inLocale(SECTIONS.find((section) => section.code === value.branche) ?? { de: '' }, locale)}
          removeHref={without('branche')}
          locale={locale}
        />
      )}
    </p>
  );
}
