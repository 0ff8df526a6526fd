import { type RefObject, useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { watch } from '../../../store/store';

/** Texts the reader has unfolded: a message that left the page and comes back is as it was, and nothing moves. */
const unfolded = new Set<string>();

watch((state) => {
  if (state.account === 'signed_out') unfolded.clear();
});

interface Fold {
  paragraph: RefObject<HTMLParagraphElement | null>;
  isFolded: boolean;
  unfold(): void;
}

export function useFold(text: string): Fold {
  const paragraph = useRef<HTMLParagraphElement>(null);
  const [, setOpened] = useState(0);
  const isFolded = !unfolded.has(text);
  const unfold = useCallback(() => {
    const element = paragraph.current;
    if (!element) return;
    keepTop(element, () => {
      unfolded.add(text);
      flushSync(() => setOpened((count) => count + 1));
    });
    // The button is gone; whoever came by keyboard goes on reading from here.
    element.focus({ preventScroll: true });
  }, [text]);
  return { paragraph, isFolded, unfold };
}

/**
 * The first line stays where it is while the text grows. The list around it holds the lower edge of what is on the
 * screen when sizes change, so this comes after it: observers are called in the order in which they were made.
 */
function keepTop(element: HTMLElement, grow: () => void) {
  const top = element.getBoundingClientRect().top;
  const scroller = scrollerOf(element);
  grow();
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    if (scroller) scroller.scrollTop += element.getBoundingClientRect().top - top;
  });
  observer.observe(element);
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  let parent = element.parentElement;
  while (parent && !/auto|scroll/.test(getComputedStyle(parent).overflowY)) parent = parent.parentElement;
  return parent;
}
