import { Button, LinkButton } from '#design/index.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Theme } from '../definition/model.ts';
import { type Opened, themesInFocus } from '../desk.ts';
import type { Measure, Ratings } from '../model.ts';
import { minutesFor, openIn, portionsOf } from '../portions.ts';
import { wayTexts } from '../texts-way.ts';
import { base } from './frame.tsx';

/** The smallest step out of a theme: the first proposal of its worst point that is not in the plan yet. */
function smallStep(theme: Theme, ratings: Ratings, measures: readonly Measure[], locale: Locale) {
  for (const need of ['urgent', 'some'] as const) {
    for (const point of theme.checkpoints.filter((candidate) => ratings[candidate.id] === need)) {
      if (measures.some((measure) => measure.checkpoint === point.id)) continue;
      const [proposal] = point.measures;
      if (proposal) return { point, text: inLocale(proposal, locale) };
    }
  }
  return undefined;
}

/** Said after a theme: where one stands, what is left, and one small measure to take over at once. */
export function AfterTheme({ opened, theme, next, locale }: { opened: Opened; theme: Theme; next: string; locale: Locale }) {
  const t = wayTexts(locale);
  const { assessment, full } = opened;
  const { ratings, measures } = assessment;
  const count = (rating: string) => theme.checkpoints.filter((point) => ratings[point.id] === rating).length;
  const open = theme.checkpoints.filter((point) => ratings[point.id] === undefined).length;
  const themes = themesInFocus(opened);
  const left = openIn(themes, ratings);
  const portion = portionsOf(full, themes).find((candidates) => candidates.at(-1)?.id === theme.id);
  const isPortionDone = portion !== undefined && left > 0 && openIn(portion, ratings) === 0;
  const step = opened.side === 'company' ? smallStep(theme, ratings, measures, locale) : undefined;
  return (
    <aside class="aside" aria-labelledby="danach">
      <h2 id="danach">{t.afterTitle(inLocale(theme.title, locale), open)}</h2>
      <p>
        {t.afterState(count('urgent'), count('some'), open)} {t.afterLeft(left, minutesFor(full, left))}
      </p>
      {step && (
        <form method="post" action={`${base(opened)}/plan/uebernehmen`}>
          <input type="hidden" name="checkpoint" value={step.point.id} />
          <input type="hidden" name="vorschlag" value="0" />
          <input type="hidden" name="zurueck" value={next} />
          <p>
            {t.small} <strong>{step.text}</strong>
          </p>
          <Button kind="secondary">{t.takeSmall}</Button>
        </form>
      )}
      {isPortionDone && (
        <>
          <p>{t.afterPortion}</p>
          <LinkButton kind="tertiary" href={base(opened)}>
            {t.stop}
          </LinkButton>
        </>
      )}
    </aside>
  );
}
