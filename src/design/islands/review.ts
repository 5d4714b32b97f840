/** Keys of the review page: j and k go to the next and previous row, x leaves it out. Never while somebody types. */
export function review(form: HTMLFormElement): void {
  const rows = [...form.querySelectorAll<HTMLElement>('[data-review-row]')];
  let at = -1;

  function go(step: number) {
    rows[at]?.classList.remove('is-current');
    at = Math.max(0, Math.min(rows.length - 1, at + step));
    const row = rows[at];
    if (!row) return;
    row.classList.add('is-current');
    row.scrollIntoView({ block: 'nearest' });
    form.querySelector(`#t-${row.id}`)?.scrollIntoView({ block: 'nearest' });
    row.querySelector<HTMLInputElement>('input[type="checkbox"]')?.focus({ preventScroll: true });
  }

  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    const isTyping = target.matches('textarea, select, input:not([type="checkbox"])');
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'j') go(1);
    else if (event.key === 'k') go(-1);
    else if (event.key === 'x') rows[at]?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click();
  });
}
