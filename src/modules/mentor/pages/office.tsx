import { DataTable, EmptyState, Paged, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Guide, read } from '../model.ts';
import type { Unanswered } from '../store.ts';
import { mentorTexts } from '../texts.ts';

/** /geschaeftsstelle/wegweiser: where the guide did not help. */
export function officePage(c: Ctx, guide: Guide, topics: Topics, list: Page<Omit<Unanswered, 'month'>>): Response {
  const locale = c.get('locale');
  const t = mentorTexts(locale);
  const wayOf = (row: Omit<Unanswered, 'month'>): string =>
    [
      ...row.topics.map((topic) => topics.label(topic, locale)),
      ...read(guide, row.said).said.map(
        ({ question, option }) => `${inLocale(question, locale)} ${option ? inLocale(option, locale) : t.dontKnow}`,
      ),
    ].join(' · ') || t.office.noAnswers;
  const needOf = (id: string): string => {
    const need = guide.needs.find((each) => each.id === id);
    return need ? inLocale(need, locale) : '–';
  };
  return renderPage(c, {
    title: t.office.title,
    isPrivate: true,
    wide: true,
    children: (
      <>
        <h1>{t.office.title}</h1>
        <p class="lead">{t.office.lead}</p>
        {list.total === 0 ? (
          <EmptyState title={t.office.none} />
        ) : (
          <Paged list={list} c={c}>
            <DataTable
              caption={t.office.title}
              heads={[t.office.times, t.office.kind, t.office.way, t.office.led]}
              rows={list.rows.map((row) => ({
                key: [row.kind, ...row.said, ...row.topics, row.need].join(),
                cells: [String(row.times), t.kinds[row.kind], wayOf(row), needOf(row.need)],
              }))}
            />
          </Paged>
        )}
      </>
    ),
  });
}
