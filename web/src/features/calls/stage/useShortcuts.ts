import { useEffect, useRef } from 'react';
import { isTypedInto, type Shortcut, shortcutOf } from './shortcuts';

export function useShortcuts(run: Readonly<Record<Shortcut, () => void>>) {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A menu or a question over the stage has the keyboard.
      if (document.querySelector('dialog[open]')) return;
      const shortcut = shortcutOf(event, isTypedInto(event.target));
      if (!shortcut) return;
      event.preventDefault();
      latest.current[shortcut]();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
