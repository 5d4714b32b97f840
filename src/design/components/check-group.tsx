import type { FormState, Option } from './form.tsx';

export interface OptionGroup {
  label: string;
  options: readonly Option[];
}

/** Boxes in columns; all have the same name. */
function Boxes({ name, options, chosen }: { name: string; options: readonly Option[]; chosen: ReadonlySet<string> }) {
  return (
    <div class="kern-fieldset__body check-group__body">
      {options.map((option) => (
        <label class="keep" key={option.value}>
          <input type="checkbox" name={name} value={option.value} checked={chosen.has(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}

/**
 * Several of many: a fieldset of boxes. Very many come in groups that are folded, but for those in which something is
 * chosen: nobody scrolls through seventy boxes on a phone.
 */
export function CheckGroup({
  form,
  name,
  label,
  hint,
  options = [],
  groups = [],
}: {
  form: FormState;
  name: string;
  label: string;
  hint?: string | undefined;
  options?: readonly Option[];
  groups?: readonly OptionGroup[];
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
      {options.length > 0 && <Boxes name={name} options={options} chosen={chosen} />}
      {groups.map((group) => {
        const count = group.options.filter((option) => chosen.has(option.value)).length;
        return (
          <details key={group.label} open={count > 0}>
            <summary>
              {group.label}
              {count > 0 && ` (${count})`}
            </summary>
            <Boxes name={name} options={group.options} chosen={chosen} />
          </details>
        );
      })}
      {error && (
        <p class="kern-error" id={`${name}-error`}>
          <span class="kern-body">{error}</span>
        </p>
      )}
    </fieldset>
  );
}
