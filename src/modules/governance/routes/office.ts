import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, filledForm, type FormState } from '#design/index.ts';
import { field, isDay, parseForm, typed } from '#platform/forms/index.ts';
import { readForm, readQuery } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import { openDesk } from '../access.ts';
import { BODY_KINDS, DECISION_RULES, MEETING_MODES, TREATMENT_RESULTS } from '../model.ts';
import { newBodyPage, officeBodyPage } from '../pages/bodies.tsx';
import { deskPage } from '../pages/desk.tsx';
import { agreementPage, agreementsPage, personsPage } from '../pages/follow-up.tsx';
import { newPaperPage, officePaperPage } from '../pages/papers.tsx';
import { namesOf } from '../review.ts';
import { existing } from '../service/context.ts';
import type { GovernanceService } from '../service/index.ts';
import { agreementById, type AgreementFilter, eventsOf, listAgreements } from '../store/agreements.ts';
import { bodyById, endMembership, listBodies, listPersons, membersOf, personById, updatePerson } from '../store/bodies.ts';
import { listMeetings } from '../store/meetings.ts';
import { paperById } from '../store/papers.ts';
import { officeTexts } from '../texts-office.ts';
import { deskContents } from './desk.ts';
import { idParam } from './params.ts';

const bodyForm = z.object({
  name: field.required(200),
  kind: field.choice(BODY_KINDS),
  rule: field.choice(DECISION_RULES),
  parentId: field.text(40),
  mandate: field.text(2000),
});
const memberForm = z.object({ memberName: field.text(200), organisation: field.text(200), role: field.text(100), email: field.text(254) });
const time = () => field.text(5).refine((text) => text === '' || /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text), 'invalid');
const day = () => field.required(10).refine((text) => text === '' || isDay(text), 'date');
/** The fields of a meeting, shared by planning and changing. */
export const meetingFields = {
  day: day(),
  startTime: time(),
  endTime: time(),
  mode: field.choice(MEETING_MODES),
  length: field.optionalChoice(['short', 'long'] as const),
  place: field.text(300),
  link: field.text(500),
  condition: field.text(300),
};
const planForm = z.object({
  ...meetingFields,
  agenda: field.text(4000),
  times: field.optionalInteger(1, 60),
  everyWeeks: field.optionalInteger(1, 52),
});
const agreementForm = z.object({
  text: field.required(4000),
  state: field.choice(['open', 'progress', 'done', 'dropped'] as const),
  droppedWhy: field.text(500),
  due: field.optionalDay(),
  responsible: field.text(500),
  topic: field.text(100),
  replaces: field.text(40),
});
const paperForm = z.object({
  title: field.required(200),
  bodyId: field.required(40),
  text: field.required(20_000),
  topic: field.text(100),
});
const referForm = z.object({
  bodyId: field.required(40),
  question: field.required(300),
  due: field.optionalDay(),
  condition: field.text(300),
});
const treatForm = z.object({
  consultation: field.required(40),
  result: field.choice(TREATMENT_RESULTS),
  yes: field.optionalInteger(0, 9999),
  no: field.optionalInteger(0, 9999),
  abstain: field.optionalInteger(0, 9999),
  objected: field.checkbox(),
  day: day(),
  note: field.text(2000),
});

const idOrNull = (text: string): string | null => (isId(text) ? text : null);

function bodyRoutes({ context, meetings }: GovernanceService) {
  const { db, today, now } = context;

  async function show(c: Ctx, token: string, forms: { body?: FormState; member?: FormState; meeting?: FormState } = {}): Promise<Response> {
    const desk = await openDesk(context, token);
    const locale = c.get('locale');
    const body = existing(await bodyById(db, idParam(c, 'id')));
    const { name, kind, rule, mandate, parent_id: parentId } = body;
    return officeBodyPage(c, desk, {
      body,
      bodies: await listBodies(db),
      members: await membersOf(db, body.id),
      meetings: await listMeetings(db, body.id),
      forms: {
        body: forms.body ?? filledForm(locale, { name, kind, rule, mandate, parentId }),
        member: forms.member ?? emptyForm(locale),
        meeting: forms.meeting ?? emptyForm(locale),
      },
    });
  }

  return new Hono<Env>()
    .get('/geschaeftsstelle/:token/gremien/neu', async (c) =>
      newBodyPage(c, await openDesk(context, c.req.param('token')), emptyForm(c.get('locale')), await listBodies(db)),
    )
    .post('/geschaeftsstelle/:token/gremien/neu', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(bodyForm, input, locale);
      if (!form.ok) return newBodyPage(c, desk, { locale, input, errors: form.errors }, await listBodies(db));
      const id = await meetings.createBody({ ...form.value, parentId: idOrNull(form.value.parentId) });
      return c.redirect(`${desk.base}/gremien/${id}`, 303);
    })
    .get('/geschaeftsstelle/:token/gremien/:id', (c) => show(c, c.req.param('token')))
    .post('/geschaeftsstelle/:token/gremien/:id', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(bodyForm, input, locale);
      if (!form.ok) return show(c, c.req.param('token'), { body: { locale, input, errors: form.errors } });
      await meetings.changeBody(idParam(c, 'id'), { ...form.value, parentId: idOrNull(form.value.parentId) });
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/gremien/${idParam(c, 'id')}`, 303);
    })
    .post('/geschaeftsstelle/:token/gremien/:id/mitglied', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(memberForm, input, locale);
      const errors = form.ok ? {} : form.errors;
      if (form.ok && form.value.memberName === '' && form.value.organisation === '')
        errors['memberName'] = officeTexts(locale).reviewFaults.required;
      if (form.ok && form.value.email !== '' && !z.email().safeParse(form.value.email).success)
        errors['email'] = officeTexts(locale).reviewFaults.required;
      if (!form.ok || Object.keys(errors).length > 0) return show(c, c.req.param('token'), { member: { locale, input, errors } });
      const body = existing(await bodyById(db, idParam(c, 'id')));
      const { memberName: name, ...member } = form.value;
      await meetings.addMember(body.id, { ...member, name, from: today() });
      return c.redirect(`${desk.base}/gremien/${body.id}`, 303);
    })
    .post('/geschaeftsstelle/:token/gremien/:id/mitglied/:membership/beenden', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      await endMembership(db, idParam(c, 'membership'), today(), now());
      return c.redirect(`${desk.base}/gremien/${idParam(c, 'id')}`, 303);
    })
    .post('/geschaeftsstelle/:token/gremien/:id/sitzung', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(planForm, input, locale);
      if (!form.ok) return show(c, c.req.param('token'), { meeting: { locale, input, errors: form.errors } });
      const { agenda, times, everyWeeks, length, ...rest } = form.value;
      const items = agenda
        .split('\n')
        .map((line) => line.replace(/^\s*\d+[.)]\s*/, '').trim())
        .filter((line) => line !== '')
        .slice(0, 60);
      const id = await meetings.plan(idParam(c, 'id'), {
        ...rest,
        length: length ?? null,
        times: times ?? 1,
        everyWeeks: everyWeeks ?? 4,
        agenda: items,
      });
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/sitzungen/${id}`, 303);
    });
}

function agreementRoutes({ context, followUp }: GovernanceService) {
  const { db, today } = context;
  const STATES = ['open', 'progress', 'done', 'dropped', 'overdue', 'anyOpen'] as const;

  async function show(c: Ctx, token: string, form?: FormState): Promise<Response> {
    const desk = await openDesk(context, token);
    const agreement = existing(await agreementById(db, idParam(c, 'id')));
    const { text, state, due, topic, dropped_why: droppedWhy } = agreement;
    const others =
      agreement.kind === 'decision'
        ? (await listAgreements(db, { kind: 'decision', inForce: true, today: today() })).filter((other) => other.id !== agreement.id)
        : [];
    return agreementPage(c, desk, {
      agreement,
      events: await eventsOf(db, agreement.id),
      bodies: await listBodies(db),
      others,
      today: today(),
      form:
        form ??
        filledForm(c.get('locale'), {
          text,
          state,
          due,
          topic,
          droppedWhy,
          responsible: agreement.responsible.map((who) => who.name).join('; '),
        }),
    });
  }

  return new Hono<Env>()
    .get('/geschaeftsstelle/:token/vereinbarungen', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const query = readQuery(c);
      const get = (name: string) => typed(query, name).replaceAll('\0', '').trim().slice(0, 100) || undefined;
      const filter: AgreementFilter = {
        today: today(),
        bodyId: idOrNull(get('gremium') ?? '') ?? undefined,
        personId: idOrNull(get('wer') ?? '') ?? undefined,
        state: STATES.find((state) => state === get('stand')),
        words: get('text'),
      };
      return agreementsPage(c, desk, {
        agreements: await listAgreements(db, filter),
        bodies: await listBodies(db),
        persons: await listPersons(db),
        today: today(),
        asBoard: get('ansicht') === 'tafel',
        form: { locale: c.get('locale'), input: query, errors: {} },
      });
    })
    .get('/geschaeftsstelle/:token/vereinbarungen/:id', (c) => show(c, c.req.param('token')))
    .post('/geschaeftsstelle/:token/vereinbarungen/:id', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(agreementForm, input, locale);
      if (!form.ok) return show(c, c.req.param('token'), { locale, input, errors: form.errors });
      const { due, responsible, topic, replaces, ...rest } = form.value;
      const result = await followUp.change(idParam(c, 'id'), {
        ...rest,
        due: due ?? null,
        topic: topic || null,
        responsible: namesOf(responsible),
        replaces: idOrNull(replaces),
      });
      if (!result.ok) return show(c, c.req.param('token'), { locale, input, errors: { droppedWhy: officeTexts(locale).needWhy } });
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/vereinbarungen/${idParam(c, 'id')}`, 303);
    })
    .post('/geschaeftsstelle/:token/vereinbarungen/:id/bemerkung', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const form = parseForm(z.object({ comment: field.text(2000) }), await readForm(c), c.get('locale'));
      if (form.ok && form.value.comment !== '') await followUp.comment(idParam(c, 'id'), officeTexts('de').title, form.value.comment);
      return c.redirect(`${desk.base}/vereinbarungen/${idParam(c, 'id')}`, 303);
    })
    .get('/geschaeftsstelle/:token/personen', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const wanted = c.req.query('adresse') ?? '';
      const persons = await listPersons(db);
      const link = isId(wanted) && persons.some((person) => person.id === wanted) ? `/aufgaben/${await followUp.link(wanted)}` : undefined;
      return personsPage(
        c,
        desk,
        persons.map((person) => ({ ...person, link: person.id === wanted ? link : undefined })),
      );
    })
    .post('/geschaeftsstelle/:token/personen/:id/adresse', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const person = existing(await personById(db, idParam(c, 'id')));
      return c.redirect(`${desk.base}/personen?adresse=${person.id}#person-${person.id}`, 303);
    })
    .post('/geschaeftsstelle/:token/personen/:id', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const person = existing(await personById(db, idParam(c, 'id')));
      const input = await readForm(c);
      const email = typed(input, 'email').trim();
      const isPublic = typed(input, 'public') !== '';
      await updatePerson(db, person.id, {
        email: z.email().safeParse(email).success ? email : null,
        public_since: isPublic ? (person.public_since ?? context.now()) : null,
        updated_at: context.now(),
      });
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/personen#person-${person.id}`, 303);
    });
}

function paperRoutes({ context, papers }: GovernanceService) {
  const { db, today } = context;
  async function show(c: Ctx, token: string, form: FormState, fault?: string): Promise<Response> {
    const desk = await openDesk(context, token);
    return officePaperPage(c, desk, existing(await paperById(db, idParam(c, 'id'))), await listBodies(db), today(), form, fault);
  }
  return new Hono<Env>()
    .get('/geschaeftsstelle/:token/vorlagen/neu', async (c) =>
      newPaperPage(c, await openDesk(context, c.req.param('token')), emptyForm(c.get('locale')), await listBodies(db)),
    )
    .post('/geschaeftsstelle/:token/vorlagen/neu', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(paperForm, input, locale);
      const body = form.ok && isId(form.value.bodyId) ? await bodyById(db, form.value.bodyId) : undefined;
      if (!form.ok || !body)
        return newPaperPage(
          c,
          desk,
          { locale, input, errors: form.ok ? { bodyId: officeTexts(locale).reviewFaults.required } : form.errors },
          await listBodies(db),
        );
      const id = await papers.create({ ...form.value, topic: form.value.topic || null, who: body.name });
      return c.redirect(`${desk.base}/vorlagen/${id}`, 303);
    })
    .get('/geschaeftsstelle/:token/vorlagen/:id', (c) => show(c, c.req.param('token'), filledForm(c.get('locale'), { day: today() })))
    .post('/geschaeftsstelle/:token/vorlagen/:id/verweisen', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(referForm, input, locale);
      const isBody = form.ok && isId(form.value.bodyId) && (await bodyById(db, form.value.bodyId)) !== undefined;
      if (!form.ok || !isBody)
        return show(c, c.req.param('token'), {
          locale,
          input,
          errors: form.ok ? { bodyId: officeTexts(locale).reviewFaults.required } : form.errors,
        });
      await papers.refer(idParam(c, 'id'), { ...form.value, due: form.value.due ?? null });
      return c.redirect(`${desk.base}/vorlagen/${idParam(c, 'id')}`, 303);
    })
    .post('/geschaeftsstelle/:token/vorlagen/:id/ergebnis', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(treatForm, input, locale);
      if (!form.ok) return show(c, c.req.param('token'), { locale, input, errors: form.errors });
      const { consultation, yes, no, abstain, ...rest } = form.value;
      const result = await papers.treat(idParam(c, 'id'), consultation, {
        ...rest,
        yes: yes ?? null,
        no: no ?? null,
        abstain: abstain ?? null,
      });
      if (!result.ok) return show(c, c.req.param('token'), { locale, input, errors: {} }, officeTexts(locale)[result.fault]);
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/vorlagen/${idParam(c, 'id')}`, 303);
    })
    .post('/geschaeftsstelle/:token/vorlagen/:id/fassung', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      const form = parseForm(z.object({ text: field.required(20_000) }), await readForm(c), c.get('locale'));
      if (form.ok) await papers.revise(idParam(c, 'id'), form.value.text, officeTexts('de').title);
      return c.redirect(`${desk.base}/vorlagen/${idParam(c, 'id')}`, 303);
    })
    .post('/geschaeftsstelle/:token/vorlagen/:id/zurueckziehen', async (c) => {
      const desk = await openDesk(context, c.req.param('token'));
      await papers.withdraw(idParam(c, 'id'));
      return c.redirect(`${desk.base}/vorlagen/${idParam(c, 'id')}`, 303);
    });
}

/** /geschaeftsstelle/:token: the desk, bodies, agreements, people, papers */
export function officeRoutes(service: GovernanceService) {
  return new Hono<Env>()
    .get('/geschaeftsstelle/:token', async (c) =>
      deskPage(c, await openDesk(service.context, c.req.param('token')), await deskContents(service)),
    )
    .route('/', bodyRoutes(service))
    .route('/', agreementRoutes(service))
    .route('/', paperRoutes(service));
}
