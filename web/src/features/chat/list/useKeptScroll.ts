import { type RefObject, useLayoutEffect } from 'react';

/** Where each list stood, for coming back from a conversation on the phone. */
const kept = new Map<string, number>();

export function useKeptScroll(box: RefObject<HTMLElement | null>, name: string) {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.scrollTop = kept.get(name) ?? 0;
    return () => {
      kept.set(name, element.scrollTop);
    };
  }, [box, name]);
}
