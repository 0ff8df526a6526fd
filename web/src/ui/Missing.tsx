import { t } from '@lingui/core/macro';
import styles from './Missing.module.css';
import { Notice } from './Notice';

/** Where the sentence stands: in the place of a screen, of a line, over the screen; or nobody needs to be told. */
export type Shape = 'screen' | 'line' | 'over' | 'nothing';

interface MissingProps {
  shape: Shape;
  onAgain(): void;
  onGiveUp: (() => void) | null;
}

/** A part of the page could not be fetched. */
export function Missing({ shape, onAgain, onGiveUp }: MissingProps) {
  if (shape === 'nothing') return null;
  if (shape === 'screen') {
    return (
      <Notice isScreen title={t`Не удалось загрузить`} action={{ label: t`Повторить`, onClick: onAgain }}>
        {t`Проверьте, есть ли интернет, и попробуйте ещё раз.`}
      </Notice>
    );
  }
  return (
    <div className={shape === 'over' ? `${styles.line} ${styles.over}` : styles.line} role="status">
      <span className={styles.text}>{t`Не удалось загрузить.`}</span>
      <button type="button" className={styles.action} onClick={onAgain}>
        {t`Повторить`}
      </button>
      {onGiveUp && (
        <button type="button" className={styles.action} onClick={onGiveUp}>
          {t`Закрыть`}
        </button>
      )}
    </div>
  );
}
