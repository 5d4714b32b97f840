import type { ComponentChildren } from 'preact';
import { Button, LOOKED_FIELD } from '#design/index.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { BLANK } from '#platform/mail/index.ts';
import { minutesPrint } from '../circulated.ts';
import { circulationLetter } from '../letters.ts';
import { afterReason, type MinutesHindrance } from '../minutes-gates.ts';
import type { MinutesState } from '../model.ts';
import type { Meeting } from '../store/meetings.ts';
import { officeTexts } from '../texts-office.ts';
import type { Desk } from './frame.tsx';
import type { MeetingParts } from './meeting.tsx';
import { LetterSample, Receivers } from './planned.tsx';

/** What is missing before a step, each with the way to it. */
function Missing({
  hindrances,
  meeting,
  base,
  locale,
}: {
  hindrances: MinutesHindrance[];
  meeting: Meeting;
  base: string;
  locale: Locale;
}) {
  const t = officeTexts(locale);
  const words: Record<MinutesHindrance, ComponentChildren> = {
    notPossible: t.notPossible,
    notHeld: t.missing.notHeld(formatDay(meeting.day, locale)),
    objectionsOpen: <a href="#einwaende">{t.objectionsOpen}</a>,
    objectionsRunning: t.missing.objectionsRunning(meeting.objections_until ? formatDay(meeting.objections_until, locale) : '–'),
    otherDraft: t.otherDraft,
    changedSince: <a href="#geaendert">{t.missing.changedSince}</a>,
    noPublicText: <a href={`${base}/oeffentlich`}>{t.noPublicText}</a>,
    marksOpen: <a href={`${base}/oeffentlich`}>{t.marksOpen}</a>,
  };
  return (
    <>
      <h2>{t.missing.title}</h2>
      <ul>
        {hindrances.map((hindrance) => (
          <li key={hindrance}>{words[hindrance]}</li>
        ))}
      </ul>
    </>
  );
}

const NEXT_STEP: Partial<Record<MinutesState, MinutesState>> = { draft: 'circulated', circulated: 'approved', approved: 'published' };

/** The next step, where it can be taken; else what is missing, and what a person may set aside with a reason. */
export function StateForms({ desk, parts, locale }: { parts: MeetingParts; desk: Desk; locale: Locale }) {
  const { meeting, body, missing, readers, publicUrl, typed } = parts;
  const t = officeTexts(locale);
  const base = `${desk.base}/sitzungen/${meeting.id}`;
  const action = `${base}/stand`;
  const { minutes_state: state } = meeting;
  const next = NEXT_STEP[state];
  const hindrances = next ? missing(next) : [];
  // What was said before stays, as long as it lies ahead.
  const said = meeting.objections_until !== null && meeting.objections_until > parts.today ? meeting.objections_until : parts.until;
  const until = typed?.until ?? said;
  const looked = minutesPrint(meeting, parts.agreements);
  const mayHurry = hindrances.length > 0 && afterReason(hindrances, 'x').length === 0;
  return (
    <>
      {state === 'draft' && hindrances.length === 0 && (
        <>
          <Receivers said={t.draftReaches(readers.reached.length)} people={readers} locale={locale} />
          <LetterSample
            title={t.letter}
            letter={circulationLetter(
              { meeting, body, until, isAgain: meeting.circulated !== null },
              readers.reached[0]?.name ?? t.somebody,
              `${publicUrl}/einspruch/${BLANK}`,
            )}
            locale={locale}
          />
        </>
      )}
      {hindrances.length > 0 && <Missing hindrances={hindrances} meeting={meeting} base={base} locale={locale} />}
      <form method="post" action={action} class="actions">
        <input type="hidden" name={LOOKED_FIELD} value={looked} />
        {state === 'draft' && hindrances.length === 0 && (
          <>
            <span class="small-field small-field--narrow">
              <label for="until">{t.until}</label>
              <input type="date" id="until" name="until" value={until} data-suggested />
            </span>
            <Button name="to" value="circulated">
              {t.circulate}
            </Button>
          </>
        )}
        {state === 'circulated' && hindrances.length === 0 && (
          <Button name="to" value="approved">
            {t.approve}
          </Button>
        )}
        {state === 'circulated' && (
          <Button kind="secondary" name="to" value="draft">
            {t.backToDraft}
          </Button>
        )}
        {state === 'approved' && hindrances.length === 0 && (
          <Button name="to" value="published">
            {t.publish}
          </Button>
        )}
        {state === 'published' && (
          <Button kind="secondary" name="to" value="approved">
            {t.unpublish}
          </Button>
        )}
      </form>
      {mayHurry && (
        <details open={!!typed?.reason}>
          <summary>{t.missing.hurry}</summary>
          <form method="post" action={action} class="form">
            <input type="hidden" name={LOOKED_FIELD} value={looked} />
            <label class="kern-label" for="reason">
              {t.missing.reason}
            </label>
            <textarea class="kern-form-input__input" id="reason" name="reason" rows={3} maxLength={1000} required>
              {typed?.reason}
            </textarea>
            <Button kind="secondary" name="to" value={next ?? ''}>
              {t.missing.hurryNow}
            </Button>
          </form>
        </details>
      )}
      {meeting.early_why !== '' && <p class="muted">{t.missing.wasEarly(meeting.early_why)}</p>}
    </>
  );
}
