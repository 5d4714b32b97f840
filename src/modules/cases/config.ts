import type { z } from 'zod';
import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';
import { processSchema } from '#modules/programmes/index.ts';
import { casesSchemaOf } from './schema.ts';

const casesSchema = casesSchemaOf(processSchema);
export type CasesConfig = z.output<typeof casesSchema>;

/** How cases are looked after. @throws ContentError naming the line */
export const loadCases = (file = fromRoot('content', 'cases.yaml')): CasesConfig => readContent(file, casesSchema);
