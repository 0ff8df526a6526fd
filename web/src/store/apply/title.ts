/** A conversation got another title, picture or rules, or other members, or a call goes on there. */
import type { Row } from '../../api/shapes';
import type { State } from '../state';

type OfConversation = Pick<Row, 'title' | 'member_count' | 'picture' | 'abilities' | 'call'>;

/** What of a row is told on the conversation's own topic. */
export function ofConversation({ title, member_count, picture, abilities, call }: OfConversation): OfConversation {
  return { title, member_count, picture, abilities, call };
}

export function applyConversationChanged(state: State, conversation: number, changed: OfConversation): State {
  const row = state.rows[conversation];
  if (!row) return state;
  const roll = state.rolls[conversation];
  // A chat of two has no title of its own: each of them reads the other one's name.
  const title = row.kind === 'direct' ? row.title : changed.title;
  return {
    ...state,
    rows: { ...state.rows, [conversation]: { ...row, ...ofConversation({ ...changed, title }) } },
    rolls: roll ? { ...state.rolls, [conversation]: { ...roll, isStale: true } } : state.rolls,
  };
}
