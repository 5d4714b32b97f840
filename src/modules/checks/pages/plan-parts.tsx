import { DataTable, LinkButton } from '#design/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Opened } from '../desk.ts';
import type { Measure } from '../model.ts';
import { planTexts } from '../texts-plan.ts';
import { base } from './frame.tsx';

/** What the server makes of a plan: tables, texts, dates, cards. */
export function Exports({ opened, locale }: { opened: Opened; locale: Locale }) {
  const t = planTexts(locale);
  const kinds = [
    ['plan.xlsx', t.xlsx],
    ['plan.docx', t.docx],
    ['plan.ics', t.calendar],
  ] as const;
  return (
    <div class="actions no-print">
      {opened.place === 'server' &&
        kinds.map(([file, label]) => (
          <LinkButton key={file} kind="tertiary" href={`${base(opened)}/${file}`}>
            {label}
          </LinkButton>
        ))}
      <LinkButton kind="tertiary" href={`${base(opened)}/unterweisung`}>
        {t.cards}
      </LinkButton>
    </div>
  );
}

interface Month {
  month: string;
  added: number;
  done: number;
}

/** How many measures came and were done, by month, the last twelve that have any. */
function monthsOf(measures: readonly Measure[]): Month[] {
  const months = new Map<string, Month>();
  const count = (day: string | undefined, key: 'added' | 'done') => {
    if (day === undefined) return;
    const month = day.slice(0, 7);
    const entry = months.get(month) ?? { month, added: 0, done: 0 };
    entry[key]++;
    months.set(month, entry);
  };
  for (const measure of measures) {
    count(measure.addedOn, 'added');
    count(measure.doneOn, 'done');
  }
  return [...months.values()].toSorted((a, b) => (a.month < b.month ? -1 : 1)).slice(-12);
}

/** What is done, under way, still open; a table by month behind it. */
export function PlanProgress({ measures, locale }: { measures: readonly Measure[]; locale: Locale }) {
  const t = planTexts(locale);
  const counted = measures.filter((measure) => measure.state !== 'dropped');
  const count = (state: Measure['state']) => counted.filter((measure) => measure.state === state).length;
  const months = monthsOf(measures);
  const total = Math.max(1, counted.length);
  return (
    <section aria-labelledby="vorankommen">
      <h2 id="vorankommen">{t.progress}</h2>
      <p>{t.progressText(count('done'), count('doing'), count('open'))}</p>
      <progress class="progress" value={count('done')} max={total} aria-labelledby="vorankommen" />
      {months.length > 0 && (
        <details>
          <summary>{t.progressMonth}</summary>
          <DataTable
            numeric
            caption={t.progress}
            captionHidden
            heads={[t.progressMonth, t.progressAdded, t.progressDone]}
            rows={months.map(({ month, added, done }) => ({ key: month, cells: [month, String(added), String(done)] }))}
          />
        </details>
      )}
    </section>
  );
}
