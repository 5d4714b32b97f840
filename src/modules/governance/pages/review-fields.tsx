import type { Locale } from '#platform/i18n/index.ts';
import { officeTexts } from '../texts-office.ts';

export type Faults = Record<string, 'required' | 'day' | 'time' | 'number' | 'text' | 'who' | 'dayTaken'>;

interface FieldProps {
  name: string;
  label: string;
  value: string;
  faults: Faults;
  locale: Locale;
  type?: 'text' | 'date' | 'time';
  narrow?: boolean;
}

export function Field({ name, label, value, faults, locale, type = 'text', narrow }: FieldProps) {
  const fault = faults[name];
  return (
    <div class={`small-field${narrow ? ' small-field--narrow' : ''}`}>
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        type={type as 'text'}
        value={value}
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={fault ? `${name}-error` : undefined}
      />
      {fault && (
        <p class="small-field__error" id={`${name}-error`}>
          {officeTexts(locale).reviewFaults[fault]}
        </p>
      )}
    </div>
  );
}

export function Area({ name, label, value, faults, locale, rows = 3 }: FieldProps & { rows?: number }) {
  const fault = faults[name];
  return (
    <div class="small-field small-field--wide">
      <label for={name}>{label}</label>
      <textarea
        id={name}
        name={name}
        rows={rows}
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={fault ? `${name}-error` : undefined}
      >
        {value}
      </textarea>
      {fault && (
        <p class="small-field__error" id={`${name}-error`}>
          {officeTexts(locale).reviewFaults[fault]}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps extends Omit<FieldProps, 'type' | 'narrow' | 'faults'> {
  options: [string, string][];
  faults?: Faults;
}

export function Choice({ name, label, value, options, faults, locale }: ChoiceProps) {
  const fault = faults?.[name];
  return (
    <div class="small-field small-field--narrow">
      <label for={name}>{label}</label>
      <select id={name} name={name} aria-invalid={fault ? 'true' : undefined} aria-describedby={fault ? `${name}-error` : undefined}>
        {options.map(([key, text]) => (
          <option value={key} key={key} selected={key === value}>
            {text}
          </option>
        ))}
      </select>
      {fault && (
        <p class="small-field__error" id={`${name}-error`}>
          {officeTexts(locale).reviewFaults[fault]}
        </p>
      )}
    </div>
  );
}

export function Keep({ name, checked, label }: { name: string; checked: boolean; label: string }) {
  return (
    <label class="keep" for={name}>
      <input type="checkbox" id={name} name={name} value="ja" checked={checked} /> {label}
    </label>
  );
}
