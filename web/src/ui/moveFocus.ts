import type { KeyboardEvent } from 'react';

/** Up, down, Home and End move the focus between the links or buttons of a list, or between what is named. */
export function moveFocus(event: KeyboardEvent<HTMLElement>, named = 'a[href], button:not([disabled])') {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(named)];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (goal === undefined || at < 0) return;
  event.preventDefault();
  stops[Math.min(Math.max(goal, 0), stops.length - 1)]?.focus();
}
