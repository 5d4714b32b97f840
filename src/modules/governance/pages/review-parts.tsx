import { type Faults, Field, Area, Choice, Keep } from './review-fields.tsx';
import { Button } from '#design/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { AGREEMENT_KINDS, MEETING_MODES } from '../model.ts';
import { type Review, UNDECIDED } from '../review.ts';
import type { BodyRow, PersonRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';

export interface Parts {
  review: Review;
  faults: Faults;
  locale: Locale;
  bodies: BodyRow[];
  persons: PersonRow[];
  /** Whether whoever reviews may found a body for what was read. */
  mayFound: boolean;
}

export function HeadPart({ review, faults, locale, bodies, mayFound }: Parts) {
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const shared = { faults, locale };
  return (
    <fieldset class="review-part">
      <legend>{t.head}</legend>
      <div class="small-fields">
        <Choice
          locale={locale}
          name="bodyId"
          label={t.bodyKnown}
          value={review.bodyId}
          faults={!mayFound && faults['bodyName'] ? { bodyId: 'required' } : {}}
          options={[
            ['', mayFound ? t.newBody : governanceTexts(locale).choose],
            ...bodies.map((body): [string, string] => [body.id, body.name]),
          ]}
        />
        {mayFound && <Field name="bodyName" label={t.bodyNew} value={review.bodyName} {...shared} />}
        <Field name="title" label={t.titleField} value={review.title} {...shared} />
        <Field name="date" label={t.day} value={review.date} type="date" narrow {...shared} />
        {(shared.faults['date'] === 'dayTaken' || review.another) && (
          <Keep name="another" checked={review.another ?? false} label={t.anotherMeeting} />
        )}
        <Field name="startTime" label={t.start} value={review.startTime} type="time" narrow {...shared} />
        <Field name="endTime" label={t.end} value={review.endTime} type="time" narrow {...shared} />
        <Choice
          locale={locale}
          name="mode"
          label={t.mode}
          value={review.mode}
          options={MEETING_MODES.map((mode) => [mode, g.modes[mode]])}
        />
        <Field name="location" label={t.place} value={review.location} {...shared} />
        <Field name="minuteTaker" label={t.taker} value={review.minuteTaker} {...shared} />
        <Field name="unnamed" label={t.unnamed} value={review.unnamed} narrow {...shared} />
      </div>
    </fieldset>
  );
}

export function PersonsPart({ review, faults, locale, persons }: Parts) {
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
              locale={locale}
              name={`p${index}_status`}
              label={t.status}
              value={person.status}
              options={(['present', 'excused', 'guest'] as const).map((status) => [status, t.statuses[status]])}
            />
            <Choice
              name={`p${index}_person`}
              label={t.isKnown}
              value={person.personId}
              {...shared}
              options={[
                ...(person.personId === UNDECIDED ? ([[UNDECIDED, t.whoIsMeant]] as [string, string][]) : []),
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

export function AgreementsPart({ review, faults, locale }: Parts) {
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
              locale={locale}
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

export function ItemsPart({ review, faults, locale }: Parts) {
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

export function NextPart({ review, faults, locale }: Parts) {
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
              locale={locale}
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
