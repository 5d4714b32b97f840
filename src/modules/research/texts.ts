import { catalogue } from '#platform/i18n/index.ts';
import { researchGerman } from './texts.de.ts';
import { researchEnglish } from './texts.en.ts';

export const researchTexts = catalogue(researchGerman, researchEnglish);
