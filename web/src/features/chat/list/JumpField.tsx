import { t } from '@lingui/core/macro';
import { Icon16SearchOutline } from '@vkontakte/icons';
import styles from './JumpField.module.css';
import { openJump } from './jump';

/** Looks like the field that it opens. */
export function JumpField({ isPhone }: { isPhone: boolean }) {
  return (
    <button
      type="button"
      className={isPhone ? `${styles.field} ${styles.phone}` : styles.field}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K"
      onClick={openJump}
    >
      <Icon16SearchOutline aria-hidden />
      <span className={styles.label}>{t`Чат или человек`}</span>
      {!isPhone && (
        <kbd className={styles.key} aria-hidden>
          Ctrl K
        </kbd>
      )}
    </button>
  );
}
