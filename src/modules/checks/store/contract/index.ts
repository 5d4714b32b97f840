/**
 * What every store of assessments has to keep, case by case: run against PostgreSQL, against IndexedDB under Node and
 * against the IndexedDB of a real browser (test/e2e).
 */
import { answersCases } from './answers.ts';
import { historyCases } from './history.ts';
import { lifeCases } from './life.ts';
import { mergingCases } from './merging.ts';
import { planCases } from './plan.ts';
import type { ContractCase } from './support.ts';

export const contractCases: readonly ContractCase[] = [...lifeCases, ...answersCases, ...mergingCases, ...historyCases, ...planCases];
