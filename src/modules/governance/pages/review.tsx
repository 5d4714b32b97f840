import type { ComponentChildren } from 'preact';
import { Alert, Button } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { AGREEMENT_KINDS, MEETING_MODES } from '../model.ts';
import type { Review } from '../review.ts';
import type { Reviewed } from '../service/import.ts';
import type { BodyRow, PersonRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';
import { type Desk, officePage } from './frame.tsx';

type Faults = Record<string, 'required' | 'day' | 'time' | 'number' | 'text'>;

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

interface FieldProps {
  name: string;
  label: string;
  value: string;
  faults: Faults;
  locale: Locale;
  type?: 'text' | 'date' | 'time';
  narrow?: boolean;
}

function Field({ name, label, value, faults, locale, type = 'text', narrow }: FieldProps) {
  const fault = faults[name];
  return (
    <div class={`small-field${narrow ? ' small-field--narrow' : ''}`}>
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        type={type as 'text'}
        value={value}
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={fault ? `${name}-error` : undefined}
      />
      {fault && (
        <p class="small-field__error" id={`${name}-error`}>
          {officeTexts(locale).reviewFaults[fault]}
        </p>
      )}
    </div>
  );
}

function Area({ name, label, value, faults, locale, rows = 3 }: FieldProps & { rows?: number }) {
  const fault = faults[name];
  return (
    <div class="small-field small-field--wide">
      <label for={name}>{label}</label>
      <textarea
        id={name}
        name={name}
        rows={rows}
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={fault ? `${name}-error` : undefined}
      >
        {value}
      </textarea>
      {fault && (
        <p class="small-field__error" id={`${name}-error`}>
          {officeTexts(locale).reviewFaults[fault]}
        </p>
      )}
    </div>
  );
}

function Choice({ name, label, value, options }: { name: string; label: string; value: string; options: [string, string][] }) {
  return (
    <div class="small-field small-field--narrow">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        {options.map(([key, text]) => (
          <option value={key} key={key} selected={key === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

function Keep({ name, checked, label }: { name: string; checked: boolean; label: string }) {
  return (
    <label class="keep" for={name}>
      <input type="checkbox" id={name} name={name} value="ja" checked={checked} /> {label}
    </label>
  );
}

interface Parts {
  review: Review;
  faults: Faults;
  locale: Locale;
  bodies: BodyRow[];
  persons: PersonRow[];
}

function HeadPart({ review, faults, locale, bodies }: Parts) {
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const shared = { faults, locale };
  return (
    <fieldset class="review-part">
      <legend>{t.head}</legend>
      <div class="small-fields">
        <Choice
          name="bodyId"
          label={t.bodyKnown}
          value={review.bodyId}
          options={[['', t.newBody], ...bodies.map((body): [string, string] => [body.id, body.name])]}
        />
        <Field name="bodyName" label={t.bodyNew} value={review.bodyName} {...shared} />
        <Field name="title" label={t.titleField} value={review.title} {...shared} />
        <Field name="date" label={t.day} value={review.date} type="date" narrow {...shared} />
        <Field name="startTime" label={t.start} value={review.startTime} type="time" narrow {...shared} />
        <Field name="endTime" label={t.end} value={review.endTime} type="time" narrow {...shared} />
        <Choice name="mode" label={t.mode} value={review.mode} options={MEETING_MODES.map((mode) => [mode, g.modes[mode]])} />
        <Field name="location" label={t.place} value={review.location} {...shared} />
        <Field name="minuteTaker" label={t.taker} value={review.minuteTaker} {...shared} />
        <Field name="unnamed" label={t.unnamed} value={review.unnamed} narrow {...shared} />
      </div>
    </fieldset>
  );
}

function PersonsPart({ review, faults, locale, persons }: Parts) {
  const t = officeTexts(locale);
  const shared = { faults, locale };
  return (
    <details class="review-part">
      <summary>{t.people(review.persons.filter((person) => person.keep).length)}</summary>
      <input type="hidden" name="p_count" value={String(review.persons.length)} />
      {review.persons.map((person, index) => (
        <fieldset class="review-row" id={`p${index}`} key={`p${index}`}>
          <legend class="visually-hidden">{person.name || t.newPerson}</legend>
          <div class="small-fields">
            <Keep name={`p${index}_keep`} checked={person.keep} label={t.keep} />
            <Field name={`p${index}_name`} label={t.name} value={person.name} {...shared} />
            <Field name={`p${index}_org`} label={t.organisation} value={person.organisation} {...shared} />
            <Field name={`p${index}_role`} label={t.role} value={person.role} {...shared} />
            <Choice
              name={`p${index}_status`}
              label={t.status}
              value={person.status}
              options={(['present', 'excused', 'guest'] as const).map((status) => [status, t.statuses[status]])}
            />
            <Choice
              name={`p${index}_person`}
              label={t.isKnown}
              value={person.personId}
              options={[
                ['', t.newPerson],
                ...persons
                  .filter((known) => known.kind === 'person')
                  .map((known): [string, string] => [known.id, known.organisation ? `${known.name} (${known.organisation})` : known.name]),
              ]}
            />
          </div>
        </fieldset>
      ))}
      <Button kind="tertiary" name="do" value="person-0">
        {t.addPerson}
      </Button>
    </details>
  );
}

function AgreementsPart({ review, faults, locale }: Parts) {
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const shared = { faults, locale };
  return (
    <section class="review-part" aria-labelledby="gefundene-vereinbarungen">
      <h3 id="gefundene-vereinbarungen">{t.agreements(review.agreements.filter((agreement) => agreement.keep).length)}</h3>
      <input type="hidden" name="a_count" value={String(review.agreements.length)} />
      {review.agreements.map((agreement, index) => (
        <fieldset class="review-row review-row--agreement" id={`a${index}`} key={`a${index}`} data-review-row>
          <legend class="visually-hidden">
            {g.agreementKinds[agreement.kind]} {index + 1}
          </legend>
          <p class="review-row__head">
            <Keep name={`a${index}_keep`} checked={agreement.keep} label={t.keep} />
            {agreement.source && (
              <a href={`#t-a${index}`} class="small">
                {t.showInDocument}
              </a>
            )}
            {agreement.confidence !== null && <span class="muted small">{t.sure(Math.round(agreement.confidence * 100))}</span>}
          </p>
          <div class="small-fields">
            <Area name={`a${index}_text`} label={t.text} value={agreement.text} {...shared} />
            <Choice
              name={`a${index}_kind`}
              label={t.kind}
              value={agreement.kind}
              options={AGREEMENT_KINDS.map((kind) => [kind, g.agreementKinds[kind]])}
            />
            <Field name={`a${index}_item`} label={t.item} value={agreement.item} narrow {...shared} />
            <Field name={`a${index}_who`} label={`${t.who} (${t.whoHint})`} value={agreement.responsible} {...shared} />
            <Field name={`a${index}_due`} label={t.due} value={agreement.due} type="date" narrow {...shared} />
            <Field name={`a${index}_dueText`} label={t.dueText} value={agreement.dueText} narrow {...shared} />
            <Field name={`a${index}_to`} label={t.to} value={agreement.referredTo} {...shared} />
            <Field name={`a${index}_if`} label={t.ifField} value={agreement.condition} {...shared} />
          </div>
          <div class="actions actions--tight">
            {index > 0 && (
              <Button kind="tertiary" name="do" value={`merge-${index}`}>
                {t.merge}
              </Button>
            )}
            <Button kind="tertiary" name="do" value={`split-${index}`}>
              {t.split}
            </Button>
          </div>
        </fieldset>
      ))}
      <Button kind="secondary" name="do" value="add-0">
        {t.add}
      </Button>
    </section>
  );
}

function ItemsPart({ review, faults, locale }: Parts) {
  const t = officeTexts(locale);
  const shared = { faults, locale };
  return (
    <details class="review-part">
      <summary>{t.items(review.items.length)}</summary>
      <input type="hidden" name="i_count" value={String(review.items.length)} />
      {review.items.map((item, index) => (
        <fieldset class="review-row" id={`i${index}`} key={`i${index}`}>
          <legend class="visually-hidden">{item.title}</legend>
          <div class="small-fields">
            <Field name={`i${index}_number`} label={t.number} value={item.number} narrow {...shared} />
            <Field name={`i${index}_title`} label={t.titleField} value={item.title} {...shared} />
            <Area name={`i${index}_text`} label={t.text} value={item.text} rows={6} {...shared} />
          </div>
        </fieldset>
      ))}
    </details>
  );
}

function NextPart({ review, faults, locale }: Parts) {
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const shared = { faults, locale };
  return (
    <details class="review-part" open={review.nextMeetings.length > 0}>
      <summary>{t.next(review.nextMeetings.filter((meeting) => meeting.keep).length)}</summary>
      <input type="hidden" name="n_count" value={String(review.nextMeetings.length)} />
      {review.nextMeetings.map((meeting, index) => (
        <fieldset class="review-row" id={`n${index}`} key={`n${index}`}>
          <legend class="visually-hidden">{meeting.date}</legend>
          <div class="small-fields">
            <Keep name={`n${index}_keep`} checked={meeting.keep} label={t.keep} />
            <Field name={`n${index}_date`} label={t.day} value={meeting.date} type="date" narrow {...shared} />
            <Field name={`n${index}_start`} label={t.start} value={meeting.startTime} type="time" narrow {...shared} />
            <Field name={`n${index}_end`} label={t.end} value={meeting.endTime} type="time" narrow {...shared} />
            <Choice
              name={`n${index}_mode`}
              label={t.mode}
              value={meeting.mode}
              options={MEETING_MODES.map((mode) => [mode, g.modes[mode]])}
            />
            <Field name={`n${index}_place`} label={t.place} value={meeting.location} {...shared} />
            <Field name={`n${index}_if`} label={t.ifField} value={meeting.condition} {...shared} />
          </div>
        </fieldset>
      ))}
    </details>
  );
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
