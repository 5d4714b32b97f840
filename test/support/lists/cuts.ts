const SUGGESTION = 'a few to choose from; the field says to type more where the one that is meant is not among them';
const RANKED = 'the best of a search: the page says that these are the best';
const PORTION = 'a portion of a run that comes back for the rest';
const WHOLE = 'no limit of its own: a caller may say how much it bears';

/** Limits that are no page and have no cursor, each with the reason why nothing ends there unseen. */
export const CUTS: Record<string, string> = {
  'platform/lists.ts pageOf': 'the page itself',
  'platform/lists.ts pageOfSql': 'the page itself',
  'platform/mail/hand-over.ts dueMails': PORTION,
  'platform/mail/letters.ts createLetters': PORTION,
  'platform/mail/troubled.ts failedLetters': 'the page says how many of how many are named',
  'modules/stories/store/public.ts newestStories':
    'the newest for a feed, a start page, a letter; lists ask for all and show them in pages',
  'modules/search/store/find.ts byTopic': RANKED,
  'modules/search/store/find.ts byWords': RANKED,
  'modules/search/store/find.ts nearest': RANKED,
  'modules/search/store/find.ts findDocuments': RANKED,
  'modules/search/store/find.ts documentsByBands': 'candidates for near copies: those that share most',
  'modules/search/store/find.ts similarWords': SUGGESTION,
  'modules/search/store/find.ts wordsBeginning': SUGGESTION,
  'modules/search/store/find.ts titlesBeginning': SUGGESTION,
  'modules/organisations/store.ts organisationsNamed': SUGGESTION,
  'modules/networks/store.ts networksNamed': SUGGESTION,
  'modules/consultants/store.ts consultantsNamed': SUGGESTION,
  'modules/organisations/store.ts allOrganisations': WHOLE,
  'modules/offers/store.ts offersOn': 'a handful that fits a check or a trend best, with the way to /finden',
  'modules/offers/store.ts newestOffers': 'the newest for a feed',
  'modules/offers/store.ts offersPage': 'pages of the interface for machines, with a total',
  'modules/offers/store.ts offersAtPage': 'pages of the interface for machines, with a total',
  'modules/organisations/store.ts organisationsPage': 'pages of the interface for machines, with a total',
  'modules/governance/store/oparl.ts oparlEntries': 'pages of the interface for machines, with a total',
  'modules/news/store/issues.ts openReceivers': PORTION,
  'modules/news/store/items.ts shownItems': 'the newest for a feed or a letter; the list asks for a page',
  'modules/hsds/store.ts listSources': 'sources of other directories, entered one by one',
  'modules/governance/store/decisions.ts standingDecisions': 'decisions to choose from, taken for just this: the newest',
  'modules/comparison/store.ts releasesOf': 'as many quarters as a figure is shown back: three years, as the page says',
  'modules/authoring/invitation/store.ts openReceivers': PORTION,
  'modules/accreditation/store/campaign.ts nextMembers': PORTION,
  'modules/accounts/store/notifications.ts waitingFor': 'as much as one letter holds; the rest comes with the next',
};
