import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import { useRef } from 'react';
import styles from './ConfirmDialog.module.css';
import { Dialog } from './Dialog';
import type { Shown } from './overlays';

/** «Выйти из чата?»: the safe answer has the focus. */
export function ConfirmDialog({ question }: { question: NonNullable<Shown['question']> }) {
  const isYes = useRef(false);
  return (
    <Dialog title={question.title} onClosed={() => question.answer(isYes.current)}>
      {({ close }) => (
        <>
          {question.text && <p className={styles.text}>{question.text}</p>}
          <div className={styles.buttons}>
            <Button size="l" mode="secondary" autoFocus onClick={() => close()}>
              {t`Отмена`}
            </Button>
            <Button
              size="l"
              appearance={question.isDestructive ? 'negative' : 'accent'}
              onClick={() => {
                isYes.current = true;
                close();
              }}
            >
              {question.action}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
