import { Hono } from 'hono';
import { LOOKED_FIELD, RECEIVER_FIELD } from '#design/index.ts';
import { typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Missing } from '#platform/mail/index.ts';
import type { Result } from '#platform/result.ts';
import { campaignPage } from '../pages/campaign.tsx';
import type { Accreditation } from '../service/index.ts';

const DESK = '/geschaeftsstelle/akkreditierung';

/** /geschaeftsstelle/akkreditierung/kampagnen/:campaign… */
export function campaignRoutes(accreditation: Accreditation) {
  const { campaigns } = accreditation;
  const base = `${DESK}/kampagnen/:campaign`;

  function idIn(c: Ctx): string {
    const id = c.req.param('campaign' as never) ?? '';
    if (!isId(id)) throw new HttpError(404);
    return id;
  }
  async function page(c: Ctx, missing: readonly Missing[] = [], isRunning = false): Promise<Response> {
    const campaign = await campaigns.get(idIn(c));
    const look = await campaigns.look(campaign, c.req.query(RECEIVER_FIELD));
    return campaignPage(c, {
      ...look,
      campaign,
      scheme: accreditation.scheme(campaign.scheme),
      delivery: await campaigns.delivery(campaign.id),
      missing,
      isRunning,
      page: Number(c.req.query('seite')) || 1,
      locale: c.get('locale'),
    });
  }
  /** What was done, or the page once more with what is missing for it. */
  async function after<Value>(c: Ctx, done: Result<Value, Missing[] | 'running'>, flash: string, to?: string): Promise<Response> {
    if (!done.ok) return done.fault === 'running' ? page(c, [], true) : page(c, done.fault);
    leaveFlash(c, flash);
    return c.redirect(to ?? `${DESK}/kampagnen/${idIn(c)}`, 303);
  }

  return new Hono<Env>()
    .get(base, (c) => page(c))
    .post(`${base}/senden`, async (c) => after(c, await campaigns.send(idIn(c), typed(await readForm(c), LOOKED_FIELD)), 'begonnen', DESK))
    .post(`${base}/probe`, async (c) => after(c, await campaigns.test(idIn(c), typed(await readForm(c), RECEIVER_FIELD)), 'probe'))
    .post(`${base}/anhalten`, async (c) => after(c, await campaigns.decide(idIn(c), 'stop'), 'angehalten'))
    .post(`${base}/verwerfen`, async (c) => after(c, await campaigns.discard(idIn(c)), 'verworfen', DESK))
    .post(`${base}/unklare`, async (c) => after(c, await campaigns.decide(idIn(c), 'again'), 'gesendet', DESK))
    .post(`${base}/beenden`, async (c) => after(c, await campaigns.end(idIn(c)), 'beendet', DESK));
}
