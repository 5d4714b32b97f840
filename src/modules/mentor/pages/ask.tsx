import { Alert, Button, ErrorSummary, type FormState, LinkButton, RadioGroup, renderPage, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatList } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Guide, type Likely, type Question, UNKNOWN } from '../model.ts';
import { mentorTexts } from '../texts.ts';
import { KeptWay, SaidList, type Way, wayPath } from './parts.tsx';

const MOST_LIKELY = 3;

/** /wegweiser: in one's own words, or straight to the questions. */
export function beginPage(c: Ctx, form: FormState): Response {
  const { locale } = form;
  const t = mentorTexts(locale);
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    flashes: t.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" action="/wegweiser" class="form">
          <TextArea form={form} name="text" label={t.words} hint={t.wordsHint} rows={3} maxLength={500} />
          <Button>{t.begin}</Button>
        </form>
        <p>
          <a href="/wegweiser/fragen">{t.orAsk}</a>
        </p>
      </>
    ),
  });
}

export interface AskView {
  way: Way;
  question: Question;
  likely: readonly Likely[];
  /** Answers that the guide does not know. */
  stray: number;
  isNotUnderstood: boolean;
  form: FormState;
}

/** /wegweiser/fragen: one question, why it is asked, and what was said so far. */
export function askPage(c: Ctx, { most }: Guide, topics: Topics, view: AskView): Response {
  const { way, question, form } = view;
  const { locale } = form;
  const t = mentorTexts(locale);
  const options = [
    ...question.options.map((option) => ({ value: `${question.id}.${option.id}`, label: inLocale(option, locale) })),
    { value: `${question.id}.${UNKNOWN}`, label: t.dontKnow },
  ];
  const number = way.said.length + 1;
  return renderPage(c, {
    title: t.count(number, most),
    isPrivate: true,
    crumbs: [{ href: '/wegweiser', label: t.title }],
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <p class="muted">{t.count(number, most)}</p>
        <h1>{inLocale(question, locale)}</h1>
        {view.stray > 0 && <Alert kind="info" title={t.stray} />}
        {view.isNotUnderstood && <Alert kind="info" title={t.notUnderstood} />}
        {number === 1 && way.spoken.length > 0 && (
          <p>
            {t.understood(
              formatList(
                way.spoken.map((id) => topics.label(id, locale)),
                locale,
              ),
            )}
          </p>
        )}
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="get" action="/wegweiser/fragen" class="form">
          <KeptWay way={way} />
          <input type="hidden" name="jetzt" value={question.id} />
          <input type="hidden" name="gesendet" value="ja" />
          <RadioGroup form={form} name="a" label={inLocale(question, locale)} options={options} className="legend-hidden" />
          <Button>{t.next}</Button>
        </form>
        {way.said.length > 0 && (
          <p>
            <LinkButton href={wayPath({ ...way, said: way.said.slice(0, -1) })} kind="tertiary">
              {t.back}
            </LinkButton>
          </p>
        )}
        <details>
          <summary>{t.why}</summary>
          <p>{t.whyText}</p>
          <ul>
            {view.likely.slice(0, MOST_LIKELY).map(({ need, chance }) => (
              <li key={need.id}>{t.chance(inLocale(need, locale), Math.round(chance * 100))}</li>
            ))}
          </ul>
        </details>
        <SaidList way={way} locale={locale} />
        <p class="muted small">{t.keep}</p>
      </>
    ),
  });
}
