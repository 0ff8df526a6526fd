import { type MouseEvent, type PointerEvent, useMemo, useRef } from 'react';
import type { Place } from '../overlay/overlays';
import styles from './held.module.css';

/** As long as phones wait by themselves. */
const HOLD_MS = 450;
/** A finger never stands quite still. */
const SLACK = 10;
const CLICK_WITHIN_MS = 50;

export interface ContextHandlers {
  onContextMenu(event: MouseEvent): void;
  onPointerDown(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onPointerUp(): void;
  onPointerCancel(): void;
  onClickCapture(event: MouseEvent): void;
}

/** For the element: a long press neither selects its text nor opens the browser's own menu of a link. */
export const heldClass = styles.held ?? '';

/** Right click, the menu key and a long press open the same menu. Spread the answer on the element. */
export function useContextMenu(open: (at: Place) => void): ContextHandlers {
  const latest = useRef(open);
  latest.current = open;
  return useMemo(() => contextHandlers((at) => latest.current(at)), []);
}

function contextHandlers(open: (at: Place) => void): ContextHandlers {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  let from = { x: 0, y: 0 };
  let wasHeld = false;
  const stop = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
  const hold = (place: Place) => {
    stop();
    wasHeld = true;
    open(place);
  };
  return {
    onContextMenu: (event) => {
      // Android says it by itself, sometimes before our timer and sometimes after.
      event.preventDefault();
      const isTouch = (event.nativeEvent as globalThis.PointerEvent).pointerType === 'touch';
      const place = placeOf(event);
      if (!isTouch) open(place);
      else if (!wasHeld) hold(place);
    },
    onPointerDown: (event) => {
      wasHeld = false;
      if (event.pointerType !== 'touch' || !event.isPrimary) return;
      from = { x: event.clientX, y: event.clientY };
      const place = { ...from };
      stop();
      // On a busy page a move may wait behind the timer; it comes before the next frame.
      timer = setTimeout(() => {
        frame = requestAnimationFrame(() => hold(place));
      }, HOLD_MS);
    },
    onPointerMove: (event) => {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLACK) stop();
    },
    onPointerUp: () => {
      stop();
      // The click, when there is one, comes at once; a later one is meant.
      setTimeout(() => {
        wasHeld = false;
      }, CLICK_WITHIN_MS);
    },
    onPointerCancel: stop,
    // Letting go after a long press is no click.
    onClickCapture: (event) => {
      if (!wasHeld) return;
      wasHeld = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/** The menu key has no point of its own: the element is the place. */
function placeOf(event: MouseEvent): Place {
  const isByKey = (event.nativeEvent as globalThis.PointerEvent).pointerType === '';
  return isByKey ? event.currentTarget : { x: event.clientX, y: event.clientY };
}
