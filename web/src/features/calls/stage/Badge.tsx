import { Counter } from '@vkontakte/vkui';
import styles from './Badge.module.css';

/** How much is new behind a button. */
export function Badge({ count }: { count: number }) {
  if (count <= 0) return null;
  return (
    <span className={styles.badge}>
      <Counter size="s" mode="primary" appearance="accent">
        {count}
      </Counter>
    </span>
  );
}
