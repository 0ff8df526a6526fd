/** Measuring and restoring where the reader stands; only the DOM, no state. */

/**
 * A line and the distance of its lower edge from the top of the box, or the end. The lower edge, because a line loses
 * its author's name when an older page brings the line before it.
 */
export type Anchor = 'unset' | 'end' | { key: string; bottom: number };

/** A flick into blocks that are not drawn yet: nothing to hold on to, so nothing moves. */
const NOWHERE: Anchor = { key: '', bottom: 0 };

/** Fractions of a pixel and a touch of slack still count as the end. */
const END_SLACK = 4;

export function isAtEnd(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight <= END_SLACK;
}

/** The first line that is at least partly on the screen. */
export function anchorIn(box: HTMLElement): Anchor {
  const top = box.getBoundingClientRect().top;
  for (const line of linesOf(box)) {
    const rect = line.getBoundingClientRect();
    if (rect.bottom > top) return { key: line.dataset.key ?? '', bottom: rect.bottom - top };
  }
  return NOWHERE;
}

export function restore(box: HTMLElement, anchor: Anchor) {
  if (anchor === 'unset') return;
  if (anchor === 'end') {
    box.scrollTop = box.scrollHeight;
    return;
  }
  const line = box.querySelector<HTMLElement>(`[data-key="${CSS.escape(anchor.key)}"]`);
  if (!line) return;
  const moved = line.getBoundingClientRect().bottom - box.getBoundingClientRect().top - anchor.bottom;
  if (moved !== 0) box.scrollTop += moved;
}

/** Puts the unread line into the upper third; false when there is none. */
export function scrollToUnread(box: HTMLElement): boolean {
  const line = box.querySelector<HTMLElement>('[data-unread]');
  if (!line) return false;
  const above = line.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += above - box.clientHeight / 3;
  return !isAtEnd(box);
}

/** The highest number whose line has its last row on the screen. */
export function lastVisibleNo(box: HTMLElement): number {
  const bottom = box.getBoundingClientRect().bottom;
  let highest = 0;
  for (const line of linesOf(box)) {
    if (line.getBoundingClientRect().bottom > bottom + END_SLACK) break;
    highest = Math.max(highest, Number(line.dataset.no ?? 0));
  }
  return highest;
}

function linesOf(box: HTMLElement): NodeListOf<HTMLElement> {
  return box.querySelectorAll<HTMLElement>('[data-key]');
}
