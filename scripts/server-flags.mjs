/**
 * How node runs the server, in `npm start` and where it is measured. A page makes many short-lived strings; with V8's
 * small young generation a theme page cost 3.2 to 3.9 ms of CPU, with this one 2.7 to 2.9 (`npm run bench:checks`).
 */
export const SERVER_FLAGS = ['--min-semi-space-size=16'];
