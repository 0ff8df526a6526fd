/** What a person decides about their own view of a chat: shown at once, confirmed by the row that comes back. */
import type { Row } from '../../api/shapes';
import type { State } from '../state';

export type Personal = Partial<Pick<Row, 'pin' | 'muted_until' | 'archived_no' | 'unread' | 'appearance'>>;

export function applyPersonal(state: State, conversation: number, personal: Personal): State {
  const row = state.rows[conversation];
  if (!row) return state;
  return { ...state, rows: { ...state.rows, [conversation]: { ...row, ...personal } } };
}

/** The pinned chats, in this order; those that are left out are no longer pinned. */
export function applyPinned(state: State, ids: readonly number[]): State {
  const rows = Object.values(state.rows).map((row) => {
    const pin = ids.indexOf(row.id) + 1;
    return row.pin === pin ? row : { ...row, pin };
  });
  return { ...state, rows: Object.fromEntries(rows.map((row) => [row.id, row])) };
}
