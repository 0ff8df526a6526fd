/** How often this person has changed their calls since the page was opened: lists ask anew. */
import { useSyncExternalStore } from 'react';

let changes = 0;
const listeners = new Set<() => void>();

export function callsChanged() {
  changes += 1;
  for (const listener of listeners) listener();
}

export function useChanges(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => changes,
  );
}
