/** What the rest of the app needs of calls: a few lines, and nothing of the media. */
import { useSyncExternalStore } from 'react';
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';

/** The call that this device is in, if any. */
let active: number | null = null;
/** The call to go into without a look at oneself before: it was answered, not looked at. */
let answered: number | null = null;
const listeners = new Set<() => void>();

/** Shows a call: first oneself, then the door. `atOnce` for whoever has said yes to a ringing one. */
export function openCall(call: number, { atOnce = false }: { atOnce?: boolean } = {}) {
  answered = atOnce ? call : null;
  navigate(paths.call(call));
}

/** Whether to go straight in; told once. */
export function takeAnswered(call: number): boolean {
  const isAnswered = answered === call;
  if (isAnswered) answered = null;
  return isAnswered;
}

export const activeCall = () => active;

export function setActiveCall(call: number | null) {
  active = call;
  for (const listener of listeners) listener();
}

/** The number of the call that this device is in: a ringing one is then answered with «занято». */
export function useActiveCall(): number | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, activeCall);
}
