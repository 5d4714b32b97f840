import { catalogue } from '#platform/i18n/index.ts';
import { regionsDe } from './texts.de.ts';
import { regionsEn } from './texts.en.ts';

export const regionsTexts = catalogue(regionsDe, regionsEn);
