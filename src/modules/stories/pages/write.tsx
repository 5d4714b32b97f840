import { Alert, Button, ErrorSummary, type FormState, Journey, renderPage, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { PARTS, type Part } from '../model.ts';
import type { EditFault } from '../service/parts.ts';
import { shopTexts } from '../shop-texts.ts';
import type { StoryFile } from '../store/stories.ts';
import { storiesTexts } from '../texts.ts';

/** /geschichtenwerkstatt/:story/erzaehlen/:part: questions instead of an empty field. */
export function partPage(
  c: Ctx,
  { file, part, form, fault }: { file: StoryFile; part: Part; form: FormState; fault: EditFault | undefined },
): Response {
  const { locale } = form;
  const all = storiesTexts(locale);
  const t = shopTexts(locale);
  const { ask, example } = t.questions[part];
  const base = `/geschichtenwerkstatt/${file.row.id}`;
  const { parts, title } = file.row.content;
  const at = PARTS.indexOf(part);
  return renderPage(c, {
    title: all.sections[part],
    isPrivate: true,
    flashes: all.flash,
    status: fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [
      { href: '/geschichtenwerkstatt', label: t.title },
      { href: base, label: title || all.untitled },
    ],
    children: (
      <>
        <p class="muted">{t.part(at + 1, PARTS.length)}</p>
        <h1>{all.sections[part]}</h1>
        {fault && <Alert kind="danger" title={all.faults[fault]} />}
        {fault === 'changed' && (
          <details open>
            <summary>{t.other}</summary>
            <p class="prewrap">{parts[part]}</p>
          </details>
        )}
        <ErrorSummary errors={form.errors} locale={locale} />
        <h2 class="small-heading">{t.helping}</h2>
        <ul>
          {ask.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
        <details>
          <summary>{t.example}</summary>
          <p class="quote">{example}</p>
        </details>
        <form method="post" action={`${base}/erzaehlen/${part}`} class="form">
          <textarea hidden name="before">
            {parts[part]}
          </textarea>
          <TextArea form={form} name="text" label={t.text} hint={t.textHint} rows={12} maxLength={20_000} optional={part === 'setbacks'} />
          <p class="actions">
            <Button name="weiter" value={at + 1 < PARTS.length ? 'ja' : ''}>
              {at + 1 < PARTS.length ? t.saveNext : t.save}
            </Button>
            {at + 1 < PARTS.length && <Button kind="secondary">{t.save}</Button>}
          </p>
        </form>
        <Journey
          stations={PARTS.map((each) => ({
            label: all.sections[each],
            state: each === part ? 'now' : parts[each] === '' ? 'ahead' : 'done',
            href: each === part ? undefined : `${base}/erzaehlen/${each}`,
          }))}
          label={t.write}
          locale={locale}
        />
      </>
    ),
  });
}
