/** Where a conversation is to scroll to, and the ways back from there. The feed that shows it takes the goal. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { watch } from '../../store/store';

interface Goals {
  goal: { conversation: number; no: number } | null;
  /** Numbers from which somebody went to an original, the last one at the end. */
  backs: Readonly<Record<number, readonly number[]>>;
}

const NOTHING: Goals = { goal: null, backs: {} };
const NO_BACKS: readonly number[] = [];

const store = createStore<Goals>(() => NOTHING);

export function setGoal(conversation: number, no: number) {
  store.setState({ goal: { conversation, no } });
}

export function dropGoal(conversation: number) {
  if (goalOf(conversation) !== null) store.setState({ goal: null });
}

export const goalOf = (conversation: number): number | null => pick(store.getState(), conversation);

export const useGoal = (conversation: number): number | null => useStore(store, (goals) => pick(goals, conversation));

function pick({ goal }: Goals, conversation: number): number | null {
  return goal?.conversation === conversation ? goal.no : null;
}

export const backsOf = (conversation: number) => store.getState().backs[conversation] ?? NO_BACKS;

export const useHasBack = (conversation: number): boolean =>
  useStore(store, ({ backs }) => (backs[conversation]?.length ?? 0) > 0);

export function setBacks(conversation: number, backs: readonly number[]) {
  if (backs.length === 0 && backsOf(conversation).length === 0) return;
  store.setState((goals) => ({ backs: { ...goals.backs, [conversation]: backs } }));
}

watch((state) => {
  if (state.account === 'signed_out') store.setState(NOTHING, true);
});
