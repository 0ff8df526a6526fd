/** A loaded stretch of messages, cut into what is drawn: days, blocks of lines, lines. */
import type { Message } from '../../api/shapes';
import type { Feed, Unsent } from '../state';

export type Delivery = 'sending' | 'failed' | 'sent' | 'read';

/** One bubble, or one line about the chat, with everything its drawing depends on. */
export interface Line {
  key: string;
  no: number | null;
  by: number;
  name: string;
  text: string;
  at: number;
  /** What the server told of it; null while it is on its way. */
  message: Message | null;
  letter: Unsent | null;
  isOwn: boolean;
  /** Says what happened in the chat: it stands in the middle, without an author. */
  isService: boolean;
  isImportant: boolean;
  /** Follows a line of the same author within minutes: no name again. */
  isGrouped: boolean;
  /** The last of its group carries the face. */
  isLast: boolean;
  hasUnreadLine: boolean;
  delivery: Delivery | null;
  failure: string | null;
}

/** Lines that appear and disappear from the page together. */
export interface Block {
  key: string;
  lines: readonly Line[];
}

export interface Day {
  key: string;
  at: number;
  blocks: readonly Block[];
}

export interface FeedSource {
  feed: Feed;
  unsent: readonly Unsent[];
  me: { id: number; name: string };
  othersReadNo: number;
  hidden: Readonly<Record<number, boolean>> | undefined;
  marks: Readonly<Record<number, boolean>> | undefined;
}

/** A pause this long starts a new group, although the author is the same. */
const GROUP_MS = 5 * 60_000;
/** Blocks are cut at fixed numbers, so that older pages do not shift them. */
const BLOCK_LINES = 16;

export function daysOf(source: FeedSource): Day[] {
  const days: { key: string; at: number; blocks: { key: string; lines: Line[] }[] }[] = [];
  let no = 0;
  for (const line of linesOf(source)) {
    // An echo stands where its message will probably stand, so that it is not drawn anew when it is stored.
    no = line.no ?? no + 1;
    const dayKey = dayOf(line.at);
    if (days.at(-1)?.key !== dayKey) days.push({ key: dayKey, at: line.at, blocks: [] });
    const blocks = days.at(-1)?.blocks ?? [];
    const blockKey = `${dayKey} ${Math.floor(no / BLOCK_LINES)}`;
    if (blocks.at(-1)?.key !== blockKey) blocks.push({ key: blockKey, lines: [] });
    blocks.at(-1)?.lines.push(line);
  }
  return days;
}

function linesOf(source: FeedSource): Line[] {
  const { feed, unsent, me, hidden } = source;
  const shown = hidden ? feed.messages.filter((message) => !hidden[message.no]) : feed.messages;
  const sent = shown.map((message) => sentLine(message, source));
  const lines = feed.hasNewer ? sent : [...sent, ...unsent.map((letter) => unsentLine(letter, me))];
  markUnread(lines, feed.unreadAfter);
  for (const [index, line] of lines.entries()) {
    line.isGrouped = isContinued(lines[index - 1], line);
    line.isLast = !isContinued(line, lines[index + 1]);
  }
  return lines;
}

function sentLine(message: Message, { me, othersReadNo, marks }: FeedSource): Line {
  const { key, no, by, name, text, at } = message;
  const isService = Boolean(message.service);
  const isOwn = by === me.id && !isService;
  const delivery = isOwn ? (othersReadNo >= no ? 'read' : 'sent') : null;
  const isImportant = marks?.[no] ?? false;
  const told = { message, letter: null, isService, isImportant, failure: null };
  return { key, no, by, name, text, at, isOwn, delivery, ...told, ...ALONE };
}

function unsentLine(letter: Unsent, me: FeedSource['me']): Line {
  const { key, text, at, failure } = letter;
  const delivery = failure ? 'failed' : 'sending';
  const reason = failure?.message ?? null;
  const untold = { message: null, letter, isService: false, isImportant: false, isOwn: true };
  return { key, no: null, by: me.id, name: me.name, text, at, delivery, failure: reason, ...untold, ...ALONE };
}

const ALONE = { isGrouped: false, isLast: true, hasUnreadLine: false };

function markUnread(lines: Line[], unreadAfter: number | null) {
  if (unreadAfter === null) return;
  const first = lines.find((line) => line.no !== null && line.no > unreadAfter && !line.isOwn);
  if (first) first.hasUnreadLine = true;
}

function isContinued(line: Line | undefined, next: Line | undefined): boolean {
  if (!line || !next || line.by !== next.by || next.hasUnreadLine) return false;
  if (line.isService || next.isService) return false;
  return next.at - line.at < GROUP_MS && dayOf(line.at) === dayOf(next.at);
}

/** The bounds of the day that was asked for last: neighbours mostly share it, and dates are slow to make. */
let day = { from: 0, to: 0, key: '' };

/** A name for the calendar day of the device. */
function dayOf(at: number): string {
  if (at < day.from || at >= day.to) {
    const from = new Date(at).setHours(0, 0, 0, 0);
    const next = new Date(from);
    day = { from, to: next.setDate(next.getDate() + 1), key: String(from) };
  }
  return day.key;
}
