/**
 * Where the reader stands in a conversation.
 *
 * Either at the end, and then it stays there; or at some line, and then that line stays where it is, whatever grows
 * or shrinks around it: older pages, faces of the font, the keyboard of a phone. One rule instead of a dozen cases.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Day } from '../../store/select/feed';
import type { Feed } from '../../store/state';
import { loadNewer, loadOlder } from './loadHistory';
import { openNewest } from './openConversation';
import { readConversation } from './readConversation';
import { type Anchor, anchorIn, isAtEnd, lastVisibleNo, restore, scrollToUnread } from './standing';

/** Two screens before the edge the next page is asked, so that the reader rarely sees it come. */
const LOAD_AHEAD_SCREENS = 2;

export function useFeedScroll(conversation: number, feed: Feed, days: readonly Day[], ownKey: string | null) {
  const scroller = useRef<HTMLElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor>('unset');
  const [isFarFromEnd, setFarFromEnd] = useState(false);
  const latest = useRef(feed);
  latest.current = feed;

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box || anchor.current === 'unset') return;
    const { hasNewer } = latest.current;
    anchor.current = isAtEnd(box) && !hasNewer ? 'end' : anchorIn(box);
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    setFarFromEnd(hasNewer || below > box.clientHeight);
    if (box.scrollTop < box.clientHeight * LOAD_AHEAD_SCREENS) void loadOlder(conversation);
    if (below < box.clientHeight * LOAD_AHEAD_SCREENS) void loadNewer(conversation);
    if (document.visibilityState === 'visible') readConversation(conversation, lastVisibleNo(box));
  }, [conversation]);

  const hold = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    if (anchor.current === 'unset') {
      if (latest.current.status !== 'ready') return;
      anchor.current = scrollToUnread(box) ? anchorIn(box) : 'end';
    }
    restore(box, anchor.current);
    look();
  }, [look]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the lines may move them.
  useLayoutEffect(hold, [hold, days, feed.status]);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(hold);
    observer.observe(box);
    if (column.current) observer.observe(column.current);
    box.addEventListener('scroll', look, { passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [hold, look]);

  const toEnd = useCallback(() => {
    anchor.current = 'end';
    if (latest.current.hasNewer) void openNewest(conversation);
    else hold();
  }, [conversation, hold]);

  // What one has just written is what one wants to see.
  useLayoutEffect(() => {
    if (ownKey) toEnd();
  }, [ownKey, toEnd]);

  return { scroller, column, isFarFromEnd, toEnd };
}
