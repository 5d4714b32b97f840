import { catalogue } from '#platform/i18n/index.ts';
import { anchoringGerman } from './texts.de.ts';
import { anchoringEnglish } from './texts.en.ts';

export const anchoringTexts = catalogue(anchoringGerman, anchoringEnglish);
