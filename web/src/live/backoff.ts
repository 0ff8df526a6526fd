/** How long to wait before the next try: exponential with full jitter, so that a restart is not a stampede. */

/** The first wait is up to half a second: most breaks are a lift or a changed network. */
const FIRST_MS = 500;
/** Nobody waits longer than this for the school to come back. */
const LONGEST_MS = 20_000;
/** Even the luckiest draw leaves the server a breath. */
const SHORTEST_MS = 100;

export function backoffMs(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.max(SHORTEST_MS, Math.round(random() * ceiling));
}
