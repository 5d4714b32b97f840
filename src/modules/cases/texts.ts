import { catalogue } from '#platform/i18n/index.ts';
import { casesDe } from './texts.de.ts';
import { casesEn } from './texts.en.ts';

export const casesTexts = catalogue(casesDe, casesEn);
