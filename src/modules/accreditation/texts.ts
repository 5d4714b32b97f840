import { catalogue } from '#platform/i18n/index.ts';
import { accreditationDe } from './texts.de.ts';
import { accreditationEn } from './texts.en.ts';

export const accreditationTexts = catalogue(accreditationDe, accreditationEn);
