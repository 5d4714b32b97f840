import { catalogue } from '#platform/i18n/index.ts';
import { de } from './texts.de.ts';
import { en } from './texts.en.ts';

export const authoringTexts = catalogue(de, en);
