import { Hono } from 'hono';
import { LOOKED_FIELD, RECEIVER_FIELD } from '#design/index.ts';
import { typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import type { Missing } from '#platform/mail/index.ts';
import type { Result } from '#platform/result.ts';
import type { Draft } from '../service.ts';
import { authoringTexts } from '../texts.ts';
import { AUDIENCES, type Audience } from './model.ts';
import { invitationPage } from './page.tsx';
import type { Invitations } from './service.ts';
import type { InvitationRow } from './store.ts';

/** /standards/:draft/einladung… */
export function invitationRoutes(invitations: Invitations, open: (c: Ctx) => Promise<Draft>) {
  const base = '/standards/:draft/einladung';

  async function page(c: Ctx, more: { missing?: readonly Missing[]; errors?: Record<string, string>; audience?: Audience[] } = {}) {
    const draft = await open(c);
    const [invitation, ...past] = await invitations.of(draft.id);
    const shown = invitation && {
      invitation,
      look: await invitations.look(invitation, c.req.query(RECEIVER_FIELD)),
      delivery: await invitations.delivery(invitation.id),
    };
    const audience = more.audience ?? invitation?.audience ?? ['partners'];
    return invitationPage(c, draft, {
      shown,
      past,
      missing: more.missing ?? [],
      page: Number(c.req.query('seite')) || 1,
      form: { locale: c.get('locale'), input: { audience }, errors: more.errors ?? {} },
    });
  }
  /** What was done, or the page once more with what is missing for it. */
  async function after<Value>(c: Ctx, done: Result<Value, Missing[]>, flash?: string): Promise<Response> {
    if (!done.ok) return page(c, { missing: done.fault });
    if (flash) leaveFlash(c, flash);
    return c.redirect(`/standards/${c.req.param('draft' as never)}/einladung`, 303);
  }
  /** The newest: what every act is about. */
  async function newest(c: Ctx): Promise<InvitationRow> {
    const [invitation] = await invitations.of((await open(c)).id);
    if (!invitation) throw new HttpError(404);
    return invitation;
  }

  return new Hono<Env>()
    .get(base, (c) => page(c))
    .post(base, async (c) => {
      const draft = await open(c);
      const input = await readForm(c);
      const audience = AUDIENCES.filter((group) => input['audience']?.includes(group));
      const t = authoringTexts(c.get('locale')).invitation;
      if (audience.length === 0) return page(c, { errors: { audience: t.nobody }, audience });
      if (draft.state !== 'consultation') return page(c, { missing: ['state'] });
      return after(c, await invitations.prepare(draft.id, audience));
    })
    .post(`${base}/probe`, async (c) => {
      const { id } = await newest(c);
      return after(c, await invitations.test(id, typed(await readForm(c), RECEIVER_FIELD)), 'probe');
    })
    .post(`${base}/senden`, async (c) => {
      const { id } = await newest(c);
      return after(c, await invitations.send(id, typed(await readForm(c), LOOKED_FIELD)), 'eingeladen');
    })
    .post(`${base}/anhalten`, async (c) => after(c, await invitations.decide((await newest(c)).id, 'stop'), 'angehalten'))
    .post(`${base}/beenden`, async (c) => after(c, await invitations.decide((await newest(c)).id, 'end'), 'beendet'))
    .post(`${base}/unklare`, async (c) => after(c, await invitations.decide((await newest(c)).id, 'again')))
    .post(`${base}/verwerfen`, async (c) => after(c, await invitations.discard(await newest(c)), 'einladungVerworfen'));
}
