import type { Ctx } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import type { FormInput } from '#platform/forms/index.ts';
import type { Editorial, Owner, Subject } from './service.ts';

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

/**
 * Keeps what a form says as the draft and, where its second button was pressed, hands it in. Says whether it was handed
 * in, or which page has to be answered first.
 */
export async function keepContent(
  c: Ctx,
  editorial: Editorial,
  at: Subject,
  owner: Owner,
  content: unknown,
  input: FormInput,
): Promise<{ handedIn: boolean; ask: string | undefined }> {
  await editorial.save(at, owner, content);
  const submitted = input['tun']?.[0] === 'einreichen' ? await editorial.submit(at, '') : undefined;
  const handedIn = submitted?.ok === true;
  const ask = submitted && !submitted.ok && submitted.fault !== 'notPossible' && 'ask' in submitted.fault ? submitted.fault.ask : undefined;
  if (ask === undefined) leaveFlash(c, handedIn ? 'eingereicht' : 'entwurf');
  return { handedIn, ask };
}
