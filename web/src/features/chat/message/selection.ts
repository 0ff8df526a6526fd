/** Which messages are selected, in which conversation; an empty choice ends selecting. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { watch } from '../../../store/store';

interface Selection {
  conversation: number | null;
  nos: ReadonlySet<number>;
}

const NOTHING: Selection = { conversation: null, nos: new Set() };

const store = createStore<Selection>(() => NOTHING);

/** As many as one command takes. */
const MOST_SELECTED = 100;

export function toggleSelected(conversation: number, no: number) {
  const before = store.getState();
  const nos = new Set(before.conversation === conversation ? before.nos : []);
  if (!nos.delete(no) && nos.size < MOST_SELECTED) nos.add(no);
  store.setState(nos.size > 0 ? { conversation, nos } : NOTHING, true);
}

export function endSelecting() {
  store.setState(NOTHING, true);
}

export const isSelecting = (conversation: number) => store.getState().conversation === conversation;

export const useIsSelecting = (conversation: number): boolean =>
  useStore(store, (selection) => selection.conversation === conversation);

export const useIsSelectingAny = (): boolean => useStore(store, ({ conversation }) => conversation !== null);

export const useIsSelected = (no: number | null): boolean => useStore(store, ({ nos }) => no !== null && nos.has(no));

export const useSelected = (): ReadonlySet<number> => useStore(store, ({ nos }) => nos);

watch((state) => {
  if (state.account === 'signed_out') endSelecting();
});
