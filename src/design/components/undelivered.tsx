import type { Troubled } from '../../platform/mail/index.ts';
import { formatDateTime } from '../../platform/i18n/format.ts';
import type { Locale } from '../../platform/i18n/index.ts';
import { undeliveredTexts } from '../undelivered-texts.ts';
import { Alert } from './feedback.tsx';

/** What happened to a mail, in words that help: whose matter it is, and what can be done. */
export function whyUndelivered({ code, failedAt, nextAt, words }: Troubled, locale: Locale): string {
  const t = undeliveredTexts(locale);
  const isUnknown = code !== null && code >= 500 && /\b5\.[12]\.\d|\b55[013]\b/.test(`${code} ${words}`);
  const why = code === null ? t.noAnswer : code < 500 ? t.later : isUnknown ? t.unknown : t.rejected;
  if (failedAt) return `${why} ${t.givenUp(formatDateTime(failedAt, locale))}`;
  return nextAt ? `${why} ${t.nextTry(formatDateTime(nextAt, locale))}` : why;
}

/** On the page of a matter: what of it has not arrived. Nothing where all has. */
export function Undelivered({ mails, href, locale }: { mails: readonly Troubled[]; href?: string | undefined; locale: Locale }) {
  const t = undeliveredTexts(locale);
  if (mails.length === 0) return null;
  return (
    <Alert kind="warning" title={t.title(mails.length)}>
      <ul>
        {mails.map((mail) => (
          <li key={mail.id}>
            {t.to(mail.to)} „{mail.subject}“: {whyUndelivered(mail, locale)}
          </li>
        ))}
      </ul>
      <p>{href ? <a href={href}>{t.toList}</a> : t.whatToDo}</p>
    </Alert>
  );
}
