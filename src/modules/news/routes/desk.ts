import { Hono } from 'hono';
import { filledForm, type FormState } from '#design/index.ts';
import { localDay, localMoment, localTime } from '#platform/clock.ts';
import { type FormInput, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Services } from '#platform/services.ts';
import { slugify } from '#platform/slug.ts';
import { askedPage } from '#platform/lists.ts';
import { type AccountsService, holdersOf, placesOf } from '#modules/accounts/index.ts';
import { bodyNames, listBodies } from '#modules/governance/index.ts';
import { networkNames } from '#modules/networks/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { faultsOf, isAddress, type Material, readLinks, type Step, stateAfter } from '../model.ts';
import { deskPage, editPage, type Owner } from '../pages/desk.tsx';
import { changeItem, insertItem, itemById, itemBySlug, itemsOf, mayPublish, mayWrite } from '../store/items.ts';
import type { ItemRow } from '../tables.ts';
import { newsTexts } from '../texts.ts';
import { itemForm, planForm, wordForm } from './forms.ts';

const MOST_TOPICS = 6;
const MOST_MATERIAL = 20;
const FIELD = { deadline: 'deadline', starts: 'day', ends: 'to', body: 'bodyId', material: 'material' } as const;

type Content = Pick<
  ItemRow,
  | 'kind'
  | 'title'
  | 'summary'
  | 'body'
  | 'topics'
  | 'audience'
  | 'body_id'
  | 'shown_until'
  | 'deadline'
  | 'how'
  | 'starts_at'
  | 'ends_at'
  | 'place'
  | 'register'
  | 'material'
>;

/** /redaktion…: what people write, and its way to the public. */
export interface DeskParts {
  accounts: AccountsService;
  topics: Topics;
  /** Pages of ours that a campaign can be joined with: checks and practice aids. */
  materials(locale: Locale): Promise<Material[]>;
}

export function deskRoutes({ db, clock, limits, config }: Services, { accounts, topics, materials }: DeskParts) {
  const now = () => clock.now();
  const { publicUrl } = config;
  const t = (c: Ctx) => newsTexts(c.get('locale')).desk;

  /** In whose name whoever asks may write. */
  async function ownersOf(c: Ctx): Promise<Owner[]> {
    const idsOf = (scope: 'organisation' | 'network' | 'body') => {
      const ids = placesOf(c.get('actor'), 'news.write', scope);
      return ids === 'all' ? [] : ids;
    };
    const [organisations, networks, bodies] = await Promise.all([
      organisationsByIds(db, idsOf('organisation')),
      networkNames(db, idsOf('network')),
      bodyNames(db, idsOf('body')),
    ]);
    return [
      ...(mayPublish() ? [{ scope: null, id: null, name: newsTexts('de').desk.office }] : []),
      ...[...organisations.values()].map(({ id, name }): Owner => ({ scope: 'organisation', id, name })),
      ...[...networks].map(([id, name]): Owner => ({ scope: 'network', id, name })),
      ...[...bodies].map(([id, name]): Owner => ({ scope: 'body', id, name })),
    ];
  }
  /** Bodies whose members alone may be meant: one's own, or all for the office. */
  async function bodiesFor(c: Ctx): Promise<{ id: string; name: string }[]> {
    const all = (await listBodies(db)).map(({ id, name }) => ({ id, name }));
    const own = c.get('actor').grants.flatMap((grant) => (grant.scope === 'body' && grant.id ? [grant.id] : []));
    return mayPublish() ? all : all.filter((body) => own.includes(body.id));
  }

  async function itemAt(c: Ctx): Promise<ItemRow> {
    const id = c.req.param('item' as never) ?? '';
    const item = isId(id) ? await itemById(db, id) : undefined;
    if (!item) throw new HttpError(404);
    if (!mayWrite(item)) throw new HttpError(403);
    return item;
  }

  async function knownForm(c: Ctx, item: ItemRow): Promise<FormState> {
    const { kind, title, summary, body, audience, deadline, how, place, register, material, starts_at: starts, ends_at: ends } = item;
    const form = filledForm(c.get('locale'), {
      kind,
      title,
      summary,
      body,
      audience,
      deadline,
      how,
      place,
      register,
      bodyId: item.body_id,
      shownUntil: item.shown_until,
      day: starts && localDay(starts),
      from: starts && localTime(starts),
      to: ends && localTime(ends),
    });
    const offered = await materials(c.get('locale'));
    const others = material.filter((each) => !offered.some((known) => known.href === each.href));
    const links = { materialTitle: others.map((each) => each.title), materialLink: others.map((each) => each.href) };
    return { ...form, input: { ...form.input, ...links, topics: item.topics, material: material.map((each) => each.href) } };
  }

  async function show(c: Ctx, item: ItemRow | undefined, form?: FormState, fault?: string): Promise<Response> {
    const blank = filledForm(c.get('locale'), { kind: 'news', audience: 'public' });
    const [owners, bodies] = await Promise.all([ownersOf(c), bodiesFor(c)]);
    const shown = form ?? (item ? await knownForm(c, item) : blank);
    return editPage(c, {
      item,
      form: shown,
      fault,
      owners,
      bodies,
      topics,
      materials: await materials(c.get('locale')),
      mayPublish: mayPublish(),
      now: now(),
    });
  }

  /** What the form says, or what is wrong with it. */
  async function read(c: Ctx, input: FormInput): Promise<{ content: Content; owner: string } | { errors: Record<string, string> }> {
    const locale = c.get('locale');
    const form = parseForm(itemForm, input, locale);
    if (!form.ok) return { errors: form.errors };
    const { owner, day, from, to, bodyId, register, shownUntil, deadline, ...words } = form.value;
    const errors: Record<string, string> = {};
    const chosen = (await materials(locale)).filter((each) => input['material']?.includes(each.href));
    const read = readLinks(input['materialTitle'] ?? [], (input['materialLink'] ?? []).slice(0, MOST_MATERIAL), publicUrl);
    if (read.wrong !== undefined) errors['materialLink'] = t(c).materialWrong(read.wrong);
    if (register !== '' && !isAddress(register)) errors['register'] = t(c).registerWrong;
    const known = (await bodiesFor(c)).some((body) => body.id === bodyId);
    const content: Content = {
      ...words,
      deadline: deadline ?? null,
      shown_until: shownUntil ?? null,
      body_id: words.audience === 'body' && known ? bodyId : null,
      starts_at: day ? localMoment(day, from || '09:00') : null,
      ends_at: day && to ? localMoment(day, to) : null,
      register,
      material: [...chosen, ...read.material].slice(0, MOST_MATERIAL),
      topics: [...new Set(input['topics'] ?? [])].filter((id) => topics.get(id)).slice(0, MOST_TOPICS),
    };
    for (const fault of faultsOf(content)) errors[FIELD[fault]] ??= t(c).draftFaults[fault];
    return Object.keys(errors).length > 0 ? { errors } : { content, owner };
  }

  async function freeSlug(title: string, id: string): Promise<string> {
    const wished = slugify(title);
    return (await itemBySlug(db, wished)) ? `${wished.slice(0, 70)}-${id.slice(-8)}` : wished;
  }
  const back = (c: Ctx, id: string, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(`/redaktion/${id}`, 303);
  };

  async function take(c: Ctx, step: Step, values: Parameters<typeof changeItem>[4], flash: string): Promise<Response> {
    const item = await itemAt(c);
    const state = stateAfter(item.state, step);
    if (!state) return show(c, item, undefined, t(c).stage);
    const action = step === 'plan' || step === 'return' ? 'news.publish' : 'news.write';
    if (!(await changeItem(db, item, action, `news.${step}`, { ...values, state, updated_at: now() })))
      return show(c, await itemAt(c), undefined, t(c).busy);
    return back(c, item.id, flash);
  }
  const tell = async (users: readonly string[], title: string, id: string) => {
    for (const userId of users) await accounts.notify.tell({ userId, kind: 'review', title, path: `/redaktion/${id}` });
  };

  return new Hono<Env>()
    .get('/redaktion', async (c) => {
      const ids = (await ownersOf(c)).flatMap((owner) => owner.id ?? []);
      return deskPage(c, { items: await itemsOf(db, mayPublish() ? 'all' : ids, askedPage(c)), mayPublish: mayPublish(), now: now() });
    })
    .get('/redaktion/neu', (c) => show(c, undefined))
    .post('/redaktion/neu', limits('news-item', 120, 3600), async (c) => {
      const input = await readForm(c);
      const done = await read(c, input);
      if ('errors' in done) return show(c, undefined, { locale: c.get('locale'), input, errors: done.errors });
      const owners = await ownersOf(c);
      const owner = owners.find(({ scope, id }) => `${scope ?? ''}:${id ?? ''}` === done.owner) ?? owners[0];
      if (!owner) throw new HttpError(403);
      const id = newId(now().getTime());
      await insertItem(db, {
        ...done.content,
        id,
        slug: await freeSlug(done.content.title, id),
        owner_scope: owner.scope,
        owner: owner.id,
        owner_name: owner.name,
        state: 'draft',
        publish_at: null,
        created_at: now(),
        updated_at: now(),
      });
      return back(c, id, 'gespeichert');
    })
    .get('/redaktion/:item', async (c) => show(c, await itemAt(c)))
    .post('/redaktion/:item', async (c) => {
      const item = await itemAt(c);
      const input = await readForm(c);
      const form = { locale: c.get('locale'), input, errors: {} };
      if (item.state === 'withdrawn' || (item.state !== 'draft' && !mayPublish())) return show(c, item, form, t(c).stage);
      const done = await read(c, input);
      if ('errors' in done) return show(c, item, { ...form, errors: done.errors });
      const seen = { ...item, version: Number(typed(input, 'version') || item.version) };
      const values = { ...done.content, material: JSON.stringify(done.content.material), updated_at: now() };
      if (!Number.isSafeInteger(seen.version) || !(await changeItem(db, seen, 'news.write', 'news.changed', values)))
        return show(c, await itemAt(c), form, t(c).busy);
      return back(c, item.id, 'gespeichert');
    })
    .post('/redaktion/:item/abgeben', async (c) => {
      const { id, title } = await itemAt(c);
      const answer = await take(c, 'submit', { word: '' }, 'abgegeben');
      if (answer.status === 303) await tell(await holdersOf(db, ['office'], null), `${newsTexts('de').waiting}: ${title}`, id);
      return answer;
    })
    .post('/redaktion/:item/veroeffentlichen', async (c) => {
      const item = await itemAt(c);
      const input = await readForm(c);
      const form = parseForm(planForm, input, c.get('locale'));
      if (!form.ok) {
        const errors = 'publishTime' in form.errors ? { ...form.errors, publishTime: t(c).timeWrong } : form.errors;
        const known = await knownForm(c, item);
        return show(c, item, { ...known, input: { ...known.input, ...input }, errors });
      }
      const { publishDay, publishTime } = form.value;
      const at = publishDay ? localMoment(publishDay, publishTime || '08:00') : now();
      return take(c, 'plan', { publish_at: at, word: '' }, 'geplant');
    })
    .post('/redaktion/:item/zurueckgeben', async (c) => {
      const form = parseForm(wordForm, await readForm(c), c.get('locale'));
      const item = await itemAt(c);
      const answer = await take(c, 'return', { word: form.ok ? form.value.word : '', publish_at: null }, 'zurueck');
      if (answer.status === 303 && item.owner)
        await tell(
          await holdersOf(db, ['organisationEditor', 'organisationCoordinator', 'networkCoordinator', 'bodySecretary'], item.owner),
          `${newsTexts('de').waiting}: ${item.title}`,
          item.id,
        );
      return answer;
    })
    .post('/redaktion/:item/zuruecknehmen', (c) => take(c, 'withdraw', {}, 'zurueckgezogen'))
    .post('/redaktion/:item/wieder', (c) => take(c, 'reopen', { publish_at: null }, 'zurueck'));
}
