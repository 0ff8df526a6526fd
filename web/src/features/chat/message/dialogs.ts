/** Which dialog about messages is open: asked for by the menu and the bar, drawn by code that is loaded then. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Message } from '../../../api/shapes';

export type MessageDialog =
  | { kind: 'forward' | 'delete'; conversation: number; messages: readonly Message[] }
  | { kind: 'readers'; conversation: number; no: number }
  | { kind: 'reactors'; message: Message };

const store = createStore<{ dialog: MessageDialog | null }>(() => ({ dialog: null }));

export const openDialog = (dialog: MessageDialog) => store.setState({ dialog });

export const closeDialog = () => store.setState({ dialog: null });

export const useDialog = () => useStore(store, ({ dialog }) => dialog);
