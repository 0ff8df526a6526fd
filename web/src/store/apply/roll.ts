/** The list of members of one conversation, as asked. */
import type { Members } from '../../api/shapes';
import type { State } from '../state';

export function applyRoll(state: State, conversation: number, members: Members): State {
  return { ...state, rolls: { ...state.rolls, [conversation]: { members, isStale: false } } };
}
