import { Button, RadioGroup, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { anchoringTexts } from '../texts.ts';
import type { OwnView } from './own.tsx';

/** /organisation/:organisation/verankerung/einschaetzung */
export function assessPage(c: Ctx, { organisation, definition, form }: Pick<OwnView, 'organisation' | 'definition' | 'form'>): Response {
  const { locale } = form;
  const t = anchoringTexts(locale);
  const options = ['none', 'some', 'urgent', 'notApplicable'].map((value) => ({ value, label: t.ratings[value] ?? value }));
  return renderPage(c, {
    title: t.assess,
    isPrivate: true,
    crumbs: [
      { href: `/organisation/${organisation.id}`, label: organisation.name },
      { href: `/organisation/${organisation.id}/verankerung`, label: t.title },
    ],
    children: (
      <>
        <h1>{t.assess}</h1>
        <p class="lead">{t.assessLead}</p>
        <form method="post" action={`/organisation/${organisation.id}/verankerung/einschaetzung`} class="form">
          {definition.themes.map((theme) => (
            <section key={theme.id}>
              <h2>{inLocale(theme.title, locale)}</h2>
              <p>{inLocale(theme.intro, locale)}</p>
              {theme.checkpoints.map((point) => (
                <section class="checkpoint" key={point.id}>
                  <h3>{inLocale(point.title, locale)}</h3>
                  <RadioGroup form={form} name={point.id} label={inLocale(point.question, locale)} options={options} />
                  <details>
                    <summary>{t.practice}</summary>
                    <ul class="practice">
                      {point.practice.map((text) => (
                        <li key={text.de}>{inLocale(text, locale)}</li>
                      ))}
                    </ul>
                  </details>
                </section>
              ))}
            </section>
          ))}
          <Button>{t.save}</Button>
        </form>
      </>
    ),
  });
}

/** /organisation/:organisation/verankerung/potenzial */
export function potentialPage(c: Ctx, organisation: OwnView['organisation'], lines: { text: string; href: string }[]): Response {
  const locale: Locale = c.get('locale');
  const t = anchoringTexts(locale);
  return renderPage(c, {
    title: t.potential,
    isPrivate: true,
    crumbs: [
      { href: `/organisation/${organisation.id}`, label: organisation.name },
      { href: `/organisation/${organisation.id}/verankerung`, label: t.title },
    ],
    children: (
      <>
        <h1>{t.potential}</h1>
        <p class="lead">{t.potentialLead}</p>
        {lines.length === 0 && <p class="muted">{t.noPotential}</p>}
        <ul>
          {lines.map((line) => (
            <li key={line.text}>
              <a href={line.href}>{line.text}</a>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}
