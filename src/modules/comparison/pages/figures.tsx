import { DataTable, EmptyState, renderPage, ShareBars } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { sectionOf, sizeLabel, stateName } from '#reference/index.ts';
import type { CheckDefinition, Opened } from '#modules/checks/index.ts';
import { type Cell, FAMILIES, ownShare, RULES, standing } from '../model.ts';
import type { ShownFigure } from '../service.ts';
import { comparisonTexts } from '../texts.ts';

function cellName({ family, value }: Cell, locale: Locale): string {
  const t = comparisonTexts(locale);
  if (family === 'all') return t.families.all;
  const section = sectionOf(value);
  const name = family === 'size' ? sizeLabel(value) : family === 'state' ? stateName(value) : section ? inLocale(section, locale) : value;
  return `${t.families[family]}: ${name}`;
}

/** A rounded share in words; the ends say that they are ends. */
function shareText(percent: number, locale: Locale): string {
  const t = comparisonTexts(locale);
  const ends = RULES.ends.value;
  if (percent <= ends) return t.atMost(ends);
  return percent >= 100 - ends ? t.atLeast(100 - ends) : t.about(percent);
}

function quarterText(quarter: string, locale: Locale): string {
  const [year = 0, number = 0] = quarter.split('-').map(Number);
  return comparisonTexts(locale).quarter(number, year);
}

interface FigureProps {
  figure: ShownFigure;
  definition: CheckDefinition;
  opened: Opened | undefined;
  locale: Locale;
}

function FigureView({ figure, definition, opened, locale }: FigureProps) {
  const t = comparisonTexts(locale);
  const ratings = opened?.assessment.ratings;
  const own = (points: string[], value: number): string[] => {
    if (!ratings) return [];
    const word = standing(ratings, points, value);
    return [word ? t.standing[word] : t.notRated];
  };
  const name = cellName(figure.cell, locale);
  const themes = definition.themes.flatMap((theme) => {
    const value = figure.themes[theme.id];
    if (value === undefined) return [];
    const points = theme.checkpoints.map((point) => point.id);
    const words = [shareText(value, locale), ...own(points, value)];
    const [share, ...beside] = words;
    const text = [share, ...beside.map((word) => `${t.you}: ${word}`)].join(' · ');
    return [{ key: theme.id, title: inLocale(theme.title, locale), value, words, text, mark: ratings && ownShare(ratings, points) }];
  });
  const points = definition.themes.flatMap((theme) =>
    theme.checkpoints.flatMap((point) => {
      const value = figure.points[point.id];
      return value === undefined
        ? []
        : [{ key: point.id, cells: [inLocale(point.title, locale), shareText(value, locale), ...own([point.id], value)] }];
    }),
  );
  const you = opened ? [t.you] : [];
  return (
    <section>
      <h2>{name}</h2>
      <p class="muted">{t.stand(quarterText(figure.quarter, locale), t.behind[figure.behind])}</p>
      <ShareBars
        summary={t.share}
        markLabel={t.you}
        rows={themes.map(({ title, value, text, mark }) => ({ label: title, share: value, text, mark }))}
      />
      <details>
        <summary>{t.asTable}</summary>
        <DataTable
          captionHidden
          heads={[t.theme, t.share, ...you]}
          rows={themes.map(({ key, title, words }) => ({ key, cells: [title, ...words] }))}
          caption={name}
        />
      </details>
      {points.length > 0 && (
        <details>
          <summary>{t.points}</summary>
          <DataTable captionHidden heads={[t.point, t.sharePoint, ...you]} rows={points} caption={`${name}, ${t.points}`} />
        </details>
      )}
    </section>
  );
}

function Method({ locale }: { locale: Locale }) {
  const t = comparisonTexts(locale);
  return (
    <details>
      <summary>{t.method}</summary>
      {t.methodText.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <h3>{t.rules}</h3>
      <dl>
        {(Object.keys(RULES) as (keyof typeof RULES)[]).map((rule) => (
          <div key={rule}>
            <dt>
              <strong>
                {t.ruleNames[rule]}: {RULES[rule].value}
              </strong>
            </dt>
            <dd lang="de">{RULES[rule].why}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** /checks/:id/vergleich, and beside one's own sheet /bogen/:token/vergleich: the same figures for everybody. */
export function figuresPage(
  c: Ctx,
  definition: CheckDefinition,
  figures: readonly ShownFigure[],
  opened?: Opened,
  state?: string,
): Response {
  const locale = c.get('locale');
  const t = comparisonTexts(locale);
  const check = inLocale(definition.title, locale);
  const ordered = figures.toSorted(
    (a, b) => FAMILIES.indexOf(a.cell.family) - FAMILIES.indexOf(b.cell.family) || (a.cell.value < b.cell.value ? -1 : 1),
  );
  const company = opened?.assessment.company;
  const fits = ({ cell }: ShownFigure) =>
    cell.family === 'all' ||
    (cell.family === 'size' && cell.value === company?.size) ||
    (cell.family === 'industry' && cell.value === company?.industry) ||
    (cell.family === 'state' && cell.value === state);
  const shown = opened ? ordered.filter(fits) : ordered;
  return renderPage(c, {
    title: opened ? t.own : t.title,
    isPrivate: opened !== undefined,
    crumbs: opened ? [{ href: opened.path, label: check }] : [{ href: `/checks/${definition.id}`, label: check }],
    children: (
      <>
        <h1>{opened ? t.own : t.title}</h1>
        <p class="lead">{opened ? t.ownLead : t.lead(check)}</p>
        {opened && (
          <p>
            <a href={`${opened.path}/zuschneiden`}>{t.tellMore}</a>
          </p>
        )}
        {shown.length === 0 && (
          <EmptyState title={t.noFigures}>
            <p>{t.noFiguresHint}</p>
          </EmptyState>
        )}
        {shown.map((figure) => (
          <FigureView
            key={`${figure.cell.family} ${figure.cell.value}`}
            figure={figure}
            definition={definition}
            opened={opened}
            locale={locale}
          />
        ))}
        <Method locale={locale} />
      </>
    ),
  });
}
