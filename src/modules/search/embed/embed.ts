/**
 * The search box that partners put on their own pages: one script, one element, no cookie, nothing from anywhere else.
 *   <script src="https://…/einbetten.js" defer></script>
 *   <transferwerk-suche ort="24103" thema="energy"></transferwerk-suche>
 * Style lives in the shadow as a constructed sheet, so that the strictest `style-src` of the host lets it be.
 */
interface Hit {
  title: string;
  summary: string;
  kind: string;
  organisation: string;
  town: string;
  distanceKm: number | null;
  /** Under which conditions it may be used. */
  conditions: string[];
  url: string;
}

// Read while the script runs: later there is no current script.
const home = new URL((document.currentScript as HTMLScriptElement).src).origin;

const TEXTS = {
  de: {
    field: 'Wonach suchen Sie?',
    place: 'Postleitzahl oder Ort',
    button: 'Suchen',
    none: 'Dazu haben wir nichts gefunden.',
    conditions: 'Bedingungen der Nutzung',
    fault: 'Die Suche ist gerade nicht zu erreichen.',
    all: 'Alle Treffer bei Transferwerk',
    busy: 'Einen Moment …',
    km: (km: number) => `${Math.round(km)} km`,
    count: (n: number) => (n === 1 ? 'Ein Treffer' : `${n} Treffer`),
  },
  en: {
    field: 'What are you looking for?',
    place: 'Postal code or place',
    button: 'Search',
    none: 'We found nothing on this.',
    conditions: 'Conditions of use',
    fault: 'The search cannot be reached at present.',
    all: 'All hits at Transferwerk',
    busy: 'One moment …',
    km: (km: number) => `${Math.round(km)} km`,
    count: (n: number) => (n === 1 ? 'One hit' : `${n} hits`),
  },
};

const STYLE = `
:host { display: block; font: inherit; color: inherit; --tw-accent: #005f6b; max-width: 40rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
label { display: grid; gap: .25rem; font-weight: 600; flex: 1 1 12rem; }
input { font: inherit; padding: .6rem .75rem; min-height: 2.75rem; border: 2px solid currentColor; border-radius: .25rem; background: transparent; color: inherit; width: 100%; box-sizing: border-box; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .6rem 1.25rem; border: 0; border-radius: .25rem; background: var(--tw-accent); color: #fff; cursor: pointer; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid var(--tw-accent); outline-offset: 2px; }
ol { list-style: none; margin: 1rem 0; padding: 0; }
li { padding: .75rem 0; border-top: 1px solid; }
a { color: inherit; font-weight: 600; text-underline-offset: .2em; }
p { margin: .25rem 0; }
.small { font-size: .875em; opacity: .85; }
`;

const element = <Name extends keyof HTMLElementTagNameMap>(name: Name, text = ''): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
};

class SearchBox extends HTMLElement {
  private asked: AbortController | undefined;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const language = (this.getAttribute('sprache') ?? this.closest('[lang]')?.getAttribute('lang') ?? 'de').startsWith('en') ? 'en' : 'de';
    const t = TEXTS[language];
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];

    const form = element('form');
    form.setAttribute('role', 'search');
    const field = (label: string, name: string, value: string) => {
      const frame = element('label', label);
      const input = element('input');
      input.name = name;
      input.type = 'search';
      input.maxLength = 200;
      input.value = value;
      frame.append(input);
      return { frame, input };
    };
    const words = field(t.field, 'text', '');
    const place = field(t.place, 'ort', this.getAttribute('ort') ?? '');
    form.append(words.frame, place.frame, element('button', t.button));
    const status = element('p');
    status.setAttribute('role', 'status');
    const list = element('ol');
    const all = element('p');
    root.append(form, status, list, all);

    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      this.asked?.abort();
      this.asked = new AbortController();
      const query = new URLSearchParams({ text: words.input.value, ort: place.input.value });
      const topic = this.getAttribute('thema');
      if (topic) query.set('thema', topic);
      status.textContent = t.busy;
      try {
        const answer = await fetch(`${home}/api/suche?${query}`, { credentials: 'omit', signal: this.asked.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        const { hits, total } = (await answer.json()) as { hits: Hit[]; total: number };
        status.textContent = total === 0 ? t.none : t.count(total);
        list.replaceChildren(...hits.map((hit) => this.entry(hit, t)));
        const link = element('a', t.all);
        link.href = `${home}/suche?${query}`;
        all.replaceChildren(link);
      } catch (error) {
        if ((error as Error).name === 'AbortError') return;
        status.textContent = t.fault;
        list.replaceChildren();
      }
    });
  }

  private entry(hit: Hit, t: (typeof TEXTS)['de']): HTMLLIElement {
    const item = element('li');
    const about = [hit.kind, hit.organisation, hit.town, hit.distanceKm === null ? '' : t.km(hit.distanceKm)].filter((text) => text !== '');
    const kicker = element('p', about.join(' · '));
    kicker.className = 'small';
    const link = element('a', hit.title);
    // Only our own pages are linked, whatever an answer says.
    link.href = hit.url.startsWith(`${home}/`) ? hit.url : home;
    const title = element('p');
    title.append(link);
    item.append(kicker, title, element('p', hit.summary));
    if (hit.conditions.length > 0) {
      const conditions = element('p', `${t.conditions}: ${hit.conditions.join(' · ')}`);
      conditions.className = 'small';
      item.append(conditions);
    }
    return item;
  }
}

if (!customElements.get('transferwerk-suche')) customElements.define('transferwerk-suche', SearchBox);
