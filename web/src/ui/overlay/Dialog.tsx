import { type ReactNode, useId } from 'react';
import styles from './Dialog.module.css';
import { type Modal, useModal } from './useModal';

interface DialogProps {
  title: string;
  /** The title is said, but the dialog shows something else in its place. */
  isTitleSilent?: boolean;
  onClosed(): void;
  children(modal: Pick<Modal, 'close'>): ReactNode;
}

/** A card over everything: holds the focus, gives it back, goes by Esc, back and a press beside it. */
export function Dialog({ title, isTitleSilent = false, onClosed, children }: DialogProps) {
  const modal = useModal(onClosed);
  const id = useId();
  return (
    <dialog ref={modal.ref} className={styles.dialog} aria-labelledby={id} {...modal.props}>
      <div className={styles.card}>
        <h2 id={id} className={isTitleSilent ? styles.silent : styles.title}>
          {title}
        </h2>
        {children(modal)}
      </div>
    </dialog>
  );
}
