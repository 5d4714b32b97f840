/** The hidden fields that every form of ours carries. They are the shell's: no module sees them. */
export const KEY_FIELD = '_einmal';
/** The page the form stands on, so that it can be shown again as it is by now. */
export const PAGE_FIELD = '_seite';
/** What stood in the form when it was shown, as hashes. */
export const SEEN_FIELD = '_gesehen';
/** Which version somebody takes where two differ: `_wahl.<field>`. */
export const CHOICE_PREFIX = '_wahl.';
/** The fields in which two differ and of which one has to be chosen. */
export const DISPUTED_FIELD = '_strittig';

export const MINE = 'meine';
export const STORED = 'jetzt';

/** Whether a field is one of the shell's own. */
export const isShellField = (name: string): boolean =>
  name === KEY_FIELD || name === PAGE_FIELD || name === SEEN_FIELD || name === DISPUTED_FIELD || name.startsWith(CHOICE_PREFIX);
