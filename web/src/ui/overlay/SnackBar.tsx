import { t } from '@lingui/core/macro';
import { Icon20Cancel } from '@vkontakte/icons';
import { useEffect, useState } from 'react';
import { dropSnack, type Shown } from './overlays';
import styles from './SnackBar.module.css';

/** Long enough to read it and to reach the button. */
const SHOWN_MS = 6_000;

/** One line at the bottom; it waits while somebody points at it or stands in it. Ctrl+Z is its button, too. */
export function SnackBar({ snack }: { snack: NonNullable<Shown['snack']> }) {
  const [isHeld, setHeld] = useState(false);
  const { no, action } = snack;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => dropSnack(no), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [no, isHeld]);
  useUndoKey(action?.run, no);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it on the screen.
    <div
      className={styles.snack}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.text}>{snack.text}</span>
      {action && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            dropSnack(no);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className={styles.away} aria-label={t`Закрыть`} onClick={() => dropSnack(no)}>
        <Icon20Cancel aria-hidden />
      </button>
    </div>
  );
}

function useUndoKey(run: (() => void) | undefined, no: number) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isUndo = event.code === 'KeyZ' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (!run || !isUndo || isField(event.target)) return;
      event.preventDefault();
      dropSnack(no);
      run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [run, no]);
}

/** A field has its own undoing. */
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA)$/.test(target.tagName));
}
