import type { Db } from '#platform/database/index.ts';
import type { Choice } from '#platform/forms/pick.ts';
import { isId } from '#platform/ids.ts';
import { isSlug } from '#platform/slug.ts';
import { consultantBySlug, consultantsNamed } from '#modules/consultants/index.ts';
import { networkBySlug, networkOfDistrict, networksNamed } from '#modules/networks/index.ts';
import { offerBySlug } from '#modules/offers/index.ts';
import { organisationBySlug, organisationsByIds, organisationsNamed } from '#modules/organisations/index.ts';
import type { Target } from './model.ts';

/** So many of a kind are offered to choose from; a longer name narrows it. */
const MOST_NAMED = 8;

export interface Targets {
  office(): Target;
  /** Finds what `kind:slug` names; undefined where it is not (or no longer) there. */
  find(text: string): Promise<Target | undefined>;
  /** The network that works in a district (its key), if one is awake there. */
  networkOf(trx: Db, district: string): Promise<Target | undefined>;
  /** Those whose name holds a text, as `find` knows them: for choosing whom to hand something to. */
  named(text: string): Promise<Choice[]>;
  /** A partner organisation by its id. */
  organisation(id: string): Promise<Target | undefined>;
}

const organisationTarget = (found: { id: string; name: string; email: string }): Target => ({
  kind: 'organisation',
  id: found.id,
  title: found.name,
  receiverName: found.name,
  receiverEmail: found.email,
  owner: { scope: 'organisation', id: found.id },
});

const networkTarget = (found: { id: string; name: string; email: string }): Target => ({
  kind: 'network',
  id: found.id,
  title: found.name,
  receiverName: found.name,
  receiverEmail: found.email,
  owner: { scope: 'network', id: found.id },
});

/** Who receives a request: the provider of an offer, a person, a network, an organisation, or the office. */
export function createTargets(db: Db, officeMail: string, officeName: string): Targets {
  const office = (): Target => ({
    kind: 'office',
    id: null,
    title: officeName,
    receiverName: officeName,
    receiverEmail: officeMail,
    owner: null,
  });
  return {
    office,

    async find(text) {
      const [kind, slug = ''] = text.split(':');
      if (!isSlug(slug)) return undefined;
      if (kind === 'offer') {
        const offer = await offerBySlug(db, slug);
        const provider = offer && (await organisationsByIds(db, [offer.organisation_id])).get(offer.organisation_id);
        return offer && provider
          ? {
              kind: 'offer',
              id: offer.id,
              title: offer.title,
              receiverName: provider.name,
              receiverEmail: provider.email,
              owner: { scope: 'organisation', id: provider.id },
            }
          : undefined;
      }
      if (kind === 'consultant') {
        const person = await consultantBySlug(db, slug);
        return (
          person && {
            kind: 'consultant',
            id: person.id,
            title: person.name,
            receiverName: person.name,
            receiverEmail: person.email,
            owner: { scope: 'consultant', id: person.id },
          }
        );
      }
      if (kind === 'network') {
        const network = await networkBySlug(db, slug);
        return network && networkTarget(network);
      }
      if (kind === 'organisation') {
        const found = await organisationBySlug(db, slug);
        return found && organisationTarget(found);
      }
      return undefined;
    },

    async named(text) {
      const [people, organisations, networks] = await Promise.all([
        consultantsNamed(db, text, MOST_NAMED),
        organisationsNamed(db, text, MOST_NAMED),
        networksNamed(db, text, MOST_NAMED),
      ]);
      const choices = (kind: string, found: readonly { slug: string; name: string; town: string }[]): Choice[] =>
        found.map(({ slug, name, town }) => ({ value: `${kind}:${slug}`, label: name, hint: town }));
      return [...choices('consultant', people), ...choices('organisation', organisations), ...choices('network', networks)];
    },

    async networkOf(trx, district) {
      const network = await networkOfDistrict(trx, district);
      return network && networkTarget(network);
    },

    async organisation(id) {
      const found = isId(id) ? (await organisationsByIds(db, [id])).get(id) : undefined;
      return found && organisationTarget(found);
    },
  };
}
