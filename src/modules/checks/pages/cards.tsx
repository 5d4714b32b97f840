import { Alert, Button, CheckGroup, type FormState, LinkButton, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { type Card, cardChoices, cardsIn, MOST_CARDS } from '../cards.ts';
import type { Opened } from '../desk.ts';
import { planTexts } from '../texts-plan.ts';
import { checksTexts } from '../texts.ts';
import { base, crumbs } from './frame.tsx';

function CardView({ card, number, of, c }: { card: Card; number: number; of: number; c: Ctx }) {
  const t = planTexts(c.get('locale'));
  return (
    <article class="entry card" aria-labelledby={`karte-${number}`}>
      <p class="entry__kicker">{t.cardOf(number, of)}</p>
      <h2 class="entry__title" id={`karte-${number}`}>
        {card.title}
      </h2>
      <p>
        <strong>{t.cardSo}:</strong>
      </p>
      <ul>
        {card.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      {card.why && (
        <p>
          <strong>{t.cardWhy}:</strong> {card.why}
        </p>
      )}
      {card.question && (
        <p>
          <strong>{t.cardAsk}:</strong> {card.question}
        </p>
      )}
    </article>
  );
}

/** /bogen/:token/unterweisung: choose, then show; the address holds the choice, so it can be printed and kept. */
export function cardsPage(c: Ctx, opened: Opened): Response {
  const locale = c.get('locale');
  const t = planTexts(locale);
  const chosen = { punkt: c.req.queries('punkt') ?? [], massnahme: c.req.queries('massnahme') ?? [] };
  const isAsked = c.req.query('zeigen') !== undefined;
  const cards = cardsIn(opened, chosen, locale);
  const fault = !isAsked ? undefined : cards.length === 0 ? t.cardsNone : cards.length > MOST_CARDS ? t.cardsTooMany : undefined;
  const form: FormState = { locale, input: chosen, errors: fault ? { punkt: fault } : {} };
  const { points, measures } = cardChoices(opened);
  const query = new URL(c.req.url).search;
  const isShown = isAsked && fault === undefined;
  return renderPage(c, {
    title: t.cards,
    crumbs: [...crumbs(opened, locale), { href: `${base(opened)}/plan`, label: checksTexts(locale).plan }],
    isPrivate: true,
    status: fault ? 422 : 200,
    children: (
      <>
        <h1>{t.cards}</h1>
        {isShown ? (
          <>
            <div class="actions no-print">
              {opened.place === 'server' && <LinkButton href={`${base(opened)}/unterweisung.pdf${query}`}>{t.cardsPdf}</LinkButton>}
              <button class="kern-btn kern-btn--secondary" type="button" data-print hidden>
                <span class="kern-label">{checksTexts(locale).print}</span>
              </button>
              <LinkButton kind="tertiary" href={`${base(opened)}/unterweisung`}>
                {t.cardsOther}
              </LinkButton>
            </div>
            {cards.map((card, index) => (
              <CardView key={card.title} card={card} number={index + 1} of={cards.length} c={c} />
            ))}
          </>
        ) : (
          <>
            <p class="lead">{t.cardsLead}</p>
            {fault && <Alert kind="warning" title={fault} />}
            <form method="get" class="form">
              <CheckGroup
                form={form}
                name="punkt"
                label={t.cardsPoints}
                groups={opened.definition.themes.map((theme) => ({
                  label: inLocale(theme.title, locale),
                  options: points
                    .filter((point) => point.theme === theme.id)
                    .map((point) => ({ value: point.id, label: inLocale(point.title, locale) })),
                }))}
              />
              {measures.length > 0 && (
                <CheckGroup
                  form={form}
                  name="massnahme"
                  label={t.cardsMeasures}
                  options={measures.map((measure) => ({ value: measure.id, label: measure.text }))}
                />
              )}
              <Button name="zeigen" value="1">
                {t.cardsShow}
              </Button>
            </form>
          </>
        )}
      </>
    ),
  });
}
