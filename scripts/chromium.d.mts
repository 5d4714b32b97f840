/** The path of a browser, installed if need be; undefined where none can be had. */
export function ensureChromium(): Promise<string | undefined>;
