import { Hono } from 'hono';
import { filledForm, type FormState, LOOKED_FIELD, RECEIVER_FIELD } from '#design/index.ts';
import { type FormInput, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Missing } from '#platform/mail/index.ts';
import type { Result } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { askedPage } from '#platform/lists.ts';
import { newestStories } from '#modules/stories/index.ts';
import type { Newsletter } from '../newsletter.ts';
import { issuePage, issuesPage } from '../pages/issues.tsx';
import { shownItems } from '../store/items.ts';
import { issueById, issuesPage as issuesIn } from '../store/issues.ts';
import { countSubscribers } from '../store/letters.ts';
import type { IssueRow } from '../tables.ts';
import { issueForm } from './forms.ts';

const MOST = 100;

/** /redaktion/newsletter… */
export function issueRoutes({ db, clock }: Services, newsletter: Newsletter) {
  const base = '/redaktion/newsletter';
  const { mailing } = newsletter;

  async function choices() {
    const [items, stories] = await Promise.all([shownItems(db, clock.now(), MOST), newestStories(db, MOST)]);
    return {
      items: items.map((item) => ({ value: item.id, label: item.title })),
      stories: stories.map(({ story_id: value, version }) => ({ value, label: version.title })),
    };
  }
  async function list(c: Ctx, form?: FormState): Promise<Response> {
    const fresh = await newsletter.fresh();
    const input: FormInput = { items: fresh.items.map((item) => item.id), stories: fresh.stories.map((story) => story.story_id) };
    const shown = form ?? { locale: c.get('locale'), input, errors: {} };
    return issuesPage(c, {
      issues: await issuesIn(db, askedPage(c)),
      subscribers: await countSubscribers(db),
      form: shown,
      ...(await choices()),
    });
  }
  async function issueAt(c: Ctx): Promise<IssueRow> {
    const id = c.req.param('issue' as never) ?? '';
    const issue = isId(id) ? await issueById(db, id) : undefined;
    if (!issue) throw new HttpError(404);
    return issue;
  }
  async function page(c: Ctx, form?: FormState, missing: readonly Missing[] = []): Promise<Response> {
    const issue = await issueAt(c);
    const known = filledForm(c.get('locale'), { title: issue.title, intro: issue.intro });
    const look = await mailing.look(issue, c.req.query(RECEIVER_FIELD));
    return issuePage(c, {
      issue,
      ...look,
      delivery: await mailing.delivery(issue.id),
      missing,
      page: Number(c.req.query('seite')) || 1,
      form: form ?? { ...known, input: { ...known.input, items: issue.items, stories: issue.stories } },
      ...(await choices()),
    });
  }
  /** What was done, or the page once more with what is missing for it. */
  async function after<Value>(c: Ctx, done: Result<Value, Missing[]>, flash?: string, to?: string): Promise<Response> {
    if (!done.ok) return page(c, undefined, done.fault);
    if (flash) leaveFlash(c, flash);
    return c.redirect(to ?? `${base}/${c.req.param('issue' as never)}`, 303);
  }
  async function chosen(input: FormInput): Promise<Pick<IssueRow, 'items' | 'stories'>> {
    const known = await choices();
    const pick = (name: 'items' | 'stories') => known[name].map((each) => each.value).filter((id) => input[name]?.includes(id));
    return { items: pick('items'), stories: pick('stories') };
  }

  return new Hono<Env>()
    .get(base, (c) => list(c))
    .post(base, async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(issueForm, input, locale);
      if (!form.ok) return list(c, { locale, input, errors: form.errors });
      const id = await newsletter.draft({ ...form.value, ...(await chosen(input)) });
      return c.redirect(`${base}/${id}`, 303);
    })
    .get(`${base}/:issue`, (c) => page(c))
    .post(`${base}/:issue`, async (c) => {
      const issue = await issueAt(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(issueForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const done = await mailing.edit(issue.id, { ...form.value, ...(await chosen(input)) });
      if (!done.ok) return page(c, { locale, input, errors: {} }, done.fault);
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${base}/${issue.id}`, 303);
    })
    .post(`${base}/:issue/senden`, async (c) => {
      const { id } = await issueAt(c);
      return after(c, await mailing.send(id, typed(await readForm(c), LOOKED_FIELD)), 'versand');
    })
    .post(`${base}/:issue/probe`, async (c) => {
      const { id } = await issueAt(c);
      return after(c, await mailing.test(id, typed(await readForm(c), RECEIVER_FIELD)), 'probe');
    })
    .post(`${base}/:issue/anhalten`, async (c) => after(c, await mailing.decide((await issueAt(c)).id, 'stop'), 'angehalten'))
    .post(`${base}/:issue/beenden`, async (c) => after(c, await mailing.decide((await issueAt(c)).id, 'end'), 'beendet'))
    .post(`${base}/:issue/verwerfen`, async (c) => after(c, await mailing.discard((await issueAt(c)).id), 'verworfen', base))
    .post(`${base}/:issue/unklare`, async (c) => after(c, await mailing.decide((await issueAt(c)).id, 'again')));
}
