import { checkMark } from '../came-from.ts';
import { Alert, Button, type FormState, NeedMark, RadioGroup, TextArea } from '#design/index.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { MOST_NOTE_CHARACTERS, type NumberedChange } from '../assessment.ts';
import { accordOf, type Change, earlierRatings } from '../changes/model.ts';
import type { Checkpoint, Theme } from '../definition/model.ts';
import type { Opened } from '../desk.ts';
import { otherWord, ownWord } from '../desk.ts';
import { type Rating, RATINGS } from '../model.ts';
import { checksTexts } from '../texts.ts';
import { visibleTo } from '../together/wire.ts';
import { togetherTexts } from '../together/texts.ts';
import { wayTexts } from '../texts-way.ts';
import { noteField, ratingField } from './forms.ts';

interface PointProps {
  point: Checkpoint;
  form: FormState;
  locale: Locale;
  opened: Opened;
  history: readonly Change[];
}

type Part = Omit<PointProps, 'form' | 'history'>;

/** Two devices said different things: both are shown, one button decides. */
function Question({ point, values, locale }: { point: string; values: readonly string[]; locale: Locale }) {
  const t = checksTexts(locale);
  return (
    <Alert kind="warning" title={t.twoDevices}>
      <ul>
        {values.map((value) => (
          <li key={value}>{value}</li>
        ))}
      </ul>
      <p>{t.twoDevicesHint}</p>
      <Button kind="secondary" name="einig" value={point}>
        {t.decide}
      </Button>
    </Alert>
  );
}

/** Where a check point asks: filled by the server, and while the page is open by the island. */
function Disagreement({ point, opened, locale }: Part) {
  const t = checksTexts(locale);
  const conflicts = opened.assessment.conflicts.filter((conflict) => conflict.checkpoint === point.id && conflict.side === opened.side);
  const shown = (value: string, isRating: boolean) => (value === '' ? t.noAnswer : isRating ? t.rating[value as Rating] : value);
  const values = conflicts.flatMap((conflict) => conflict.values.map((value) => shown(value, conflict.field === 'rating')));
  return <div data-question>{values.length > 0 && <Question point={point.id} values={values} locale={locale} />}</div>;
}

/** The question as the island puts it where two devices begin to differ while the page is open; nothing of it is sent. */
export const QuestionTemplate = ({ locale }: { locale: Locale }) => (
  <template data-question-form>
    <Question point="" values={[]} locale={locale} />
  </template>
);

/** The other side's word beside one's own: it can be adopted, and never comes by itself. */
function OtherWord({ point, opened, locale }: Part) {
  const t = togetherTexts(locale);
  const said = otherWord(opened).ratings[point.id];
  const own = ownWord(opened).ratings[point.id];
  const { ratings, advice } = opened.assessment;
  const remark = opened.side === 'company' ? (advice.notes[point.id] ?? '') : '';
  return (
    <div class="other-word">
      <p>
        <strong>{t.otherSays[opened.side]}:</strong> <span data-other>{said ? checksTexts(locale).rating[said] : t.notYet}</span>
      </p>
      <p data-accord aria-live="polite">
        {t.accord[accordOf(ratings, advice.ratings, point.id)]}
      </p>
      {opened.side === 'company' && (
        <p data-advice hidden={remark === ''}>
          {t.advice}: <span data-advice-text>{remark}</span>
        </p>
      )}
      <p data-adopt hidden={said === undefined || said === own}>
        <Button kind="secondary" name="uebernehmen" value={point.id}>
          {t.adopt}
        </Button>
      </p>
    </div>
  );
}

function Earlier({ point, opened, locale, history }: Part & Pick<PointProps, 'history'>) {
  const t = togetherTexts(locale);
  const earlier = earlierRatings(history, opened.side, point.id)
    .filter((change) => change.value !== '')
    .slice(0, 5);
  if (earlier.length === 0) return null;
  return (
    <details>
      <summary>{t.earlier}</summary>
      <ul>
        {earlier.map((change) => (
          <li key={change.id}>
            {t.earlierLine(formatDate(new Date(change.at), locale), checksTexts(locale).rating[change.value as Rating])}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Help is one click away; from the device only the topic goes along. */
const helpPath = (opened: Opened, point: Checkpoint): string =>
  `/finden?${new URLSearchParams([...point.topics.slice(0, 2).map((topic) => ['thema', topic]), ...(opened.place === 'server' ? [['bogen', checkMark(opened)]] : [])] as [string, string][]).toString()}`;

/** One check point: what good practice is, and one's own word on it. */
export function CheckpointField({ point, form, locale, opened, history }: PointProps) {
  const t = checksTexts(locale);
  const together = togetherTexts(locale);
  const isCompany = opened.side === 'company';
  const note = noteField(point.id);
  const hasNote = (form.input[note]?.[0] ?? '') !== '' || form.errors[note] !== undefined;
  const noteLabel = isCompany ? t.note : together.adviceField;
  return (
    <section class="checkpoint" aria-labelledby={`titel-${point.id}`} data-checkpoint={point.id}>
      <h2 id={`titel-${point.id}`}>{inLocale(point.title, locale)}</h2>
      <p class="checkpoint__question">{inLocale(point.question, locale)}</p>
      <p class="muted small">{t.practiceTitle}:</p>
      <ul class="practice">
        {point.practice.map((text) => (
          <li key={text.de}>{inLocale(text, locale)}</li>
        ))}
      </ul>
      <details>
        <summary>{t.why}</summary>
        <p>{inLocale(point.why, locale)}</p>
      </details>
      {isCompany && (
        <p class="small">
          <a href={helpPath(opened, point)} aria-label={wayTexts(locale).askAbout(inLocale(point.title, locale))}>
            {wayTexts(locale).askSomebody}
          </a>
        </p>
      )}
      <Disagreement point={point} opened={opened} locale={locale} />
      <RadioGroup
        form={form}
        name={ratingField(point.id)}
        label={opened.isTogether ? together.own[opened.side] : t.ratingLegend}
        options={RATINGS.map((rating) => ({ value: rating, label: t.rating[rating], mark: <NeedMark need={rating} /> }))}
      />
      {opened.isTogether && <OtherWord point={point} opened={opened} locale={locale} />}
      <Earlier point={point} opened={opened} locale={locale} history={history} />
      <details open={hasNote} class="note">
        <summary>{noteLabel}</summary>
        <TextArea
          form={form}
          name={note}
          label={noteLabel}
          hint={isCompany ? t.noteHint : together.adviceHint}
          optional
          rows={3}
          maxLength={MOST_NOTE_CHARACTERS}
        />
      </details>
    </section>
  );
}

/** What a form needs to be worked on together (together/island.ts): words, and what has been said so far in its theme. */
export function liveData(opened: Opened, theme: Theme, history: readonly NumberedChange[], locale: Locale) {
  const t = togetherTexts(locale);
  const words = {
    rating: checksTexts(locale).rating,
    noAnswer: checksTexts(locale).noAnswer,
    notYet: t.notYet,
    accord: t.accord,
    ...t.state,
  };
  const points = new Set(theme.checkpoints.map((point) => point.id));
  const changes = visibleTo(opened.side, history).filter((change) => points.has(change.checkpoint));
  return {
    'data-live': opened.path,
    'data-side': opened.side,
    'data-words': JSON.stringify(words),
    'data-changes': JSON.stringify(changes),
  };
}
