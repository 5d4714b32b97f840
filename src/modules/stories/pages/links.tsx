import { Alert, Button, ErrorSummary, type FormState, Journey, RadioGroup, renderPage, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { stageAfter, versionOf } from '../model.ts';
import { shopTexts } from '../shop-texts.ts';
import { type StoryFile, storyOf } from '../store/stories.ts';
import { storiesTexts } from '../texts.ts';
import { stationsOf } from './parts.tsx';
import { StoryText, whoOf } from './reading.tsx';

export interface CompanyView {
  file: StoryFile;
  base: string;
  /** What is shown, as it would be agreed to. */
  hash: string;
  names: { where: string; names: string[] }[];
  form: FormState;
  fault: string | undefined;
}

function Decide({ view, locale }: { view: CompanyView; locale: Locale }) {
  const t = storiesTexts(locale).company;
  const { file, base, hash, names, form } = view;
  const found = [...new Set(names.flatMap((each) => each.names))];
  return (
    <>
      <form method="post" action={`${base}/freigeben`} class="form">
        <input type="hidden" name="fassung" value={hash} />
        <RadioGroup
          form={form}
          name="nennen"
          label={t.how}
          options={[
            { value: 'nein', label: t.unnamed, hint: t.unnamedHint },
            { value: 'ja', label: t.named(file.row.company) },
          ]}
        />
        {found.length > 0 && (
          <Alert kind="warning" title={shopTexts(locale).namesLeft}>
            <p>{found.join(', ')}</p>
          </Alert>
        )}
        <Button>{t.approve}</Button>
      </form>
      <details open={form.errors['word'] !== undefined}>
        <summary>{t.wish}</summary>
        <form method="post" action={`${base}/aendern`} class="form">
          <TextArea form={form} name="word" label={t.wishWord} rows={4} maxLength={2000} />
          <Button kind="secondary">{t.sendWish}</Button>
        </form>
      </details>
    </>
  );
}

/** /geschichte/:token: what the company reads, agrees to, and takes back. */
export function companyPage(c: Ctx, view: CompanyView): Response {
  const locale = c.get('locale');
  const all = storiesTexts(locale);
  const t = all.company;
  const { file, base, form } = view;
  const { row, published } = file;
  const version = versionOf(storyOf(file), row.approved_named === true);
  const open = file.quotes.filter((quote) => quote.consent === 'open').length;
  const lead = () => {
    if (row.stage === 'withdrawn') return t.leadWithdrawn(formatDay(row.erase_on ?? '', locale));
    if (row.stage === 'approval') return t.lead;
    if (published) return t.leadPublic;
    return row.stage === 'approved' ? t.leadApproved : t.leadEarly;
  };
  const isShown = row.stage !== 'withdrawn' && row.stage !== 'writing' && row.stage !== 'editing';
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: all.flash,
    status: view.fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{lead()}</p>
        {view.fault && <Alert kind="danger" title={view.fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        <Journey stations={stationsOf(file, locale)} label={shopTexts(locale).way} locale={locale} />
        {published && (
          <p>
            <a href={`/geschichten/${published.slug}`}>{shopTexts(locale).seePage}</a>
          </p>
        )}
        {isShown && (
          <article class="preview" aria-label={t.text}>
            <p class="muted">{[version.company || all.unnamed, whoOf(version, locale)].filter(Boolean).join(' · ')}</p>
            <h2 class="preview__title" lang={version.locale}>
              {version.title}
            </h2>
            <StoryText version={version} picture={`${base}/bild`} locale={locale} />
          </article>
        )}
        {isShown && open > 0 && <p class="muted">{t.openQuotes(open)}</p>}
        {row.stage === 'approval' && <Decide view={view} locale={locale} />}
        {stageAfter(row.stage, 'withdraw') && (
          <>
            <h2>{t.withdraw}</h2>
            <p>{t.withdrawHint}</p>
            <form method="post" action={`${base}/zurueckziehen`}>
              <Button kind="secondary">{t.withdraw}</Button>
            </form>
          </>
        )}
        {row.stage === 'withdrawn' && (
          <form method="post" action={`${base}/wieder`}>
            <Button kind="secondary">{t.reopen}</Button>
          </form>
        )}
      </>
    ),
  });
}

/** /zitat/:token */
export function quotePage(c: Ctx, file: StoryFile, quoteId: string, action: string): Response {
  const locale = c.get('locale');
  const t = storiesTexts(locale).quotePage;
  const quote = file.quotes.find((each) => each.id === quoteId);
  const isGiven = quote?.consent === 'given';
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    children: (
      <>
        <h1>{isGiven ? t.thanks : t.title}</h1>
        <p class="lead">{isGiven ? t.given : t.lead}</p>
        <blockquote class="quote">{quote?.text}</blockquote>
        <p>{t.as(quote?.person ?? '')}</p>
        <p class="muted">{t.about(file.row.content.title)}</p>
        <form method="post" action={action} class="actions">
          {!isGiven && (
            <Button name="zustimmung" value="ja">
              {t.yes}
            </Button>
          )}
          <Button kind="secondary" name="zustimmung" value="nein">
            {isGiven ? t.takeBack : t.no}
          </Button>
        </form>
        <p class="muted small">{t.free}</p>
      </>
    ),
  });
}

/** What somebody reads who did not agree. */
export function quoteGonePage(c: Ctx): Response {
  const t = storiesTexts(c.get('locale')).quotePage;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.gone}</p>
      </>
    ),
  });
}
