import { Hono } from 'hono';
import { Button, EmptyState, renderPage } from '#design/index.ts';
import { typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { WHOLE } from '#platform/lists.ts';
import { permit } from '#modules/accounts/index.ts';
import { type Offer, offersByIds, offersOfOrganisation } from '#modules/offers/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { organisationNames, type Overlap } from '../service.ts';
import { type PartnerRow, partnershipsOf, partnersOf } from '../store.ts';
import { overlapTexts } from '../texts.ts';

interface Line {
  row: PartnerRow;
  offer: Offer;
  name: string;
}

function partnersPage(c: Ctx, organisation: { id: string; name: string }, incoming: Line[], outgoing: Line[]): Response {
  const locale = c.get('locale');
  const t = overlapTexts(locale);
  const p = t.partners;
  const head = ({ row, offer, name }: Line) => (
    <>
      <p class="entry__kicker">{[p.states[row.state], formatDate(row.asked_at, locale)].join(' · ')}</p>
      <h3 class="entry__title">
        <a href={`/angebote/${offer.slug}`}>{offer.title}</a>
      </h3>
      <p>{name}</p>
      {row.word && <p class="quote">{row.word}</p>}
    </>
  );
  return renderPage(c, {
    title: p.title,
    isPrivate: true,
    flashes: {
      angeschlossen: t.joined(outgoing.at(-1)?.offer.title ?? ''),
      aufgenommen: p.accepted,
      abgelehnt: p.declined,
      entschieden: p.gone,
    },
    crumbs: [{ href: `/organisation/${organisation.id}`, label: organisation.name }],
    children: (
      <>
        <h1>{p.title}</h1>
        <p class="lead">{p.lead}</p>
        <h2>{p.incoming}</h2>
        {incoming.length === 0 && <EmptyState title={p.empty} />}
        <ul class="plain-list entries">
          {incoming.map((line) => (
            <li class="entry" key={`${line.offer.id} ${line.row.organisation_id}`}>
              {head(line)}
              {line.row.state === 'asked' && (
                <form
                  method="post"
                  action={`/organisation/${organisation.id}/gemeinsam/${line.offer.id}/${line.row.organisation_id}`}
                  class="actions"
                >
                  <Button name="tun" value="aufnehmen">
                    {p.accept}
                  </Button>
                  <Button kind="secondary" name="tun" value="ablehnen">
                    {p.decline}
                  </Button>
                </form>
              )}
            </li>
          ))}
        </ul>
        <h2>{p.outgoing}</h2>
        {outgoing.length === 0 && <EmptyState title={p.empty} />}
        <ul class="plain-list entries">
          {outgoing.map((line) => (
            <li class="entry" key={line.offer.id}>
              {head(line)}
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

/** /organisation/:organisation/gemeinsam: who wants to join one's offers, and where one joins. */
export function partnersRoutes({ db }: Services, overlap: Overlap) {
  async function organisationOf(c: Ctx): Promise<{ id: string; name: string }> {
    const id = c.req.param('organisation') ?? '';
    if (!isId(id)) throw new HttpError(404);
    permit('offer.edit', { organisation: id });
    const found = (await organisationsByIds(db, [id])).get(id);
    if (!found) throw new HttpError(404);
    return found;
  }

  return new Hono<Env>()
    .get('/organisation/:organisation/gemeinsam', async (c) => {
      const organisation = await organisationOf(c);
      const { rows: own } = await offersOfOrganisation(db, organisation.id, WHOLE);
      const asked = await partnersOf(
        db,
        own.map(({ id }) => id),
      );
      const joined = await partnershipsOf(db, organisation.id);
      const others = await offersByIds(
        db,
        joined.map((row) => row.offer_id),
      );
      const names = await organisationNames(db, [
        ...asked.map((row) => row.organisation_id),
        ...others.map((offer) => offer.organisation_id),
      ]);
      const lines = (rows: PartnerRow[], offers: Offer[], nameOf: (row: PartnerRow, offer: Offer) => string): Line[] =>
        rows.flatMap((row) => {
          const offer = offers.find(({ id }) => id === row.offer_id);
          return offer ? [{ row, offer, name: names.get(nameOf(row, offer)) ?? '' }] : [];
        });
      return partnersPage(
        c,
        organisation,
        lines(asked, own, (row) => row.organisation_id),
        lines(joined, others, (_, offer) => offer.organisation_id),
      );
    })
    .post('/organisation/:organisation/gemeinsam/:offer/:partner', async (c) => {
      const owner = await organisationOf(c);
      const { offer, partner } = c.req.param();
      const [found] = isId(offer) && isId(partner) ? await offersByIds(db, [offer]) : [];
      if (found?.organisation_id !== owner.id) throw new HttpError(404);
      const isIn = typed(await readForm(c), 'tun') === 'aufnehmen';
      const decided = await overlap.decide({ offer, organisation: partner, owner: owner.id }, isIn ? 'accepted' : 'declined');
      leaveFlash(c, decided ? (isIn ? 'aufgenommen' : 'abgelehnt') : 'entschieden');
      return c.redirect(`/organisation/${owner.id}/gemeinsam`, 303);
    });
}
