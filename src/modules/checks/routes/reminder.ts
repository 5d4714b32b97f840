import { reminderTexts } from '../reminders/texts.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { toItsButton } from '#platform/http/one-click.ts';
import type { Limits } from '#platform/http/limits.ts';
import { reminderLinkPage, reminderPage } from '../pages/reminder.tsx';
import type { Reminders } from '../reminders/service.ts';
import type { ChecksService } from '../service.ts';

const askForm = z.object({ email: field.email() });

/** /bogen/:token/erinnerung, /erinnerung/:token */
export function reminderRoutes(service: ChecksService, reminders: Reminders, limits: Limits) {
  return new Hono<Env>()
    .get('/bogen/:token/erinnerung', async (c) => {
      const opened = await service.open(c.req.param('token'));
      return reminderPage(c, opened, await reminders.of(opened.assessment.id), emptyForm(c.get('locale')));
    })
    .post('/bogen/:token/erinnerung', limits('reminder', 10, 3600), async (c) => {
      const opened = await service.open(c.req.param('token'));
      const known = await reminders.of(opened.assessment.id);
      const locale = c.get('locale');
      const input = await readForm(c);
      if (input['tun']?.[0] === 'ende') {
        if (known) await reminders.end(known);
        leaveFlash(c, 'beendet');
        return c.redirect(`${opened.path}/erinnerung`, 303);
      }
      const form = parseForm(askForm, input, locale);
      if (!form.ok) return reminderPage(c, opened, known, { locale, input, errors: form.errors });
      const asked = await reminders.ask(opened, form.value.email, locale);
      if (!asked.ok) return reminderPage(c, opened, known, { locale, input, errors: { email: reminderTexts(locale).tooMany } });
      leaveFlash(c, 'gebeten');
      return c.redirect(`${opened.path}/erinnerung`, 303);
    })
    .get('/erinnerung/:token', async (c) => {
      const row = await reminders.open(c.req.param('token'));
      return reminderLinkPage(c, row, reminders.checkPath(row));
    })
    .post('/erinnerung/:token', async (c) => {
      const row = await reminders.open(c.req.param('token'));
      await reminders.confirm(row);
      return c.redirect(`/erinnerung/${c.req.param('token')}`, 303);
    })
    .get('/erinnerung/:token/ende', (c) => toItsButton(c))
    .post('/erinnerung/:token/ende', async (c) => {
      const row = await reminders.open(c.req.param('token'));
      await reminders.end(row);
      c.set('isDone', true);
      return reminderLinkPage(c, row, reminders.checkPath(row), true);
    });
}
