import { useCallback, useEffect, useRef, useState } from 'react';
import type { Roll } from '../../store/state';
import { useLive } from '../../store/store';
import { loadRoll } from './loadRoll';

/** The members while somebody looks at them: asked at the start, and anew when the conversation changed. */
export function useRoll(conversation: number): { roll: Roll | undefined; hasFailed: boolean; retry: () => void } {
  const roll = useLive((state) => state.rolls[conversation]);
  const isStale = roll?.isStale ?? true;
  const [hasFailed, setFailed] = useState(false);
  const retry = useCallback(async () => {
    setFailed(false);
    setFailed(!(await loadRoll(conversation)));
  }, [conversation]);
  // Who has no profile yet comes and goes without an event, so each look begins with a question.
  const isAsked = useRef(false);
  useEffect(() => {
    if (!isStale && isAsked.current) return;
    isAsked.current = true;
    void retry();
  }, [isStale, retry]);
  return { roll, hasFailed, retry };
}
