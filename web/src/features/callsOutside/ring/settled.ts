/** Calls that were answered or declined in some tab of this browser: they ring here no more. */
import { useSyncExternalStore } from 'react';

const CHANNEL = 'peremena.rings';

let settled: ReadonlySet<number> = new Set();
const listeners = new Set<() => void>();
const tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel(CHANNEL) : null;

function add(call: number) {
  settled = new Set([...settled, call]);
  for (const listener of listeners) listener();
}

if (tabs) tabs.onmessage = ({ data }: MessageEvent<number>) => add(data);

export function settle(call: number) {
  add(call);
  tabs?.postMessage(call);
}

export function useSettled(): ReadonlySet<number> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => settled,
  );
}
