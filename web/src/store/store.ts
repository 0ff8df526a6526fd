/**
 * Holds the state; changes come only as pure functions of `apply/`.
 * zustand, because it is a kilobyte and its hook reads an outside store without tearing.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { emptyState, type State } from './state';

const store = createStore<State>(() => emptyState);

type Apply<Args extends unknown[]> = (state: State, ...args: Args) => State;

export function change<Args extends unknown[]>(apply: Apply<Args>, ...args: Args) {
  store.setState((state) => apply(state, ...args), true);
}

export const read = () => store.getState();

export const watch = (listener: (state: State, before: State) => void) => store.subscribe(listener);

/** The hook of every view model; the selector returns a part of the state or a plain value. */
export function useLive<Part>(select: (state: State) => Part): Part {
  return useStore(store, select);
}
