import type { Ctx } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import type { Editorial, Subject } from './service.ts';

const STEPS = {
  bestaetigen: { run: 'confirm', flash: 'bestaetigt' },
  zuruecknehmen: { run: 'withdraw', flash: 'entwurf' },
  verwerfen: { run: 'discard', flash: 'verworfen' },
  archivieren: { run: 'archive', flash: 'archiviert' },
  aufnehmen: { run: 'restore', flash: 'aufgenommen' },
} as const;

/** Takes one of the steps beside editing (`ContentSteps` has the buttons) and goes back. @throws HttpError 404 for no step of ours */
export async function takeStep(c: Ctx, editorial: Editorial, at: Subject, back: string): Promise<Response> {
  const step = STEPS[c.req.param('schritt') as keyof typeof STEPS];
  if (!Object.hasOwn(STEPS, c.req.param('schritt') ?? '')) throw new HttpError(404);
  await editorial[step.run](at);
  leaveFlash(c, step.flash);
  return c.redirect(back, 303);
}
