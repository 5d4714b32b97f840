import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { pick } from '#platform/forms/pick.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import type { Credentials } from '#modules/credentials/index.ts';
import { decisionsByIds, listBodies, type Papers, standingDecisions } from '#modules/governance/index.ts';
import { organisationsByIds, organisationsNamed } from '#modules/organisations/index.ts';
import type { Curriculum } from '../model.ts';
import { officePage } from '../pages/office.tsx';
import { sealPurpose, sponsorPurpose, sponsorPurposes } from '../purposes.ts';
import type { Qualification } from '../service/index.ts';
import { sealDecisionsOf, sponsorshipsOf, titleByCredential } from '../store/recognition.ts';
import { qualificationTexts } from '../texts.ts';

const MOST_DECISIONS = 200;
/** So many that fit are named. */
const MOST_NAMED = 8;
const MOST_ORGANISATIONS = 20;
const spanForm = (prefix: string) =>
  z.object({
    [`${prefix}agreement`]: field.required(40),
    [`${prefix}from`]: field.optionalDay().refine((day) => day !== undefined, 'required'),
    [`${prefix}until`]: field.optionalDay(),
  });

/** /geschaeftsstelle/bildung… */
export function officeRoutes({ db }: Services, qualification: Qualification, credentials: Credentials, papers: Papers) {
  const { recognition } = qualification;
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const curriculumIn = (c: Ctx): Curriculum => qualification.curriculum(param(c, 'curriculum'));

  async function page(c: Ctx, form: FormState = emptyForm(c.get('locale')), fault?: string): Promise<Response> {
    const curricula = await Promise.all(
      qualification.curricula.map(async (curriculum) => ({
        curriculum,
        rule: await recognition.rule(curriculum),
        sponsorships: await sponsorshipsOf(db, curriculum.id),
        sealDecisions: await sealDecisionsOf(db, curriculum.id),
        forSponsors: await standingDecisions(db, sponsorPurposes(curriculum.id), MOST_DECISIONS),
        forSeal: await standingDecisions(db, sealPurpose(curriculum.id), MOST_DECISIONS),
      })),
    );
    const rows = curricula.flatMap((each) => [...each.sponsorships, ...each.sealDecisions]);
    const organisations = await organisationsByIds(db, [
      ...new Set(curricula.flatMap((each) => each.sponsorships.flatMap((row) => row.organisations))),
    ]);
    return officePage(c, {
      curricula,
      bodies: (await listBodies(db)).map(({ id, name }) => ({ value: id, label: name })),
      resting: await decisionsByIds(
        db,
        rows.map((row) => row.agreement_id),
      ),
      names: new Map([...organisations.values()].map((each) => [each.id, each.name])),
      form,
      fault,
    });
  }
  const back = (c: Ctx, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect('/geschaeftsstelle/bildung', 303);
  };
  const spanOf = (value: Record<string, string | undefined>, prefix: string) => ({
    agreement: value[`${prefix}agreement`] ?? '',
    from: value[`${prefix}from`] ?? '',
    until: value[`${prefix}until`] ?? null,
  });

  /** The organisations that were named, a line each; or the line that fits none or several, with those it fits. */
  async function organisationsIn(text: string): Promise<string[] | { line: string; fits: string[] }> {
    const lines = [
      ...new Set(
        text
          .split('\n')
          .map((part) => part.trim())
          .filter(Boolean),
      ),
    ].slice(0, MOST_ORGANISATIONS);
    const ids: string[] = [];
    for (const line of lines) {
      const find = async (name: string) =>
        (await organisationsNamed(db, name, MOST_NAMED)).map((each) => ({ value: each.id, label: each.name }));
      const picked = await pick({ name: [line] }, 'name', find);
      if (picked.kind !== 'one') return { line, fits: picked.kind === 'several' ? picked.choices.map((choice) => choice.label) : [] };
      ids.push(picked.value);
    }
    return ids;
  }

  return new Hono<Env>()
    .get('/geschaeftsstelle/bildung', (c) => page(c))
    .post('/geschaeftsstelle/bildung/:curriculum/traeger', async (c) => {
      const curriculum = curriculumIn(c);
      const prefix = `${curriculum.id}-`;
      const locale = c.get('locale');
      const t = qualificationTexts(locale);
      const input = await readForm(c);
      const name = `${prefix}organisations`;
      const form = parseForm(spanForm(prefix).extend({ [name]: field.required(600) }), input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const value = form.value as Record<string, string | undefined>;
      const organisations = await organisationsIn(value[name] ?? '');
      if (!Array.isArray(organisations))
        return page(c, {
          locale,
          input,
          errors: { [name]: t.office.unknownOrganisation(organisations.line, organisations.fits.join(' · ')) },
        });
      const span = spanOf(value, prefix);
      const done = isId(span.agreement)
        ? await recognition.recognise(curriculum, { organisations, ...span })
        : { ok: false as const, fault: 'noDecision' as const };
      if (!done.ok) return page(c, { locale, input, errors: { [`${prefix}agreement`]: t.recogniseFaults[done.fault] } });
      return back(c, 'anerkannt');
    })
    .post('/geschaeftsstelle/bildung/:curriculum/vorlage', async (c) => {
      const curriculum = curriculumIn(c);
      const locale = c.get('locale');
      const t = qualificationTexts(locale);
      const said = qualificationTexts('de').ask;
      const input = await readForm(c);
      const isSeal = typed(input, 'art') === 'siegel';
      const prefix = `${curriculum.id}-v${isSeal ? 's' : ''}-`;
      const again = (name: string, error: string) => page(c, { locale, input, errors: { [`${prefix}${name}`]: error } });
      const bodyId = typed(input, `${prefix}body`);
      if (!(await listBodies(db)).some((body) => body.id === bodyId)) return again('body', t.ask.noBody);
      const title = inLocale(curriculum.title, 'de');
      const who = c.get('actor').name || t.office.desk;
      if (isSeal && curriculum.seal) {
        const seal = inLocale(curriculum.seal.title, 'de');
        const paper = { title: said.sealTitle(seal), text: said.sealText(seal, title), purpose: sealPurpose(curriculum.id) };
        return c.redirect(`/gremienarbeit/vorlagen/${await papers.ask({ ...paper, bodyId, who })}`, 303);
      }
      const organisations = await organisationsIn(typed(input, `${prefix}organisations`).slice(0, 600));
      if (!Array.isArray(organisations))
        return again('organisations', t.office.unknownOrganisation(organisations.line, organisations.fits.join(' · ')));
      if (organisations.length === 0) return again('organisations', t.ask.noOrganisation);
      const names = [...(await organisationsByIds(db, organisations)).values()].map((each) => each.name).join(', ');
      const purpose = sponsorPurpose(curriculum.id, organisations);
      const paper = { title: said.sponsorTitle(names, title), text: said.sponsorText(names, title), purpose };
      return c.redirect(`/gremienarbeit/vorlagen/${await papers.ask({ ...paper, bodyId, who })}`, 303);
    })
    .post('/geschaeftsstelle/bildung/:curriculum/siegel', async (c) => {
      const curriculum = curriculumIn(c);
      const prefix = `${curriculum.id}-s-`;
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(spanForm(prefix), input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const span = spanOf(form.value as Record<string, string | undefined>, prefix);
      const done = isId(span.agreement)
        ? await recognition.decideSeal(curriculum, span)
        : { ok: false as const, fault: 'noDecision' as const };
      if (!done.ok)
        return page(c, { locale, input, errors: { [`${prefix}agreement`]: qualificationTexts(locale).recogniseFaults[done.fault] } });
      return back(c, 'freigegeben');
    })
    .post('/geschaeftsstelle/bildung/:curriculum/verleihen', async (c) => {
      const curriculum = curriculumIn(c);
      const locale = c.get('locale');
      const t = qualificationTexts(locale);
      const input = await readForm(c);
      const name = `${curriculum.id}-certificate`;
      const form = parseForm(z.object({ [name]: field.required(20) }), input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const credential = await credentials.byNumber((form.value[name] ?? '').toUpperCase());
      const certificate = credential && (await titleByCredential(db, credential.id));
      const userId = certificate?.user_id;
      if (!certificate || !userId) return page(c, { locale, input, errors: { [name]: t.sealFaults.noCertificate } });
      const holder = { userId, name: credential.holder, consultantId: certificate.consultant_id };
      const done = await recognition.seal(curriculum, holder, certificate);
      if (!done.ok) return page(c, { locale, input, errors: { [name]: t.sealFaults[done.fault] } });
      return back(c, 'verliehen');
    })
    .post('/geschaeftsstelle/bildung/:curriculum/beenden/:row', async (c) => {
      const curriculum = curriculumIn(c);
      const id = param(c, 'row');
      const locale = c.get('locale');
      const input = await readForm(c);
      const name = `why-${id}`;
      const form = parseForm(
        z.object({ art: field.choice(['sponsorship', 'seal_decision'] as const), [name]: field.required(300) }),
        input,
        locale,
      );
      if (!isId(id)) throw new HttpError(404);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const value = form.value as Record<string, string> & { art: 'sponsorship' | 'seal_decision' };
      await recognition.end(curriculum, value.art, id, value[name] ?? '');
      return back(c, 'beendet');
    });
}
