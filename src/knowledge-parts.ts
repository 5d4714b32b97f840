/** What the network knows: stories, news. A part of application.ts. */
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import { createMeans } from '#modules/means/index.ts';
import { createNewsletter, newsSchedule, newsSubscribers } from '#modules/news/index.ts';
import type { Search } from '#modules/search/index.ts';
import { createStories, storiesSchedule } from '#modules/stories/index.ts';
import type { Content } from './content.ts';

export function createKnowledgeParts(
  services: Services,
  content: Content,
  { accounts, search }: { accounts: AccountsService; search: Search },
) {
  return {
    stories: createStories(services, { accounts, search, topics: content.topics, programmes: content.programmes }),
    newsletter: createNewsletter(services),
    means: createMeans(services),
  };
}

export type KnowledgeParts = ReturnType<typeof createKnowledgeParts>;

/** Of everything that was put together, these parts. */
export const pickKnowledge = ({ stories, newsletter, means }: KnowledgeParts): KnowledgeParts => ({ stories, newsletter, means });

/** What follows from what happened. */
export const knowledgeSubscribers = ({ newsletter }: KnowledgeParts): Subscriber[] => newsSubscribers(newsletter);

/** What is done at fixed times. */
export const knowledgeSchedule = ({ stories, newsletter }: KnowledgeParts): Scheduled[] => [
  ...storiesSchedule(stories),
  ...newsSchedule(newsletter),
];
