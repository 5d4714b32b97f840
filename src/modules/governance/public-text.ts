/** The public version of minutes, and which of its words somebody still has to look at. Pure. */
import { keyOf, marksIn } from './personal-words.ts';

/** A public version: the items with the names taken out, as somebody has checked them. */
export interface PublicText {
  items: { number: string; title: string; text: string }[];
  participants: string[];
  agreements: { number: string | null; kind: string; text: string; responsible: string[]; due: string | null }[];
  /** Words that may be personal and that somebody has looked at, each with what stands around it. */
  checked?: string[];
}

/** Everything that a public version says, text by text: marks are looked for in each. */
export const textsIn = (text: PublicText): string[] => [
  ...text.items.flatMap((item) => [item.title, item.text]),
  ...text.participants,
  ...text.agreements.flatMap((each) => [each.text, ...each.responsible]),
];

/** How many words that may be personal nobody has ticked. */
export function openMarks(text: PublicText): number {
  const checked = new Set(text.checked);
  return textsIn(text).reduce((sum, each) => sum + marksIn(each).filter((mark) => !checked.has(keyOf(each, mark))).length, 0);
}
