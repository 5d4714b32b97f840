import type { ComponentChildren } from 'preact';
import type { FormErrors } from '../../platform/forms/index.ts';
import type { Locale } from '../../platform/i18n/index.ts';
import { designTexts } from '../texts.ts';

export interface AlertProps {
  kind: 'info' | 'success' | 'warning' | 'danger';
  title: string;
  children?: ComponentChildren;
}

/** A message at the place it belongs to. Success is announced politely, danger at once. */
export function Alert({ kind, title, children }: AlertProps) {
  return (
    <div class={`kern-alert kern-alert--${kind}`} role={kind === 'danger' ? 'alert' : 'status'}>
      <div class="kern-alert__header">
        <span class={`kern-icon kern-icon--${kind}`} aria-hidden="true" />
        <span class="kern-title">{title}</span>
      </div>
      {children && <div class="kern-alert__body">{children}</div>}
    </div>
  );
}

/** All faults of a form at its top, each a link to its field. Nothing where there is none. */
export function ErrorSummary({ errors, locale }: { errors: FormErrors; locale: Locale }) {
  const t = designTexts(locale);
  const entries = Object.entries(errors);
  if (entries.length === 0) return null;
  return (
    <div class="kern-alert kern-alert--danger error-summary" role="alert" tabIndex={-1} id="fehler">
      <div class="kern-alert__header">
        <span class="kern-icon kern-icon--danger" aria-hidden="true" />
        <h2 class="kern-title">{t.errorSummary}</h2>
      </div>
      <div class="kern-alert__body">
        <ul>
          {entries.map(([name, message]) => (
            <li key={name}>
              <a href={`#${name}`} data-fault>
                {message}
              </a>
            </li>
          ))}
        </ul>
        <p>{t.kept}</p>
      </div>
    </div>
  );
}

/** What will be here, and the one next step. */
export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty-state">
      <p class="empty-state__title">{title}</p>
      {children}
    </div>
  );
}
