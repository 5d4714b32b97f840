import type { ComponentChildren } from 'preact';
import type { Locale } from '../../platform/i18n/index.ts';
import { designTexts } from '../texts.ts';

export type StationState = 'done' | 'now' | 'ahead' | 'stuck';

export interface Station {
  label: string;
  state: StationState;
  /** A date, a figure, or the word that says why it is stuck. */
  note?: string | undefined;
  href?: string | undefined;
}

/** More stations than this stay one below the other on wide screens, too. */
const MOST_IN_A_LINE = 6;

/** The mark of a station: done ●, now ◉, ahead ○, stuck ◐. */
function StationMark({ state }: { state: StationState }) {
  return (
    <svg class="journey__mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="9" fill={state === 'done' ? 'currentColor' : 'var(--ground)'} stroke="currentColor" stroke-width="2.5" />
      {state === 'now' && <circle cx="12" cy="12" r="4.5" fill="currentColor" />}
      {state === 'stuck' && <path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" />}
      {state === 'done' && <path d="m7.5 12.5 3 3 6-6.5" fill="none" stroke="var(--ground)" stroke-width="2.5" />}
    </svg>
  );
}

/**
 * The journey line, the signature of the whole platform: who understands one, understands all.
 * Horizontal on wide screens, vertical on phones, a list for screen readers.
 */
export function Journey({ stations, label, locale }: { stations: Station[]; label: string; locale: Locale }) {
  const words = designTexts(locale).journey;
  return (
    <ol class={stations.length > MOST_IN_A_LINE ? 'journey journey--long' : 'journey journey--line'} aria-label={label}>
      {stations.map((station) => {
        const text: ComponentChildren = <span class="journey__label">{station.label}</span>;
        return (
          <li class={`journey__station journey__station--${station.state}`} aria-current={station.state === 'now' ? 'step' : undefined}>
            <StationMark state={station.state} />
            <span class="journey__text">
              {station.href ? <a href={station.href}>{text}</a> : text}
              <span class="visually-hidden"> ({words[station.state]})</span>
              {station.note && <span class="journey__note">{station.note}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
