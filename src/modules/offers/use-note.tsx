import type { Locale } from '#platform/i18n/index.ts';
import { offersTexts } from './texts.ts';

/** Under which conditions an offer may be used, in a list of hits. Nothing where there are none. */
export function UseNote({ conditions = [], locale }: { conditions?: readonly string[] | undefined; locale: Locale }) {
  if (conditions.length === 0) return null;
  return (
    <p class="small">
      <strong>{offersTexts(locale).conditions}:</strong> {conditions.join(' · ')}
    </p>
  );
}
