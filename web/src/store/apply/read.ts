/** Read marks only move forward. */
import type { Row } from '../../api/shapes';
import type { State } from '../state';

/** Our own mark, from this tab or another. Whoever reads takes back a mark by hand. */
export function applyRead(state: State, conversation: number, no: number): State {
  const row = state.rows[conversation];
  if (!row || (no <= row.read_no && !row.unread)) return state;
  return withRow(state, { ...row, read_no: Math.max(row.read_no, no), unread: false });
}

/** The highest marks of the others, at most once a second. */
export function applyReadBy(state: State, conversation: number, marks: readonly (readonly [number, number])[]): State {
  const highest = Math.max(0, ...marks.filter(([profile]) => profile !== state.me?.id).map(([, no]) => no));
  const row = state.rows[conversation];
  if (!row || highest <= row.others_read_no) return state;
  return withRow(state, { ...row, others_read_no: highest });
}

function withRow(state: State, row: Row): State {
  return { ...state, rows: { ...state.rows, [row.id]: row } };
}
