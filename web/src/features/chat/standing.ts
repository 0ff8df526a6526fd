/** Measuring and restoring where the reader stands; only the DOM, no state. */

/**
 * A line and the distance of its lower edge from the top of the box, or the end. The lower edge, because a line loses
 * its author's name when an older page brings the line before it.
 */
export type Anchor = 'unset' | 'end' | { key: string; no: number | null; bottom: number };

/** Where the box is scrolled to, and its two heights: while they are the same, nothing has moved. */
export interface Stand {
  top: number;
  height: number;
  seen: number;
}

export const NOWHERE: Stand = { top: -1, height: -1, seen: -1 };

export function standOf({ scrollTop, scrollHeight, clientHeight }: HTMLElement): Stand {
  return { top: scrollTop, height: scrollHeight, seen: clientHeight };
}

export const isSameStand = (one: Stand, other: Stand): boolean =>
  one.top === other.top && one.height === other.height && one.seen === other.seen;

/** Fractions of a pixel and a touch of slack still count as the end. */
const END_SLACK = 4;

export function isAtEnd(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight <= END_SLACK;
}

/** The first line that is at least partly on the screen. */
export function anchorIn(box: HTMLElement): Anchor {
  const { top } = box.getBoundingClientRect();
  const lines = linesOf(box);
  const line = lines[firstWhere(lines, (one) => one.getBoundingClientRect().bottom > top)];
  if (!line) return 'end';
  const bottom = line.getBoundingClientRect().bottom - top;
  return { key: line.dataset.key ?? '', no: Number(line.dataset.no) || null, bottom };
}

/** False when the line is not here any more. */
export function restore(box: HTMLElement, anchor: Anchor): boolean {
  if (anchor === 'unset') return false;
  if (anchor === 'end') {
    box.scrollTop = box.scrollHeight;
    return true;
  }
  const line = box.querySelector<HTMLElement>(`[data-key="${CSS.escape(anchor.key)}"]`);
  if (!line) return false;
  const moved = line.getBoundingClientRect().bottom - box.getBoundingClientRect().top - anchor.bottom;
  if (moved !== 0) box.scrollTop += moved;
  return true;
}

/** Puts the unread line into the upper third; false when there is none. */
export function scrollToUnread(box: HTMLElement): boolean {
  const line = box.querySelector<HTMLElement>('[data-unread]');
  if (!line) return false;
  putInUpperThird(box, line);
  return !isAtEnd(box);
}

/** Puts a message into the upper third; null when it is not here. */
export function scrollToNo(box: HTMLElement, no: number): HTMLElement | null {
  const line = box.querySelector<HTMLElement>(`[data-no="${no}"]`);
  if (line) putInUpperThird(box, line);
  return line;
}

function putInUpperThird(box: HTMLElement, line: HTMLElement) {
  box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
}

/** The highest number whose line has its last row on the screen. */
export function lastVisibleNo(box: HTMLElement): number {
  const { bottom } = box.getBoundingClientRect();
  const lines = linesOf(box);
  const below = firstWhere(lines, (one) => one.getBoundingClientRect().bottom > bottom + END_SLACK);
  for (let at = below - 1; at >= 0; at -= 1) {
    const no = Number(lines[at]?.dataset.no ?? 0);
    if (no > 0) return no;
  }
  return 0;
}

/** By halves, because hundreds of lines are measured while the finger moves. */
function firstWhere(lines: NodeListOf<HTMLElement>, isIt: (line: HTMLElement) => boolean): number {
  let from = 0;
  let to = lines.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const line = lines[middle];
    if (line && isIt(line)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function linesOf(box: HTMLElement): NodeListOf<HTMLElement> {
  return box.querySelectorAll<HTMLElement>('[data-key]');
}
