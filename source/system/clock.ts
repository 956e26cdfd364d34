/** Milliseconds since 1970. Handed in wherever time matters, so that tests hold it in their hands. */
export type Clock = () => number;

export const clock: Clock = () => Date.now();
