import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { field, type FormInput, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { formatList } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { consultantById } from '#modules/consultants/index.ts';
import { listBodies, type Papers, standingDecisions } from '#modules/governance/index.ts';
import { appealPurpose, applicationPurpose } from '../grant-gate.ts';
import { requirementsOf, type Scheme } from '../model.ts';
import { reviewPage, WHY } from '../pages/review.tsx';
import type { DecideFault, Reasons } from '../service/applications.ts';
import type { Accreditation } from '../service/index.ts';
import { standingOf } from '../service/standing.ts';
import { applicationById, evidenceOf, objectionsOf, saveFinding } from '../store/applications.ts';
import { accreditationTexts } from '../texts.ts';

const MOST = 200;
const findingForm = z.object({ finding: field.required(5000), recommends: field.checkbox() });
const decideForm = z.object({ note: field.text(3000), ergebnis: field.choice(['ja', 'nein'] as const) });
const answerForm = z.object({ answer: field.required(5000), ergebnis: field.choice(['ja', 'nein'] as const) });

/** /geschaeftsstelle/akkreditierung/:application… */
export function reviewRoutes({ db, clock }: Services, accreditation: Accreditation, papers: Papers) {
  const today = () => clock.today();
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const { applications } = accreditation;

  async function applicationOf(c: Ctx) {
    const id = param(c, 'application');
    const row = isId(id) ? await applicationById(db, id) : undefined;
    if (!row) throw new HttpError(404);
    return row;
  }
  async function review(c: Ctx, form: FormState = emptyForm(c.get('locale')), fault?: string): Promise<Response> {
    const application = await applicationOf(c);
    const consultant = await consultantById(db, application.consultant_id);
    if (!consultant) throw new HttpError(404);
    const scheme = accreditation.scheme(application.scheme);
    const objections = await objectionsOf(db, application.id);
    const open = objections.find((each) => !each.answered_at);
    return reviewPage(c, {
      application,
      scheme,
      evidence: await evidenceOf(db, application.id),
      objections,
      consultant,
      requirements: requirementsOf(scheme, await standingOf(db, consultant.id, scheme.id, today()), today()),
      decisions: [
        ...(await standingDecisions(db, applicationPurpose(application.id), MOST)),
        ...(open ? await standingDecisions(db, appealPurpose(open.id), MOST) : []),
      ],
      bodies: (await listBodies(db)).map(({ id, name }) => ({ value: id, label: name })),
      actor: c.get('actor').userId,
      form,
      fault,
    });
  }
  const back = (c: Ctx, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(`/geschaeftsstelle/akkreditierung/${param(c, 'application')}`, 303);
  };
  const reasonsIn = (input: FormInput): Reasons =>
    new Map(
      Object.keys(input).flatMap((name) =>
        name.startsWith(WHY) ? [[name.slice(WHY.length), typed(input, name).trim().slice(0, 500)]] : [],
      ),
    );
  function says(c: Ctx, fault: DecideFault, scheme: Scheme): string {
    const locale = c.get('locale');
    const t = accreditationTexts(locale).faults;
    if (fault.kind !== 'missing') return t[fault.kind];
    const names = new Map(scheme.requirements.map((each) => [each.id, inLocale(each, locale)]));
    return t.missing(
      formatList(
        fault.what.map((id) => names.get(id) ?? id),
        locale,
      ),
    );
  }
  const agreementIn = (input: Record<string, string[]>): string | null => {
    const id = typed(input, 'agreement');
    return isId(id) ? id : null;
  };

  return new Hono<Env>()
    .get('/geschaeftsstelle/akkreditierung/:application', (c) => review(c))
    .post('/geschaeftsstelle/akkreditierung/:application/pruefung', async (c) => {
      const application = await applicationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(findingForm, input, locale);
      if (!form.ok) return review(c, { locale, input, errors: form.errors });
      if (!(await saveFinding(db, application.id, form.value, clock.now())))
        return review(c, undefined, accreditationTexts(locale).faults.decided);
      return back(c, 'geprueft');
    })
    .post('/geschaeftsstelle/akkreditierung/:application/entscheidung', async (c) => {
      const application = await applicationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(decideForm, input, locale);
      if (!form.ok) return review(c, { locale, input, errors: form.errors });
      const done = await applications.decide(
        application.id,
        form.value.ergebnis === 'ja',
        form.value.note,
        agreementIn(input),
        reasonsIn(input),
      );
      if (!done.ok) return review(c, { locale, input, errors: {} }, says(c, done.fault, accreditation.scheme(application.scheme)));
      return back(c, 'entschieden');
    })
    .post('/geschaeftsstelle/akkreditierung/:application/widerspruch/:objection', async (c) => {
      const application = await applicationOf(c);
      const objection = (await objectionsOf(db, application.id)).find((each) => each.id === param(c, 'objection'));
      if (!objection) throw new HttpError(404);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(answerForm, input, locale);
      if (!form.ok) return review(c, { locale, input, errors: form.errors });
      const done = await applications.answer(
        objection,
        form.value.ergebnis === 'ja',
        form.value.answer,
        agreementIn(input),
        reasonsIn(input),
      );
      if (!done.ok) {
        const fault =
          done.fault.kind === 'answered'
            ? accreditationTexts(locale).faults.answered
            : says(c, done.fault, accreditation.scheme(application.scheme));
        return review(c, { locale, input, errors: {} }, fault);
      }
      return back(c, 'entschieden');
    })
    .post('/geschaeftsstelle/akkreditierung/:application/vorlage', async (c) => {
      const application = await applicationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const t = accreditationTexts('de').office;
      const bodyId = typed(input, 'body');
      const bodies = await listBodies(db);
      if (!bodies.some((body) => body.id === bodyId))
        return review(c, { locale, input, errors: { body: accreditationTexts(locale).office.askNone } });
      const appeal = (await objectionsOf(db, application.id)).find((each) => each.id === typed(input, 'beschwerde') && each.level === 2);
      const name = (await consultantById(db, application.consultant_id))?.name ?? '';
      const scheme = inLocale(accreditation.scheme(application.scheme).title, 'de');
      const paper = appeal
        ? { title: t.appealTitle(name), text: t.appealText(name, scheme), purpose: appealPurpose(appeal.id) }
        : { title: t.applicationTitle(name), text: t.applicationText(name, scheme), purpose: applicationPurpose(application.id) };
      const id = await papers.ask({ ...paper, bodyId, who: c.get('actor').name || t.desk });
      return c.redirect(`/gremienarbeit/vorlagen/${id}`, 303);
    })
    .post('/geschaeftsstelle/akkreditierung/:application/entziehen', async (c) => {
      const application = await applicationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(z.object({ why: field.required(300) }), input, locale);
      if (!form.ok) return review(c, { locale, input, errors: form.errors });
      await applications.withdraw(application.consultant_id, form.value.why);
      return back(c, 'entzogen');
    });
}
