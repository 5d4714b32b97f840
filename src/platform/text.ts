/** Longer runs of marks on one letter stand in no language (Unicode UAX #15, stream-safe text: thirty). */
const MARKS = /(\p{M}{30})\p{M}+/gu;

/**
 * A text in the composed form (NFC). Runs of combining marks are cut first: to order them takes time by the square of
 * their number, 40 s for a form of 256 kB that holds nothing else.
 */
export const composed = (text: string): string => text.replace(MARKS, '$1').normalize('NFC');
