import { Hono } from 'hono';
import type { ComponentChildren } from 'preact';
import type { Ctx, Env } from '../platform/http/context.ts';
import {
  Alert,
  Button,
  Checkbox,
  Chip,
  EmptyState,
  Entry,
  ErrorSummary,
  Facts,
  filledForm,
  type FormState,
  GermanyMap,
  Journey,
  LinkButton,
  NeedBars,
  NeedLabel,
  type NeedLevel,
  Pagination,
  RadioGroup,
  renderPage,
  Select,
  type StationState,
  Tag,
  TextArea,
  TextField,
} from './index.ts';

const NEEDS: NeedLevel[] = ['urgent', 'some', 'none', 'notApplicable', 'open'];
const STATES: StationState[] = ['done', 'now', 'ahead', 'stuck'];
const SQUARE: Record<string, [number, number][][]> = {
  '00': [
    [
      [7, 48],
      [13, 48],
      [13, 54],
      [7, 54],
      [7, 48],
    ],
  ],
};

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function galleryPage(c: Ctx): Response {
  const locale = c.get('locale');
  const form = filledForm(locale, { g_text: 'Tischlerei am Bach', g_select: 'b', g_radio: 'some', g_check: 'ja' });
  const wrong: FormState = {
    locale,
    input: { w_text: ['nur ein Wort'] },
    errors: { w_text: 'Bitte füllen Sie dieses Feld aus.', w_radio: 'Bitte wählen Sie eine der angebotenen Möglichkeiten.' },
  };
  const options = NEEDS.slice(0, 3).map((need) => ({
    value: need,
    label: need,
    hint: 'Erläuterung',
    mark: <NeedLabel need={need} locale={locale} />,
  }));
  return renderPage(c, {
    title: 'Design',
    description: 'Alle Bausteine mit ihren Zuständen',
    children: (
      <>
        <h1>Bausteine</h1>
        <p class="lead">Jeder Baustein mit seinen Zuständen. Wer eine Seite baut, nimmt ihn von hier (src/design).</p>
        <Part title="Weg (Journey)">
          <Journey
            locale={locale}
            label="Alle Zustände"
            stations={STATES.map((state) => ({ label: state, state, note: '3. März 2027' }))}
          />
          <Journey
            locale={locale}
            label="Mit Verweis"
            stations={[
              { label: 'Gesendet', state: 'done', href: '#' },
              { label: 'Bei der Beispielkammer', state: 'stuck', note: 'wartet seit fünf Tagen' },
              { label: 'Abgeschlossen', state: 'ahead' },
            ]}
          />
        </Part>
        <Part title="Handlungsbedarf">
          <p class="swatch-row">
            {NEEDS.map((need) => (
              <NeedLabel key={need} need={need} locale={locale} />
            ))}
          </p>
        </Part>
        <Part title="Schaltflächen">
          <div class="actions">
            <Button>Anfrage senden</Button>
            <Button kind="secondary">Zurück</Button>
            <Button kind="tertiary">Verwerfen</Button>
            <LinkButton href="#">Verweis als Schaltfläche</LinkButton>
          </div>
        </Part>
        <Part title="Meldungen">
          {(['info', 'success', 'warning', 'danger'] as const).map((kind) => (
            <Alert key={kind} kind={kind} title={`Meldung: ${kind}`}>
              <p>Was geschehen ist, was erhalten bleibt, was zu tun ist.</p>
            </Alert>
          ))}
          <EmptyState title="Hier steht später etwas.">
            <LinkButton href="#">Der eine nächste Schritt</LinkButton>
          </EmptyState>
        </Part>
        <Part title="Formular">
          <div class="form">
            <TextField form={form} name="g_text" label="Textfeld" hint="Ein Hinweis." />
            <TextField form={form} name="g_date" label="Datum" type="date" optional width="short" />
            <TextArea form={form} name="g_area" label="Mehrzeilig" optional />
            <Select
              form={form}
              name="g_select"
              label="Auswahl"
              blank="Keine Angabe"
              options={[
                { value: 'a', label: 'Erste' },
                { value: 'b', label: 'Zweite' },
              ]}
            />
            <RadioGroup form={form} name="g_radio" label="Eine von wenigen" hint="Worte vor Farben." options={options} />
            <Checkbox form={form} name="g_check" label="Ankreuzfeld" hint="Mit Erläuterung." />
          </div>
        </Part>
        <Part title="Formular mit Fehlern">
          <ErrorSummary errors={wrong.errors} locale={locale} />
          <div class="form">
            <TextField form={wrong} name="w_text" label="Textfeld" hint="Ein Hinweis." />
            <RadioGroup form={wrong} name="w_radio" label="Eine von wenigen" options={options} />
          </div>
        </Part>
        <Part title="Listen">
          <p>
            <Chip label="kostenfrei" removeHref="#" locale={locale} />
            <Tag>online</Tag>
          </p>
          <ul class="entries">
            <Entry href="#" title="Ein Eintrag" kicker="Beratung" level={3}>
              <p>Mit einem Satz dazu.</p>
            </Entry>
          </ul>
          <Facts
            facts={[
              ['Ort', 'Kiel'],
              ['Kosten', 'kostenfrei'],
            ]}
          />
          <Pagination page={2} pages={5} href={(page) => `#${page}`} locale={locale} />
        </Part>
        <Part title="Bild und Karte">
          <NeedBars
            locale={locale}
            heading="Thema"
            summary="Profil: dringend bei Führung."
            rows={[
              { label: 'Führung', urgent: 2, some: 1, none: 1, rest: 0 },
              { label: 'Finanzen', urgent: 0, some: 2, none: 1, rest: 1 },
            ]}
          />
          <GermanyMap
            states={SQUARE}
            label="Karte mit einem Treffer"
            points={[
              { lat: 51, lon: 10, label: 'Treffer', kind: 'hit', number: 1 },
              { lat: 52.5, lon: 11, label: 'Hier', kind: 'here' },
            ]}
          />
        </Part>
      </>
    ),
  });
}

/** /design: every component with its states, so that the next developer reuses it. */
export const designRoutes = () => new Hono<Env>().get('/design', (c) => galleryPage(c));
