import { z } from 'zod';
import { inLocale, type Locale, type Localised } from '#platform/i18n/index.ts';

/** What the network wants companies to gain; a check's result is shown by these three, too. */
export const AIMS = ['profitability', 'health', 'enthusiasm'] as const;
export type Aim = (typeof AIMS)[number];

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id has lower-case letters, digits and hyphens');
const names = z.object({ de: z.array(z.string()).default([]), en: z.array(z.string()).default([]) });

const topicSchema = z.strictObject({
  id,
  de: z.string().min(2),
  en: z.string().min(2),
  aims: z.array(z.enum(AIMS)).min(1),
  alt: names.default({ de: [], en: [] }),
  says: z.array(z.string().min(2)).min(1),
  related: z.array(id).default([]),
});

const fieldSchema = z.strictObject({ id, de: z.string().min(2), en: z.string().min(2), topics: z.array(topicSchema).min(1) });

/** The file content/topics.yaml; published as a JSON Schema for editors. */
export const topicsFileSchema = z
  .strictObject({ $schema: z.string().optional(), fields: z.array(fieldSchema).min(1) })
  .superRefine((file, context) => {
    const seen = new Set<string>();
    const all = new Set(file.fields.flatMap((field) => field.topics.map((topic) => topic.id)));
    file.fields.forEach((field, f) => {
      const once = (name: string, path: (string | number)[]) => {
        if (seen.has(name)) context.addIssue({ code: 'custom', path, message: `the id "${name}" is used twice` });
        seen.add(name);
      };
      once(field.id, ['fields', f, 'id']);
      field.topics.forEach((topic, t) => {
        once(topic.id, ['fields', f, 'topics', t, 'id']);
        topic.related.forEach((other, r) => {
          if (all.has(other)) return;
          context.addIssue({ code: 'custom', path: ['fields', f, 'topics', t, 'related', r], message: `there is no topic "${other}"` });
        });
      });
    });
  });

export type TopicsFile = z.output<typeof topicsFileSchema>;

export interface Topic extends Localised {
  id: string;
  en: string;
  field: string;
  aims: readonly Aim[];
  alt: { de: string[]; en: string[] };
  /** How people in companies say it. */
  says: readonly string[];
  /** Ids of neighbouring topics; always both ways. */
  related: readonly string[];
}

export interface Field extends Localised {
  id: string;
  en: string;
  topics: readonly Topic[];
}

/** The network's vocabulary: fields, topics, and their neighbours. */
export interface Topics {
  readonly fields: readonly Field[];
  readonly all: readonly Topic[];
  get(id: string): Topic | undefined;
  /** The name of a topic, or its id where it is not known (an old record). */
  label(id: string, locale: Locale): string;
}

/** Builds the vocabulary; "related" is made symmetric, as SKOS has it (SKOS Reference S23). */
export function createTopics(file: TopicsFile): Topics {
  const neighbours = new Map<string, Set<string>>();
  const join = (a: string, b: string) => neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
  for (const topic of file.fields.flatMap((field) => field.topics)) {
    for (const other of topic.related) {
      join(topic.id, other);
      join(other, topic.id);
    }
  }
  const fields = file.fields.map((field) => ({
    id: field.id,
    de: field.de,
    en: field.en,
    topics: field.topics.map((topic): Topic => ({ ...topic, field: field.id, related: [...(neighbours.get(topic.id) ?? [])] })),
  }));
  const all = fields.flatMap((field) => field.topics);
  const byId = new Map(all.map((topic) => [topic.id, topic]));
  return {
    fields,
    all,
    get: (topicId) => byId.get(topicId),
    label: (topicId, locale) => {
      const topic = byId.get(topicId);
      return topic ? inLocale(topic, locale) : topicId;
    },
  };
}

/** 1 for the topic itself, less for its neighbours and for topics of the same field, 0 for all others. */
export function closeness(topics: Topics, a: string, b: string): number {
  if (a === b) return 1;
  const topic = topics.get(a);
  if (topic?.related.includes(b)) return 0.5;
  return topic && topic.field === topics.get(b)?.field ? 0.2 : 0;
}
