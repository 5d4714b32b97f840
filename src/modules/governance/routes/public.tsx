import { isOpenToObjections } from '../minutes-gates.ts';
import { tasksPage } from '../pages/tasks.tsx';
import { type Draft, objectionPage, partsOfDraft } from '../pages/objection.tsx';
import { officeTexts } from '../texts-office.ts';
import { registerPage } from '../pages/register.tsx';
import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm, readQuery } from '#platform/http/body.ts';
import { conditional, latestOf } from '#platform/http/conditional.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { toItsButton } from '#platform/http/one-click.ts';
import { askedPage, firstOf, mapPage } from '#platform/lists.ts';
import { type CalendarMeeting, calendarFeed } from '../calendar.ts';
import { bodiesPage, bodyPage, meetingPage, UPCOMING } from '../pages/public.tsx';
import { paperPage } from '../pages/papers.tsx';
import { existing } from '../service/context.ts';
import type { GovernanceService } from '../service/index.ts';
import { publicDecisions, publicDecisionsPage, publicPaper, publicWords } from '../service/public-words.ts';
import { agreementsOfMinutes } from '../store/agreements.ts';
import { bodyById, bodyBySlug, listBodies, membersOf } from '../store/bodies.ts';
import { listMeetings, meetingById, type MeetingRow, meetingsPage } from '../store/meetings.ts';
import { paperById, papersPage } from '../store/papers.ts';
import type { BodyRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { idParam } from './params.ts';

const objectionForm = z.object({ who: field.text(200), about: field.text(400), text: field.required(4000) });
/** The next meetings of all bodies on the page of bodies; all of them stand in the calendar, each body's on its page. */
const NEXT_MEETINGS = 6;
const REPLIES = ['done', 'progress', 'newDate', 'help'] as const;

async function feed(c: Ctx, name: string, meetings: MeetingRow[], bodies: BodyRow[], publicUrl: string): Promise<Response> {
  const names = new Map(bodies.map((body) => [body.id, body.name]));
  const host = new URL(publicUrl).hostname;
  const events: CalendarMeeting[] = meetings.map((meeting) => ({
    ...meeting,
    summary: names.get(meeting.body_id) ?? name,
    description: meeting.condition,
    url: `${publicUrl}/sitzungen/${meeting.id}`,
  }));
  const text = await calendarFeed(name, events, host);
  const changed = latestOf(meetings.map((meeting) => meeting.updated_at));
  return conditional(c, { text, type: 'text/calendar', changed, cacheControl: 'public, max-age=300' });
}

function bodyRoutes({ context }: GovernanceService) {
  const { db, today, config } = context;
  return new Hono<Env>()
    .get('/gremien', async (c) =>
      bodiesPage(
        c,
        await listBodies(db),
        await meetingsPage(db, firstOf(NEXT_MEETINGS), { upcomingFrom: today() }),
        await papersPage(db, askedPage(c), { state: 'travelling' }),
      ),
    )
    .get('/gremien/:slug', async (c) => {
      const body = existing(await bodyBySlug(db, c.req.param('slug')));
      const parent = body.parent_id ? await bodyById(db, body.parent_id) : undefined;
      const bodies = [body.id];
      const upcoming = await meetingsPage(db, askedPage(c, undefined, UPCOMING), { bodies, upcomingFrom: today() });
      const published = await meetingsPage(db, askedPage(c), { bodies, minutes: ['published'] });
      return bodyPage(c, { body, parent, members: await membersOf(db, body.id), upcoming, published, today: today() });
    })
    .get('/termine.ics', async (c) =>
      feed(c, governanceTexts(c.get('locale')).title, await listMeetings(db), await listBodies(db), config.publicUrl),
    )
    .get('/gremien/:slug/termine.ics', async (c) => {
      const body = existing(await bodyBySlug(db, c.req.param('slug')));
      return feed(c, body.name, await listMeetings(db, body.id), [body], config.publicUrl);
    })
    .get('/sitzungen/:id', async (c) => {
      const meeting = existing(await meetingById(db, idParam(c, 'id')));
      return meetingPage(c, meeting, existing(await bodyById(db, meeting.body_id)));
    })
    .get('/vorlagen/:id', async (c) =>
      paperPage(c, publicPaper(existing(await paperById(db, idParam(c, 'id'))), await publicWords(db)), await listBodies(db), today()),
    );
}

function registerRoutes({ context }: GovernanceService) {
  const { db, today } = context;
  return new Hono<Env>().get('/beschluesse', async (c) => {
    const query = readQuery(c);
    const bodies = await listBodies(db);
    const get = (name: string) => typed(query, name).replaceAll('\0', '').trim().slice(0, 100) || undefined;
    const year = /^(?:19|20|21)\d\d$/.test(get('jahr') ?? '') ? Number(get('jahr')) : undefined;
    const filter = {
      words: get('text'),
      bodyId: bodies.find((body) => body.slug === get('gremium'))?.id,
      year,
      topic: get('thema'),
      inForce: get('gilt') !== undefined,
      today: today(),
    };
    const decisions = await publicDecisionsPage(db, filter, askedPage(c));
    const followers = await publicDecisions(db, { ids: decisions.rows.flatMap((decision) => decision.replaced_by ?? []), today: today() });
    const textOf = new Map(followers.map(({ id, text }) => [id, text.slice(0, 80)]));
    const shown = mapPage(decisions, (decision) => ({ ...decision, replacedBy: textOf.get(decision.replaced_by ?? '') }));
    const form: FormState = { locale: c.get('locale'), input: query, errors: {} };
    return registerPage(c, { decisions: shown, bodies, form });
  });
}

function taskRoutes({ context, followUp }: GovernanceService) {
  const { db, today } = context;
  const show = async (c: Ctx, token: string, form: FormState, wrongFor?: string) => {
    return tasksPage(c, await followUp.tasks(token), await listBodies(db), today(), form, wrongFor);
  };
  return new Hono<Env>()
    .get('/aufgaben/:token', (c) => show(c, c.req.param('token'), emptyForm(c.get('locale'))))
    .get('/aufgaben/:token/ende', (c) => toItsButton(c, '#erinnerungen'))
    .post('/aufgaben/:token/ende', async (c) => {
      await followUp.setReminders(c.req.param('token'), false);
      leaveFlash(c, 'still');
      return c.redirect(`/aufgaben/${c.req.param('token')}#erinnerungen`, 303);
    })
    .post('/aufgaben/:token/erinnern', async (c) => {
      await followUp.setReminders(c.req.param('token'), true);
      leaveFlash(c, 'erinnert');
      return c.redirect(`/aufgaben/${c.req.param('token')}#erinnerungen`, 303);
    })
    .post('/aufgaben/:token/v/:id', async (c) => {
      const locale = c.get('locale');
      const t = governanceTexts(locale);
      const token = c.req.param('token');
      const id = idParam(c, 'id');
      await followUp.tasks(token); // whoever has no link learns nothing, not even what was wrong
      const raw = await readForm(c);
      const suffix = id.slice(-6);
      const input = Object.fromEntries(['reply', 'day', 'word', 'help'].map((name) => [name, raw[`${name}-${suffix}`] ?? []]));
      const form = parseForm(
        z.object({ reply: field.choice(REPLIES), day: field.optionalDay(), word: field.text(1000), help: field.text(1000) }),
        input,
        locale,
      );
      if (!form.ok) return show(c, token, { locale, input, errors: form.errors }, id);
      const result = await followUp.reply(token, id, form.value.reply, form.value.day, form.value.help || form.value.word);
      if (!result.ok)
        return show(c, token, { locale, input, errors: result.fault === 'needDay' ? { day: t.needDay } : { help: t.needWord } }, id);
      leaveFlash(c, 'geantwortet');
      return c.redirect(`/aufgaben/${token}`, 303);
    });
}

function objectionRoutes({ context, meetings }: GovernanceService) {
  const { db, today, limits } = context;
  const draftOf = async (token: string): Promise<Draft> => {
    const { meeting, person } = await meetings.readBy(token);
    return {
      meeting,
      person,
      body: existing(await bodyById(db, meeting.body_id)),
      agreements: await agreementsOfMinutes(db, meeting.id, today()),
      isOver: !isOpenToObjections(meeting, today()),
    };
  };
  return new Hono<Env>()
    .get('/einspruch/:token', async (c) => objectionPage(c, await draftOf(c.req.param('token')), emptyForm(c.get('locale'))))
    .post('/einspruch/:token', limits('objection', 20, 3600), async (c) => {
      const locale = c.get('locale');
      const token = c.req.param('token');
      const draft = await draftOf(token);
      const input = await readForm(c);
      const form = parseForm(objectionForm, input, locale);
      const needsName = form.ok && !draft.person && form.value.who === '';
      if (!form.ok || needsName) {
        const errors = form.ok ? { who: officeTexts(locale).reviewFaults.required } : form.errors;
        return objectionPage(c, draft, { locale, input, errors });
      }
      const about = partsOfDraft(draft, locale).find((part) => part === form.value.about) ?? '';
      const result = await meetings.object(token, { ...form.value, about });
      if (result.ok) leaveFlash(c, 'eingewandt');
      return c.redirect(`/einspruch/${token}`, 303);
    });
}

export function publicRoutes(service: GovernanceService) {
  return new Hono<Env>()
    .route('/', bodyRoutes(service))
    .route('/', registerRoutes(service))
    .route('/', taskRoutes(service))
    .route('/', objectionRoutes(service));
}
