/** What the network knows: stories, news. A part of application.ts. */
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import { createAnchoring } from '#modules/anchoring/index.ts';
import type { ChecksService } from '#modules/checks/index.ts';
import type { CoverageService } from '#modules/coverage/index.ts';
import { createMeans } from '#modules/means/index.ts';
import { createNewsletter, newsSchedule, newsSubscribers } from '#modules/news/index.ts';
import type { Search } from '#modules/search/index.ts';
import { createStories, storiesSchedule } from '#modules/stories/index.ts';
import type { Content } from './content.ts';

interface Needed {
  accounts: AccountsService;
  search: Search;
  coverage: CoverageService;
  checks: ChecksService;
}

export function createKnowledgeParts(services: Services, content: Content, { accounts, search, coverage, checks }: Needed) {
  return {
    stories: createStories(services, { accounts, search, topics: content.topics, programmes: content.programmes }),
    newsletter: createNewsletter(services, accounts),
    means: createMeans(services),
    anchoring: createAnchoring(services, {
      definition: content.anchoring,
      topics: content.topics,
      coverage,
      programmes: content.programmes,
      checks: () => checks.checks,
    }),
  };
}

export type KnowledgeParts = ReturnType<typeof createKnowledgeParts>;

/** What follows from what happened. */
export const knowledgeSubscribers = ({ newsletter }: KnowledgeParts): Subscriber[] => newsSubscribers(newsletter);

/** What is done at fixed times. */
export const knowledgeSchedule = ({ stories, newsletter }: KnowledgeParts): Scheduled[] => [
  ...storiesSchedule(stories),
  ...newsSchedule(newsletter),
];
