import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { CredentialRow } from '#modules/credentials/index.ts';
import type { TitleRow } from '../tables.ts';
import { qualificationTexts } from '../texts.ts';

/** What a profile shows of qualifications: each with what it proves. Nothing where there is nothing valid. */
export function TitleList({ titles, locale }: { titles: readonly { title: TitleRow; credential: CredentialRow }[]; locale: Locale }) {
  if (titles.length === 0) return null;
  const t = qualificationTexts(locale);
  return (
    <section>
      <h2>{t.profile}</h2>
      <ul>
        {titles.map(({ title, credential }) => (
          <li key={title.id}>
            <a href={`/nachweise/${credential.number}`}>{credential.title}</a>: {t.levels[title.level]}.{' '}
            <span class="muted">{t.validUntil(credential.valid_until ? formatDay(credential.valid_until, locale) : '')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
