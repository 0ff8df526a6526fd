/** The start state: the first load, and every later one after a reset. */
import type { Row, Start } from '../../api/shapes';
import type { State } from '../state';
import { profileTopic } from '../topics';
import { withoutConversation, withRow } from './row';

export function applyStart(state: State, start: Start): State {
  const own = profileTopic(start.me.id);
  const named = new Set(start.conversations.map((row) => row.id));
  const gone = Object.values(state.rows).filter((row: Row) => !named.has(row.id));
  const kept = gone.reduce((after, row) => withoutConversation(after, row.id), state);
  const filled = start.conversations.reduce(withRow, kept);
  return {
    ...filled,
    account: 'signed_in',
    me: start.me,
    preferences: start.preferences,
    limits: start.limits,
    topics: { ...filled.topics, [own]: Math.max(filled.topics[own] ?? 0, start.topics[own] ?? 0) },
  };
}
