import { Hono } from 'hono';
import { z } from 'zod';
import { filledForm } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Live } from '#platform/live.ts';
import type { Desk, Opened } from '../desk.ts';
import { resultPage } from '../pages/result.tsx';
import { companionPage, DAYS, togetherPage } from '../pages/together.tsx';
import type { ChecksService } from '../service.ts';
import { SCOPES, type Together } from '../together/service.ts';
import { togetherTexts } from '../together/texts.ts';
import { liveRoutes } from './live.ts';
import { atDesk, param, saveTheme, showTheme } from './theme.ts';

const invitationForm = z.object({ name: field.required(120), scope: field.choice(SCOPES), days: field.choice(DAYS) });

/** /bogen/:token/gemeinsam…: the company invites and ends. */
function companyRoutes(service: ChecksService, together: Together) {
  return new Hono<Env>()
    .get('/:token/gemeinsam', async (c) =>
      togetherPage(c, together, await service.open(param(c, 'token')), filledForm(c.get('locale'), { scope: 'rate', days: '7' })),
    )
    .post('/:token/gemeinsam', async (c) => {
      const opened = await service.open(param(c, 'token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(invitationForm, input, locale);
      if (!form.ok) return togetherPage(c, together, opened, { locale, input, errors: form.errors });
      const { days, ...rest } = form.value;
      const isInvited = await together.invite(opened.assessment.id, { ...rest, days: Number(days) });
      if (!isInvited) return togetherPage(c, together, opened, { locale, input, errors: { name: togetherTexts(locale).tooMany } });
      leaveFlash(c, 'eingeladen');
      return c.redirect(`${opened.path}/gemeinsam`, 303);
    })
    .post('/:token/gemeinsam/:companion/beenden', async (c) => {
      const opened = await service.open(param(c, 'token'));
      const companion = param(c, 'companion');
      if (!isId(companion) || !(await together.end(opened.assessment.id, companion))) throw new HttpError(404);
      leaveFlash(c, 'beendet');
      return c.redirect(`${opened.path}/gemeinsam`, 303);
    });
}

/** /begleitung/:token…: the consultant looks and, where the company allowed it, rates. */
function companionRoutes(desk: Desk) {
  const at = atDesk(() => desk);
  const raters = (work: (c: Ctx, own: Desk, opened: Opened) => Promise<Response>) =>
    at((c, own, opened) => {
      if (opened.companion?.scope !== 'rate') throw new HttpError(403);
      return work(c, own, opened);
    });
  return new Hono<Env>()
    .get(
      '/:token',
      at((c, _desk, opened) => companionPage(c, opened)),
    )
    .get('/:token/thema/:number', raters(showTheme))
    .post('/:token/thema/:number', raters(saveTheme))
    .get(
      '/:token/ergebnis',
      at((c, own, opened) => resultPage(c, own, opened)),
    );
}

/** Working on an assessment together, from both sides. */
export function togetherRoutes(service: ChecksService, together: Together, live: Live) {
  return new Hono<Env>()
    .route('/bogen', companyRoutes(service, together))
    .route('/bogen', liveRoutes(service, live))
    .route('/begleitung', companionRoutes(together.desk))
    .route('/begleitung', liveRoutes(together.desk, live));
}
