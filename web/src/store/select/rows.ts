/** The chat list, derived: order, filters, unread counts, what stands in the second line. */
import type { CallBrief, Message, Row } from '../../api/shapes';
import type { State, Unsent } from '../state';

export function unreadCount(row: Row): number {
  return Math.max(0, row.last_no - seenNo(row));
}

/** Nothing up to here is new to the person. */
const seenNo = (row: Row) => Math.max(row.read_no, row.from_no - 1);

/** Something new, or marked by hand. */
export const isUnread = (row: Row) => row.unread || unreadCount(row) > 0;

/** The call that goes on in a conversation. */
export const callOf = (state: State, conversation: number): CallBrief | null => state.rows[conversation]?.call ?? null;

/** Somebody names this person in what is unread. */
export const isMentioned = (row: Row) => row.mention_no > seenNo(row);

/** "Until turned on again". */
export const FOREVER = -1;

export const isMuted = (row: Row, now: number = Date.now()) => row.muted_until === FOREVER || row.muted_until > now;

/** A new message brings a chat back from the archive, unless it is muted. */
export function isArchived(row: Row, now: number = Date.now()): boolean {
  return row.archived_no !== null && (row.last_no <= row.archived_no || isMuted(row, now));
}

/** `archived_no` of a chat that stays in the archive, or out of it, whatever becomes of its sound. */
export function archivedNoStaying(row: Row): number | null {
  if (!isArchived(row)) return null;
  return isMuted(row) ? row.last_no : row.archived_no;
}

/** How many chats wait for the person: the number at the section's sign, in the title, at the installed icon. */
export function unreadChats(state: State): number {
  const now = Date.now();
  return Object.values(state.rows).filter((row) => isUnread(row) && !isMuted(row, now) && !isArchived(row, now)).length;
}

/** The last thing said, sent or still on its way. */
export interface LastLine {
  message: Message | null;
  unsent: Unsent | null;
}

export function lastLine(row: Row, unsent: readonly Unsent[]): LastLine {
  return { message: row.last, unsent: unsent.filter((letter) => letter.conversation === row.id).at(-1) ?? null };
}

/** The pinned in their own order; then the newest on top; chats without a word at the end, by title. */
export function orderedRows(rows: State['rows'], unsent: readonly Unsent[]): Row[] {
  const written = new Map(unsent.map((letter) => [letter.conversation, letter.at]));
  const at = (row: Row) => Math.max(row.last?.at ?? 0, written.get(row.id) ?? 0);
  const place = (row: Row) => row.pin || Number.POSITIVE_INFINITY;
  return Object.values(rows).sort(
    (one, other) =>
      compare(place(one), place(other)) || at(other) - at(one) || (at(one) ? other.id - one.id : byTitle(one, other)),
  );
}

/** Only where no word tells them apart: the first comparison of a visit loads the rules of the language. */
const byTitle = (one: Row, other: Row) => one.title.localeCompare(other.title, 'ru');

/** Infinity minus Infinity is no number. */
const compare = (one: number, other: number) => (one === other ? 0 : one < other ? -1 : 1);

/** As many as the person may pin. */
export const MOST_PINNED = 5;

/** The numbers of the pinned chats, in their order. */
export function pinnedIds(rows: State['rows']): number[] {
  const pinned = Object.values(rows).filter((row) => row.pin > 0);
  return pinned.sort((one, other) => one.pin - other.pin).map((row) => row.id);
}

export type Filter = 'all' | 'unread' | 'direct' | 'classes';

const OF_SCHOOL: ReadonlySet<string> = new Set(['class', 'guardians', 'subject']);

const PASSES: Record<Filter, (row: Row) => boolean> = {
  all: () => true,
  unread: isUnread,
  direct: (row) => row.kind === 'direct',
  classes: (row) => OF_SCHOOL.has(row.kind),
};

/** The rows of one tab. `kept` stays although it no longer passes: nobody's open chat goes away by being read. */
export function filtered(rows: readonly Row[], filter: Filter, kept: number | null = null): Row[] {
  return rows.filter((row) => PASSES[filter](row) || row.id === kept);
}

/** For each tab, how many of its chats wait. */
export function waitingBy(rows: readonly Row[], now: number = Date.now()): Record<Filter, number> {
  const waiting = rows.filter((row) => isUnread(row) && !isMuted(row, now));
  const count = (filter: Filter) => filtered(waiting, filter).length;
  return { all: count('all'), unread: count('unread'), direct: count('direct'), classes: count('classes') };
}
