import { fetchAfter, fetchAround, fetchNewest, PAGE_SIZE } from '../../api/chat';
import type { Page } from '../../api/shapes';
import { applyFeedOpened, applyFeedReopened, applyPage, applyPageFailed } from '../../store/apply/feed';
import { unreadCount } from '../../store/select/rows';
import { change, read } from '../../store/store';
import { goalOf } from './goal';
import { isLatest, nextOpening } from './openings';

/** Read messages above the unread line, so that the person sees what it continues. */
const CONTEXT = 15;

/** Loads what the person comes for: a goal, the newest, or, with much unread, the stretch around the unread line. */
export async function openConversation(conversation: number) {
  const { feeds, rows } = read();
  const row = rows[conversation];
  if (!row) return;
  const goal = goalOf(conversation);
  const feed = feeds[conversation];
  // The row that was pressed begins it, and the screen that comes asks for the same.
  if (feed?.status === 'loading' && isUnderWay(conversation, goal)) return;
  if (feed?.status === 'ready') {
    change(applyFeedReopened, conversation);
    if (goal !== null && !feed.messages.some(({ no }) => no === goal)) await openAround(conversation, goal);
    return;
  }
  if (goal !== null) return loadFirst(conversation, goal, false, () => fetchAround(conversation, goal));
  const isAtEnd = unreadCount(row) <= PAGE_SIZE - CONTEXT;
  const after = Math.max(row.read_no - CONTEXT, row.from_no - 1, 0);
  const fetchPage = () => (isAtEnd ? fetchNewest(conversation) : fetchAfter(conversation, after));
  await loadFirst(conversation, null, isAtEnd, fetchPage);
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
