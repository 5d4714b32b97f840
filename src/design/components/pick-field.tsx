import { type Choice, chosenField } from '../../platform/forms/pick.ts';
import { typed } from '../../platform/forms/index.ts';
import { type FormState, TextField } from './form.tsx';
import { designTexts } from '../texts.ts';

/**
 * A reference to a record, by its name: type a part of it; where several fit, they stand below to choose from. No field
 * asks for an address, an id or a short name.
 */
export function PickField({
  form,
  name,
  label,
  hint,
  choices = [],
  optional = false,
}: {
  form: FormState;
  name: string;
  label: string;
  hint?: string | undefined;
  choices?: readonly Choice[];
  optional?: boolean;
}) {
  const t = designTexts(form.locale);
  const field = chosenField(name);
  const chosen = typed(form.input, field);
  return (
    <>
      <TextField form={form} name={name} label={label} hint={hint ?? t.pickHint} maxLength={120} width="medium" optional={optional} />
      {choices.length > 0 && (
        <fieldset class="kern-fieldset">
          <legend class="kern-label">{t.pickOne}</legend>
          <div class="kern-fieldset__body">
            {choices.map((choice) => (
              <label class="keep" key={choice.value}>
                <input type="radio" name={field} value={choice.value} checked={choice.value === chosen} />
                <span>
                  {choice.label} {choice.hint && <span class="muted small">{choice.hint}</span>}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
