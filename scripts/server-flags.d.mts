/** How node runs the server. */
export const SERVER_FLAGS: string[];
