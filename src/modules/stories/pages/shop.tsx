import { Alert, Button, ErrorSummary, type FormState, Journey, LinkButton, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDateTime, formatDay } from '#platform/i18n/format.ts';
import { stageAfter, missingIn, PARTS } from '../model.ts';
import { shopTexts } from '../shop-texts.ts';
import { type StoryFile, storyOf } from '../store/stories.ts';
import { storiesTexts } from '../texts.ts';
import { stationsOf } from './parts.tsx';

export interface ShopView {
  file: StoryFile;
  mayPublish: boolean;
  names: { where: string; names: string[] }[];
  form: FormState;
  fault: string | undefined;
}

/** What is missing, and what whoever looks can do next. */
function Next({ view, base }: { view: ShopView; base: string }) {
  const { file, mayPublish, form } = view;
  const { row } = file;
  const { locale } = form;
  const all = storiesTexts(locale);
  const t = shopTexts(locale);
  const missing = missingIn(storyOf(file));
  const words: Record<string, string> = { ...all.sections, ...t.missingParts };
  return (
    <section>
      <h2>{t.next}</h2>
      {row.stage === 'withdrawn' ? (
        <p>{t.withdrawn(formatDay(row.erase_on ?? '', locale))}</p>
      ) : missing.length > 0 ? (
        <>
          <p>{t.missing}:</p>
          <ul>
            {missing.map((each) => (
              <li key={each}>{words[each]}</li>
            ))}
          </ul>
        </>
      ) : (
        row.stage === 'writing' && <p>{t.complete}</p>
      )}
      {row.stage === 'writing' && missing.length === 0 && (
        <form method="post" action={`${base}/abgeben`}>
          <Button>{t.submit}</Button>
          <p class="muted small">{t.submitHint}</p>
        </form>
      )}
      {row.stage === 'editing' && !mayPublish && <p>{t.waitsEditing}</p>}
      {row.stage === 'approval' && <p>{t.waitsApproval}</p>}
      {row.stage === 'approved' && !mayPublish && <p>{t.waitsPublishing}</p>}
      {mayPublish && (row.stage === 'editing' || row.stage === 'approval') && missing.length === 0 && (
        <form method="post" action={`${base}/freigabe`}>
          <p class="muted">
            {t.askHint(row.email)} {row.asked_at && t.asked(formatDate(row.asked_at, locale))}
          </p>
          <Button kind={row.stage === 'editing' ? 'primary' : 'secondary'}>{row.stage === 'editing' ? t.ask : t.askAgain}</Button>
        </form>
      )}
      {mayPublish && row.stage === 'approved' && (
        <form method="post" action={`${base}/veroeffentlichen`}>
          <p>{t.publishHint(row.approved_named === true)}</p>
          <Button>{t.publish}</Button>
        </form>
      )}
      {mayPublish && stageAfter(row.stage, 'return') && (
        <details open={form.errors['word'] !== undefined}>
          <summary>{t.return}</summary>
          <form method="post" action={`${base}/zurueckgeben`} class="form">
            <TextArea form={form} name="word" label={t.returnWord} rows={3} maxLength={2000} />
            <Button kind="secondary">{t.return}</Button>
          </form>
        </details>
      )}
    </section>
  );
}

function Told({ view, base }: { view: ShopView; base: string }) {
  const { row, quotes, picture } = view.file;
  const { locale } = view.form;
  const all = storiesTexts(locale);
  const t = shopTexts(locale);
  const rows: [href: string, label: string, state: string][] = [
    ...PARTS.map((part): [string, string, string] => [
      `${base}/erzaehlen/${part}`,
      all.sections[part],
      row.content.parts[part] === '' ? t.open : t.written,
    ]),
    [`${base}/zahlen`, t.figures, row.content.figures.length === 0 ? t.open : t.written],
    [
      `${base}/zitate`,
      t.quotes,
      quotes.length === 0 ? t.open : t.quoteCount(quotes.length, quotes.filter((quote) => quote.consent === 'given').length),
    ],
    [`${base}/bildauswahl`, t.picture, picture ? t.written : t.open],
    [`${base}/angaben`, t.facts, row.topics.length === 0 ? t.open : t.written],
  ];
  return (
    <>
      <h2>{t.write}</h2>
      <p class="muted">{t.writeHint}</p>
      {rows.map(([href, label, state]) => (
        <div class="row" key={href}>
          <p class="row__text">
            <a href={href}>{label}</a>
          </p>
          <span class="muted small">{state}</span>
        </div>
      ))}
    </>
  );
}

/** /geschichtenwerkstatt/:story */
export function shopPage(c: Ctx, view: ShopView): Response {
  const { file, form, names } = view;
  const { row, published, events } = file;
  const { locale } = form;
  const all = storiesTexts(locale);
  const t = shopTexts(locale);
  const title = row.content.title || all.untitled;
  const base = `/geschichtenwerkstatt/${row.id}`;
  const words: Record<string, string> = { ...all.sections, ...t.places };
  return renderPage(c, {
    title,
    isPrivate: true,
    flashes: all.flash,
    status: view.fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/geschichtenwerkstatt', label: t.title }],
    children: (
      <>
        <h1>{title}</h1>
        <p class="muted">{[row.company, row.owner_name].filter(Boolean).join(' · ')}</p>
        {view.fault && <Alert kind="danger" title={view.fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        <Journey stations={stationsOf(file, locale)} label={t.way} locale={locale} />
        {row.word !== '' && (
          <Alert kind="warning" title={t.wordSaid}>
            <p class="prewrap">{row.word}</p>
          </Alert>
        )}
        <Next view={view} base={base} />
        {published && (
          <p>
            <LinkButton href={`/geschichten/${published.slug}`} kind="secondary">
              {t.seePage}
            </LinkButton>
          </p>
        )}
        {names.length > 0 && row.stage !== 'withdrawn' && (
          <Alert kind="info" title={t.namesLeft}>
            <ul>
              {names.map((each) => (
                <li key={each.where}>
                  {words[each.where]}: {each.names.join(', ')}
                </li>
              ))}
            </ul>
            <p>{t.namesLeftHint}</p>
          </Alert>
        )}
        {row.stage !== 'withdrawn' && <Told view={view} base={base} />}
        {stageAfter(row.stage, 'withdraw') && (
          <details>
            <summary>{t.withdraw}</summary>
            <p>{t.withdrawHint}</p>
            <form method="post" action={`${base}/zuruecknehmen`} class="form">
              <TextField form={form} name="withdrawWord" label={t.withdrawWord} maxLength={500} optional />
              <Button kind="secondary">{t.withdraw}</Button>
            </form>
          </details>
        )}
        <h2>{t.history}</h2>
        <ol class="timeline">
          {events.map((event) => (
            <li key={event.id}>
              {all.events[event.kind]?.(event.who, event.detail) ?? event.kind}{' '}
              <span class="muted small">({formatDateTime(event.at, locale)})</span>
            </li>
          ))}
        </ol>
      </>
    ),
  });
}
