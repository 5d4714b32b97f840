import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';
import { createTopics, type Topics, topicsFileSchema } from './model.ts';

export { AIMS, type Aim, closeness, type Field, type Topic, type Topics } from './model.ts';
export { topicsRoutes } from './pages.tsx';
export { topicsTexts } from './texts.ts';

/** The network's topics from content/topics.yaml. @throws ContentError naming file, line and reason. */
export const loadTopics = (file = fromRoot('content', 'topics.yaml')): Topics => createTopics(readContent(file, topicsFileSchema));
