/** Cuts the text of a message into what is drawn differently: plain words, links, addresses, numbers, people. */

/** Start and length in code points, and the person; 0 is everybody. */
export type Mention = [start: number, length: number, profile: number];
