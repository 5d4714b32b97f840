/** A field for one file; its name is always `datei`. */
export function FileField({ label, hint, accept, error }: { label: string; hint?: string; accept?: string; error?: string | undefined }) {
  const describedBy = [hint && 'datei-hint', error && 'datei-error'].filter(Boolean).join(' ') || undefined;
  return (
    <div class={`kern-form-input${error ? ' kern-form-input--error' : ''}`}>
      <label class="kern-label" for="datei">
        {label}
      </label>
      {hint && (
        <div class="kern-hint" id="datei-hint">
          {hint}
        </div>
      )}
      <input
        class="kern-form-input__input"
        type="file"
        id="datei"
        name="datei"
        accept={accept}
        aria-describedby={describedBy}
        aria-invalid={error ? 'true' : undefined}
      />
      {error && (
        <p class="kern-error" id="datei-error" role="alert">
          <span class="kern-body">{error}</span>
        </p>
      )}
    </div>
  );
}
