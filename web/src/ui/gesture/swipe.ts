/** Sideways strokes of a finger over a list that scrolls up and down. Only the DOM, no state of the page. */

export interface SwipeEars {
  /** The element a stroke that begins on `target` moves; null when nothing there can be moved. */
  grab(target: Element): HTMLElement | null;
  /** How far it is from where it began; negative to the left. */
  move(moved: HTMLElement, dx: number): void;
  /** The finger is off; `speed` in pixels a millisecond. Cancelled strokes end at zero. */
  end(moved: HTMLElement, dx: number, speed: number): void;
}

/** The strips at both edges belong to the system's own "back". */
const EDGE = 24;
const SLACK = 10;
/** Whoever stands longer than this before moving has called a menu. */
const STANDING_MS = 400;

interface Stroke {
  pointer: number;
  x: number;
  y: number;
  at: number;
  moved: HTMLElement;
  isOurs: boolean;
}

/**
 * Listens on the list; answers with how to stop. Whatever is moved needs `touch-action: pan-y`: then the browser keeps
 * the vertical strokes for itself and cancels ours.
 */
export function listenForSwipes(list: HTMLElement, ears: SwipeEars): () => void {
  let stroke: Stroke | null = null;
  const start = (event: PointerEvent) => {
    const isAtEdge = event.clientX < EDGE || event.clientX > innerWidth - EDGE;
    if (event.pointerType !== 'touch' || !event.isPrimary || isAtEdge) return;
    const moved = ears.grab(event.target as Element);
    const { clientX: x, clientY: y, pointerId: pointer, timeStamp: at } = event;
    stroke = moved && { pointer, x, y, at, moved, isOurs: false };
  };
  const move = (event: PointerEvent) => {
    if (stroke?.pointer !== event.pointerId) return;
    const dx = event.clientX - stroke.x;
    const dy = event.clientY - stroke.y;
    if (!stroke.isOurs) {
      const isUpright = Math.abs(dy) > SLACK && Math.abs(dy) > Math.abs(dx);
      if (isUpright || event.timeStamp - stroke.at > STANDING_MS) stroke = null;
      else if (Math.abs(dx) > SLACK) take(stroke, event);
    }
    if (stroke?.isOurs) ears.move(stroke.moved, dx);
  };
  const take = (taken: Stroke, event: PointerEvent) => {
    taken.isOurs = true;
    taken.moved.setPointerCapture(event.pointerId);
  };
  const finish = (event: PointerEvent) => {
    if (stroke?.pointer !== event.pointerId) return;
    const { x, at, moved, isOurs } = stroke;
    stroke = null;
    if (!isOurs) return;
    const dx = event.type === 'pointerup' ? event.clientX - x : 0;
    ears.end(moved, dx, dx / Math.max(1, event.timeStamp - at));
    // The click that follows a stroke opens nothing.
    if (event.type === 'pointerup') swallowClick(moved);
  };
  const events = { pointerdown: start, pointermove: move, pointerup: finish, pointercancel: finish } as const;
  for (const [name, listener] of Object.entries(events)) list.addEventListener(name, listener as EventListener);
  return () => {
    for (const [name, listener] of Object.entries(events)) list.removeEventListener(name, listener as EventListener);
  };
}

function swallowClick(element: HTMLElement) {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  element.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => element.removeEventListener('click', swallow, { capture: true }), 50);
}
