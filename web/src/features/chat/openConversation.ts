import { fetchAfter, fetchNewest, PAGE_SIZE } from '../../api/chat';
import { applyFeedOpened, applyFeedReopened, applyPage, applyPageFailed } from '../../store/apply/feed';
import { unreadCount } from '../../store/select/rows';
import { change, read } from '../../store/store';

/** Read messages above the unread line, so that the person sees what it continues. */
const CONTEXT = 15;

/** Loads what the person comes for: the newest, or, with much unread, the stretch around the unread line. */
export async function openConversation(conversation: number) {
  const { feeds, rows } = read();
  const row = rows[conversation];
  if (!row) return;
  if (feeds[conversation]?.status === 'ready') return change(applyFeedReopened, conversation);
  const isAtEnd = unreadCount(row) <= PAGE_SIZE - CONTEXT;
  const after = Math.max(row.read_no - CONTEXT, row.from_no - 1, 0);
  await loadFirst(conversation, isAtEnd, () => (isAtEnd ? fetchNewest(conversation) : fetchAfter(conversation, after)));
}

/** "To the end" from a stretch in the past: the newest page takes its place. */
export function openNewest(conversation: number) {
  return loadFirst(conversation, true, () => fetchNewest(conversation));
}

async function loadFirst(conversation: number, isAtEnd: boolean, fetchPage: () => ReturnType<typeof fetchNewest>) {
  change(applyFeedOpened, conversation, isAtEnd);
  try {
    change(applyPage, conversation, await fetchPage(), 'first');
  } catch {
    change(applyPageFailed, conversation);
  }
}
