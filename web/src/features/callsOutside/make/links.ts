/** Links that this page was told: the server keeps only their prints, and nothing of them is written down here. */
import { useSyncExternalStore } from 'react';

const tokens = new Map<number, string>();
const listeners = new Set<() => void>();

export function keepLink(call: number, token: string) {
  tokens.set(call, token);
  for (const listener of listeners) listener();
}

/** The address of a call by link; null when another page made it. */
export function linkOf(call: number): string | null {
  const token = tokens.get(call);
  return token === undefined ? null : `${location.origin}/call#${token}`;
}

export function useLinkOf(call: number): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => linkOf(call),
  );
}
