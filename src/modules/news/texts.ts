import { catalogue } from '#platform/i18n/index.ts';
import { german } from './texts.de.ts';
import { english } from './texts.en.ts';

export const newsTexts = catalogue(german, english);
