import { z } from 'zod';
import { field } from '#platform/forms/index.ts';
import type { Services } from '#platform/services.ts';
import type { Places } from '#reference/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { missingEvidence } from './model.ts';
import type { Regions } from './service.ts';

export interface RegionsRouteParts {
  services: Services;
  regions: Regions;
  topics: Topics;
  places: Places;
}

/** The answers to questions that stand in the content: one field each. */
export const answersIn = (questions: readonly { id: string }[], max: number) =>
  z.object(Object.fromEntries(questions.map(({ id }) => [id, field.text(max)])));

/** Everything that has yet to be said, as errors of a form. */
export function unsaid<Question extends { id: string }>(
  questions: readonly Question[],
  said: Record<string, string>,
  message: (question: Question) => string,
): Record<string, string> {
  const missing = new Set(missingEvidence(questions, said));
  return Object.fromEntries(questions.filter(({ id }) => missing.has(id)).map((question) => [question.id, message(question)]));
}
