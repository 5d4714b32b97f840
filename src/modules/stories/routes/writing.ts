import { Hono } from 'hono';
import { emptyForm, filledForm, type FormState } from '#design/index.ts';
import { type FormInput, parseForm } from '#platform/forms/index.ts';
import { fileTexts } from '#platform/files/texts.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { defineUpload } from '#platform/http/upload.ts';
import type { Result } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import type { Checks } from '#modules/checks/index.ts';
import type { Programmes } from '#modules/programmes/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { PARTS, type Part } from '../model.ts';
import { factsPage, type FactsView } from '../pages/facts.tsx';
import { figuresPage, picturePage, quotesPage } from '../pages/pieces.tsx';
import { partPage } from '../pages/write.tsx';
import { linksOf, readRefs } from '../refs.ts';
import type { EditFault } from '../service/parts.ts';
import type { Stories } from '../service/index.ts';
import { shopTexts } from '../shop-texts.ts';
import type { StoryFile } from '../store/stories.ts';
import { storiesTexts } from '../texts.ts';
import { altForm, factsForm, FIGURE_ROWS, figuresForm, isPart, paperForm, partForm, quoteForm } from './forms.ts';
import { storyAt } from './workshop.ts';

export interface WritingParts {
  stories: Stories;
  topics: Topics;
  checks: Checks;
  programmes: Programmes;
}

const LARGEST_PICTURE = 15 * 1024 * 1024;
/** A text that was pasted with all its marks is much longer than its words. */
const LARGEST_TEXT = 1024 * 1024;
const MOST_TOPICS = 8;
const MOST_POINTS = 20;
const MOST_REFS = 10;

/** Bodies of pasted texts may be larger than a form's. */
export const storyBodies = (path: string): number | undefined =>
  /^\/geschichtenwerkstatt\/[^/]+\/erzaehlen\/[^/]+$/.test(path) ? LARGEST_TEXT : undefined;

const pictureUpload = defineUpload({ route: '/geschichtenwerkstatt/:story/bild', kinds: ['picture'], largest: LARGEST_PICTURE });

/** /geschichtenwerkstatt/:story/…: what people write. */
export function writingRoutes({ db, limits }: Services, parts: WritingParts) {
  const { stories, topics, checks, programmes } = parts;
  const base = (c: Ctx) => `/geschichtenwerkstatt/${c.req.param('story' as never) ?? ''}`;
  const faults = (c: Ctx) => storiesTexts(c.get('locale')).faults;
  const partAt = (c: Ctx): Part => {
    const part = c.req.param('part' as never) ?? '';
    if (!isPart(part)) throw new HttpError(404);
    return part;
  };
  const to = (c: Ctx, path: string) => {
    leaveFlash(c, 'gespeichert');
    return c.redirect(`${base(c)}${path}`, 303);
  };

  async function factsView(c: Ctx, file: StoryFile, form?: FormState, fault?: string): Promise<FactsView> {
    const locale = c.get('locale');
    const { row } = file;
    const { company, contact, email, industry, size, region, programme, content } = row;
    const { title, summary } = content;
    const known = filledForm(locale, { company, contact, email, industry, size, region, programme, title, summary });
    const links = await linksOf(db, row.refs);
    const input: FormInput = { ...known.input, topics: row.topics, points: row.points, refs: [links.map((link) => link.href).join('\n')] };
    return { file, form: form ?? { ...known, input }, fault, topics, checks: [...checks.values()], programmes: programmes.all };
  }

  async function saveFacts(c: Ctx): Promise<Response> {
    const file = await storyAt(c, stories);
    const locale = c.get('locale');
    const input = await readForm(c);
    const form = parseForm(factsForm, input, locale);
    const errors = form.ok ? {} : { ...form.errors };
    const read = await readRefs(db, form.ok ? form.value.refs : '', MOST_REFS);
    if (read.unknown !== undefined) errors['refs'] = shopTexts(locale).refUnknown(read.unknown);
    if (!form.ok || Object.keys(errors).length > 0) return factsPage(c, await factsView(c, file, { locale, input, errors }));
    const points = new Set(
      [...checks.values()].flatMap((check) => check.themes.flatMap((theme) => theme.checkpoints.map((point) => `${check.id}/${point.id}`))),
    );
    const done = await stories.saveFacts(file.row.id, {
      ...form.value,
      industry: form.value.industry ?? null,
      size: form.value.size ?? null,
      topics: [...new Set(input['topics'] ?? [])].filter((id) => topics.get(id)).slice(0, MOST_TOPICS),
      points: [...new Set(input['points'] ?? [])].filter((id) => points.has(id)).slice(0, MOST_POINTS),
      refs: read.refs,
      programme: programmes.all.some((programme) => programme.id === form.value.programme) ? form.value.programme : null,
    });
    return done.ok ? to(c, '') : factsPage(c, await factsView(c, file, { locale, input, errors: {} }, faults(c)[done.fault]));
  }

  /** After a change of one of the smaller pieces: back to where they are, or what spoke against it. */
  async function settled(
    c: Ctx,
    done: Result<undefined, EditFault>,
    path: string,
    again: (fault: string) => Promise<Response> | Response,
  ): Promise<Response> {
    return done.ok ? to(c, path) : again(faults(c)[done.fault]);
  }
  const quotesAgain = async (c: Ctx, form?: FormState, fault?: string) =>
    quotesPage(c, await storyAt(c, stories), form ?? emptyForm(c.get('locale')), fault);

  const text = new Hono<Env>()
    .get('/geschichtenwerkstatt/:story/erzaehlen/:part', async (c) => {
      const [file, part] = [await storyAt(c, stories), partAt(c)];
      return partPage(c, { file, part, form: filledForm(c.get('locale'), { text: file.row.content.parts[part] }), fault: undefined });
    })
    .post('/geschichtenwerkstatt/:story/erzaehlen/:part', async (c) => {
      const [file, part] = [await storyAt(c, stories), partAt(c)];
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(partForm, input, locale);
      if (!form.ok) return partPage(c, { file, part, form: { locale, input, errors: form.errors }, fault: undefined });
      const done = await stories.savePart(file.row.id, part, form.value.text, form.value.before);
      const kept = { locale, input: { ...input, text: [form.value.text] }, errors: {} };
      if (!done.ok) return partPage(c, { file: await stories.file(file.row.id), part, form: kept, fault: done.fault });
      const next = PARTS[PARTS.indexOf(part) + 1];
      return to(c, next && form.value.weiter !== '' ? `/erzaehlen/${next}` : '');
    })
    .get('/geschichtenwerkstatt/:story/angaben', async (c) => factsPage(c, await factsView(c, await storyAt(c, stories))))
    .post('/geschichtenwerkstatt/:story/angaben', saveFacts)
    .get('/geschichtenwerkstatt/:story/zahlen', async (c) => {
      const file = await storyAt(c, stories);
      const { figures } = file.row.content;
      const values = Object.fromEntries(
        figures.flatMap((figure, row) => Object.entries(figure).map(([name, value]) => [`${name}${row}`, value])),
      );
      return figuresPage(c, file, filledForm(c.get('locale'), values), undefined);
    })
    .post('/geschichtenwerkstatt/:story/zahlen', async (c) => {
      const file = await storyAt(c, stories);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(figuresForm, input, locale);
      if (!form.ok) return figuresPage(c, file, { locale, input, errors: form.errors }, undefined);
      const values: Record<string, string> = form.value;
      const rows = Array.from({ length: FIGURE_ROWS }, (_, row) => ({
        label: values[`label${row}`] ?? '',
        before: values[`before${row}`] ?? '',
        after: values[`after${row}`] ?? '',
      }));
      const done = await stories.saveFigures(
        file.row.id,
        rows.filter((row) => row.label !== '' && row.after !== ''),
      );
      return settled(c, done, '', (fault) => figuresPage(c, file, { locale, input, errors: {} }, fault));
    });

  const pieces = new Hono<Env>()
    .get('/geschichtenwerkstatt/:story/zitate', (c) => quotesAgain(c))
    .post('/geschichtenwerkstatt/:story/zitate', limits('story-quote', 120, 3600), async (c) => {
      const { row } = await storyAt(c, stories);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(quoteForm, input, locale);
      if (!form.ok) return quotesAgain(c, { locale, input, errors: form.errors });
      const { quote, person, personMail } = form.value;
      const done = await stories.addQuote(row.id, { text: quote, person, email: personMail });
      return settled(c, done, '/zitate', (fault) => quotesAgain(c, { locale, input, errors: {} }, fault));
    })
    .post('/geschichtenwerkstatt/:story/zitate/:quote/entfernen', async (c) => {
      const { row, quotes } = await storyAt(c, stories);
      const quote = quotes.find((each) => each.id === c.req.param('quote'));
      if (!quote) throw new HttpError(404);
      return settled(c, await stories.removeQuote(row.id, quote.id), '/zitate', (fault) => quotesAgain(c, undefined, fault));
    })
    .post('/geschichtenwerkstatt/:story/zitate/:quote/papier', async (c) => {
      const { row, quotes } = await storyAt(c, stories);
      const quote = quotes.find((each) => each.id === c.req.param('quote'));
      if (!quote) throw new HttpError(404);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(paperForm, input, locale);
      if (!form.ok) return quotesAgain(c, { locale, input, errors: form.errors });
      const done = await stories.agreedOnPaper(row.id, quote.id, form.value.paper);
      return settled(c, done, '/zitate', (fault) => quotesAgain(c, undefined, fault));
    })
    .get('/geschichtenwerkstatt/:story/bildauswahl', async (c) => picturePage(c, await storyAt(c, stories), emptyForm(c.get('locale'))))
    .post('/geschichtenwerkstatt/:story/bild', limits('story-picture', 120, 3600), async (c) => {
      const file = await storyAt(c, stories);
      const locale = c.get('locale');
      const { input, file: upload } = await pictureUpload.read(c);
      const form = parseForm(altForm, input, locale);
      const t = { ...fileTexts(locale), ...shopTexts(locale).pictureFaults };
      if (!form.ok) return picturePage(c, file, { locale, input, errors: form.errors });
      const done = await stories.savePicture(file.row.id, upload?.bytes ?? Buffer.alloc(0), form.value.alt);
      return done.ok ? to(c, '/bildauswahl') : picturePage(c, file, { locale, input, errors: { datei: t[done.fault] } });
    })
    .post('/geschichtenwerkstatt/:story/bild/text', async (c) => {
      const file = await storyAt(c, stories);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(altForm, input, locale);
      if (!form.ok) return picturePage(c, file, { locale, input, errors: form.errors });
      const done = await stories.saveAlt(file.row.id, form.value.alt);
      return settled(c, done, '/bildauswahl', (fault) => picturePage(c, file, { locale, input, errors: { alt: fault } }));
    })
    .post('/geschichtenwerkstatt/:story/bild/entfernen', async (c) => {
      const file = await storyAt(c, stories);
      const done = await stories.removePicture(file.row.id);
      return settled(c, done, '/bildauswahl', (fault) =>
        picturePage(c, file, { locale: c.get('locale'), input: {}, errors: { datei: fault } }),
      );
    });

  return new Hono<Env>().route('/', text).route('/', pieces);
}
