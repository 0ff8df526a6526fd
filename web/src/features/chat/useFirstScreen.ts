import { startTransition, useEffect, useMemo, useState } from 'react';
import type { Message } from '../../api/shapes';
import type { Feed } from '../../store/state';
import { goalOf } from './goal';
import { placeOf } from './places';

/** So many lines above the one where the reader will stand fill the rest of the screen. */
const LINES_ABOVE = 8;
/** The lowest bubble with its gap, a further line of text, and how wide a letter is at most: a guess on the safe side. */
const LEAST_HEIGHT = 40;
const LINE_HEIGHT = 20;
const LETTER_WIDTH = 7;
const WIDEST_TEXT = 456;

/**
 * What is drawn of a conversation: first the screenful where the reader will stand, with what follows it; all that is
 * loaded once this is on the screen. Lines that come above move nothing, see useFeedScroll.
 */
export function useFirstScreen(conversation: number, feed: Feed): { shown: Feed; isWhole: boolean } {
  const [isWhole, setWhole] = useState(false);
  const isReady = feed.status === 'ready';
  useEffect(() => {
    return isReady && !isWhole ? afterPaint(() => startTransition(() => setWhole(true))) : undefined;
  }, [isReady, isWhole]);
  const shown = useMemo(() => (isWhole ? feed : firstScreen(conversation, feed)), [conversation, feed, isWhole]);
  return { shown, isWhole };
}

function firstScreen(conversation: number, feed: Feed): Feed {
  const { messages } = feed;
  if (goalOf(conversation) !== null) return feed;
  const from = Math.min(standingAt(conversation, feed) - LINES_ABOVE, lastScreenful(messages));
  return from > 0 ? { ...feed, messages: messages.slice(from), hasOlder: true } : feed;
}

function standingAt(conversation: number, { messages, unreadAfter }: Feed): number {
  const no = placeOf(conversation)?.no ?? unreadAfter;
  const at = no === null ? -1 : messages.findIndex((message) => message.no >= no);
  return at < 0 ? messages.length : at;
}

function lastScreenful(messages: readonly Message[]): number {
  // The window's own sides would be measured, with all that has just changed in it.
  const { width, height: tallest } = screen;
  const letters = Math.min(width * 0.8, WIDEST_TEXT) / LETTER_WIDTH;
  let at = messages.length;
  for (let height = 0; at > 0 && height < tallest; at -= 1) {
    const lines = Math.ceil((messages[at - 1]?.text.length ?? 0) / letters);
    height += LEAST_HEIGHT + Math.max(0, lines - 1) * LINE_HEIGHT;
  }
  return at;
}

/** A hidden page has no frames to wait for. */
function afterPaint(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    timer = setTimeout(run);
  };
  const frame = document.visibilityState === 'visible' ? requestAnimationFrame(wait) : void wait();
  return () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
