import { requestDesk } from './paths.ts';
import { troubledAbout } from '#platform/mail/index.ts';
import { parseForm } from '#platform/forms/index.ts';
import type { Db } from '#platform/database/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { listOrganisations } from '#modules/organisations/index.ts';
import type { CompanyRequest, Target } from './model.ts';
import { answerForm, receivePage } from './pages/receive.tsx';
import type { RequestsParts } from './routes.ts';
import { requestsTexts } from './texts.ts';

/** Takes what a receiver decided, whether they came by link or are signed in. `home`: where to once it is given away. */
export async function answerRequest(
  c: Ctx,
  { service, targets, openCase, deskOf }: Pick<RequestsParts, 'service' | 'targets' | 'openCase' | 'deskOf'>,
  db: Db,
  open: () => Promise<CompanyRequest>,
  home = '/',
): Promise<Response> {
  const destination = async (to: string): Promise<Target | undefined> => (to === 'office' ? targets.office() : targets.organisation(to));
  const locale = c.get('locale');
  const t = requestsTexts(locale);
  const request = await open();
  const input = await readForm(c);
  const again = async (errors: Record<string, string>) =>
    receivePage(c, {
      request: await open(),
      state: { locale, input, errors },
      organisations: await listOrganisations(db),
      undelivered: await troubledAbout(db, requestDesk(request.id)),
    });
  const form = parseForm(answerForm, input, locale);
  if (!form.ok) return again(form.errors);
  const { answer: action, word, to } = form.value;
  const next = action === 'passOn' ? await destination(to) : undefined;
  if (action === 'passOn' && !next) return again({ to: t.needTarget });
  if (action === 'close' && word === '') return again({ word: t.needWord });
  const result = await service.answer(request.id, action, word, next);
  if (!result.ok) return again({ answer: t.notPossible });
  leaveFlash(c, 'beantwortet');
  if (action === 'accept') {
    await openCase(request.id);
    const desk = await deskOf(request.id);
    if (desk) return c.redirect(desk, 303);
  }
  // Whoever passed it on has no access any more; everybody else sees what happened.
  return c.redirect(action === 'passOn' || action === 'decline' ? home : c.req.path, 303);
}
