/** A text that is too long for one message becomes several, each cut where a reader would pause. */
import { isBlank, slice, type Written } from './written';

/** A cut nearer to the start than this leaves a stump; the next, finer kind of cut is taken instead. */
const LEAST_SHARE = 0.5;
/** Words are cut only when nothing else helps. */
const LEAST_WORD_SHARE = 0.1;

export function partsOf(written: Written, limit: number): Written[] {
  const points = [...written.text];
  const parts: Written[] = [];
  let from = 0;
  while (from < points.length) {
    while (isBlank(points[from])) from += 1;
    const until = points.length - from <= limit ? points.length : cutIn(written, points, from, limit);
    const part = slice(written, from, until);
    if (part.text !== '') parts.push(part);
    from = until;
  }
  return parts;
}

type Pause = (points: readonly string[], at: number) => boolean;

/** From the best place to the worst; `at` is the first point of the next message. */
const PAUSES: readonly (readonly [Pause, number])[] = [
  [(points, at) => points[at - 1] === '\n' && points[at - 2] === '\n', LEAST_SHARE],
  [(points, at) => points[at - 1] === '\n', LEAST_SHARE],
  [(points, at) => isBlank(points[at]) && /[.!?…]/.test(points[at - 1] ?? ''), LEAST_SHARE],
  [(points, at) => isBlank(points[at]) || isBlank(points[at - 1]), LEAST_WORD_SHARE],
];

function cutIn(written: Written, points: readonly string[], from: number, limit: number): number {
  for (const [isPause, share] of PAUSES) {
    const least = from + Math.max(1, Math.floor(limit * share));
    for (let at = from + limit; at >= least; at -= 1) if (isPause(points, at) && !isNamed(written, at)) return at;
  }
  return hardCut(written, points, from, limit);
}

/** One endless word: it is cut where no sign of several parts and no name is torn, if there is such a place. */
function hardCut(written: Written, points: readonly string[], from: number, limit: number): number {
  for (let at = from + limit; at > from; at -= 1) if (!isNamed(written, at) && !isTorn(points, at)) return at;
  return from + limit;
}

const isNamed = ({ mentions }: Written, at: number) =>
  mentions.some(([start, length]) => start < at && at < start + length);

const JOINER = '\u200D';
/** Accents, skin tones, tags and marks of form belong to the sign before them. */
const ATTACHED = /^(?:\p{M}|\p{Emoji_Modifier}|[\uFE0E\uFE0F\u20E3\u{E0020}-\u{E007F}])$/u;
const FLAG = /^\p{Regional_Indicator}$/u;

function isTorn(points: readonly string[], at: number): boolean {
  const before = points[at - 1] ?? '';
  const after = points[at] ?? '';
  return after === JOINER || before === JOINER || ATTACHED.test(after) || isInFlag(points, at);
}

/** Flags are pairs of letters: after an odd number of them a pair is open. */
function isInFlag(points: readonly string[], at: number): boolean {
  let first = at;
  while (FLAG.test(points[first - 1] ?? '')) first -= 1;
  return (at - first) % 2 === 1 && FLAG.test(points[at] ?? '');
}
