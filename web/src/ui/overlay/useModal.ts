import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useLayoutEffect, useRef } from 'react';

/** What a `<dialog>` needs to be over everything, and to go by Esc, by the back button and by a press beside it. */
export interface Modal {
  ref: RefObject<HTMLDialogElement | null>;
  /** Focus goes back to where it was; `then` runs after that. */
  close(then?: () => void): void;
  props: {
    onClose(): void;
    onKeyDown(event: KeyboardEvent): void;
    onPointerDown(event: MouseEvent): void;
    onClickCapture(event: MouseEvent): void;
    onContextMenu(event: MouseEvent): void;
  };
}

export function useModal(onClosed: () => void): Modal {
  const ref = useRef<HTMLDialogElement>(null);
  const wasPressed = useRef(false);
  const after = useRef<(() => void) | undefined>(undefined);
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog?.open) dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const close = useCallback((then?: () => void) => {
    after.current = then;
    ref.current?.close();
  }, []);
  const isBeside = (event: MouseEvent) => event.target === ref.current;
  return {
    ref,
    close,
    props: {
      onClose: () => {
        onClosed();
        after.current?.();
      },
      // The screens below go up by Esc; this one was meant for us.
      onKeyDown: (event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      },
      onPointerDown: (event) => {
        wasPressed.current = true;
        if (isBeside(event)) close();
      },
      // The finger of a long press is lifted over what has opened beneath it: that chooses nothing.
      onClickCapture: (event) => {
        if (event.detail > 0 && !wasPressed.current) event.stopPropagation();
      },
      onContextMenu: (event) => {
        if (isBeside(event)) event.preventDefault();
      },
    },
  };
}
