/** How large text is on this device. All sizes of text are parts of the root's, see growing-text.config.ts. */
import { useSyncExternalStore } from 'react';

export type TextSize = 'normal' | 'large' | 'huge';

const KEY = 'peremena.text_size';
/** Parts of what the browser itself is set to. */
const SCALE: Record<TextSize, string> = { normal: '', large: '112.5%', huge: '125%' };

const listeners = new Set<() => void>();

function chosenSize(): TextSize {
  const kept = localStorage.getItem(KEY);
  return kept === 'large' || kept === 'huge' ? kept : 'normal';
}

export function chooseTextSize(size: TextSize) {
  localStorage.setItem(KEY, size);
  applyTextSize();
  for (const listener of listeners) listener();
}

/** Before the first drawing, and after every choice. */
export function applyTextSize() {
  document.documentElement.style.fontSize = SCALE[chosenSize()];
}

export function useTextSize(): TextSize {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, chosenSize);
}
