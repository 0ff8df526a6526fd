/** Whether the quick jump is open; its code is fetched when it is. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const store = createStore(() => ({ isOpen: false }));

export const useJump = () => useStore(store).isOpen;

export const openJump = () => store.setState({ isOpen: true });

export const closeJump = () => store.setState({ isOpen: false });
