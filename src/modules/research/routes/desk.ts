import { Hono } from 'hono';
import { filledForm, type FormState } from '#design/index.ts';
import { plusDays } from '#platform/days.ts';
import { type FormInput, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage } from '#platform/lists.ts';
import { may, placesOf } from '#modules/accounts/index.ts';
import { listOrganisations, organisationsByIds } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Line, boardPage, newProjectPage, projectPage } from '../pages/board.tsx';
import { SOON_DAYS } from '../model.ts';
import * as store from '../store.ts';
import type { ProjectRow } from '../tables.ts';
import { researchTexts } from '../texts.ts';
import { projectForm, resultForm } from './forms.ts';

const MOST_TOPICS = 8;

export const topicsIn = (input: FormInput, topics: Topics): string[] =>
  [...new Set(input['topics'] ?? [])].filter((id) => topics.get(id)).slice(0, MOST_TOPICS);

/** /transfer, /transfer/neu, /transfer/:project */
export function deskRoutes({ db, clock, limits }: Services, topics: Topics) {
  const today = () => clock.today();
  const mayHand = (c: Ctx, project?: ProjectRow) =>
    may(c.get('actor'), 'research.hand', project && { organisation: project.organisation_id });

  async function linesOf(projects: ProjectRow[]): Promise<Line[]> {
    const results = await store.resultsOf(
      db,
      projects.map((project) => project.id),
    );
    const steps = await store.stepsOf(
      db,
      results.map((result) => result.id),
    );
    const names = await organisationsByIds(db, [...new Set(projects.map((project) => project.organisation_id))]);
    return projects.map((project) => ({
      project,
      organisation: names.get(project.organisation_id)?.name ?? '',
      results: results
        .filter((result) => result.project_id === project.id)
        .map((result) => ({ result, steps: steps.filter((step) => step.result_id === result.id) })),
    }));
  }
  async function organisationsFor(c: Ctx): Promise<{ id: string; name: string }[]> {
    const ids = placesOf(c.get('actor'), 'research.hand', 'organisation');
    return ids === 'all' ? listOrganisations(db) : [...(await organisationsByIds(db, ids)).values()];
  }
  async function projectAt(c: Ctx): Promise<ProjectRow> {
    const id = c.req.param('project' as never) ?? '';
    const project = isId(id) ? await store.projectById(db, id) : undefined;
    if (!project) throw new HttpError(404);
    return project;
  }
  async function show(c: Ctx, form?: FormState): Promise<Response> {
    const project = await projectAt(c);
    const [line] = await linesOf([project]);
    if (!line) throw new HttpError(404);
    return projectPage(c, {
      line,
      mayHand: mayHand(c, project),
      form: form ?? filledForm(c.get('locale'), { kind: 'text' }),
      topics,
      today: today(),
    });
  }

  return new Hono<Env>()
    .get('/transfer', async (c) => {
      const projects = await store.projectsPage(db, askedPage(c));
      const ending = await store.projectsEnding(db, plusDays(today(), SOON_DAYS));
      return boardPage(c, {
        lines: { ...projects, rows: await linesOf(projects.rows) },
        ending: await linesOf(ending),
        mayHand: mayHand(c),
        today: today(),
      });
    })
    .get('/transfer/neu', async (c) =>
      newProjectPage(c, filledForm(c.get('locale'), { begins: today() }, ['begins']), await organisationsFor(c)),
    )
    .post('/transfer/neu', limits('research-project', 60, 3600), async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(projectForm, input, locale);
      if (!form.ok) return newProjectPage(c, { locale, input, errors: form.errors }, await organisationsFor(c));
      const { organisation, begins, ends, ...words } = form.value;
      if (ends < begins)
        return newProjectPage(c, { locale, input, errors: { ends: researchTexts(locale).project.order } }, await organisationsFor(c));
      if (!(await organisationsFor(c)).some((each) => each.id === organisation)) throw new HttpError(403);
      const id = newId(clock.now().getTime());
      await store.insertProject(db, {
        ...words,
        id,
        organisation_id: organisation,
        begins_on: begins,
        ends_on: ends,
        created_at: clock.now(),
      });
      leaveFlash(c, 'gespeichert');
      return c.redirect(`/transfer/${id}`, 303);
    })
    .get('/transfer/:project', (c) => show(c))
    .post('/transfer/:project', limits('research-result', 120, 3600), async (c) => {
      const project = await projectAt(c);
      if (!mayHand(c, project)) throw new HttpError(403);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(resultForm, input, locale);
      const errors = form.ok ? {} : { ...form.errors };
      if (form.ok && form.value.link !== '' && !isHttps(form.value.link)) errors['link'] = researchTexts(locale).linkWrong;
      if (!form.ok || Object.keys(errors).length > 0) return show(c, { locale, input, errors });
      const id = newId(clock.now().getTime());
      const at = clock.now();
      await store.insertResult(db, project, {
        ...form.value,
        id,
        project_id: project.id,
        topics: topicsIn(input, topics),
        handed_at: at,
        updated_at: at,
      });
      leaveFlash(c, 'uebergeben');
      return c.redirect(`/transfer/ergebnisse/${id}`, 303);
    });
}

export const isHttps = (text: string): boolean => text.startsWith('https://') && URL.canParse(text);
