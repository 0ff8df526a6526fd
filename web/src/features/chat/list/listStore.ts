/** What the list remembers of this tab while its screens come and go: the tab, the chosen, what is being moved. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Filter } from '../../../store/select/rows';
import { watch } from '../../../store/store';

export interface ListState {
  filter: Filter;
  /** The archive stands in the place of the list. */
  isArchive: boolean;
  /** Numbers of the chats chosen together; null when nobody is choosing. */
  chosen: ReadonlySet<number> | null;
  /** The pinned show handles to be moved by. */
  isArranging: boolean;
  /** The row whose buttons a stroke has laid open, and the side they are on. */
  open: { id: number; side: Side } | null;
}

export type Side = 'start' | 'end';

const CALM = { chosen: null, isArranging: false, open: null };

const store = createStore<ListState>(() => ({ filter: 'all', isArchive: false, ...CALM }));

export const useList = <Part>(select: (state: ListState) => Part): Part => useStore(store, select);

export const list = () => store.getState();

export const chooseFilter = (filter: Filter) => store.setState({ filter, ...CALM });

export function showArchive(isArchive: boolean) {
  if (list().isArchive !== isArchive) store.setState({ isArchive, ...CALM });
}

/** Begins with one, or ends with null. */
export const choose = (first: number | null) =>
  store.setState({ ...CALM, chosen: first === null ? null : new Set([first]) });

export function toggleChosen(id: number) {
  const chosen = new Set(list().chosen);
  if (!chosen.delete(id)) chosen.add(id);
  store.setState({ chosen });
}

export const arrange = (isArranging: boolean) => store.setState({ ...CALM, isArranging });

export const layOpen = (open: ListState['open']) => store.setState({ open });

watch(({ account }) => {
  if (account === 'signed_out') store.setState({ filter: 'all', isArchive: false, ...CALM });
});
