import { type RefObject, useLayoutEffect } from 'react';

/** Where each list stood, for coming back from a conversation on the phone. */
const kept = new Map<string, number>();

/** Whether it stood beyond the first screens, so that all rows are needed at once to stand there again. */
export const stoodDeep = (name: string) => (kept.get(name) ?? 0) > DEEP;

const DEEP = 1_000;

export function useKeptScroll(box: RefObject<HTMLElement | null>, name: string) {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    // The first list of a visit stands at its top by itself; saying so would make the browser lay it out at once.
    if (kept.size > 0) element.scrollTop = kept.get(name) ?? 0;
    // Asked when it goes, the browser would have to lay out what nobody sees any more.
    const keep = () => kept.set(name, element.scrollTop);
    element.addEventListener('scroll', keep, { passive: true });
    return () => element.removeEventListener('scroll', keep);
  }, [box, name]);
}
