import type { KeyboardEvent } from 'react';

/** The arrows go from message to message; true when they did. The first of them begins at the last message in sight. */
export function walk(event: KeyboardEvent<HTMLElement>): boolean {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return false;
  const box = event.currentTarget;
  const stops = [...box.querySelectorAll<HTMLElement>('[data-no] article')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const stop = at < 0 ? lastInSight(box, stops) : stops[at + step];
  if (!stop) return false;
  stop.focus({ preventScroll: true });
  stop.scrollIntoView({ block: 'nearest' });
  return true;
}

function lastInSight(box: HTMLElement, stops: readonly HTMLElement[]): HTMLElement | undefined {
  const { bottom } = box.getBoundingClientRect();
  return stops.findLast((stop) => stop.getBoundingClientRect().top < bottom);
}
