import type { Ctx } from './context.ts';

const END = '/ende';

/**
 * What List-Unsubscribe names (RFC 8058): a mail program posts to it. One that knows no such posts opens the address, and is
 * led to the page of the link, where the button is.
 */
export const toItsButton = (c: Ctx, anchor = ''): Response => c.redirect(`${c.req.path.slice(0, -END.length)}${anchor}`, 303) as Response;
