/**
 * What stands in the field: a text, and where it names people. Offsets count code points, as on the wire, and stay
 * right through every change of the text. Only functions of values.
 */
import type { Mention } from '../../../api/shapes';

export interface Written {
  text: string;
  mentions: readonly Mention[];
}

export const NOTHING: Written = { text: '', mentions: [] };

/** The server counts code points, and so do we. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Where in code points a place of the field is, and back. */
export const pointAt = (text: string, unit: number): number => lengthOf(text.slice(0, unit));

export const unitAt = (text: string, point: number): number => [...text].slice(0, point).join('').length;

/**
 * The field says only what its text is now. Everything between what stayed in front and what stayed behind was
 * replaced: a mention in it is gone, one behind it moves.
 */
export function rewritten(before: Written, text: string): Written {
  if (before.mentions.length === 0) return { text, mentions: before.mentions };
  const old = [...before.text];
  const now = [...text];
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return { text, mentions: replaced(before.mentions, head, old.length - tail, now.length - old.length) };
}

/** `from` up to `until` became longer by `growth`. */
function replaced(mentions: readonly Mention[], from: number, until: number, growth: number): Mention[] {
  return mentions.flatMap(([start, length, profile]): Mention[] => {
    if (start + length <= from) return [[start, length, profile]];
    // A letter written right before a name belongs to neither.
    if (start >= until) return [[start + growth, length, profile]];
    return [];
  });
}

/** Puts `words` in the place of the points `from` up to `until`. */
export function withWords(before: Written, words: string, from: number, until: number): Written {
  const points = [...before.text];
  const text = [...points.slice(0, from), words, ...points.slice(until)].join('');
  return { text, mentions: replaced(before.mentions, from, until, lengthOf(words) - (until - from)) };
}

/** Names somebody in the place of what was typed for it; a blank follows, to go on writing. */
export function withMention(
  before: Written,
  person: { profile: number; name: string },
  from: number,
  until: number,
): Written {
  const name = `@${person.name}`;
  const { text, mentions } = withWords(before, `${name} `, from, until);
  const mention: Mention = [from, lengthOf(name), person.profile];
  return { text, mentions: [...mentions, mention].sort(([one], [other]) => one - other) };
}

/** As it is sent: without blanks around it. */
export function trimmed(written: Written): Written {
  const { length } = written.text;
  return slice(written, 0, length);
}

/** The points of the text from `from` up to `until`, without blanks around them; both count code points. */
export function slice(written: Written, from: number, until: number): Written {
  const points = [...written.text].slice(from, until);
  let start = 0;
  while (start < points.length && isBlank(points[start])) start += 1;
  let end = points.length;
  while (end > start && isBlank(points[end - 1])) end -= 1;
  const text = points.slice(start, end).join('');
  const first = from + start;
  const mentions = written.mentions
    .filter(([at, length]) => at >= first && at + length <= first + end - start)
    .map(([at, length, profile]): Mention => [at - first, length, profile]);
  return { text, mentions };
}

export const isBlank = (point: string | undefined) => point !== undefined && /^\s$/u.test(point);
