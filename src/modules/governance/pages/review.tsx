import { type Parts, HeadPart, PersonsPart, AgreementsPart, ItemsPart, NextPart } from './review-parts.tsx';
import type { ComponentChildren } from 'preact';
import { Alert, Button } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Reviewed } from '../service/import.ts';
import { officeTexts } from '../texts-office.ts';
import { type Desk, officePage } from './frame.tsx';

interface Mark {
  start: number;
  end: number;
  target: string;
  kind: 'agreement' | 'value' | 'hint';
}

/** Every place that something was found at; where places overlap, the agreement counts. */
function marksOf({ found, current }: Reviewed): Mark[] {
  const marks: Mark[] = [
    ...current.agreements.flatMap(({ source }, index) => (source ? [{ ...source, target: `a${index}`, kind: 'agreement' as const }] : [])),
    ...current.persons.flatMap(({ source }, index) => (source ? [{ ...source, target: `p${index}`, kind: 'value' as const }] : [])),
    ...Object.entries(found.sources ?? {}).flatMap(([key, source]) =>
      source ? [{ ...source, target: `h-${key}`, kind: 'value' as const }] : [],
    ),
    ...found.attachments.flatMap(({ source }) => (source ? [{ ...source, target: 'inhalt', kind: 'value' as const }] : [])),
    ...found.nextMeetings.flatMap(({ source }, index) => (source ? [{ ...source, target: `n${index}`, kind: 'value' as const }] : [])),
    ...found.warnings.flatMap(({ source, code }, index) =>
      source && code === 'name-differs' ? [{ ...source, target: `w${index}`, kind: 'hint' as const }] : [],
    ),
  ];
  const kept: Mark[] = [];
  const rank = { agreement: 0, hint: 1, value: 2 };
  for (const mark of marks.toSorted((a, b) => rank[a.kind] - rank[b.kind] || a.start - b.start)) {
    if (mark.end > mark.start && !kept.some((other) => mark.start < other.end && other.start < mark.end)) kept.push(mark);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}

/** The document with every found value at its place, each a link to its field. */
function DocumentText({ document }: { document: Reviewed }) {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const mark of marksOf(document)) {
    parts.push(document.text.slice(at, mark.start));
    parts.push(
      <a class={`found found--${mark.kind}`} id={`t-${mark.target}`} href={`#${mark.target}`} key={`${mark.start}`}>
        <mark>{document.text.slice(mark.start, mark.end)}</mark>
      </a>,
    );
    at = mark.end;
  }
  parts.push(document.text.slice(at));
  return <div class="document-text">{parts}</div>;
}

function Hints({ document, locale }: { document: Reviewed; locale: Locale }) {
  const t = officeTexts(locale);
  const { warnings } = document.found;
  if (warnings.length === 0) return null;
  return (
    <details class="review-part" open={warnings.length <= 8}>
      <summary>{t.hints(warnings.length)}</summary>
      <ul>
        {warnings.map((warning, index) => (
          <li id={`w${index}`} key={`${warning.code}${index}`}>
            {warning.message}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The document on the left, what was found on the right. One form; every button saves. */
export function reviewPage(c: Ctx, desk: Desk, document: Reviewed, parts: Omit<Parts, 'locale'>): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const all = { ...parts, locale };
  const faults = Object.keys(parts.faults);
  return officePage(c, desk, {
    title: t.review,
    lead: t.reviewLead,
    wide: true,
    status: faults.length > 0 ? 422 : 200,
    children: (
      <>
        {faults.length > 0 && (
          <Alert kind="danger" title={t.reviewFaults.required}>
            <ul>
              {faults.map((name) => (
                <li key={name}>
                  <a href={`#${name}`}>{t.reviewFaults[parts.faults[name] ?? 'required']}</a>
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <p class="muted small">
          {document.name} · <a href={`${desk.base}/import/${document.id}/datei`}>{t.original}</a> · {t.keys}
        </p>
        <form method="post" action={`${desk.base}/import/${document.id}`} class="review" data-review noValidate>
          <section class="review__document" aria-label={t.documentText} tabIndex={0}>
            <DocumentText document={document} />
          </section>
          <div class="review__found">
            <h2>{t.found}</h2>
            <Hints document={document} locale={locale} />
            <HeadPart {...all} />
            <AgreementsPart {...all} />
            <PersonsPart {...all} />
            <ItemsPart {...all} />
            <NextPart {...all} />
            <div class="actions">
              <Button name="do" value="take-0">
                {t.take}
              </Button>
              <Button kind="secondary" name="do" value="save-0">
                {t.saveReview}
              </Button>
              <Button kind="tertiary" formAction={`${desk.base}/import/${document.id}/verwerfen`}>
                {t.discard}
              </Button>
            </div>
            <p class="muted small">{t.discardHint}</p>
          </div>
        </form>
      </>
    ),
  });
}

/** A file without text: kept, and what to do now. */
export function noTextPage(c: Ctx, desk: Desk, document: Pick<Reviewed, 'id' | 'name'>): Response {
  const t = officeTexts(c.get('locale'));
  return officePage(c, desk, {
    title: t.review,
    children: (
      <>
        <Alert kind="warning" title={t.noTextTitle}>
          <p>{t.noTextBody}</p>
        </Alert>
        <p>
          <a href={`${desk.base}/import/${document.id}/datei`}>{t.original}</a>: {document.name}
        </p>
      </>
    ),
  });
}
