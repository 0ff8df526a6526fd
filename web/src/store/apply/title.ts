/** A conversation got another title, picture or rules, or other members. */
import type { Row } from '../../api/shapes';
import type { State } from '../state';

export function applyConversationChanged(
  state: State,
  conversation: number,
  changed: Pick<Row, 'title' | 'member_count' | 'picture' | 'abilities'>,
): State {
  const row = state.rows[conversation];
  if (!row) return state;
  const { title, member_count, picture, abilities } = changed;
  const roll = state.rolls[conversation];
  return {
    ...state,
    rows: { ...state.rows, [conversation]: { ...row, title, member_count, picture, abilities } },
    rolls: roll ? { ...state.rolls, [conversation]: { ...roll, isStale: true } } : state.rolls,
  };
}
