import { Hono } from 'hono';
import { emptyForm, type FormState } from '#design/index.ts';
import { placesOf } from '#modules/accounts/index.ts';
import { parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage } from '#platform/lists.ts';
import { consultantNames } from '#modules/consultants/index.ts';
import { networkNames } from '#modules/networks/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import type { Owner } from '../service/parts.ts';
import type { Stories } from '../service/index.ts';
import { listPage } from '../pages/shop-list.tsx';
import { shopPage } from '../pages/shop.tsx';
import { shopTexts } from '../shop-texts.ts';
import { mayPublish, mayWrite, pictureBytes, type StoryFile, storiesOf } from '../store/stories.ts';
import { storiesTexts } from '../texts.ts';
import { beginForm, withdrawForm, wordForm } from './forms.ts';
import { pictureAnswer } from './public.ts';

const SCOPES = ['organisation', 'consultant', 'network'] as const;

/** The story of the address, for those who may work on it. @throws HttpError 403, 404 */
export async function storyAt(c: Ctx, stories: Stories): Promise<StoryFile> {
  const id = c.req.param('story' as never) ?? '';
  if (!isId(id)) throw new HttpError(404);
  const file = await stories.file(id);
  if (!mayWrite(file.row)) throw new HttpError(403);
  return file;
}

/** /geschichtenwerkstatt…: the list, beginning, and the steps of the way. */
export function workshopRoutes({ db }: Services, stories: Stories) {
  const base = (c: Ctx) => `/geschichtenwerkstatt/${c.req.param('story' as never) ?? ''}`;
  const faults = (c: Ctx) => storiesTexts(c.get('locale')).faults;

  /** In whose name whoever asks may write. */
  async function ownersOf(c: Ctx): Promise<Owner[]> {
    const ids = SCOPES.map((scope) => placesOf(c.get('actor'), 'story.write', scope));
    const [organisations = [], consultants = [], networks = []] = ids.map((each) => (each === 'all' ? [] : each));
    const [organisationRows, people, nets] = await Promise.all([
      organisationsByIds(db, organisations),
      consultantNames(db, consultants),
      networkNames(db, networks),
    ]);
    const own: Owner[] = [
      ...[...organisationRows.values()].map(({ id, name }): Owner => ({ scope: 'organisation', id, name })),
      ...[...people].map(([id, name]): Owner => ({ scope: 'consultant', id, name })),
      ...[...nets].map(([id, name]): Owner => ({ scope: 'network', id, name })),
    ];
    return mayPublish() ? [{ scope: null, id: null, name: shopTexts('de').office }, ...own] : own;
  }

  async function list(c: Ctx, form?: FormState): Promise<Response> {
    const owners = await ownersOf(c);
    const ids = owners.flatMap((owner) => owner.id ?? []);
    return listPage(c, {
      rows: await storiesOf(db, mayPublish() ? 'all' : ids, askedPage(c)),
      owners,
      form: form ?? emptyForm(c.get('locale')),
    });
  }

  async function page(c: Ctx, form?: FormState, fault?: string): Promise<Response> {
    const file = await storyAt(c, stories);
    return shopPage(c, {
      file,
      mayPublish: mayPublish(),
      names: await stories.namesLeft(file),
      form: form ?? emptyForm(c.get('locale')),
      fault,
    });
  }
  const back = (c: Ctx, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(base(c), 303);
  };

  /** A step with a word, which has to be said. */
  async function withWord(c: Ctx, step: (id: string, word: string) => ReturnType<Stories['giveBack']>, flash: string): Promise<Response> {
    const { row } = await storyAt(c, stories);
    const locale = c.get('locale');
    const input = await readForm(c);
    const form = parseForm(wordForm, input, locale);
    if (!form.ok) return page(c, { locale, input, errors: form.errors });
    const done = await step(row.id, form.value.word);
    return done.ok ? back(c, flash) : page(c, undefined, faults(c)[done.fault]);
  }

  return new Hono<Env>()
    .get('/geschichtenwerkstatt', (c) => list(c))
    .post('/geschichtenwerkstatt', async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(beginForm, input, locale);
      if (!form.ok) return list(c, { locale, input, errors: form.errors });
      const owners = await ownersOf(c);
      const owner = owners.find(({ scope, id }) => `${scope ?? ''}:${id ?? ''}` === form.value.owner) ?? owners[0];
      if (!owner) throw new HttpError(403);
      const { title, company, contact, email } = form.value;
      const id = await stories.begin(owner, { title, company, contact, email });
      leaveFlash(c, 'gespeichert');
      return c.redirect(`/geschichtenwerkstatt/${id}`, 303);
    })
    .post('/geschichtenwerkstatt/aus-fall/:case', async (c) => {
      const id = c.req.param('case');
      if (!isId(id)) throw new HttpError(404);
      const done = await stories.fromCase(id);
      if (!done.ok) throw new HttpError(403, 'storyConsent');
      return c.redirect(`/geschichtenwerkstatt/${done.value}`, 303);
    })
    .get('/geschichtenwerkstatt/:story', (c) => page(c))
    .get('/geschichtenwerkstatt/:story/bild', async (c) => {
      const { row } = await storyAt(c, stories);
      const picture = await pictureBytes(db, row.id);
      if (!picture) throw new HttpError(404);
      return pictureAnswer(c, picture.id, picture, false);
    })
    .post('/geschichtenwerkstatt/:story/abgeben', async (c) => {
      const { row } = await storyAt(c, stories);
      const done = await stories.submit(row.id);
      return done.ok ? back(c, 'abgegeben') : page(c, undefined, faults(c)[done.fault]);
    })
    .post('/geschichtenwerkstatt/:story/zurueckgeben', (c) => withWord(c, stories.giveBack, 'zurueck'))
    .post('/geschichtenwerkstatt/:story/freigabe', async (c) => {
      const { row } = await storyAt(c, stories);
      const done = await stories.ask(row.id);
      return done.ok ? back(c, 'gefragt') : page(c, undefined, faults(c)[done.fault]);
    })
    .post('/geschichtenwerkstatt/:story/veroeffentlichen', async (c) => {
      const { row } = await storyAt(c, stories);
      const done = await stories.publish(row.id);
      return done.ok ? back(c, 'veroeffentlicht') : page(c, undefined, faults(c)[done.fault]);
    })
    .post('/geschichtenwerkstatt/:story/zuruecknehmen', async (c) => {
      const { row } = await storyAt(c, stories);
      const form = parseForm(withdrawForm, await readForm(c), c.get('locale'));
      const done = await stories.withdraw(row.id, mayPublish() ? 'editor' : 'writer', form.ok ? form.value.withdrawWord : '');
      return done.ok ? back(c, 'zurueckgezogen') : page(c, undefined, faults(c)[done.fault]);
    });
}
