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

/** So many of the lines above are drawn at once: a whole page of them would hold up the finger that scrolls. */
const PIECE = 16;

interface Drawn {
  shown: Feed;
  /** The reader's screenful has been seen: now what stands around it may come. */
  isSettled: boolean;
  /** All that is loaded is drawn. */
  isWhole: boolean;
}

/**
 * What is drawn of a conversation: first the screenful where the reader will stand, with what follows it; then what is
 * loaded above, piece by piece. Lines that come above move nothing, see useFeedScroll.
 */
export function useDrawn(conversation: number, feed: Feed): Drawn {
  /** The number of the highest line that is drawn. */
  const [from, setFrom] = useState<number | null>(null);
  const [isSettled, setSettled] = useState(false);
  const isReady = feed.status === 'ready';
  const at = useMemo(() => highest(conversation, feed, from), [conversation, feed, from]);
  const next = feed.messages[Math.max(0, isSettled ? at - PIECE : at)]?.no ?? null;
  const isDue = isReady && (!isSettled || next !== from);
  useEffect(() => {
    if (!isDue) return;
    const draw = () => {
      setSettled(true);
      setFrom(next);
    };
    return afterPaint(() => startTransition(draw));
  }, [isDue, next]);
  const shown = useMemo(() => below(feed, at), [feed, at]);
  return { shown, isSettled, isWhole: isSettled && at === 0 };
}

function highest(conversation: number, feed: Feed, from: number | null): number {
  const kept = from === null ? -1 : feed.messages.findIndex((message) => message.no >= from);
  return kept < 0 ? firstScreenAt(conversation, feed) : kept;
}

const below = (feed: Feed, at: number): Feed =>
  at > 0 ? { ...feed, messages: feed.messages.slice(at), hasOlder: true } : feed;

function firstScreenAt(conversation: number, feed: Feed): number {
  return Math.max(0, Math.min(standingAt(conversation, feed) - LINES_ABOVE, lastScreenful(feed.messages)));
}

function standingAt(conversation: number, { messages, unreadAfter }: Feed): number {
  const no = goalOf(conversation) ?? placeOf(conversation)?.no ?? unreadAfter;
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
