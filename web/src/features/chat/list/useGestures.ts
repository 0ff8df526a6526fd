import { type RefObject, useEffect } from 'react';
import { useList } from './listStore';

/** What moves rows by finger and mouse is fetched when the screen has nothing else to do. */
export function useGestures(list: RefObject<HTMLElement | null>, isPhone: boolean) {
  const isArranging = useList((state) => state.isArranging);
  const isStill = useList((state) => state.chosen !== null);
  useEffect(() => {
    const element = list.current;
    if (!element || isStill) return;
    const stops: (() => void)[] = [];
    let isOver = false;
    const begin = async () => {
      const { listenForDrags } = await import('./drags');
      if (isOver) return;
      stops.push(listenForDrags(element));
      if (!isPhone || isArranging) return;
      const { listenForStrokes } = await import('./strokes');
      if (!isOver) stops.push(listenForStrokes(element));
    };
    const cancel = whenIdle(() => void begin());
    return () => {
      isOver = true;
      cancel();
      for (const stop of stops) stop();
    };
  }, [list, isPhone, isArranging, isStill]);
}

/** Safari has no idle callbacks. */
function whenIdle(run: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run, 200);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(run, { timeout: 1_000 });
  return () => window.cancelIdleCallback(handle);
}
