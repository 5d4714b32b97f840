import { remembered } from './remembered.ts';

// One sign for what counts as one letter while endings are cut: private-use characters, which no word holds.
const SCH = '\ue000';
const EI = '\ue001';
const IE = '\ue002';
const TWICE = '\ue003';

/**
 * Stems of German words after the CISTEM algorithm (Weissweiler & Fraser, "Developing a Stemmer for German Based on a
 * Comparative Analysis of Publicly Available Stemmers", GSCL 2017), case-insensitive variant. Written from the paper.
 */
export const stem = remembered((word) => {
  let text = word
    .toLowerCase()
    .replaceAll('ü', 'u')
    .replaceAll('ö', 'o')
    .replaceAll('ä', 'a')
    .replaceAll('ß', 'ss')
    .replace(/^ge(.{4,})/, '$1')
    .replaceAll('sch', SCH)
    .replaceAll('ei', EI)
    .replaceAll('ie', IE)
    .replace(/(.)\1/g, `$1${TWICE}`);
  while (text.length > 3) {
    if (text.length > 5 && /e[mr]$|nd$/.test(text)) text = text.slice(0, -2);
    else if (/[esnt]$/.test(text)) text = text.slice(0, -1);
    else break;
  }
  return text
    .replaceAll(new RegExp(`(.)${TWICE}`, 'g'), '$1$1')
    .replaceAll(SCH, 'sch')
    .replaceAll(EI, 'ei')
    .replaceAll(IE, 'ie');
});
