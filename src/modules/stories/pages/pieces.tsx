import type { ComponentChildren } from 'preact';
import { Alert, Button, ErrorSummary, FileField, type FormState, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { shopTexts } from '../shop-texts.ts';
import type { StoryFile } from '../store/stories.ts';
import { storiesTexts } from '../texts.ts';

const FIGURE_ROWS = 6;

/** The frame of a page on which one piece of a story is worked on. */
function piecePage(
  c: Ctx,
  file: StoryFile,
  form: FormState,
  title: string,
  fault: string | undefined,
  children: ComponentChildren,
): Response {
  const { locale } = form;
  const all = storiesTexts(locale);
  return renderPage(c, {
    title,
    isPrivate: true,
    flashes: all.flash,
    status: fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [
      { href: '/geschichtenwerkstatt', label: shopTexts(locale).title },
      { href: `/geschichtenwerkstatt/${file.row.id}`, label: file.row.content.title || all.untitled },
    ],
    children: (
      <>
        <h1>{title}</h1>
        {fault && <Alert kind="danger" title={fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        {children}
      </>
    ),
  });
}

/** …/zahlen */
export function figuresPage(c: Ctx, file: StoryFile, form: FormState, fault: string | undefined): Response {
  const all = storiesTexts(form.locale);
  const t = shopTexts(form.locale);
  return piecePage(
    c,
    file,
    form,
    t.figures,
    fault,
    <>
      <p class="lead">{t.figuresHint}</p>
      <form method="post" action={`/geschichtenwerkstatt/${file.row.id}/zahlen`} class="form">
        {Array.from({ length: FIGURE_ROWS }, (_, row) => (
          <fieldset class="three-fields plain-fieldset" key={`row ${String(row)}`}>
            <legend class="visually-hidden">{t.figureRow(row + 1)}</legend>
            <TextField form={form} name={`label${row}`} label={t.figure} maxLength={120} optional />
            <TextField form={form} name={`before${row}`} label={all.before} maxLength={120} optional />
            <TextField form={form} name={`after${row}`} label={all.now} maxLength={120} optional />
          </fieldset>
        ))}
        <Button>{t.save}</Button>
      </form>
    </>,
  );
}

/** …/zitate */
export function quotesPage(c: Ctx, file: StoryFile, form: FormState, fault: string | undefined): Response {
  const t = shopTexts(form.locale);
  const base = `/geschichtenwerkstatt/${file.row.id}/zitate`;
  return piecePage(
    c,
    file,
    form,
    t.quotes,
    fault,
    <>
      <p class="lead">{t.quotesHint}</p>
      {file.quotes.map((quote) => (
        <section class="entry" key={quote.id}>
          <blockquote class="quote">{quote.text}</blockquote>
          <p>
            {quote.person} <span class="tag">{t.consents[quote.consent]}</span>
          </p>
          {quote.paper !== '' && <p class="muted small">{quote.paper}</p>}
          {quote.consent === 'open' && (
            <details>
              <summary>{t.savePaper}</summary>
              <form method="post" action={`${base}/${quote.id}/papier`} class="form">
                <TextField form={form} name="paper" label={t.paper} maxLength={300} />
                <Button kind="secondary">{t.savePaper}</Button>
              </form>
            </details>
          )}
          <form method="post" action={`${base}/${quote.id}/entfernen`}>
            <Button kind="tertiary">{t.removeQuote}</Button>
          </form>
        </section>
      ))}
      <h2>{t.addQuote}</h2>
      <form method="post" action={base} class="form">
        <TextArea form={form} name="quote" label={t.quote} rows={3} maxLength={1000} />
        <TextField form={form} name="person" label={t.person} hint={t.personHint} maxLength={120} autocomplete="off" />
        <TextField
          form={form}
          name="personMail"
          label={t.personMail}
          hint={t.personMailHint}
          type="email"
          maxLength={254}
          autocomplete="off"
          optional
        />
        <Button>{t.addQuote}</Button>
      </form>
    </>,
  );
}

/** …/bildauswahl */
export function picturePage(c: Ctx, file: StoryFile, form: FormState): Response {
  const t = shopTexts(form.locale);
  const base = `/geschichtenwerkstatt/${file.row.id}/bild`;
  const { picture } = file;
  const described = picture && form.input['alt'] === undefined ? { ...form, input: { ...form.input, alt: [picture.alt] } } : form;
  return piecePage(
    c,
    file,
    form,
    t.picture,
    undefined,
    picture ? (
      <>
        <img class="story__picture" src={`${base}?breite=640`} width={picture.width} height={picture.height} alt={picture.alt} />
        <form method="post" action={`${base}/text`} class="form">
          <TextField form={described} name="alt" label={t.alt} hint={t.altHint} maxLength={300} />
          <Button>{t.saveAlt}</Button>
        </form>
        <form method="post" action={`${base}/entfernen`}>
          <Button kind="tertiary">{t.removePicture}</Button>
        </form>
      </>
    ) : (
      <>
        <p>{t.noPicture}</p>
        <form method="post" action={base} class="form" encType="multipart/form-data">
          <FileField label={t.picture} hint={t.pictureHint} accept="image/jpeg,image/png,image/webp" error={form.errors['datei']} />
          <TextField form={form} name="alt" label={t.alt} hint={t.altHint} maxLength={300} />
          <Button>{t.addPicture}</Button>
        </form>
      </>
    ),
  );
}
