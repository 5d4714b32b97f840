import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { filledForm, type FormState } from '#design/index.ts';
import { field, type FormInput, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import type { Theme } from '../definition/model.ts';
import type { Rating, Ratings } from '../model.ts';
import { ratingField, themeForm } from '../pages/forms.ts';
import { memberPage, memberThemePage, TEAM_DAYS, teamPage } from '../pages/team.tsx';
import type { ChecksService } from '../service.ts';
import { HANDED_IN, readDraft, writeDraft } from '../team/draft.ts';
import { TEAM_RULES } from '../team/model.ts';
import type { Member, Team } from '../team/service.ts';
import { teamTexts } from '../team/texts.ts';
import { param } from './theme.ts';

const roundForm = z.object({
  management: field.optionalInteger(0, TEAM_RULES.most),
  staff: field.optionalInteger(0, TEAM_RULES.most),
  days: field.choice(TEAM_DAYS),
});

/** /bogen/:token/team: the company's side. */
function companyRoutes(service: ChecksService, team: Team) {
  const show = async (c: Ctx, form?: FormState) => {
    const opened = await service.open(param(c, 'token'));
    const blank = filledForm(c.get('locale'), { management: 1, staff: 8, days: '14' });
    return teamPage(c, opened, await team.state(opened.assessment.id), form ?? blank);
  };
  return new Hono<Env>()
    .get('/:token/team', (c) => show(c))
    .post('/:token/team', async (c) => {
      const opened = await service.open(param(c, 'token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(roundForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      const { management = 0, staff = 0, days } = form.value;
      const begun = await team.begin(opened.assessment.id, { management, staff, days: Number(days) });
      if (!begun.ok) return show(c, { locale, input, errors: { staff: teamTexts(locale)[begun.fault] } });
      leaveFlash(c, 'runde');
      return c.redirect(`${opened.path}/team`, 303);
    })
    .post('/:token/team/schliessen', async (c) => {
      const opened = await service.open(param(c, 'token'));
      if (!(await team.close(opened))) throw new HttpError(404);
      leaveFlash(c, 'geschlossen');
      return c.redirect(`${opened.path}/team`, 303);
    });
}

function themeOf(c: Ctx, member: Member): Theme {
  const theme = member.opened.definition.themes.find(({ number }) => String(number) === param(c, 'number'));
  if (!theme) throw new HttpError(404);
  return theme;
}

const DRAFT = 'team';

/** Keeps what a member said in its own browser, for this link alone: nobody else who has the link can look. */
function keepDraft(c: Ctx, { token, until }: Member, text: string): void {
  setCookie(c, DRAFT, text, { path: `/team/${token}`, httpOnly: true, sameSite: 'Lax', expires: until });
}

/** What this browser has said so far; undefined once it has handed in. */
function draftIn(c: Ctx, { opened }: Member): Ratings | undefined {
  const text = getCookie(c, DRAFT);
  return text === HANDED_IN ? undefined : readDraft(opened.full, text);
}

/** /team/:token: a member's side. Without the browser's own cookie, a used link looks like a new one. */
function memberRoutes(team: Team) {
  return new Hono<Env>()
    .get('/:token', async (c) => {
      const member = await team.open(param(c, 'token'));
      return memberPage(c, member, draftIn(c, member));
    })
    .get('/:token/thema/:number', async (c) => {
      const member = await team.open(param(c, 'token'));
      const theme = themeOf(c, member);
      const draft = draftIn(c, member);
      if (!draft) return c.redirect(`/team/${member.token}`, 303);
      const input: FormInput = {};
      for (const point of theme.checkpoints) {
        const rating = draft[point.id];
        if (rating) input[ratingField(point.id)] = [rating];
      }
      return memberThemePage(c, member, theme, { locale: c.get('locale'), input, errors: {} });
    })
    .post('/:token/thema/:number', async (c) => {
      const member = await team.open(param(c, 'token'));
      const draft = draftIn(c, member);
      if (!draft) return c.redirect(`/team/${member.token}`, 303);
      const theme = themeOf(c, member);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(themeForm(theme), input, locale);
      if (!form.ok) return memberThemePage(c, member, theme, { locale, input, errors: form.errors });
      const values = form.value as Record<string, unknown>;
      const said = Object.fromEntries(
        theme.checkpoints.flatMap((point) => {
          const rating = values[ratingField(point.id)] as Rating | undefined;
          return rating ? [[point.id, rating]] : [];
        }),
      );
      keepDraft(c, member, writeDraft(member.opened.full, { ...draft, ...said }));
      const next = member.opened.definition.themes.find(({ number }) => number > theme.number);
      leaveFlash(c, 'gespeichert');
      return c.redirect(`/team/${member.token}${next ? `/thema/${next.number}` : ''}`, 303);
    })
    .post('/:token/abgeben', async (c) => {
      const member = await team.open(param(c, 'token'));
      const draft = draftIn(c, member);
      if (draft) {
        if (Object.keys(draft).length === 0) throw new HttpError(422);
        await team.handIn(member.ticketId, draft);
        keepDraft(c, member, HANDED_IN);
      }
      return c.redirect(`/team/${member.token}`, 303);
    });
}

/** Several people of a company, from both sides. */
export function teamRoutes(service: ChecksService, team: Team) {
  return new Hono<Env>().route('/bogen', companyRoutes(service, team)).route('/team', memberRoutes(team));
}
