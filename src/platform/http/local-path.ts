/** The longest address of a page of ours that is carried in a form. */
export const LONGEST_PAGE = 2000;

/**
 * Whether a text is an address on this site (path and query): printable ASCII, as browsers write them. What browsers leave
 * out (tabs, line breaks) or take for a slash (backslashes) could lead elsewhere.
 */
export const isLocal = (text: string): boolean =>
  /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text) && URL.canParse(text, 'http://here.invalid');
