/** Signs by which a spreadsheet takes a cell for a formula, the wide ones of East Asian keyboards among them. */
const FORMULA = String.raw`(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])`;
const MAY_RUN = new RegExp(`^'*${FORMULA}`);
const WAS_MADE_HARMLESS = new RegExp(`^'+${FORMULA}`);

/** A text that a spreadsheet would run as a formula gets an apostrophe before it. Numbers are no texts and stay. */
export const harmless = (text: string): string => (MAY_RUN.test(text) ? `'${text}` : text);

/** What `harmless` did is undone when our own file comes back. */
export const original = (text: string): string => (WAS_MADE_HARMLESS.test(text) ? text.slice(1) : text);
