import { catalogue } from '#platform/i18n/index.ts';
import { shopGerman } from './shop-texts.de.ts';
import { shopEnglish } from './shop-texts.en.ts';

/** Texts of the workshop, where stories are written and edited. */
export const shopTexts = catalogue(shopGerman, shopEnglish);
