import type { Topics } from '#modules/topics/index.ts';
import type { Kind } from '#modules/editorial/index.ts';
import { slugify } from '#platform/slug.ts';
import { contentOf, type OfferContent, offerContent, offerFindings, showOffer } from './content.ts';
import { offerById, offerDocument, saveOffer, setOfferState } from './store.ts';

/** Offers as a kind of content that goes through review. */
export const offerKind = (topics: Topics): Kind => ({
  name: 'offer',
  action: 'offer.edit',
  editors: ['organisationEditor', 'organisationCoordinator'],
  title: (content) => offerContent.parse(content).title,
  show: (content, locale) => showOffer(offerContent.parse(content), locale, (id, language) => topics.label(id, language)),
  findings: (content) => offerFindings(offerContent.parse(content)),
  editPath: (subject, owner) => `/organisation/${owner.id}/angebote/${subject}`,

  async published(db, subject) {
    const offer = await offerById(db, subject);
    if (!offer) return undefined;
    const document = offer.document_id ? await offerDocument(db, offer.document_id) : undefined;
    return contentOf(offer, document ? { id: document.id, name: document.name, accessible: document.accessible } : null);
  },

  async publish(trx, subject, owner, content, now) {
    const { place: _, location, document, ...values }: OfferContent = offerContent.parse(content);
    if (!location) throw new Error('an offer without a place cannot be published: its findings say so');
    const known = await offerById(trx, subject);
    await saveOffer(trx, {
      ...values,
      ...location,
      id: subject,
      slug: known?.slug ?? `${slugify(values.title)}-${subject.slice(-4)}`,
      organisation_id: owner.id,
      document_id: document?.id ?? null,
      demo: known?.demo ?? false,
      updated_at: now,
    });
  },

  setVisible: (trx, subject, isVisible, isMarked) => setOfferState(trx, subject, isVisible ? 'published' : 'hidden', isMarked),
});
