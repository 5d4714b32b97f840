/** Whoever knows better says so in NODE_OPTIONS. */
const isHeapSet = /max-old-space-size/.test(process.env['NODE_OPTIONS'] ?? '');

/**
 * How node runs the server, in `npm start` and where it is measured. A page makes many short-lived strings; with V8's
 * small young generation a theme page cost 3.2 to 3.9 ms of CPU, with this one 2.7 to 2.9 (`npm run bench:checks`). How far
 * V8 lets garbage grow before it looks for it follows from the largest heap that it is told of: without a word it takes
 * what the machine has, and lets far more pile up (`npm run bench:rooms`).
 */
export const SERVER_FLAGS = ['--min-semi-space-size=16', '--max-semi-space-size=16', ...(isHeapSet ? [] : ['--max-old-space-size=1024'])];
