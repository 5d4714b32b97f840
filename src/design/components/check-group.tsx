import type { FormState, Option } from './form.tsx';

/** Several of many: a fieldset of boxes in columns; all have the same name. */
export function CheckGroup({
  form,
  name,
  label,
  hint,
  options,
}: {
  form: FormState;
  name: string;
  label: string;
  hint?: string | undefined;
  options: readonly Option[];
}) {
  const error = form.errors[name];
  const chosen = new Set(form.input[name]);
  const describedBy = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset class={`kern-fieldset check-group${error ? ' kern-fieldset--error' : ''}`} id={name} aria-describedby={describedBy}>
      <legend class="kern-label">{label}</legend>
      {hint && (
        <div class="kern-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      <div class="check-group__body">
        {options.map((option) => (
          <label class="keep" key={option.value}>
            <input type="checkbox" name={name} value={option.value} checked={chosen.has(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error && (
        <p class="kern-error" id={`${name}-error`}>
          <span class="kern-body">{error}</span>
        </p>
      )}
    </fieldset>
  );
}
