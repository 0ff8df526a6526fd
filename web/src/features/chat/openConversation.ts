import { fetchAfter, fetchAround, fetchNewest, PAGE_SIZE } from '../../api/chat';
import type { Page, Row } from '../../api/shapes';
import { applyFeedOpened, applyFeedReopened, applyPage, applyPageFailed } from '../../store/apply/feed';
import { unreadCount } from '../../store/select/rows';
import type { Feed } from '../../store/state';
import { change, read } from '../../store/store';
import { goalOf } from './goal';
import { isLatest, nextOpening } from './openings';
import { placeOf } from './places';

/** Read messages above the unread line, so that the person sees what it continues. */
const CONTEXT = 15;

/** What the row that was pressed has opened already: the screen that comes has read on by then. */
let begun: number | null = null;

/** The row of the conversation was pressed, and its screen will come. */
export function beginConversation(conversation: number) {
  void openConversation(conversation);
  begun = conversation;
}

export function endConversation(conversation: number) {
  if (begun === conversation) begun = null;
}

/** Loads what the person comes for: a goal, the newest, or, with much unread, the stretch around the unread line. */
export async function openConversation(conversation: number) {
  const { feeds, rows } = read();
  const row = rows[conversation];
  if (!row) return;
  const goal = goalOf(conversation);
  const feed = feeds[conversation];
  // The row that was pressed begins it, and the screen that comes asks for the same.
  if (feed?.status === 'loading' && isUnderWay(conversation, goal)) return;
  if (feed?.status === 'ready' && (placeOf(conversation) || goal !== null || holdsPlace(feed, row))) {
    if (begun !== conversation) change(applyFeedReopened, conversation);
    if (goal !== null && !feed.messages.some(({ no }) => no === goal)) await openAround(conversation, goal);
    return;
  }
  if (goal !== null) return loadFirst(conversation, goal, false, () => fetchAround(conversation, goal));
  await loadWhereOneReads(row);
}

/** The same before anybody opens it; false when it could not be had. */
export async function prepareConversation(conversation: number): Promise<boolean> {
  const row = read().rows[conversation];
  if (row && !read().feeds[conversation]) await loadWhereOneReads(row);
  return read().feeds[conversation]?.status === 'ready';
}

/** Whether the stretch is still the one to begin with: it may have come long before anybody looked. */
function holdsPlace({ messages, hasOlder, hasNewer }: Feed, row: Row): boolean {
  if (row.last_no <= row.read_no) return !hasNewer;
  const reachesUp = !hasOlder || (messages[0]?.no ?? 0) <= row.read_no + 1;
  return reachesUp && (!hasNewer || (messages.at(-1)?.no ?? 0) > row.read_no);
}

async function loadWhereOneReads(row: Row) {
  const isAtEnd = unreadCount(row) <= PAGE_SIZE - CONTEXT;
  const after = Math.max(row.read_no - CONTEXT, row.from_no - 1, 0);
  const fetchPage = () => (isAtEnd ? fetchNewest(row.id) : fetchAfter(row.id, after));
  await loadFirst(row.id, null, isAtEnd, fetchPage);
}

/** "To the end" from a stretch in the past: the newest page takes its place; false when it could not be had. */
export const openNewest = (conversation: number) => openInstead(conversation, () => fetchNewest(conversation));

/** In the same way the stretch around a message. */
export const openAround = (conversation: number, no: number) =>
  openInstead(conversation, () => fetchAround(conversation, no));

async function openInstead(conversation: number, fetchPage: () => Promise<Page>): Promise<boolean> {
  const opening = nextOpening(conversation);
  try {
    const page = await fetchPage();
    if (isLatest(conversation, opening)) change(applyPage, conversation, page, 'instead');
    return true;
  } catch {
    return false;
  }
}

/** First pages that were asked for, each with what it was asked for. */
const underWay = new Map<number, { opening: number; goal: number | null }>();

function isUnderWay(conversation: number, goal: number | null): boolean {
  const asked = underWay.get(conversation);
  return asked?.goal === goal && isLatest(conversation, asked.opening);
}

async function loadFirst(conversation: number, goal: number | null, isAtEnd: boolean, fetchPage: () => Promise<Page>) {
  const opening = nextOpening(conversation);
  underWay.set(conversation, { opening, goal });
  change(applyFeedOpened, conversation, isAtEnd);
  try {
    const page = await fetchPage();
    if (isLatest(conversation, opening)) change(applyPage, conversation, page, 'first');
  } catch {
    if (isLatest(conversation, opening)) change(applyPageFailed, conversation);
  } finally {
    if (underWay.get(conversation)?.opening === opening) underWay.delete(conversation);
  }
}
