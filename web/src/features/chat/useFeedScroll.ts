/**
 * Where the reader stands in a conversation.
 *
 * Either at the end, and then it stays there; or at some line, and then that line stays where it is, whatever grows
 * or shrinks around it: older pages, faces of the font, the keyboard of a phone. One rule instead of a dozen cases.
 * Whoever comes back finds the place where they stood.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { applyFeedAtEnd } from '../../store/apply/feed';
import type { Day } from '../../store/select/feed';
import type { Feed } from '../../store/state';
import { change } from '../../store/store';
import { dropGoal, setBacks, useGoal } from './goal';
import { loadNewer, loadOlder } from './loadHistory';
import { openNewest } from './openConversation';
import { placeOf, setPlace } from './places';
import { readConversation } from './readConversation';
import { type Anchor, anchorIn, isAtEnd, lastVisibleNo, restore, scrollToNo, scrollToUnread } from './standing';

/** Screens before the edge at which the next page is asked, so that not even a flick sees it come. */
const LOAD_AHEAD_SCREENS = 4;

export function useFeedScroll(conversation: number, feed: Feed, days: readonly Day[], ownKey: string | null) {
  const scroller = useRef<HTMLElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor>('unset');
  const wantsEnd = useRef(false);
  const [isFarFromEnd, setFarFromEnd] = useState(false);
  const latest = useRef(feed);
  latest.current = feed;
  const goal = useGoal(conversation);

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box || anchor.current === 'unset') return;
    const { hasNewer } = latest.current;
    anchor.current = isAtEnd(box) && !hasNewer ? 'end' : anchorIn(box);
    setPlace(conversation, anchor.current);
    if (anchor.current === 'end') change(applyFeedAtEnd, conversation);
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
      anchor.current = standIn(box, conversation);
    }
    if (wantsEnd.current && !latest.current.hasNewer) {
      anchor.current = 'end';
      wantsEnd.current = false;
    }
    restore(box, anchor.current);
    look();
  }, [conversation, look]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the lines may move them.
  useLayoutEffect(hold, [hold, days, feed.status]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the goal may come with the next lines.
  useLayoutEffect(() => {
    const box = scroller.current;
    const line = goal !== null && box ? scrollToNo(box, goal) : null;
    if (!box || !line) return;
    anchor.current = anchorIn(box);
    dropGoal(conversation);
    greet(line);
    look();
  }, [conversation, goal, days, look]);

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
    setBacks(conversation, []);
    wantsEnd.current = true;
    if (latest.current.hasNewer) void openNewest(conversation);
    else hold();
  }, [conversation, hold]);

  // What one has just written is what one wants to see. What was written before is no news.
  const knownKey = useRef(ownKey);
  useLayoutEffect(() => {
    if (ownKey && ownKey !== knownKey.current) toEnd();
    knownKey.current = ownKey;
  }, [ownKey, toEnd]);

  return { scroller, column, isFarFromEnd, toEnd };
}

/** Where one stood before; else the unread line; else the end. */
function standIn(box: HTMLElement, conversation: number): Anchor {
  const place = placeOf(conversation);
  if (place && restore(box, place)) return place;
  return scrollToUnread(box) ? anchorIn(box) : 'end';
}

const FLASH = 'color-mix(in srgb, var(--vkui--color_background_accent) 24%, transparent)';
const GREETING = [{ backgroundColor: FLASH }, { backgroundColor: 'transparent' }];

/** The message one came for shows itself, and has the focus. */
function greet(line: HTMLElement) {
  line.animate(GREETING, { duration: 1_400, easing: 'ease-in' });
  line.querySelector('article')?.focus({ preventScroll: true });
}
