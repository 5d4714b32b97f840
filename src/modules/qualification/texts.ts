import { catalogue } from '#platform/i18n/index.ts';
import { qualificationDe } from './texts.de.ts';
import { qualificationEn } from './texts.en.ts';

export const qualificationTexts = catalogue(qualificationDe, qualificationEn);
