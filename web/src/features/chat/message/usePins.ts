import { useEffect, useMemo } from 'react';
import { fetchPins } from '../../../api/messages';
import type { Message } from '../../../api/shapes';
import { applyPins } from '../../../store/apply/feed';
import { change, useLive } from '../../../store/store';

const NONE: readonly Message[] = [];

/** What is pinned in a conversation that is open: asked once, when `mayAsk`, then it follows by itself. */
export function usePins(conversation: number, mayAsk = true): { pins: readonly Message[]; isKnown: boolean } {
  const isReady = useLive((state) => state.feeds[conversation]?.status === 'ready');
  const pins = useLive((state) => state.feeds[conversation]?.pins ?? null);
  const hidden = useLive((state) => state.hidden[conversation]);
  const isLive = useLive((state) => state.connection === 'online');
  const isDue = mayAsk && isLive && isReady && pins === null;
  useEffect(() => {
    if (isDue) void loadPins(conversation);
  }, [conversation, isDue]);
  const shown = useMemo(() => pins?.filter(({ no }) => !hidden?.[no]) ?? NONE, [pins, hidden]);
  return { pins: shown, isKnown: pins !== null };
}

async function loadPins(conversation: number) {
  try {
    change(applyPins, conversation, (await fetchPins(conversation)).messages);
  } catch {
    // The bar is no reason to complain: it is asked for when the line is back.
  }
}
