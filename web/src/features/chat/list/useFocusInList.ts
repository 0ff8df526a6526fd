import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { moveFocus } from '../../../ui/moveFocus';
import { choose, list as state } from './listStore';

const STOP = '[data-stop]';

/**
 * One stop for Tab, the arrows for the rest; Alt with an arrow moves a pinned chat. The focus stays on its chat when a
 * new message lifts the row to another place.
 */
export function useFocusInList(list: RefObject<HTMLElement | null>, ids: readonly number[], selected: number | null) {
  const [last, setLast] = useState<number | null>(null);
  const held = useRef<number | null>(null);
  useLayoutEffect(() => {
    const isLost = held.current !== null && ids.includes(held.current) && document.activeElement === document.body;
    if (isLost)
      list.current?.querySelector<HTMLElement>(`[data-stop="${held.current}"]`)?.focus({ preventScroll: true });
  }, [list, ids]);
  useLayoutEffect(() => {
    const release = (event: Event) => {
      if (!list.current?.contains(event.target as Node)) held.current = null;
    };
    for (const name of ['pointerdown', 'focusin']) document.addEventListener(name, release);
    return () => {
      for (const name of ['pointerdown', 'focusin']) document.removeEventListener(name, release);
    };
  }, [list]);
  const stop = [last, selected].find((id) => id !== null && ids.includes(id)) ?? ids[0] ?? null;
  const handlers = {
    // On the way down: what can be tapped keeps its focus to itself, and nothing of it comes up.
    onFocusCapture: (event: FocusEvent<HTMLElement>) => {
      const id = idOf(event.target);
      held.current = id;
      if (id !== null) setLast(id);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (event.altKey && step) return moveChat(event, step);
      if (event.key === 'Escape' && state().chosen) {
        event.preventDefault();
        return choose(null);
      }
      moveFocus(event, STOP);
    },
  };
  return { stop, handlers };
}

function moveChat(event: KeyboardEvent<HTMLElement>, step: number) {
  const id = idOf(event.target as Element);
  event.preventDefault();
  if (id !== null) void import('./order').then(({ moveBy }) => moveBy(id, step));
}

function idOf(element: Element): number | null {
  const id = element.closest<HTMLElement>(STOP)?.dataset.stop;
  return id ? Number(id) : null;
}
