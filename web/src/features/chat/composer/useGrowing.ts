import { type RefObject, useLayoutEffect } from 'react';

/** Eight lines, then the field scrolls; the same number stands in Composer.module.css. */
const MOST_LINES = 8;

/** Browsers that know `field-sizing` do it themselves, without measuring at every key. */
const isNative = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');

export function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it grow.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || isNative) return;
    const style = getComputedStyle(element);
    const padding = Number.parseFloat(style.paddingBlockStart) + Number.parseFloat(style.paddingBlockEnd);
    const tallest = Number.parseFloat(style.lineHeight) * MOST_LINES + padding;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${Math.min(element.scrollHeight, tallest)}px`;
  }, [field, text]);
}
