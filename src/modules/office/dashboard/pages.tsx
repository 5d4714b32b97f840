import { EmptyState, Entry, LinkButton, Paged, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { partsText } from './figures.ts';
import { type Figure, pressing } from './model.ts';
import { dashboardTexts } from './texts.ts';

const BASE = '/geschaeftsstelle/ueberblick';
const sentence = (text: string) => text && `${text}.`;

/** /geschaeftsstelle/ueberblick */
export function dashboardPage(c: Ctx, figures: Figure[]): Response {
  const locale = c.get('locale');
  const t = dashboardTexts(locale);
  const now = pressing(figures);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <h2>{t.today}</h2>
        {now.length === 0 && <EmptyState title={t.nothing} />}
        {now.map((figure) => (
          <div class="row" key={figure.id}>
            <p class="row__text">
              <a href={`${BASE}/${figure.id}`}>{t.titles[figure.id]}</a> <span class="muted small">{partsText(figure, locale)}</span>
            </p>
            <strong>{figure.count}</strong>
          </div>
        ))}
        <h2>{t.figures}</h2>
        <ul class="entries">
          {figures.map((figure) => (
            <Entry key={figure.id} href={`${BASE}/${figure.id}`} title={`${t.titles[figure.id]}: ${figure.count}`} level={3}>
              <p>
                {sentence(partsText(figure, locale))} <span class="muted">{t.captions[figure.id]}</span>
              </p>
            </Entry>
          ))}
        </ul>
        <p class="actions">
          <LinkButton href="/geschaeftsstelle/bericht.pdf" kind="secondary">
            {t.pdf}
          </LinkButton>
          <LinkButton href="/geschaeftsstelle/bericht.xlsx" kind="secondary">
            {t.xlsx}
          </LinkButton>
        </p>
      </>
    ),
  });
}

/** /geschaeftsstelle/ueberblick/:figure: what lies behind a figure. */
export function figurePage(c: Ctx, figure: Figure): Response {
  const locale = c.get('locale');
  const t = dashboardTexts(locale);
  const title = t.titles[figure.id];
  return renderPage(c, {
    title,
    isPrivate: true,
    crumbs: [{ href: BASE, label: t.title }],
    children: (
      <>
        <h1>{`${title}: ${figure.count}`}</h1>
        <p class="lead">{t.captions[figure.id]}</p>
        <p>{sentence(partsText(figure, locale))}</p>
        {figure.rows.total === 0 && <p class="muted">{t.empty}</p>}
        <Paged list={figure.rows} c={c}>
          {figure.rows.rows.map((row, index) => (
            <div class="row" key={`${row.title} ${String(index)}`}>
              <p class="row__text">{row.href ? <a href={row.href}>{row.title}</a> : row.title}</p>
              <span class="muted small">{row.note}</span>
            </div>
          ))}
        </Paged>
      </>
    ),
  });
}
