import type { ComponentChildren } from 'preact';
import { type FormErrors, type FormInput, typed } from '../../platform/forms/index.ts';
import type { Locale } from '../../platform/i18n/index.ts';
import { designTexts } from '../texts.ts';

/** What a form knows while it is shown: language, what was typed, what was wrong. */
export interface FormState {
  locale: Locale;
  input: FormInput;
  errors: FormErrors;
  /** Fields in which something is only suggested ("today"): nobody has said it. */
  suggested?: readonly string[];
}

interface FieldProps {
  form: FormState;
  name: string;
  label: string;
  hint?: string | undefined;
  optional?: boolean;
  /** Where a page has several fields of that name: its own id. */
  id?: string;
}

const describedBy = (name: string, hint: string | undefined, error: string | undefined) =>
  [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined;

/** What is wrong with a field, below it. */
export function FieldError({ name, error, locale }: { name: string; error: string | undefined; locale: Locale }) {
  if (!error) return null;
  return (
    <p class="kern-error" id={`${name}-error`}>
      <span class="kern-icon kern-icon--danger kern-icon--small" aria-hidden="true" />
      <span class="kern-body">
        <span class="visually-hidden">{designTexts(locale).errorPrefix} </span>
        {error}
      </span>
    </p>
  );
}

function Label({ form, name, label, optional, id = name }: FieldProps) {
  return (
    <label class="kern-label" for={id}>
      {label} {optional && <span class="kern-label__optional">{designTexts(form.locale).optional}</span>}
    </label>
  );
}

const frame = (error: string | undefined) => `kern-form-input${error ? ' kern-form-input--error' : ''}`;
const box = (error: string | undefined) => `kern-form-input__input${error ? ' kern-form-input__input--error' : ''}`;

export interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'tel' | 'date' | 'search' | 'number' | 'password' | 'url';
  autocomplete?: string;
  inputMode?: 'numeric' | 'text' | 'tel' | 'email';
  maxLength?: number;
  /** Address that gives suggestions while typing; the field works without. */
  suggest?: string | undefined;
  width?: 'short' | 'medium';
}

export function TextField(props: TextFieldProps) {
  const { form, name, hint, type = 'text', id = name } = props;
  const error = form.errors[name];
  return (
    <div class={`${frame(error)}${props.width ? ` field--${props.width}` : ''}`}>
      <Label {...props} />
      {hint && (
        <div class="kern-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <input
        class={box(error)}
        id={id}
        name={name}
        type={type as 'text'}
        value={type === 'password' ? undefined : typed(form.input, name)}
        autocomplete={props.autocomplete}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? 'true' : undefined}
        aria-required={props.optional ? undefined : 'true'}
        data-suggest={props.suggest}
        data-suggested={form.suggested?.includes(name) ? '' : undefined}
      />
      <FieldError name={id} error={error} locale={form.locale} />
    </div>
  );
}

export interface TextAreaProps extends FieldProps {
  rows?: number;
  maxLength?: number;
}

export function TextArea(props: TextAreaProps) {
  const { form, name, hint } = props;
  const error = form.errors[name];
  return (
    <div class={frame(error)}>
      <Label {...props} />
      {hint && (
        <div class="kern-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      <textarea
        class={box(error)}
        id={name}
        name={name}
        rows={props.rows ?? 4}
        maxLength={props.maxLength}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error ? 'true' : undefined}
        aria-required={props.optional ? undefined : 'true'}
      >
        {typed(form.input, name)}
      </textarea>
      <FieldError name={name} error={error} locale={form.locale} />
    </div>
  );
}

export interface Option {
  value: string;
  label: string;
}

export function Select(props: FieldProps & { options: Option[]; blank?: string }) {
  const { form, name, hint, options, blank } = props;
  const error = form.errors[name];
  const chosen = typed(form.input, name);
  return (
    <div class={frame(error)}>
      <Label {...props} />
      {hint && (
        <div class="kern-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      <div class="kern-form-input__select-wrapper">
        <select
          class="kern-form-input__select"
          id={name}
          name={name}
          aria-describedby={describedBy(name, hint, error)}
          aria-invalid={error ? 'true' : undefined}
        >
          {blank !== undefined && <option value="">{blank}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === chosen}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
      <FieldError name={name} error={error} locale={form.locale} />
    </div>
  );
}

export interface RadioOption extends Option {
  hint?: string;
  mark?: ComponentChildren;
}

/** One question with a few answers: a fieldset, words first. */
export function RadioGroup(props: FieldProps & { options: RadioOption[]; className?: string }) {
  const { form, name, hint, options, label } = props;
  const error = form.errors[name];
  const chosen = typed(form.input, name);
  return (
    <fieldset
      class={`kern-fieldset${error ? ' kern-fieldset--error' : ''} ${props.className ?? ''}`}
      id={name}
      aria-describedby={describedBy(name, hint, error)}
      aria-invalid={error ? 'true' : undefined}
    >
      <legend class="kern-label">{label}</legend>
      {hint && (
        <div class="kern-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      <div class="kern-fieldset__body">
        {options.map((option) => (
          <div class="kern-form-check choice" key={option.value}>
            <input
              class="kern-form-check__radio"
              type="radio"
              id={`${name}-${option.value}`}
              name={name}
              value={option.value}
              checked={option.value === chosen}
            />
            <label class="kern-label" for={`${name}-${option.value}`}>
              {option.mark}
              <span>
                {option.label}
                {option.hint && <span class="choice__hint">{option.hint}</span>}
              </span>
            </label>
          </div>
        ))}
      </div>
      <FieldError name={name} error={error} locale={form.locale} />
    </fieldset>
  );
}

export function Checkbox({ form, name, label, hint }: FieldProps) {
  const error = form.errors[name];
  return (
    <div class={`kern-form-check${error ? ' kern-form-check--error' : ''}`}>
      <input
        class={`kern-form-check__checkbox${error ? ' kern-form-check__checkbox--error' : ''}`}
        type="checkbox"
        id={name}
        name={name}
        value="ja"
        checked={typed(form.input, name) !== ''}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error ? 'true' : undefined}
      />
      <label class="kern-label" for={name}>
        {label}
        {hint && (
          <span class="choice__hint" id={`${name}-hint`}>
            {hint}
          </span>
        )}
      </label>
      <FieldError name={name} error={error} locale={form.locale} />
    </div>
  );
}

export function Button({
  children,
  kind = 'primary',
  name,
  value,
  formAction,
  label,
}: {
  children: ComponentChildren;
  kind?: 'primary' | 'secondary' | 'tertiary';
  name?: string;
  value?: string;
  formAction?: string;
  /** Of several alike: what this one is about, for those who hear it alone. */
  label?: string;
}) {
  return (
    <button class={`kern-btn kern-btn--${kind}`} type="submit" name={name} value={value} formAction={formAction} aria-label={label}>
      <span class="kern-label">{children}</span>
    </button>
  );
}

/** A link that looks like a button, for the one next step of a page. */
export function LinkButton({
  href,
  children,
  kind = 'primary',
}: {
  href: string;
  children: ComponentChildren;
  kind?: 'primary' | 'secondary' | 'tertiary';
}) {
  return (
    <a class={`kern-btn kern-btn--${kind}`} href={href}>
      <span class="kern-label">{children}</span>
    </a>
  );
}

export const emptyForm = (locale: Locale): FormState => ({ locale, input: {}, errors: {} });

/** Form input from values that are already known. */
export function filledForm(
  locale: Locale,
  values: Record<string, string | number | undefined | null>,
  suggested: readonly string[] = [],
): FormState {
  const input: FormInput = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== null) input[name] = [String(value)];
  return { locale, input, errors: {}, suggested };
}
