import { stem } from './stem.ts';

/** Words that carry little meaning of their own; they count a little, because "ich kann nicht mehr" is made of them. */
const LIGHT = new Set(
  `aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da dabei dadurch damit dann das dass dem den denn der des
dessen deshalb die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines einige er es etwas euch euer für
gegen gibt habe haben hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jedem jeden jeder jedes jemand kann
kein keine keinem keinen keiner man manche mehr mein meine meinem meinen meiner mich mir mit muss müssen nach nicht nichts niemand noch nun nur ob oder
ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte über um und uns unser unsere unserem unseren unserer unter
viel viele vom von vor war was weil welche welcher welches wenn wer werden wie wieder will wir wird wo wollen würde zu zum zur zwischen the a an and are
at be for from has have how i in is it my no not of on or our that this to we what who with you your`.split(/\s+/),
);

const LIGHT_WEIGHT = 0.12;

/** Words that every company says about everything. */
export const COMMON = new Set(
  'mensch menschen leute leuten mitarbeiter mitarbeiterin mitarbeitern kollege kollegen kollegin betrieb betriebe firma firmen unternehmen chef arbeit jahr jahre beschäftigte beschäftigten angestellte belegschaft personal team'.split(
    ' ',
  ),
);
const COMMON_WEIGHT = 0.4;

const weightOf = (word: string) => (LIGHT.has(word) ? LIGHT_WEIGHT : COMMON.has(word) ? COMMON_WEIGHT : 1);

/** More words than this are not read of a sentence; a document gives its own bound. */
const MOST_TOKENS = 400;

export interface Token {
  /** Lower case, as it stands in the text. */
  word: string;
  stem: string;
  /** 1 for a word with meaning, little for the glue between. */
  weight: number;
}

/** "Berater:in", "Berater*innen", "BeraterInnen", "Berater/-innen", "Beraterin" → "Berater": one word for the search. */
const joinGendered = (text: string) =>
  text.replace(/(\p{Ll})(?:[:*_]|\/-?)?(?<=[:*_/-]|er)(in|innen)\b/gu, '$1').replace(/(\p{Ll})(In|Innen)\b/gu, '$1');

/** Umlauts written out, as on a foreign keyboard, are left alone: stems of both spellings are tried by the caller. */
export function tokenize(text: string, most: number = MOST_TOKENS): Token[] {
  const words =
    joinGendered(text.normalize('NFC'))
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu) ?? [];
  return words.slice(0, most).map((word) => ({ word, stem: stem(word), weight: weightOf(word) }));
}
