import { day } from './office-forms.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, filledForm, type FormState } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import { inOwnBodies, openDesk } from '../access.ts';
import { TREATMENT_RESULTS } from '../model.ts';
import { newPaperPage, officePaperPage } from '../pages/papers.tsx';
import { existing } from '../service/context.ts';
import type { GovernanceService } from '../service/index.ts';
import { bodyById, listBodies } from '../store/bodies.ts';
import { paperById } from '../store/papers.ts';
import { officeTexts } from '../texts-office.ts';
import { idParam } from './params.ts';

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

export function paperRoutes({ context, papers }: GovernanceService) {
  const { db, today } = context;
  async function show(c: Ctx, form: FormState, fault?: string): Promise<Response> {
    const desk = openDesk(c);
    return officePaperPage(
      c,
      desk,
      existing(await paperById(db, idParam(c, 'id'))),
      await listBodies(db),
      today(),
      form,
      fault,
      (c.req.query('ohne') ?? '').slice(0, 200),
    );
  }
  const refusal = (c: Ctx, fault: 'ended' | 'emptyPaper') =>
    show(c, filledForm(c.get('locale'), { day: today() }, ['day']), officeTexts(c.get('locale'))[fault]);

  return new Hono<Env>()
    .get('/gremienarbeit/vorlagen/neu', async (c) =>
      newPaperPage(
        c,
        openDesk(c),
        emptyForm(c.get('locale')),
        inOwnBodies(c, 'body.manage', await listBodies(db), (body) => body.id),
      ),
    )
    .post('/gremienarbeit/vorlagen/neu', async (c) => {
      const desk = openDesk(c);
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
    .get('/gremienarbeit/vorlagen/:id', (c) => show(c, filledForm(c.get('locale'), { day: today() }, ['day'])))
    .post('/gremienarbeit/vorlagen/:id/verweisen', async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(referForm, input, locale);
      const isBody = form.ok && isId(form.value.bodyId) && (await bodyById(db, form.value.bodyId)) !== undefined;
      if (!form.ok || !isBody)
        return show(c, {
          locale,
          input,
          errors: form.ok ? { bodyId: officeTexts(locale).reviewFaults.required } : form.errors,
        });
      const referred = await papers.refer(idParam(c, 'id'), { ...form.value, due: form.value.due ?? null });
      if (!referred.ok) return show(c, { locale, input, errors: {} }, officeTexts(locale)[referred.fault]);
      return c.redirect(`${desk.base}/vorlagen/${idParam(c, 'id')}`, 303);
    })
    .post('/gremienarbeit/vorlagen/:id/ergebnis', async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(treatForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      const { consultation, yes, no, abstain, ...rest } = form.value;
      const result = await papers.treat(idParam(c, 'id'), consultation, {
        ...rest,
        yes: yes ?? null,
        no: no ?? null,
        abstain: abstain ?? null,
      });
      if (!result.ok) return show(c, { locale, input, errors: {} }, officeTexts(locale)[result.fault]);
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/vorlagen/${idParam(c, 'id')}`, 303);
    })
    .post('/gremienarbeit/vorlagen/:id/fassung', async (c) => {
      const desk = openDesk(c);
      const form = parseForm(z.object({ text: field.required(20_000) }), await readForm(c), c.get('locale'));
      if (!form.ok) return refusal(c, 'emptyPaper');
      const revised = await papers.revise(idParam(c, 'id'), form.value.text, c.get('actor').name || officeTexts('de').title);
      if (!revised.ok) return refusal(c, revised.fault);
      return c.redirect(`${desk.base}/vorlagen/${idParam(c, 'id')}`, 303);
    })
    .post('/gremienarbeit/vorlagen/:id/zurueckziehen', async (c) => {
      const desk = openDesk(c);
      const withdrawn = await papers.withdraw(idParam(c, 'id'));
      if (!withdrawn.ok) return refusal(c, withdrawn.fault);
      return c.redirect(`${desk.base}/vorlagen/${idParam(c, 'id')}`, 303);
    });
}
