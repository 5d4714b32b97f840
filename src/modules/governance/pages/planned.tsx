import { Alert, Button, Facts, LOOKED_FIELD } from '#design/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { invitationLetter, invitationPrint, type Letter } from '../letters.ts';
import { officeTexts } from '../texts-office.ts';
import type { MeetingParts } from './meeting.tsx';

/** Before letters go out: who gets one, and who has no address for it. */
export function Receivers({
  said,
  people: { reached, unreached },
  locale,
}: {
  said: string;
  people: MeetingParts['readers'];
  locale: Locale;
}) {
  const t = officeTexts(locale);
  const sorted = (people: typeof reached) =>
    people
      .map(({ name }) => name)
      .toSorted((a, b) => a.localeCompare(b, locale))
      .join(', ');
  return (
    <p>
      {said} {reached.length > 0 && <span class="muted">{sorted(reached)}.</span>} {unreached.length > 0 && t.unreached(sorted(unreached))}
    </p>
  );
}

const peopleOf = (members: MeetingParts['receivers']['reached']) => members.flatMap(({ person }) => person ?? []);

/** A letter as one of its receivers gets it, folded. */
export function LetterSample({ title, letter, locale }: { title: string; letter: Letter; locale: Locale }) {
  return (
    <details>
      <summary>{title}</summary>
      <Facts facts={[[officeTexts(locale).letterSubject, letter.subject]]} />
      <p class="preview prewrap">{letter.text}</p>
    </details>
  );
}

/** Calling a meeting off reaches whoever was invited, and cannot be taken back. */
function CallOff({
  base,
  parts,
  cancelled,
  looked,
  locale,
}: {
  base: string;
  parts: MeetingParts;
  cancelled: Letter;
  looked: string;
  locale: Locale;
}) {
  const t = officeTexts(locale);
  const isTold = parts.meeting.invited_sequence !== null;
  return (
    <details>
      <summary>{t.cancel}</summary>
      <p>{isTold ? t.cancelTells(parts.receivers.reached.length) : t.cancelTellsNobody}</p>
      {isTold && <LetterSample title={t.letter} letter={cancelled} locale={locale} />}
      <form method="post" action={`${base}/absagen`}>
        <input type="hidden" name={LOOKED_FIELD} value={looked} />
        <Button kind="secondary">{t.cancelNow}</Button>
      </form>
    </details>
  );
}

/** What is done about a meeting that lies ahead: whom its invitation reaches and what it says, and then the buttons. */
export function Planned({ base, parts, locale }: { base: string; parts: MeetingParts; locale: Locale }) {
  const { meeting, body, receivers, publicUrl, mayTake } = parts;
  const t = officeTexts(locale);
  const sequence = meeting.invited_sequence === null ? 0 : meeting.invited_sequence + 1;
  const invited = { meeting, body, sequence, publicUrl };
  const name = receivers.reached[0]?.person?.name ?? t.somebody;
  const looked = invitationPrint(invited, receivers.reached);
  const cancelled = invitationLetter({ ...invited, meeting: { ...meeting, state: 'cancelled' } }, name);
  return (
    <>
      <Receivers
        said={t.reaches(receivers.reached.length)}
        people={{ reached: peopleOf(receivers.reached), unreached: peopleOf(receivers.unreached) }}
        locale={locale}
      />
      {receivers.reached.length > 0 && <LetterSample title={t.letter} letter={invitationLetter(invited, name)} locale={locale} />}
      <div class="actions">
        {mayTake('begin') && (
          <form method="post" action={`${base}/beginnen`}>
            <Button>{t.begin}</Button>
          </form>
        )}
        {mayTake('invite') && receivers.reached.length > 0 && (
          <>
            <form method="post" action={`${base}/einladen`}>
              <input type="hidden" name={LOOKED_FIELD} value={looked} />
              <Button kind="secondary">{sequence === 0 ? t.invite : t.inviteAgain}</Button>
            </form>
            <form method="post" action={`${base}/probe`}>
              <Button kind="tertiary">{t.sampleToMe}</Button>
            </form>
          </>
        )}
      </div>
      {!mayTake('invite') && <Alert kind="info" title={t.meetingHindrances.isOver} />}
      {mayTake('cancel') && <CallOff base={base} parts={parts} cancelled={cancelled} looked={looked} locale={locale} />}
    </>
  );
}
