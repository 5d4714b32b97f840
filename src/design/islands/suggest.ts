/**
 * A combobox after the WAI-ARIA pattern ("list autocomplete with manual selection"): the field stays an ordinary
 * text field, the list only offers. `data-suggest` is an address that answers `{ suggestions: [{ value, label }] }`.
 */
interface Suggestion {
  value: string;
  label: string;
}

export function startSuggestions(input: HTMLInputElement): void {
  const address = input.dataset['suggest'];
  if (!address) return;
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.id = `${input.id}-suggestions`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.labels?.[0]?.textContent?.trim() ?? '');
  list.hidden = true;
  const frame = document.createElement('div');
  frame.className = 'suggest-frame';
  input.replaceWith(frame);
  frame.append(input, list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('autocomplete', 'off');

  let active = -1;
  let request: AbortController | undefined;
  const options = () => [...list.children] as HTMLElement[];
  const show = (open: boolean) => {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    if (!open) {
      active = -1;
      input.removeAttribute('aria-activedescendant');
    }
  };
  const mark = (index: number) => {
    active = index;
    options().forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    const option = options()[index];
    if (option) input.setAttribute('aria-activedescendant', option.id);
    option?.scrollIntoView({ block: 'nearest' });
  };
  /** Closed by whoever types: an answer that is still on its way does not open it again over what comes next. */
  const close = () => {
    request?.abort();
    show(false);
  };
  const choose = (option: HTMLElement | undefined) => {
    if (option) input.value = option.dataset['value'] ?? input.value;
    close();
  };
  const fill = (suggestions: Suggestion[]) => {
    list.replaceChildren(
      ...suggestions.map((suggestion, index) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${index}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.dataset['value'] = suggestion.value;
        option.textContent = suggestion.label;
        option.addEventListener('mousedown', (event) => {
          event.preventDefault();
          choose(option);
        });
        return option;
      }),
    );
    show(suggestions.length > 0);
  };

  show(false);
  input.addEventListener('input', async () => {
    request?.abort();
    if (input.value.trim().length < 2) return show(false);
    request = new AbortController();
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(input.value)}`, { signal: request.signal });
      if (answer.ok) fill(((await answer.json()) as { suggestions: Suggestion[] }).suggestions);
    } catch {
      // Without suggestions the field is still a field.
    }
  });
  input.addEventListener('keydown', (event) => {
    const count = options().length;
    if (event.key === 'Escape') request?.abort();
    if (list.hidden || count === 0) return;
    if (event.key === 'ArrowDown') mark((active + 1) % count);
    else if (event.key === 'ArrowUp') mark((active - 1 + count) % count);
    else if (event.key === 'Enter' && active >= 0) choose(options()[active]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', close);
}
