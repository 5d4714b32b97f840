import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Agreement } from '../store/agreements.ts';
import { governanceTexts } from '../texts.ts';
import { type Desk, shorten } from './frame.tsx';

export function AgreementList({ desk, agreements, locale }: { desk: Desk; agreements: Agreement[]; locale: Locale }) {
  const g = governanceTexts(locale);
  return (
    <ul>
      {agreements.map((agreement) => (
        <li key={agreement.id}>
          <a href={`${desk.base}/vereinbarungen/${agreement.id}`}>{shorten(agreement.text)}</a>{' '}
          <span class="muted small">
            {[
              g.agreementKinds[agreement.kind],
              agreement.responsible.map((who) => who.name).join(', ') || g.nobody,
              agreement.due ? formatDay(agreement.due, locale) : (agreement.due_text ?? g.noDue),
            ].join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
