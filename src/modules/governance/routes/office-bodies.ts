import { idOrNull, planForm } from './office-forms.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, filledForm, type FormState } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { askedPage } from '#platform/lists.ts';
import { openDesk } from '../access.ts';
import { BODY_KINDS, DECISION_RULES } from '../model.ts';
import { newBodyPage, officeBodyPage } from '../pages/bodies.tsx';
import { existing } from '../service/context.ts';
import type { GovernanceService } from '../service/index.ts';
import { bodyById, endMembership, listBodies, membersOf } from '../store/bodies.ts';
import { meetingsPage } from '../store/meetings.ts';
import { officeTexts } from '../texts-office.ts';
import { idParam } from './params.ts';

const bodyForm = z.object({
  name: field.required(200),
  kind: field.choice(BODY_KINDS),
  rule: field.choice(DECISION_RULES),
  parentId: field.text(40),
  mandate: field.text(2000),
});

const memberForm = z.object({
  memberName: field.text(200),
  organisation: field.text(200),
  role: field.text(100),
  email: field.optionalEmail(),
});

export function bodyRoutes({ context, meetings }: GovernanceService) {
  const { db, today, now } = context;

  async function show(c: Ctx, forms: { body?: FormState; member?: FormState; meeting?: FormState } = {}): Promise<Response> {
    const desk = openDesk(c);
    const locale = c.get('locale');
    const body = existing(await bodyById(db, idParam(c, 'id')));
    const { name, kind, rule, mandate, parent_id: parentId } = body;
    return officeBodyPage(c, desk, {
      body,
      bodies: await listBodies(db),
      members: await membersOf(db, body.id),
      meetings: await meetingsPage(db, askedPage(c), { bodies: [body.id] }),
      forms: {
        body: forms.body ?? filledForm(locale, { name, kind, rule, mandate, parentId }),
        member: forms.member ?? emptyForm(locale),
        meeting: forms.meeting ?? emptyForm(locale),
      },
    });
  }

  return new Hono<Env>()
    .get('/gremienarbeit/gremien/neu', async (c) => newBodyPage(c, openDesk(c), emptyForm(c.get('locale')), await listBodies(db)))
    .post('/gremienarbeit/gremien/neu', async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(bodyForm, input, locale);
      if (!form.ok) return newBodyPage(c, desk, { locale, input, errors: form.errors }, await listBodies(db));
      const id = await meetings.createBody({ ...form.value, parentId: idOrNull(form.value.parentId) });
      return c.redirect(`${desk.base}/gremien/${id}`, 303);
    })
    .get('/gremienarbeit/gremien/:id', (c) => show(c))
    .post('/gremienarbeit/gremien/:id', async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const body = existing(await bodyById(db, idParam(c, 'id')));
      // What is not in the form stays.
      const stored = { kind: [body.kind], rule: [body.rule], parentId: [body.parent_id ?? ''] };
      const input = { ...stored, ...(await readForm(c)) };
      const form = parseForm(bodyForm, input, locale);
      if (!form.ok) return show(c, { body: { locale, input, errors: form.errors } });
      await meetings.changeBody(idParam(c, 'id'), { ...form.value, parentId: idOrNull(form.value.parentId) });
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/gremien/${idParam(c, 'id')}`, 303);
    })
    .post('/gremienarbeit/gremien/:id/mitglied', async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(memberForm, input, locale);
      const errors = form.ok ? {} : form.errors;
      if (form.ok && form.value.memberName === '' && form.value.organisation === '')
        errors['memberName'] = officeTexts(locale).reviewFaults.required;
      if (!form.ok || Object.keys(errors).length > 0) return show(c, { member: { locale, input, errors } });
      const body = existing(await bodyById(db, idParam(c, 'id')));
      const { memberName: name, ...member } = form.value;
      await meetings.addMember(body.id, { ...member, name, from: today() });
      return c.redirect(`${desk.base}/gremien/${body.id}`, 303);
    })
    .post('/gremienarbeit/gremien/:id/mitglied/:membership/beenden', async (c) => {
      const desk = openDesk(c);
      await endMembership(db, idParam(c, 'membership'), today(), now());
      return c.redirect(`${desk.base}/gremien/${idParam(c, 'id')}`, 303);
    })
    .post('/gremienarbeit/gremien/:id/sitzung', async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(planForm, input, locale);
      if (!form.ok) return show(c, { meeting: { locale, input, errors: form.errors } });
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
