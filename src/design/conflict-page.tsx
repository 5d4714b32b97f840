import { CHOICE_PREFIX, DISPUTED_FIELD, MINE, SEEN_FIELD, STORED } from '../platform/forms/shell-fields.ts';
import type { Ctx } from '../platform/http/context.ts';
import type { Conflict, Difference } from '../platform/http/posted/index.ts';
import type { Locale } from '../platform/i18n/index.ts';
import { Alert } from './components/feedback.tsx';
import { Button, LinkButton } from './components/form.tsx';
import { renderPage } from './page.tsx';
import { designTexts } from './texts.ts';

const preferred = ({ by }: Difference): string | undefined => (by === 'others' ? STORED : by === 'me' ? MINE : undefined);

function Version({ words, locale }: { words: readonly string[]; locale: Locale }) {
  const text = words.filter((word) => word !== '').join(', ');
  return text === '' ? <em class="muted">{designTexts(locale).conflict.empty}</em> : <span class="version-text">{text}</span>;
}

function Field({ difference, chosen, locale }: { difference: Difference; chosen: string | undefined; locale: Locale }) {
  const t = designTexts(locale).conflict;
  const { name, label, storedWords, mineWords, by } = difference;
  const field = `${CHOICE_PREFIX}${name}`;
  const checked = chosen ?? preferred(difference);
  const versions = [
    { value: STORED, title: t.stored, words: storedWords },
    { value: MINE, title: t.mine, words: mineWords },
  ];
  return (
    <fieldset class="kern-fieldset versions">
      <legend class="kern-label">{label}</legend>
      <p class="kern-hint">{t.by[by]}</p>
      <input type="hidden" name={DISPUTED_FIELD} value={name} />
      <div class="versions__both">
        {versions.map(({ value, title, words }) => (
          <label class="versions__one" key={value}>
            <span class="versions__title">
              <input type="radio" name={field} value={value} checked={checked === value} required /> {title}
            </span>
            <Version words={words} locale={locale} />
          </label>
        ))}
      </div>
      {difference.mine.map((value, index) => (
        <input key={index} type="hidden" name={name} value={value} />
      ))}
    </fieldset>
  );
}

/** Somebody else saved meanwhile: both versions side by side, and for each field which one holds. */
export function renderConflict(c: Ctx, conflict: Conflict): Response {
  const locale = c.get('locale');
  const t = designTexts(locale).conflict;
  const isOpen = conflict.chosen.size > 0;
  return renderPage(c, {
    title: t.title,
    status: 409,
    isPrivate: true,
    wide: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {isOpen && <Alert kind="warning" title={t.choose} />}
        <form method="post" action={conflict.action} class="form">
          {conflict.rest.map(([name, value], index) => (
            <input key={index} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name={SEEN_FIELD} value={conflict.seen} />
          {conflict.differences.map((difference) => (
            <Field key={difference.name} difference={difference} chosen={conflict.chosen.get(difference.name)} locale={locale} />
          ))}
          <div class="actions">
            <Button>{t.save}</Button>
            <LinkButton href={conflict.page} kind="secondary">
              {t.discard}
            </LinkButton>
          </div>
        </form>
      </>
    ),
  });
}
