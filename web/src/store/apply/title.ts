/** A conversation got another title or other members. */
import type { State } from '../state';

export function applyConversationChanged(
  state: State,
  conversation: number,
  changed: { title: string; member_count: number },
): State {
  const row = state.rows[conversation];
  if (!row) return state;
  const { title, member_count } = changed;
  const roll = state.rolls[conversation];
  return {
    ...state,
    rows: { ...state.rows, [conversation]: { ...row, title, member_count } },
    rolls: roll ? { ...state.rolls, [conversation]: { ...roll, isStale: true } } : state.rolls,
  };
}
