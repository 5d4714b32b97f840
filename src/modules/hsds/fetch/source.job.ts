/** Runs apart: a whole source out of a file. */
export { readSource as default } from './objects.ts';
