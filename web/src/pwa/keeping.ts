/** Writes the snapshot while the visit goes on: some time after a change, and at once when the page goes away. */
import type { State } from '../store/state';
import { read, watch } from '../store/store';
import { writeSnapshot } from './snapshot';

const DELAY_MS = 2_000;

let timer: ReturnType<typeof setTimeout> | undefined;

export function keepSnapshots() {
  watch((state, before) => {
    if (state.account === 'signed_in' && hasChanged(state, before)) timer ??= setTimeout(write, DELAY_MS);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && timer !== undefined) write();
  });
}

function hasChanged(state: State, before: State): boolean {
  return state.topics !== before.topics || state.feeds !== before.feeds || state.rows !== before.rows;
}

function write() {
  clearTimeout(timer);
  timer = undefined;
  // Whoever signed out meanwhile left nothing to write; where nothing can be kept, one reads with a network only.
  if (read().account === 'signed_in') void writeSnapshot(read(), Date.now()).catch(() => undefined);
}
