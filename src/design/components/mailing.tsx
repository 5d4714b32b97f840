import type { ComponentChildren } from 'preact';
import type { Mailing, MailingDelivery, Missing } from '../../platform/mail/index.ts';
import { formatNumber } from '../../platform/i18n/format.ts';
import type { Locale } from '../../platform/i18n/index.ts';
import { designTexts } from '../texts.ts';
import { mailingTexts } from '../mailing-texts.ts';
import { Alert } from './feedback.tsx';
import { Button } from './form.tsx';
import { Facts, Pagination } from './list.tsx';
import { lookOf } from '../../platform/mail/mailing-gate.ts';
import { whyUndelivered } from './undelivered.tsx';

/** The field of the start form that carries what was looked at. */
export const LOOKED_FIELD = 'angesehen';
/** The query by which one of the receivers is named whose letter is shown. */
export const RECEIVER_FIELD = 'brief';
const ON_PAGE = 100;

export interface MailingReceiver {
  id: string;
  name?: string;
  email: string;
}

interface ReceiversProps {
  receivers: readonly MailingReceiver[];
  /** Names of those who have no address. */
  unreached?: readonly string[];
  page: number;
  base: string;
  locale: Locale;
}

/** Who is written to, a page of it at a time; each with the way to the letter as they get it. */
export function MailingReceivers({ receivers, unreached = [], page, base, locale }: ReceiversProps) {
  const t = mailingTexts(locale);
  const pages = Math.max(1, Math.ceil(receivers.length / ON_PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  return (
    <>
      <details open={page > 1 || receivers.length <= 10}>
        <summary>{t.receivers(formatNumber(receivers.length, locale))}</summary>
        <ul>
          {receivers.slice((shown - 1) * ON_PAGE, shown * ON_PAGE).map(({ id, name, email }) => (
            <li key={id}>
              {[name, email].filter(Boolean).join(', ')}{' '}
              <a href={`${base}?${RECEIVER_FIELD}=${id}#brief`} aria-label={t.showTo(name ?? email)}>
                {t.show}
              </a>
            </li>
          ))}
        </ul>
        <Pagination page={shown} pages={pages} href={(to) => `${base}?seite=${to}`} locale={locale} />
      </details>
      {unreached.length > 0 && (
        <details>
          <summary>{t.unreached(formatNumber(unreached.length, locale))}</summary>
          <ul>
            {unreached.map((name, index) => (
              <li key={`${index} ${name}`}>{name}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The letter as one of the receivers gets it. */
export function MailingSample({
  sample,
  locale,
}: {
  sample: { to: string | undefined; subject: string; text: string | undefined } | undefined;
  locale: Locale;
}) {
  const t = mailingTexts(locale);
  return (
    <>
      <h2 id="brief">{t.sample}</h2>
      {sample?.to !== undefined && <p class="muted">{sample.text === undefined ? t.noLetter(sample.to) : t.sampleFor(sample.to)}</p>}
      {sample?.text !== undefined && (
        <>
          <Facts facts={[[t.subject, sample.subject]]} />
          <p class="preview prewrap">{sample.text}</p>
        </>
      )}
    </>
  );
}

interface ActsProps {
  base: string;
  mailing: Mailing;
  /** What stands in the way of sending, besides the look that this page gives. */
  obstacles: readonly Missing[];
  /** Whose letter is shown; the sample is theirs. */
  receiver: string | undefined;
  send: string;
  hint?: ComponentChildren;
  locale: Locale;
}

/** A sample to oneself, and, where nothing is missing, the button that sends to all: what is missing is said. */
export function MailingActs({ base, mailing, obstacles, receiver, send, hint, locale }: ActsProps) {
  const t = mailingTexts(locale);
  return (
    <>
      {mailing.hasText && (
        <form method="post" action={`${base}/probe`}>
          <input type="hidden" name={RECEIVER_FIELD} value={receiver ?? ''} />
          <p class="muted">{t.testHint}</p>
          <Button kind="secondary">{t.test}</Button>
        </form>
      )}
      {obstacles.length > 0 ? (
        <Alert kind="info" title={t.notYet}>
          <ul>
            {obstacles.map((each) => (
              <li key={each}>{t.missing[each]}</li>
            ))}
          </ul>
        </Alert>
      ) : (
        <form method="post" action={`${base}/senden`}>
          <input type="hidden" name={LOOKED_FIELD} value={lookOf(mailing)} />
          {hint && <p class="muted">{hint}</p>}
          <Button>{send}</Button>
        </form>
      )}
    </>
  );
}

/** What stood in the way of something that was asked for. */
export function MailingFault({ missing, locale }: { missing: readonly Missing[]; locale: Locale }) {
  const t = mailingTexts(locale);
  return missing.length === 0 ? null : <Alert kind="warning" title={missing.map((each) => t.missing[each]).join(' ')} />;
}

interface Figures {
  state: Mailing['state'];
  delivery: MailingDelivery;
  /** How many were not written to when it was ended. */
  unsent: number;
}

/** How far a mailing has come: how many letters went, and how many did not. */
export function MailingProgress({ state, delivery, unsent, locale }: Figures & { locale: Locale }) {
  const t = mailingTexts(locale);
  const count = (value: number) => formatNumber(value, locale);
  const { sent, kept, open, letters, waiting, unsure, failed, undelivered } = delivery;
  const all = letters + open;
  const gone = sent + kept + failed;
  return (
    <>
      {state === 'stopped' && <p>{t.stopped(count(gone), count(open + waiting))}</p>}
      {state === 'ended' && unsent > 0 && <p>{t.ended(count(gone), count(unsent))}</p>}
      {(state === 'stopped' || state === 'ended') && unsure > 0 && <p>{t.unsure(count(unsure))}</p>}
      {failed > 0 && (
        <details>
          <summary>{t.failed(count(failed))}</summary>
          <ul>
            {undelivered.map((mail) => (
              <li key={mail.id}>
                {mail.to}: {whyUndelivered(mail, locale)}
              </li>
            ))}
          </ul>
          {failed > undelivered.length && <p class="muted small">{designTexts(locale).more(count(undelivered.length), count(failed))}</p>}
        </details>
      )}
      {kept > 0 && <p>{t.kept(count(kept))}</p>}
      {(state === 'running' || (state === 'finished' && letters > kept)) && (
        <>
          <p>{t.sent(count(sent), count(all - kept))}</p>
          {waiting > 0 && sent > 0 && <p class="muted">{t.waiting(count(waiting))}</p>}
          <progress class="progress" value={gone} max={Math.max(1, all)}>
            {count(gone)}
          </progress>
        </>
      )}
    </>
  );
}

/** Letters of which nobody knows whether they arrived, and the way to send them once more. */
export function MailingUnsure({ base, delivery, locale }: { base: string; delivery: MailingDelivery; locale: Locale }) {
  const t = mailingTexts(locale);
  if (delivery.unsure === 0) return null;
  return (
    <Alert kind="warning" title={t.broken(formatNumber(delivery.unsure, locale))}>
      <p>{t.resendHint}</p>
      <form method="post" action={`${base}/unklare`}>
        <Button kind="secondary">{t.resend}</Button>
      </form>
    </Alert>
  );
}

/** Stops what is on its way, or leaves what was stopped as it is. */
export function MailingStop({ base, act, locale }: { base: string; act: 'stop' | 'end'; locale: Locale }) {
  const t = mailingTexts(locale);
  return (
    <form method="post" action={`${base}/${act === 'stop' ? 'anhalten' : 'beenden'}`}>
      {act === 'stop' && <p class="muted">{t.stopHint}</p>}
      <Button kind={act === 'stop' ? 'secondary' : 'tertiary'}>{act === 'stop' ? t.stop : t.end}</Button>
    </form>
  );
}
