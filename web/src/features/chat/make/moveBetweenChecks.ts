import type { KeyboardEvent } from 'react';

/** Up and down go between the boxes of a list; the space ticks, as everywhere. */
export function moveBetweenChecks(event: KeyboardEvent<HTMLElement>) {
  const stops = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input:not([disabled])')];
  const at = stops.indexOf(document.activeElement as HTMLInputElement);
  const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (goal === undefined || at < 0) return;
  event.preventDefault();
  stops[Math.min(Math.max(goal, 0), stops.length - 1)]?.focus();
}
