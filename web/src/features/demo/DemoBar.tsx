import { t } from '@lingui/core/macro';
import { Tappable } from '@vkontakte/vkui';
import styles from './DemoBar.module.css';

/** On every page of the invented school, so that nobody takes it for a real one. */
export function DemoBar({ onLeave }: { onLeave?: (() => void) | undefined }) {
  return (
    <aside className={styles.bar} aria-label={t`Демонстрация`}>
      <span>
        {t`Демонстрационная школа.`} <span className={styles.more}>{t`Люди и переписка вымышлены.`}</span>
      </span>
      {onLeave && (
        <Tappable className={styles.leave} onClick={onLeave}>
          {t`Сменить человека`}
        </Tappable>
      )}
    </aside>
  );
}
