import type { Place } from './overlays';

/** Air between a menu and the edges of the window. */
const EDGE = 8;
const GAP = 4;

/** Puts a menu below its place, or above where there is no room, never over the window's edge. */
export function placeIn(box: HTMLElement, at: Place) {
  // Not the drawn size, which still grows while the menu appears.
  const { offsetWidth: width, offsetHeight: height } = box;
  const anchor = at instanceof Element ? at.getBoundingClientRect() : new DOMRect(at.x, at.y, 0, 0);
  const gap = at instanceof Element ? GAP : 0;
  const isBelow = anchor.bottom + gap + height <= innerHeight - EDGE;
  const top = isBelow ? anchor.bottom + gap : anchor.top - gap - height;
  // A menu of a button ends where the button ends; one of a point begins at the point.
  const left = at instanceof Element ? anchor.right - width : anchor.left;
  box.style.insetBlockStart = `${within(top, innerHeight - height)}px`;
  box.style.insetInlineStart = `${within(left, innerWidth - width)}px`;
}

function within(value: number, room: number): number {
  return Math.max(EDGE, Math.min(value, room - EDGE));
}
