/**
 * Where the reader stands in a conversation.
 *
 * Either at the end, and then it stays there; or at some line, and then that line stays where it is, whatever grows
 * or shrinks around it: older pages, faces of the font, the keyboard of a phone. One rule instead of a dozen cases.
 * Whoever comes back finds the place where they stood.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Message } from '../../api/shapes';
import { applyFeedAtEnd } from '../../store/apply/feed';
import type { Day } from '../../store/select/feed';
import type { Feed } from '../../store/state';
import { change } from '../../store/store';
import { dropGoal, setBacks, useGoal } from './goal';
import { loadNewer, loadOlder } from './loadHistory';
import { openNewest } from './openConversation';
import { placeOf, setPlace } from './places';
import { isRead, readConversation } from './readConversation';
import {
  type Anchor,
  anchorIn,
  isAtEnd,
  isSameStand,
  lastVisibleNo,
  NOWHERE,
  restore,
  type Stand,
  scrollToNo,
  scrollToUnread,
  standOf,
} from './standing';

/** Screens before the edge at which the next page is asked, so that not even a flick sees it come. */
const LOAD_AHEAD_SCREENS = 4;

export function useFeedScroll(
  conversation: number,
  feed: Feed,
  days: readonly Day[],
  ownKey: string | null,
  isWhole: boolean,
) {
  const scroller = useRef<HTMLElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor>('unset');
  const wantsEnd = useRef(false);
  const [isFarFromEnd, setFarFromEnd] = useState(false);
  const latest = useRef({ ...feed, isWhole });
  latest.current = { ...feed, isWhole };
  const goal = useGoal(conversation);

  const seen = useRef<Stand>(NOWHERE);

  const lookAround = useCallback(
    (box: HTMLElement) => {
      const { messages, hasNewer, isWhole } = latest.current;
      const below = box.scrollHeight - box.scrollTop - box.clientHeight;
      const ahead = box.clientHeight * LOAD_AHEAD_SCREENS;
      setFarFromEnd(hasNewer || below > box.clientHeight);
      if (isWhole && box.scrollTop < ahead) void loadOlder(conversation);
      if (below < ahead) void loadNewer(conversation);
      if (document.visibilityState !== 'visible' || isRead(conversation)) return;
      readConversation(conversation, anchor.current === 'end' ? lastNoOf(messages) : lastVisibleNo(box));
    },
    [conversation],
  );

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box || anchor.current === 'unset') return;
    seen.current = standOf(box);
    anchor.current = isAtEnd(box) && !latest.current.hasNewer ? 'end' : anchorIn(box);
    setPlace(conversation, anchor.current);
    if (anchor.current === 'end') change(applyFeedAtEnd, conversation);
    lookAround(box);
  }, [conversation, lookAround]);

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
    // What was drawn by us was held and looked at with it, and is told of once more by each of these.
    const isNews = () => !isSameStand(seen.current, standOf(box));
    const holdAnew = () => isNews() && hold();
    const lookAnew = () => isNews() && look();
    const observer = new ResizeObserver(holdAnew);
    observer.observe(box);
    if (column.current) observer.observe(column.current);
    box.addEventListener('scroll', lookAnew, { passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', lookAnew);
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

/** At the end nothing needs to be measured. */
const lastNoOf = (messages: readonly Message[]) => messages.at(-1)?.no ?? 0;

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
