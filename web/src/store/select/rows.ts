/** The chat list, derived: order, unread counts, what stands in the second line. */
import type { Message, Row } from '../../api/shapes';
import type { State, Unsent } from '../state';

export function unreadCount(row: Row): number {
  return Math.max(0, row.last_no - Math.max(row.read_no, row.from_no - 1));
}

/** How many chats have something unread: the number at the section's sign. */
export function unreadChats(state: State): number {
  return Object.values(state.rows).filter((row) => unreadCount(row) > 0).length;
}

/** The last thing said, sent or still on its way. */
export interface LastLine {
  message: Message | null;
  unsent: Unsent | null;
}

export function lastLine(row: Row, unsent: readonly Unsent[]): LastLine {
  return { message: row.last, unsent: unsent.filter((letter) => letter.conversation === row.id).at(-1) ?? null };
}

/** The newest on top; chats without a word at the end, by title. */
export function orderedRows(rows: State['rows'], unsent: readonly Unsent[]): Row[] {
  const written = new Map(unsent.map((letter) => [letter.conversation, letter.at]));
  const at = (row: Row) => Math.max(row.last?.at ?? 0, written.get(row.id) ?? 0);
  return Object.values(rows).sort((one, other) => at(other) - at(one) || one.title.localeCompare(other.title, 'ru'));
}
