/** What we use of a library that has no types of its own. */
declare module 'n3' {
  export class Parser {
    parse(text: string): unknown[];
  }
  export class Store {
    constructor(quads: unknown[]);
  }
}
