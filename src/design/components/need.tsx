import type { Locale } from '../../platform/i18n/index.ts';
import { designTexts } from '../texts.ts';

/** How much has to be done: the same three marks in forms, charts, tables and on paper, never colour alone. */
export type NeedLevel = 'none' | 'some' | 'urgent' | 'notApplicable' | 'open';

export function NeedMark({ need }: { need: NeedLevel }) {
  return (
    <svg class={`need-mark need-mark--${need}`} width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      {need !== 'notApplicable' && need !== 'open' && <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2.5" />}
      {need === 'some' && <path d="M10 2a8 8 0 0 1 0 16z" fill="currentColor" />}
      {need === 'urgent' && <circle cx="10" cy="10" r="8" fill="currentColor" />}
      {need === 'notApplicable' && <path d="M3 10h14" stroke="currentColor" stroke-width="2.5" />}
      {need === 'open' && <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="3 3" />}
    </svg>
  );
}

export function NeedLabel({ need, locale }: { need: NeedLevel; locale: Locale }) {
  return (
    <span class={`need need--${need}`}>
      <NeedMark need={need} /> {designTexts(locale).need[need]}
    </span>
  );
}
