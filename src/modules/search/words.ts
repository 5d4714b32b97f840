import { z } from 'zod';
import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';

const words = z.array(z.string().min(1).max(60)).default([]);

/** The file content/search.yaml; published as a JSON Schema for editors. */
export const searchWordsSchema = z.strictObject({
  $schema: z.string().optional(),
  kinds: z.strictObject({
    training: words,
    advice: words,
    aid: words,
    tool: words,
    event: words,
    funding: words,
    person: words,
  }),
  synonyms: z.array(z.array(z.string().min(1).max(60)).min(2)).default([]),
  ignore: z
    .array(z.array(z.string().min(1).max(60)))
    .default([])
    .transform((groups) => groups.flat()),
});

export type SearchWords = z.output<typeof searchWordsSchema>;
/** A kind of offer or a person, as people name it. */
export type NamedKind = keyof SearchWords['kinds'];

/** Words that the search knows besides the topics. @throws Error where the file is no such file */
export const loadSearchWords = (): SearchWords => readContent(fromRoot('content', 'search.yaml'), searchWordsSchema);
