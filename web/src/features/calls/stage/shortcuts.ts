/** M, V, H and S by their place on the keyboard, so that they are the same in both layouts. */
export type Shortcut = 'microphone' | 'camera' | 'hand' | 'screen' | 'back';

const KEYS: Readonly<Record<string, Shortcut>> = {
  KeyM: 'microphone',
  KeyV: 'camera',
  KeyH: 'hand',
  KeyS: 'screen',
  Escape: 'back',
};

type Pressed = Pick<
  KeyboardEvent,
  'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'defaultPrevented'
>;

/** What a key asks for; nothing while somebody types, or for keys of the browser. */
export function shortcutOf(event: Pressed, isTyping: boolean): Shortcut | null {
  if (event.defaultPrevented || event.repeat) return null;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  const shortcut = KEYS[event.code] ?? null;
  return isTyping && shortcut !== 'back' ? null : shortcut;
}

const TYPED = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';

export const isTypedInto = (target: EventTarget | null) => target instanceof Element && target.closest(TYPED) !== null;
